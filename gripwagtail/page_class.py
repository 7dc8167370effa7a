"""The name of the site's base page class, which Wagtail 8 lets a host choose, and what a page of ours has."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, Protocol


def page_model_name() -> str:
    """For a relation, in a model or a migration: ``wagtailcore.Page`` unless the host has a base page of its own."""
    try:
        import swapper
    except ImportError:  # Wagtail 7.4 has no swappable page
        return "wagtailcore.Page"
    swapper.set_app_prefix("wagtailcore", "wagtail")
    return str(swapper.get_model_name("wagtailcore", "Page"))


class GripPage(Protocol):
    """A page of ours of whichever kind: what our mixins and Wagtail's page have in common for all five.

    Wagtail has no types, and the class is the host's, so nothing but this says what may be asked of a page. What only
    one kind has is asked with ``getattr``, by the names in ``grip_streams``, ``grip_words`` and ``grip_facts``.
    """

    grip_kind: ClassVar[str]
    grip_words: ClassVar[tuple[str, ...]]
    grip_facts: ClassVar[tuple[str, ...]]
    grip_streams: ClassVar[tuple[str, ...]]
    grip_quiet: ClassVar[bool]
    grip_cards: ClassVar[str]
    # A function of a source of this page: the texts to share, by group.
    grip_share_groups: ClassVar[Any]
    _meta: ClassVar[Any]
    _default_manager: ClassVar[Any]
    objects: ClassVar[Any]

    pk: int
    title: str
    seo_title: str
    search_description: str
    slug: str
    path: str
    url_path: str
    live: bool
    locked: bool
    has_unpublished_changes: bool
    locale: Any
    locale_id: int
    translation_key: uuid.UUID
    alias_of: Any
    alias_of_id: int | None
    go_live_at: Any
    intro: str
    body: Any
    text_language: str
    starter_key: str
    starter_version: str
    starter_digest: str

    @property
    def grip_language(self) -> str: ...

    @property
    def full_url(self) -> str | None: ...

    @property
    def workflow_in_progress(self) -> bool: ...

    # None where no site shows the page.
    def get_full_url(self, request: Any = None) -> Any: ...

    def get_url(self, request: Any = None, current_site: Any = None) -> Any: ...

    def get_latest_revision(self) -> Any: ...

    def get_latest_revision_as_object(self) -> Any: ...

    def get_children(self) -> Any: ...

    def get_parent(self) -> Any: ...

    def save(self, *args: Any, **kwargs: Any) -> Any: ...

    def save_revision(self, *args: Any, **kwargs: Any) -> Any: ...

    def delete(self, *args: Any, **kwargs: Any) -> Any: ...


__all__ = ["GripPage", "page_model_name"]
