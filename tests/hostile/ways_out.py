"""The ways by which a text comes out of the database. Each yields what it showed, with what of that is active."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.contrib.admin.utils import quote
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.management import CommandError, call_command
from django.template import RequestContext, Template
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from openpyxl.utils.exceptions import IllegalCharacterError

from gripwagtail.lookup.sources import page_model
from gripwagtail.models import GripHelpline, GripSettings
from gripwagtail.rendering.contexts import BLOCKS
from gripwagtail.subroutes.registry import subroute_paths
from gripwagtail.wagtail_hooks import say_remarks
from tests import factories as make
from tests.hostile import forms, oracle
from tests.hostile.school import HostileSchool

_NUMBER = re.compile(r"kwik\W{0,3}(\d{3})", re.IGNORECASE)
_TAGS = "".join(f"{{% grip_{kind} %}}" for kind in BLOCKS)


@dataclass(frozen=True)
class Shown:
    """One output: where it is, what is in it, and what is wrong with that."""

    where: str
    text: str
    faults: list[str]

    @property
    def numbers(self) -> set[int]:
        """Which of the texts can be recognised in it."""
        return {int(number) for number in _NUMBER.findall(self.text)}


Out = Callable[[HostileSchool], Iterator[Shown]]
Look = Callable[[str], list[str]]


def _ask(client: Client, where: str, url: str, look: Look) -> Shown:
    """What an address answers. A failure is a fault as well: a text may not take a page down."""
    try:
        answer = client.get(url, headers={"host": "localhost"})
    except Exception as error:
        return Shown(where, "", [f"fails: {type(error).__name__}: {str(error)[:200]}"])
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if answer.status_code not in (200, 404) or not content:
        return Shown(where, "", [f"answers {answer.status_code}"])
    if answer.status_code == 404:
        return Shown(where, "", [])
    text = content.decode("utf-8", "replace")
    return Shown(where, text, look(text))


def _path(page: Any) -> str:
    return str(page.get_url_parts()[2])


# --- for visitors -------------------------------------------------------------------


def pages(school: HostileSchool) -> Iterator[Shown]:
    for kind, page in school.pages.items():
        yield _ask(Client(), kind, _path(page), oracle.page)


def blocks(school: HostileSchool) -> Iterator[Shown]:
    """A page of the host with our blocks, and our tags in a template."""
    yield _ask(Client(), "blocks", _path(school.host), oracle.page)
    request = RequestFactory().get("/", headers={"host": "localhost"})
    context = RequestContext(request, {"page": school.host})
    html = Template(f"{{% load gripwagtail %}}{_TAGS}").render(context)
    yield Shown("tags", html, oracle.page(html))


def previews(school: HostileSchool) -> Iterator[Shown]:
    for page in school.all_pages:
        answer = page.get_latest_revision_as_object().make_preview_request()
        answer.render()
        html = answer.content.decode()
        yield Shown(f"preview of {page._meta.model_name}", html, oracle.page(html))


def structured(school: HostileSchool) -> Iterator[Shown]:
    """Microdata; and there is no other kind."""
    for kind, page in school.pages.items():
        html = Client().get(_path(page), headers={"host": "localhost"}).content.decode()
        found = make.soup(html)
        faults = [f"{one.name} of another kind" for one in found.select("[typeof], [vocab], [type*='json']")]
        values = []
        for one in found.select("[itemprop]"):
            link = one.get("href") or one.get("content") or ""
            values.append(link or one.get_text())
            if one.get("itemtype") and not re.fullmatch(r"https://schema\.org/\w+", one["itemtype"]):
                faults.append(f"type {one['itemtype']}")
            if one.get("href") and oracle.rich(str(make.soup("<a></a>").new_tag("a", href=link))):
                faults.append(f"link {link}")
        yield Shown(f"microdata of {kind}", "\n".join(values), faults)


def sheets(school: HostileSchool) -> Iterator[Shown]:
    """What a page offers to print."""
    for kind, page in school.pages.items():
        for path in subroute_paths(page):
            if "vcard" not in path:
                look = oracle.picture if path.endswith("/qr/") else oracle.page
                yield _ask(Client(), f"{kind}{path}", _path(page).rstrip("/") + path, look)


def vcards(school: HostileSchool) -> Iterator[Shown]:
    page = school.pages["contact"]
    # The first has all of them in it, so some of the others are enough.
    for path in sorted((path for path in subroute_paths(page) if "vcard" in path), key=len)[:6]:
        yield _ask(Client(), path, _path(page).rstrip("/") + path, oracle.vcard)


def api_2(school: HostileSchool) -> Iterator[Shown]:
    for page in school.all_pages:
        yield _ask(Client(), f"v2 {page._meta.model_name}", f"/api/pages/{page.pk}/?fields=*", oracle.api)
    yield _ask(Client(), "v2 list", "/api/pages/?fields=*&limit=20", oracle.api)
    yield _ask(Client(), "v2 helplines", "/api/helplines/", oracle.api)


def api_3(school: HostileSchool) -> Iterator[Shown]:
    for page in school.all_pages:
        yield _ask(Client(), f"v3 {page._meta.model_name}", f"/api/v3/pages/{page.pk}/", oracle.api)
    yield _ask(Client(), "v3 list", "/api/v3/pages/", oracle.api)


def search(school: HostileSchool) -> Iterator[Shown]:
    """A results page of the host, and the search boxes of the admin."""
    call_command("update_index", verbosity=0, stdout=io.StringIO())
    for words in ("kwaad", "alert", "example"):
        found = page_model().objects.live().search(words)
        rows = [
            (page.title, page.search_description, page.url, getattr(page.specific, "findable_text", ""))
            for page in found
        ]
        html = Template(
            '<ul>{% for title, about, url, text in rows %}<li><a href="{{ url }}">{{ title }}</a> <p>{{ about }}</p>'
            "<p>{{ text }}</p></li>{% endfor %}</ul>"
        ).render(RequestContext(RequestFactory().get("/"), {"rows": rows}))
        yield Shown("results", html, oracle.page(html))
    client = forms.signed_in()
    for url in (reverse("wagtailadmin_pages:search"), reverse("wagtailadmin_choose_page_search")):
        yield _ask(client, url, f"{url}?q=Kwik", _admin)
    yield _ask(client, "helplines", reverse(_helpline("list")) + "?q=kwik", _admin)


# --- for editors --------------------------------------------------------------------


def _admin(text: str) -> list[str]:
    """A page of the admin, or the JSON with HTML in it that a chooser answers."""
    try:
        answer = json.loads(text)
    except ValueError:
        return oracle.admin(text)
    return [fault for value in answer.values() if isinstance(value, str) for fault in oracle.admin(value)]


def _helpline(view: str) -> str:
    return str(GripHelpline.snippet_viewset.get_url_name(view))


def labels(school: HostileSchool) -> Iterator[Shown]:
    """Explorer, edit views, histories, choosers, confirmations: wherever the admin says what something is called."""
    client = forms.signed_in()
    above = school.pages["contact"].get_parent()
    yield _ask(client, "explorer", reverse("wagtailadmin_explore", args=[above.pk]), _admin)
    yield _ask(client, "chooser", reverse("wagtailadmin_choose_page_child", args=[above.pk]), _admin)
    for page in school.all_pages:
        name = page._meta.model_name
        yield _ask(client, f"edit {name}", reverse("wagtailadmin_pages:edit", args=[page.pk]), _admin)
        revision = page.save_revision(clean=False)
        pair = [page.pk, "live", revision.pk]
        yield _ask(client, f"compare {name}", reverse("wagtailadmin_pages:revisions_compare", args=pair), _admin)
        # What says only the title, or the same as the edit view, is asked of two kinds: one of ours, one of the host.
        if page in (school.pages["norm"], school.host):
            for view in ("history", "delete", "unpublish", "copy", "usage", "move"):
                yield _ask(client, f"{view} {name}", reverse(f"wagtailadmin_pages:{view}", args=[page.pk]), _admin)
            again = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, revision.pk])
            yield _ask(client, f"revert {name}", again, _admin)
    yield _ask(client, "helplines", reverse(_helpline("list")), _admin)
    for row in GripHelpline.objects.filter(key__contains="kwik")[:2]:
        for view in ("edit", "delete", "usage", "history", "conflicts"):
            yield _ask(client, f"helpline {view}", reverse(_helpline(view), args=[quote(row.pk)]), _admin)
    site = GripSettings.objects.get(site__is_default_site=True).site_id
    yield _ask(client, "settings", reverse("wagtailsettings:edit", args=["gripwagtail", "gripsettings", site]), _admin)
    incident = school.pages["incident_help"].pk
    for view in ("gripwagtail_library", "gripwagtail_corrections", "gripwagtail_aftercare"):
        yield _ask(client, view, reverse(view, args=[incident]), _admin)
    for kind in ("contact", "norm", "overview", "parent_tips"):
        url = reverse("gripwagtail_corrections", args=[school.pages[kind].pk])
        yield _ask(client, f"corrections {kind}", url, _admin)


def messages(school: HostileSchool) -> Iterator[Shown]:
    """Our remarks after publishing, and what the admin says after an action, in Wagtail's own template."""
    client = forms.signed_in()
    for page in school.pages.values():
        request = RequestFactory().post("/", {"action-publish": "1"}, headers={"host": "localhost"})
        request.user, request.session = make.editor(), {}
        request._messages = FallbackStorage(request)
        say_remarks(request, page)
        said = list(get_messages(request))
        html = render_to_string("wagtailadmin/shared/messages.html", {"messages": said}, request)
        yield Shown(f"remarks {page.grip_kind}", html, _admin(html))
    page = school.host
    answer = client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), _copied(page), follow=True)
    html = answer.content.decode()
    yield Shown("copied", html, _admin(html))


def _copied(page: Any) -> dict[str, Any]:
    parent = page.get_parent().pk
    return {"new_title": page.title, "new_slug": "kopie-van", "new_parent_page": parent, "publish_copies": ""}


def reports(school: HostileSchool) -> Iterator[Shown]:
    """Lists to download: ours, and those of Wagtail that name our pages and helplines."""
    out = io.StringIO()
    call_command("gripwagtail_helplines", "export", format="csv", stdout=out)
    yield Shown("helplines as CSV", out.getvalue(), oracle.table(out.getvalue()))
    client = forms.signed_in()
    for page in school.all_pages:
        page.save_revision(clean=False, log_action=True, user=make.editor())
    # Wagtail writes titles into its CSV files as they are.
    known = {*_titles(school)}
    for view in ("site_history", "aging_pages", "locked_pages"):
        url = reverse(f"wagtailadmin_reports:{view}")
        yield _ask(client, view, url, _admin)
        yield _ask(
            client, f"{view} as CSV", f"{url}?export=csv", lambda text: _beside_titles(oracle.table(text), known)
        )
        try:
            answer = client.get(f"{url}?export=xlsx")
        except IllegalCharacterError:
            # Wagtail cannot write a title with a control character: no file, so nothing in it.
            continue
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        yield Shown(f"{view} as XLSX", "", oracle.workbook(content))


def _titles(school: HostileSchool) -> Iterator[str]:
    for page in page_model().objects.all():
        yield from (page.title, page.get_admin_display_title())
    yield from (row.name for row in GripHelpline.objects.all())


def _beside_titles(faults: list[str], titles: set[str]) -> list[str]:
    return [fault for fault in faults if not any(fault == f"cell: {title[:120]!r}" for title in titles)]


def commands(school: HostileSchool) -> Iterator[Shown]:
    """What commands print: a terminal obeys some characters, and another program reads the JSON."""
    out = io.StringIO()
    try:
        call_command("gripwagtail_doctor", content=True, stdout=out, no_color=True)
    except CommandError as error:
        out.write(str(error))
    yield Shown("doctor", out.getvalue(), oracle.terminal(out.getvalue()))
    out = io.StringIO()
    call_command("gripwagtail_helplines", "export", stdout=out)
    yield Shown("helplines as JSON", out.getvalue(), [] if json.loads(out.getvalue()) else ["empty"])


def packs(school: HostileSchool) -> Iterator[Shown]:
    """A pack made of these pages: it can be read again, and its rich text is clean."""
    import tomllib

    from gripwagtail.packs.exporting import export
    from gripwagtail.starter.files import dumps

    made = export(school.host.get_parent().specific)
    for name, document in made.documents.items():
        text = dumps(document)
        read = tomllib.loads(text)
        faults = [fault for part in read.get("body", []) for fault in oracle.rich(part.get("text", ""))]
        yield Shown(f"pack {name}", text, faults)


OUTS: dict[str, Out] = {
    "page": pages,
    "blocks and tags": blocks,
    "preview": previews,
    "API v2": api_2,
    **({"API v3": api_3} if find_spec("wagtail.api.v3") else {}),
    "structured data": structured,
    "vCard": vcards,
    "print and poster": sheets,
    "search results": search,
    "admin labels": labels,
    "messages": messages,
    "reports and exports": reports,
    "commands": commands,
    "content pack": packs,
}
assert settings.configured

__all__ = ["OUTS", "Out", "Shown"]
