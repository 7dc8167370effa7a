"""Every type of page, as this host shows it in the part of a school.

A page that visitors see is asked for at its address; a type without one is shown as a new page in a preview. What
is behind a view restriction is previewed too, because a visitor would get a form for a password.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, cast
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.core.management.commands.runserver import Command as Runserver
from django.http.request import validate_host
from django.utils.translation import gettext as _

from ..lookup.context import PageContext
from ..lookup.sharing import sharing
from ..lookup.sources import Candidate, kinds, models_of
from ..page_class import GripPage, SitePage
from ..planting.place import home_in_draft
from ..text.hosts import is_local
from .answer import Answer, preview
from .findings import DoctorFinding, found
from .outline import host_of
from .scope import SchoolScope

# What Django allows when nothing is set and DEBUG is on.
_WHILE_DEBUGGING: Final = [".localhost", "127.0.0.1", "[::1]"]


# A page of ours that visitors see, or a type of page that nobody has made.
Shown = Candidate | type[GripPage]


@dataclass(frozen=True)
class ShownPage:
    """A page and what the host answered for it."""

    page: SitePage
    answer: Answer

    @property
    def our_page(self) -> GripPage:
        """The page, where it is one of ours: one of the host is here for our blocks on it."""
        return cast(GripPage, self.page)

    @property
    def kind(self) -> str:
        return self.our_page.grip_kind

    @property
    def place(self) -> str:
        return place_of(self.page, self.answer.url)


def place_of(page: SitePage, url: str = "") -> str:
    """How someone finds the page: its title and address, or for a new page the name of its type."""
    if page.pk is None:
        names = {"type": page._meta.verbose_name, "host": host_of(url) or "–"}
        return _("a new page of type “%(type)s” on %(host)s") % names
    return f"“{page.title}” {_as_served(url or page.full_url or '')}".strip()


def _as_served(url: str) -> str:
    """On one's own machine with the port at which the page opens: Wagtail's record of the site mostly has none."""
    parts = urlsplit(url)
    if not settings.DEBUG or parts.port or not parts.hostname or not is_local(parts.hostname):
        return url
    base = urlsplit(getattr(settings, "WAGTAILADMIN_BASE_URL", None) or "")
    port = (base.port if is_local(base.hostname or "") else None) or Runserver.default_port
    return parts._replace(netloc=f"{parts.hostname}:{port}").geturl()


def subjects(scope: SchoolScope) -> Iterator[Shown]:
    """What there is to show: the sources, the types without one, and one page in every other language."""
    for kind in kinds():
        source = scope.page_context.found(kind).source
        if source is not None:
            yield source
        if scope.is_first:
            yield from (model for model in models_of(kind) if source is None or model is not source.model)
    yield from _one_a_language(scope)


def show(subject: Shown, scope: SchoolScope) -> Iterator[ShownPage | DoctorFinding]:
    """The page with its answer; a finding when it cannot be asked for at its address."""
    if isinstance(subject, Candidate):
        yield from _live(subject, scope)
    else:
        yield _as_new(subject, scope)


def name_of(subject: Shown) -> str:
    """What it is called before anybody has looked."""
    return subject.page.title if isinstance(subject, Candidate) else str(subject._meta.verbose_name)


def _live(candidate: Candidate, scope: SchoolScope) -> Iterator[ShownPage | DoctorFinding]:
    page = candidate.model.objects.get(pk=candidate.page.pk)
    page.locale = candidate.page.locale
    url = page.full_url
    if not url:
        yield found(
            "page.no-address",
            _("Wagtail gives this page no address, so nobody can open it."),
            _('Add path("", include("wagtail.urls")) as the last line of your urls.py.'),
            place_of(page),
        )
        yield ShownPage(page, preview(page))
        return
    if scope.is_restricted(page):
        yield ShownPage(page, preview(page))
        return
    if not validate_host(host_of(url), settings.ALLOWED_HOSTS or _WHILE_DEBUGGING):
        yield found(
            "page.host-refused",
            _("Wagtail says this site has the address %(host)s, but Django refuses that host.")
            % {"host": host_of(url)},
            _("Correct the host name under Settings → Sites, or add it to ALLOWED_HOSTS."),
        )
        yield ShownPage(page, preview(page))
        return
    with sharing():
        other = _other_answers(page, url)
    if other is not None:
        yield other
        yield ShownPage(page, preview(page))
        return
    yield ShownPage(page, scope.visit(url))


def _other_answers(page: GripPage, url: str) -> DoctorFinding | None:
    """Where a visitor gets another page at the address of this one, which is not in the main language."""
    home = home_in_draft(page)
    if home is not None:
        return found(
            "page.other-answers",
            _("At this address visitors get a page in another language, because “%(title)s” above it is a draft.")
            % {"title": home.title},
            _("Publish that page, or unpublish the pages in this language."),
            place_of(page),
        )
    root = PageContext.of_page(page).root
    if root is None or root.locale_id == page.locale_id:
        return None
    for each in page.get_translations().filter(live=True):
        if each.full_url == url:
            return found(
                "page.other-answers",
                _("This page has the same address as “%(title)s” (%(language)s), so visitors may get that one.")
                % {"title": each.title, "language": each.locale.language_code},
                _("Put the urls of Wagtail in i18n_patterns() in your urls.py."),
                place_of(page),
            )
    return None


def _as_new(model: type[GripPage], scope: SchoolScope) -> ShownPage:
    """An unsaved page of this type, right below the home page of the school."""
    home = scope.home
    title = str(model._meta.verbose_name)
    page = model(title=title, draft_title=title, slug=f"grip-{uuid4().hex[:8]}", locale_id=home.locale_id, live=True)
    page.intro = title
    # As Wagtail's own preview of a page that is being made.
    page.depth = home.depth + 1
    page.path = page._get_path(home.path, page.depth, 1) if home.is_leaf() else home.get_last_child()._inc_path()
    page.set_url_path(home)
    return ShownPage(page, preview(page))


def _one_a_language(scope: SchoolScope) -> Iterator[Candidate]:
    """In every other language one page that visitors see."""
    main, seen = scope.page_context.root.locale_id, set[int]()
    for each in scope.own:
        if each.live and not each.barred and each.page.locale_id not in {main, *seen}:
            seen.add(each.page.locale_id)
            yield each


__all__ = ["Shown", "ShownPage", "name_of", "place_of", "show", "subjects"]
