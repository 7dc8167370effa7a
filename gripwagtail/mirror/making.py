"""Makes the whole mirror, file by file. What may not be in it stops it, or is left out with the reason."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site

from ..page_class import SitePage
from . import assets
from .addresses import MirrorAddress, below, file_of, folder_of, pages, pages_with_cards, sites
from .folder import WHOLE
from .gate import HTML, LeftOutError, StopError, examine, examine_alone, examine_file, examine_language
from .nameless_files import NamedInScriptError, html_without, vcard_without
from .pages import alone, page_file
from .people import Nameless, People, boards
from .visits import Visit, Visitor, as_a_visitor

# Where files are in the mirror: pages as they are today, what stands alone after that, and static files.
ALONE: Final = "alone"
STATIC: Final = "files"
INDEX: Final = "index.html"
_VCARD: Final = "text/vcard"
# By the type of its content, the index of a folder.
_INDEXES: Final = {HTML: INDEX, "image/svg+xml": "index.svg", _VCARD: "index.vcf"}
# Headers of the host that are the same for its pages.
_HEADERS: Final = (
    "Content-Security-Policy",
    "Permissions-Policy",
    "Strict-Transport-Security",
    "X-Frame-Options",
    "Cross-Origin-Opener-Policy",
)

Put = Callable[[str, bytes], None]


@dataclass(slots=True)
class Made:
    """What came of it. With ``problems`` none of it may be shown."""

    # Of each folder of a site the first day on which its pages are no longer right, where that is known.
    until: dict[str, datetime.date | None] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    # The names of files of which a problem is the reason that they were not made: everyone may still see these.
    stopped: set[str] = field(default_factory=set)
    # What the pages said in headers, where all said the same.
    headers: dict[str, str] = field(default_factory=dict)


def today() -> datetime.date:
    return timezone.localdate() if timezone.is_aware(timezone.now()) else datetime.date.today()


def make(put: Put, with_names: bool) -> Made:
    """Makes every file, and hands each over with its name as soon as it is made."""
    with as_a_visitor():
        return _MirrorWork(put, with_names).done()


class _MirrorWork:
    def __init__(self, put: Put, with_names: bool) -> None:
        self.put = put
        self.visitor = Visitor(with_names)
        self.made = Made()
        self.static: set[str] = set()
        self.said: dict[str, set[str]] = {name: set() for name in _HEADERS}
        # The name of the file at each address, and the front page of each site.
        self.indexes: dict[str, str] = {}
        self.fronts: dict[int, bytes] = {}
        # Whom no page names; unset where the school wants names.
        self.nobody: Nameless | None = None

    def done(self) -> Made:
        known = [site for site in sites() if self._has_a_folder(site)]
        by_site: dict[int, list[MirrorAddress]] = defaultdict(list)
        for address in pages(known):
            by_site[address.site.pk].append(address)
        people = self._people(by_site)
        if not self.visitor.with_names:
            languages = {address.language for addresses in by_site.values() for address in addresses}
            self.nobody = Nameless(people, languages)
        for site in known:
            self.made.until[folder_of(site)] = people[site.pk].until
            for address in by_site[site.pk]:
                self._page(address)
            self._front(site)
        self._static()
        self.made.headers = {
            name: value for name, said in self.said.items() if len(said) == 1 for value in said if value
        }
        return self.made

    def _has_a_folder(self, site: Site) -> bool:
        try:
            folder_of(site)
        except ValueError:
            self.made.problems[str(site)] = _("the host name of the site can be no folder")
            return False
        return True

    def _people(self, by_site: dict[int, list[MirrorAddress]]) -> dict[int, People]:
        """Of each site, with those of its board."""
        day = today()
        own: dict[int, People] = defaultdict(People)
        for pk, addresses in by_site.items():
            for address in addresses:
                own[pk].read_days(address.page, day)
        # Who is on a page that not everyone may see is nobody to be named on another one.
        for pk, page in pages_with_cards() if not self.visitor.with_names else ():
            own[pk].read(page, day)
        found: dict[int, People] = defaultdict(People, own)
        for school, board in boards().items():
            both = People()
            both.add(own[school])
            both.add(own[board])
            found[school] = both
        return found

    def _page(self, address: MirrorAddress) -> None:
        content = self._one(address)
        if content is None:
            return
        if address.is_front:
            self.fronts.setdefault(address.site.pk, content)
        alone = self._alone(address, address.path, address.language, address.page)
        for beside in (address, *below(address)):
            if beside is address or (self._one(beside) is not None and self.indexes[str(beside)] == INDEX):
                self._put(ALONE, beside, INDEX, alone)

    def _alone(self, address: MirrorAddress, path: str, language: str, page: SitePage | None) -> bytes:
        content = b""
        try:
            html = alone(self.visitor.request(address.site, path, language), page, language)
            content = self._with_static(self._without_names(html, HTML, address.site, language))
            examine_alone(content)
        except (NamedInScriptError, StopError) as problem:
            self._stop(address, problem)
        return content

    def _one(self, address: MirrorAddress) -> bytes | None:
        """What is in the mirror at this address, if it may be there."""
        visit = self.visitor.visit(address.site, address.path, address.language)
        try:
            examine(address, visit)
            if not address.below:
                examine_language(address, visit, self.visitor)
            index = _INDEXES.get(visit.kind)
            if index is None:
                raise LeftOutError(_("is of a type that a file cannot say: %(kind)s") % {"kind": visit.kind})
            if str(address) in self.indexes:
                raise StopError(_("is the address of two pages"))
            content = self._content(address, visit)
            examine_file(address, visit.kind, content)
            self._put(WHOLE, address, index, content)
        except StopError as problem:
            self._stop(address, problem)
            return None
        except LeftOutError as reason:
            # That a sheet is not offered is no news.
            if not address.below:
                self.made.left_out[str(address)] = str(reason)
            return None
        self.indexes[str(address)] = index
        self._note_headers(address, visit)
        return content

    def _content(self, address: MirrorAddress, visit: Visit) -> bytes:
        text = page_file(visit) if visit.kind == HTML else visit.text
        try:
            text = self._without_names(text, visit.kind, address.site, address.language)
        except NamedInScriptError as problem:
            raise (StopError if address.is_ours else LeftOutError)(str(problem)) from None
        return self._with_static(text) if visit.kind == HTML else text.encode()

    def _without_names(self, text: str, kind: str, site: Site, language: str) -> str:
        if self.nobody is None:
            return text
        return (vcard_without if kind == _VCARD else html_without)(text, self.nobody.of(site.pk, language))

    def _stop(self, address: MirrorAddress, problem: Exception) -> None:
        self.made.problems[str(address)] = str(problem)
        for one in [address] if address.below else _at(address):
            self.made.stopped |= names_of(one)

    def _put(self, part: str, address: MirrorAddress, index: str, content: bytes) -> None:
        try:
            name = file_of(address.path, index)
        except ValueError:
            raise LeftOutError(_("can be no file")) from None
        self.put(f"{part}/{folder_of(address.site)}/{name}", content)

    def _with_static(self, html: str) -> bytes:
        self.static |= assets.named_in(html)
        return html.encode()

    def _note_headers(self, address: MirrorAddress, visit: Visit) -> None:
        if address.is_ours and visit.kind == HTML:
            for name, said in self.said.items():
                said.add(visit.response.headers.get(name, ""))

    def _front(self, site: Site) -> None:
        """What the bare name of the site leads to, and what replaces pages that are not in the mirror."""
        front = site.root_page
        bare = MirrorAddress(site, "/", front)
        if str(bare) in self.indexes:
            return
        # Of a front page that is for some alone not even the title is said.
        self._put(ALONE, bare, INDEX, self._alone(bare, "/", str(front.locale.language_code), None))
        if site.pk in self.fronts:
            self._put(WHOLE, bare, INDEX, self.fronts[site.pk])

    def _static(self) -> None:
        """Each static file that a page names, and what its stylesheets name."""
        waiting, seen = sorted(self.static), set(self.static)
        while waiting:
            address = waiting.pop()
            content = assets.content_of(address)
            try:
                name = file_of(address, "")[:-1]
            except ValueError:
                continue
            if content is None:
                self.made.left_out[address] = _("there is no such file")
                continue
            self.put(f"{STATIC}/{name}", content)
            if address.endswith(".css"):
                more = {found for found in assets.named_in_css(address, content) if found not in seen}
                seen |= more
                waiting += sorted(more)


def names_of(address: MirrorAddress, parts: Iterable[str] = (WHOLE, ALONE)) -> set[str]:
    """How the files at this address may be called, whatever is in them."""
    try:
        folder, names = folder_of(address.site), [file_of(address.path, index) for index in _INDEXES.values()]
    except ValueError:
        return set()
    return {f"{part}/{folder}/{name}" for part in parts for name in names}


def open_files() -> set[str]:
    """How the files of all that everyone may see may be called."""
    known = sites()
    # What replaces pages that are not in the mirror says nothing of the front page.
    found = {name for site in known for name in names_of(MirrorAddress(site, "/", site.root_page), [ALONE])}
    for address in pages(known):
        for one in _at(address):
            found |= names_of(one)
    return found


def _at(address: MirrorAddress) -> Iterator[MirrorAddress]:
    """A page with all that may be beside it; a front page at the bare name of the site too."""
    yield address
    yield from below(address)
    if address.is_front:
        yield address._replace(path="/")


__all__ = ["ALONE", "INDEX", "STATIC", "Made", "Put", "make", "open_files", "today"]
