"""Whether the mirror is what visitors of the site would see now. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from .making import make, today
from .servers import snippets
from .writing import MirrorError, MirrorPlace, broken_files, digest


def stale(place: MirrorPlace) -> Iterator[str]:
    """What is wrong with it, a line each. Raises ``MirrorError`` when a page may not be shown now."""
    manifest = place.manifest()
    if not manifest:
        yield _("There is no mirror at %(place)s.") % {"place": place}
        return
    sums: dict[str, str] = {}

    def note(name: str, content: bytes) -> None:
        sums[name] = digest(content)

    made = make(note, bool(manifest.get("names")))
    if made.problems:
        raise MirrorError(made.problems)
    for name, text in snippets(made.headers).items():
        note(name, text.encode())
    day = today().isoformat()
    for folder, of_site in manifest["sites"].items():
        if day not in of_site["days"]:
            yield _("%(site)s: the pages stand alone since %(day)s") % {"site": folder, "day": of_site["until"]}
    known = manifest["files"]
    broken = set(broken_files(place, manifest))
    for name in sorted({*known, *sums}):
        if name not in sums:
            yield _("no longer there: %(name)s") % {"name": name}
        elif name not in known:
            yield _("missing: %(name)s") % {"name": name}
        elif sums[name] != known[name]:
            yield _("changed: %(name)s") % {"name": name}
        elif name in broken:
            yield _("damaged: %(name)s") % {"name": name}


__all__ = ["stale"]
