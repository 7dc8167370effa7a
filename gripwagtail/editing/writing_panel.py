"""In the edit view: the longest sentences and the hard words, closed until an editor wants to see them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import cached_property
from wagtail.admin.panels import Panel

from .advice_translation import names_of
from .plain_language import hard_words, has_list, long_sentences, texts

WritingRows = list[dict[str, Any]]


class WritingPanel(Panel):
    """What could be said more plainly. Nothing where there is nothing, or in a language without a list."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "gripwagtail/admin/writing_panel.html"

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.instance.pk and any(self._found))

        @cached_property
        def _found(self) -> tuple[WritingRows, WritingRows]:
            page = self.instance
            if not has_list(page.grip_language):
                return [], []
            found = texts(page)
            return (
                [
                    {"text": one.text, "words": one.words, "where": names_of(page, list(one.places))}
                    for one in long_sentences(found)
                ],
                [
                    {"word": one.word, "instead": one.instead, "where": names_of(page, list(one.places))}
                    for one in hard_words(found, page.grip_language)
                ],
            )

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            sentences, words = self._found
            return {
                **super().get_context_data(parent_context),
                "sentences": sentences,
                "words": words,
                "language": self.instance.grip_language,
            }


__all__ = ["WritingPanel"]
