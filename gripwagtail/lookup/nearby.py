"""What is nearest to a place, as candidates for a source: the pages that ``nearest`` gives, and which may be seen."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from . import nearest
from .page_kinds import kinds, models_of, page_model
from .restrictions import ancestor_paths
from .sources import Candidate, content_types, judged

if TYPE_CHECKING:
    from .context import PageContext


class Nearby:
    """What is nearest to a place: of each kind the first pages, with translations, and the page shown in all its
    languages. One statement for everything, and a second one on the rare pages that belong to no school of several."""

    def __init__(self, page_context: PageContext) -> None:
        self._page_context = page_context
        self._asked: dict[bool, tuple[dict[str, nearest.Near], list[Candidate], bool]] = {}

    def of(self, kind: str) -> tuple[list[Candidate], bool]:
        """The originals of a kind nearest to the place, and whether these are all that are as near."""
        if not self._can_be_asked:
            return [], False
        near, known, has_parts = self._ask(sweep=self._has_sites_within)
        if has_parts and not near[kind].pages and near[kind].depth is not None and not self._has_sites_within:
            # The nearest is no nearer than the whole site, which has several schools.
            near, known, has_parts = self._ask(sweep=True)
        wanted = {page.pk for page in near[kind].pages}
        found = [one for one in known if one.page.pk in wanted]
        return found, len(found) < nearest.AT_MOST or sum(one.live and not one.barred for one in found) > 1

    @property
    def known(self) -> list[Candidate]:
        """All that was read so far: what was found, in its languages, and the page shown in its own."""
        if not self._can_be_asked:
            return self._page_context.index
        if not self._asked:
            self._ask(sweep=self._has_sites_within)
        return [one for _near, known, _has_parts in self._asked.values() for one in known]

    @cached_property
    def _can_be_asked(self) -> bool:
        return nearest.is_written_for(page_model())

    @cached_property
    def _has_sites_within(self) -> bool:
        return self._page_context.has_sites_within

    def _ask(self, sweep: bool) -> tuple[dict[str, nearest.Near], list[Candidate], bool]:
        if sweep not in self._asked:
            self._asked[sweep] = self._answer(sweep)
        return self._asked[sweep]

    def _answer(self, sweep: bool) -> tuple[dict[str, nearest.Near], list[Candidate], bool]:
        page_context = self._page_context
        types = content_types()
        root, page = page_context.root, page_context.page
        if root is None or not types:
            return {kind: nearest.Near(None, []) for kind in kinds()}, [], False
        path = str(root.path)
        here, above, key = path, list[str](), getattr(page, "translation_key", None)
        if page is not None and page.path and page_context.in_source_language:
            # A page of another tree is looked at from the root.
            here = str(page.path) if page.path.startswith(path) else path
        elif page is not None and page.path:
            above = ancestor_paths(page.path)
        answer = nearest.ask(
            page_model(),
            [[pk for pk, model in types.items() if model in models_of(kind)] for kind in kinds()],
            [pk for pk, model in types.items() if model.grip_is_start],
            nearest.Place(
                *(path, here, tuple(above), root.locale_id),
                page_context.locale_id,
                key,
                sweep,
            ),
        )
        page_context.rests_on.know(answer.stamps)
        pages = {each.pk: each for near in answer.near.values() for each in near.pages}
        pages.update({each.pk: each for each in answer.others})
        if not any(each.path.startswith(path) for each in answer.others if each.translation_key == key):
            # The page shown has no original on this site, so what is elsewhere is none of ours.
            pages = {pk: each for pk, each in pages.items() if each.translation_key != key}
        near = {kind: answer.near[number] for number, kind in enumerate(kinds())}
        return near, judged(list(pages.values()), page_context), answer.has_parts


__all__ = ["Nearby"]
