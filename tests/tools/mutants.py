"""A pytest plugin that switches off one thing that keeps readers safe.

    GRIP_MUTANT=validity_dates python -m pytest -p tests.tools.mutants tests/test_vcard.py

No file is changed: after collecting, a function or class is replaced wherever it was imported. `tests.tools.mutations`
runs them all, to see that each is missed by a test.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, Final

from django.http import HttpRequest
from django.utils.safestring import SafeString


def replace(where: str, new: Any) -> None:
    """Puts something else in the place of `package.module:name`, in every module that took it from there."""
    module, _colon, name = where.partition(":")
    home = import_module(module)
    old = getattr(home, name)
    for loaded in list(sys.modules.values()):
        if getattr(loaded, "__name__", "").partition(".")[0] in ("gripwagtail", "tests"):
            for known, value in list(vars(loaded).items()):
                if value is old:
                    setattr(loaded, known, new)


def sanitiser() -> None:
    replace("gripwagtail.sanitize:clean_html", lambda html: SafeString("" if html is None else str(html)))


def address_check() -> None:
    replace("gripwagtail.sanitize:safe_url", lambda url: "" if url is None else str(url))


def mail_address_check() -> None:
    replace("gripwagtail.sanitize:mailto", lambda address: f"mailto:{address}")


def site_of_the_source() -> None:
    from gripwagtail.lookup import sources
    from gripwagtail.lookup.context import PageContext

    def originals(found: Any, page_context: PageContext) -> list[Any]:
        return [
            one for one in found if page_context.root is not None and one.page.locale_id == page_context.root.locale_id
        ]

    replace("gripwagtail.lookup.sources:path_range", lambda path: ("0", "Z" * 255))
    replace("gripwagtail.lookup.sources:_originals", originals)
    PageContext.owns = lambda self, page: True  # type: ignore[method-assign]
    assert sources.path_range("x") == ("0", "Z" * 255)


def part_of_the_site() -> None:
    replace("gripwagtail.lookup.sources:_nearest", lambda originals, page_context: originals[:1])


def validity_dates() -> None:
    from gripwagtail.content.contact import Contact

    Contact.open_on = lambda self, today: self.confirmed  # type: ignore[method-assign]


def view_restrictions() -> None:
    replace("gripwagtail.lookup.sources:barred_paths", lambda pages, page_context: set())


def view_restrictions_in_the_api() -> None:
    replace("gripwagtail.api.content:_may_be_seen", lambda page_context: True)


def links_to_hidden_pages() -> None:
    replace("gripwagtail.lookup.inner_links:closed_pages", lambda values, page_context: set())


def sheets_of_drafts() -> None:
    from gripwagtail.lookup.context import PageContext
    from gripwagtail.lookup.source import Source

    replace(
        "gripwagtail.subroutes.published:published",
        lambda page, request: Source.own(PageContext.of_request(request, page)),
    )


def rights_on_pages() -> None:
    from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

    from gripwagtail.admin.library import PageAdminView
    from gripwagtail.lookup.sources import page_model

    def dispatch(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        page = page_model().objects.get(pk=kwargs["page_id"])
        self.may = page.permissions_for_user(request.user)
        self.draft = page.specific.get_latest_revision_as_object()
        return super(PageAdminView, self).dispatch(request, *args, **kwargs)

    assert issubclass(PageAdminView, WagtailAdminTemplateMixin)
    PageAdminView.dispatch = dispatch  # type: ignore[method-assign]


def rights_on_helplines() -> None:
    from gripwagtail.admin.helplines.views import ConflictView

    ConflictView.permission_required = None  # type: ignore[assignment]


def content_guard() -> None:
    replace("gripwagtail.safety.image_instructions:image_instructions", lambda text, checked=None: [])


def evidence_rule() -> None:
    replace("gripwagtail.content.incident_help:evidence_rule", lambda sexual, evidence: evidence or "screenshot")


def escaping_in_vcards() -> None:
    replace("gripwagtail.subroutes.vcf:escape", lambda value: value)


def stamp_of_what_is_kept() -> None:
    from gripwagtail.models import GripStamp

    GripStamp.move = classmethod(lambda cls: None)  # type: ignore[method-assign,assignment]


def unconfirmed_texts() -> None:
    from gripwagtail.content.contact import Contact

    real = Contact.open_on
    Contact.open_on = lambda self, today: bool(setattr(self, "confirmed", True)) or real(self, today)  # type: ignore[method-assign]


# What is switched off, and the tests of which at least one must fail then.
MUTANTS: Final[dict[Callable[[], None], tuple[str, ...]]] = {
    sanitiser: ("tests/test_sanitize.py", "tests/contract/test_output.py", "tests/test_api.py"),
    address_check: ("tests/test_sanitize.py", "tests/contract/test_output.py", "tests/test_api.py"),
    mail_address_check: ("tests/test_sanitize.py", "tests/test_phone.py"),
    site_of_the_source: ("tests/test_sources.py", "tests/test_hidden.py::{another_site}"),
    part_of_the_site: ("tests/test_sources.py", "tests/test_hidden.py::{next_school}"),
    validity_dates: ("tests/contract/test_following.py", "tests/test_hidden.py::{item}", "tests/test_vcard.py"),
    unconfirmed_texts: ("tests/contract/test_following.py", "tests/test_hidden.py::{item}"),
    view_restrictions: ("tests/test_sources.py", "tests/test_hidden.py::{page}"),
    view_restrictions_in_the_api: ("tests/test_api.py",),
    links_to_hidden_pages: ("tests/test_hidden.py::{link}",),
    sheets_of_drafts: ("tests/test_hidden.py::{sheet}",),
    rights_on_pages: ("tests/test_rights.py", "tests/test_library.py", "tests/test_corrections_compare.py"),
    rights_on_helplines: ("tests/test_rights.py", "tests/test_helplines_admin.py"),
    content_guard: ("tests/test_hidden.py::{item}", "tests/test_content_guard.py"),
    evidence_rule: ("tests/test_incident_render.py", "tests/test_api.py", "tests/test_hidden.py::{item}"),
    escaping_in_vcards: ("tests/test_vcard.py",),
    stamp_of_what_is_kept: ("tests/test_body_cache.py", "tests/contract/test_following.py"),
}
_NAMES: Final = {
    "another_site": "test_nothing_of_another_site_or_another_part_of_the_site_comes_out",
    "next_school": "test_one_school_shows_nothing_of_the_next_below_the_same_site",
    "item": "test_a_hidden_item_comes_out_by_no_way",
    "page": "test_a_hidden_page_comes_out_by_no_way",
    "sheet": "test_a_sheet_is_made_of_what_is_published_only",
    "link": "test_a_text_leads_to_an_open_page_and_not_to_one_that_was_just_unpublished",
}
BY_NAME: Final = {mutant.__name__: mutant for mutant in MUTANTS}


def noticers_of(mutant: Callable[[], None]) -> list[str]:
    return [test.format(**_NAMES) for test in MUTANTS[mutant]]


def pytest_collection_finish(session: Any) -> None:
    name = os.environ.get("GRIP_MUTANT", "")
    if name:
        BY_NAME[name]()
