"""What to know after planting: what is still a draft and why, what readers are told, which language speaks where.

Worked out from the pages as they are now, so that nothing is said of a page that was so in an earlier run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from django.apps import apps
from django.utils.translation import gettext as _

from ..content.native_readings import sound_texts
from ..lookup.context import PageContext
from ..lookup.sources import original_of
from ..page_class import GripPage
from ..records.native_reading import GripNativeReading
from ..starter.files import languages
from ..starter.language_file import language_file
from ..starter.unread import is_unread
from ..text.language_names import english_name
from .digest import untouched
from .place import home_in_draft, places
from .plant import Outcome, Wish, named

# What the list of pages has said already.
_SAID: Final = frozenset({"edited_draft", "offline", "busy"})
# Either has the list of languages in the admin; a new project of Wagtail has none.
_LOCALES: Final = ("wagtail.locales", "wagtail_localize.locales")


def remarks(wish: Wish, report: Iterable[Outcome]) -> list[str]:
    """Sentences for whoever planted this, inside the transaction in which it was done."""
    # From the database, because publishing changes another object than the one in the report.
    now = [(type(done.page).objects.get(pk=done.page.pk), done.status) for done in report if done.page is not None]
    pages = [page for page, _status in now]
    offered = [page for page, status in now if status not in _SAID]
    return [*_for_experts(pages), *_unread(wish, pages, offered), *_unreached(pages), *_language(wish)]


def _for_experts(pages: Iterable[GripPage]) -> Iterator[str]:
    theirs = [page for page in pages if page.grip_needs_experts]
    drafts = [page for page in theirs if not page.live]
    if drafts and len(drafts) == len(theirs):
        yield _("The page for after an incident is a draft: have an expert read it before you publish it.")
    elif drafts:
        yield _("Still a draft: %(pages)s. Have an expert read it before you publish it.") % {
            "pages": ", ".join(named(page) for page in drafts)
        }


def _unread(wish: Wish, pages: Iterable[GripPage], offered: Iterable[GripPage]) -> Iterator[str]:
    live = [page for page in pages if page.live and _says_unread(page)]
    if live:
        yield _(
            "No native speaker has read the texts in %(languages)s. Each of these pages that is online says so to its "
            "readers."
        ) % {"languages": _named(live)}
    # The incident page is not published by this: it asks for an option of its own.
    drafts = [page for page in offered if not page.live and not page.grip_needs_experts and _says_unread(page)]
    if any(map(untouched, drafts)) and not (wish.publish and wish.publish_unread):
        yield _(
            "No native speaker has read the texts in %(languages)s, so these pages are drafts. Have them read before "
            "you publish them, or use --publish --publish-unread: then each page says so to its readers."
        ) % {"languages": _named(drafts)}
    elif drafts:
        yield _(
            "No native speaker has read the texts in %(languages)s. Of these pages there are drafts that someone "
            "edited: have them read, and publish them in the admin."
        ) % {"languages": _named(drafts)}


def _unreached(pages: Iterable[GripPage]) -> Iterator[str]:
    homes = [home_in_draft(page) for page in pages if page.live]
    for home in {home.pk: home for home in homes if home is not None}.values():
        yield _(
            "“%(title)s” in %(language)s is a draft. Until you publish it, visitors who open these pages in that "
            "language get those in the main language."
        ) % {"title": home.title, "language": _(english_name(home.locale.language_code))}


def _says_unread(page: GripPage) -> bool:
    """What the page tells its readers, now or once it is published."""
    stored = GripNativeReading.objects.filter(page=page.pk).values_list("texts", flat=True).first()
    return is_unread(page, original_of(page, PageContext.of_page(page), drafts=True), sound_texts(stored))


def _named(pages: Iterable[GripPage]) -> str:
    return ", ".join(dict.fromkeys(_(english_name(page.grip_language)) for page in pages))


def _language(wish: Wish) -> Iterator[str]:
    """Blocks and tags speak the language of the page that they are on, so one site may now speak two."""
    texts = places(wish.parent, wish.languages)[0].language
    spoken = wish.parent.locale.language_code
    code = spoken.split("-")[0]
    if code == texts.split("-")[0]:
        return
    names = {"texts": _(english_name(texts)), "site": _(english_name(spoken)), "code": code}
    said = _(
        "These texts are in %(texts)s, while the pages of this site are in %(site)s: there our blocks and tags use "
        "%(site)s too. If the site is in fact in %(texts)s, change the language of its pages (Settings → Locales) and "
        "LANGUAGE_CODE."
    )
    yield said % names
    if not any(apps.is_installed(app) for app in _LOCALES):
        yield _("Settings → Locales is there when “wagtail.locales” is in INSTALLED_APPS.")
    # One that leaves its rest to another language cannot be the first.
    if code in languages() and not language_file(code).rest:
        yield _("For texts in %(site)s run this with --undo first, and then with --language %(code)s.") % names


__all__ = ["remarks"]
