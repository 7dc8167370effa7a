"""The name of the site's base page class, which Wagtail 8 lets a host choose, and what a page has."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from typing import Any, ClassVar, Protocol


def page_model_name() -> str:
    """For a relation, in a model or a migration: ``wagtailcore.Page`` unless the host has a base page of its own."""
    try:
        import swapper
    except ImportError:  # Wagtail 7.4 has no swappable page
        return "wagtailcore.Page"
    swapper.set_app_prefix("wagtailcore", "wagtail")
    return str(swapper.get_model_name("wagtailcore", "Page"))


class SitePage(Protocol):
    """A page of the site, ours or the host's: what Wagtail's base page has, of which Wagtail gives no types."""

    _meta: ClassVar[Any]
    _state: Any
    _default_manager: ClassVar[Any]
    _base_manager: ClassVar[Any]
    objects: ClassVar[Any]
    is_creatable: ClassVar[bool]

    # None until it is saved.
    pk: Any
    title: str
    seo_title: str
    search_description: str
    slug: str
    path: str
    depth: int
    url_path: str
    live: bool
    locked: bool
    has_unpublished_changes: bool
    locale: Any
    locale_id: int
    translation_key: uuid.UUID
    alias_of: Any
    alias_of_id: int | None
    latest_revision: Any
    latest_revision_id: int | None
    revisions: Any
    show_in_menus: bool
    go_live_at: datetime.datetime | None
    expire_at: datetime.datetime | None
    first_published_at: datetime.datetime | None
    last_published_at: datetime.datetime | None

    # None when the class is gone from the code.
    @property
    def specific_class(self) -> Any: ...

    # The same page as an object of its own class, so with what only that class has.
    @property
    def specific(self) -> Any: ...

    @property
    def specific_deferred(self) -> Any: ...

    @property
    def full_url(self) -> str | None: ...

    @property
    def workflow_in_progress(self) -> bool: ...
    @property
    def current_workflow_state(self) -> Any: ...

    # The revision that waits for its hour; None for most pages.
    @property
    def scheduled_revision(self) -> Any: ...

    # None where no site shows the page.
    def get_full_url(self, request: Any = None) -> Any: ...

    def get_url(self, request: Any = None, current_site: Any = None) -> Any: ...

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str] | None: ...

    def get_site(self) -> Any: ...

    def get_admin_display_title(self) -> str: ...

    def get_translations(self, inclusive: bool = False) -> Any: ...

    def get_translation_or_none(self, locale: Any) -> Any: ...

    def has_translation(self, locale: Any) -> bool: ...

    def copy_for_translation(self, locale: Any, copy_parents: bool = False, alias: bool = False) -> Any: ...

    def get_view_restrictions(self) -> Any: ...

    def get_latest_revision(self) -> Any: ...

    def get_latest_revision_as_object(self) -> Any: ...

    def get_ancestors(self, inclusive: bool = False) -> Any: ...

    def get_children(self) -> Any: ...

    def get_descendants(self, inclusive: bool = False) -> Any: ...

    def get_last_child(self) -> Any: ...

    def get_parent(self) -> Any: ...

    def add_child(self, **kwargs: Any) -> Any: ...

    def is_leaf(self) -> bool: ...

    def is_child_of(self, page: SitePage) -> bool: ...

    def is_descendant_of(self, page: SitePage) -> bool: ...

    def _get_path(self, path: str, depth: int, newstep: int) -> str: ...

    def set_url_path(self, parent: SitePage) -> str: ...

    @classmethod
    def can_exist_under(cls, parent: SitePage) -> bool: ...

    @classmethod
    def can_create_at(cls, parent: SitePage) -> bool: ...

    @classmethod
    def allowed_parent_page_models(cls) -> list[type[Any]]: ...

    def get_template(self, request: Any, *args: Any, **kwargs: Any) -> Any: ...

    def route(self, request: Any, path_components: list[str]) -> Any: ...

    def permissions_for_user(self, user: Any) -> Any: ...

    def make_preview_request(self, *args: Any, **kwargs: Any) -> Any: ...

    def save(self, *args: Any, **kwargs: Any) -> Any: ...

    def save_revision(self, *args: Any, **kwargs: Any) -> Any: ...

    def delete(self, *args: Any, **kwargs: Any) -> Any: ...


class GripPage(SitePage, Protocol):
    """A page of ours of whichever kind: what our mixins and Wagtail's page have in common for all five.

    Wagtail has no types, and the class is the host's, so nothing but this says what may be asked of a page. What only
    one kind has is asked with ``getattr``, by the names in ``grip_streams``, ``grip_words`` and ``grip_facts``; or of
    one of the three classes below, where the code is about that kind alone.
    """

    grip_kind: ClassVar[str]
    grip_words: ClassVar[tuple[str, ...]]
    grip_facts: ClassVar[tuple[str, ...]]
    grip_streams: ClassVar[tuple[str, ...]]
    grip_library: ClassVar[str]
    grip_cards: ClassVar[str]
    grip_pasted: ClassVar[str]
    grip_short_name: ClassVar[Any]
    grip_block: ClassVar[str]
    grip_quiet: ClassVar[bool]
    grip_serves_schools: ClassVar[bool]
    grip_is_start: ClassVar[bool]
    grip_needs_experts: ClassVar[bool]
    grip_has_year: ClassVar[bool]
    grip_is_made_together: ClassVar[bool]
    grip_review_field: ClassVar[str]
    grip_overdue: ClassVar[str]
    grip_form_fields: ClassVar[tuple[str, ...]]
    grip_made_keys: ClassVar[tuple[str, ...]]
    grip_checker_rules: ClassVar[tuple[str, ...]]
    # What rooms above this one say of a page: ``page_types.page`` has their types.
    grip_page_context: ClassVar[Any]
    grip_api_content: ClassVar[Any]
    grip_subroutes: ClassVar[Any]
    grip_sheets: ClassVar[Any]
    grip_share_groups: ClassVar[Any]
    grip_rules: ClassVar[Any]
    grip_claim: ClassVar[Any]
    grip_ticks: ClassVar[Mapping[str, str]]
    grip_desk_columns: ClassVar[Any]

    intro: str
    body: Any
    text_language: str
    show_checked: bool
    starter_key: str
    starter_version: str
    starter_offered: str
    starter_digest: str

    # The days on which an item was checked.
    checked: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None: ...

    @property
    def grip_language(self) -> str: ...

    # Ours as visitors of its language read it: a ``lookup.source.Source``.
    @property
    def grip_source(self) -> Any: ...


class ContactPage(GripPage, Protocol):
    """A page of the kind ``contact``."""

    contacts: Any
    school_name: str
    school_type: str
    school_phone: str
    school_email: str
    names_findable: bool
    hide_from_search: bool
    vcards: bool


class NormPage(GripPage, Protocol):
    """A page of the kind ``norm``."""

    agreements: Any
    agreed: Any
    changes: Any
    adopted_on: datetime.date | None
    review_on: datetime.date | None
    grip_surveys: Any
    grip_show_surveys: bool
    grip_pupils: int | None
    grip_parents: int | None
    grip_team: int | None


class OverviewPage(GripPage, Protocol):
    """A page of the kind ``overview``."""

    proposals: Any


class IncidentPage(GripPage, Protocol):
    """A page of the kind ``incident_help``."""

    situations: Any
    readings: Any
    neutral_title: bool
    grip_team_closed: bool
    grip_team_behind: Any


__all__ = ["ContactPage", "GripPage", "IncidentPage", "NormPage", "OverviewPage", "SitePage", "page_model_name"]
