"""Plants the pages: creates what is missing, and touches nothing that is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, cast

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from ..lookup.context import PageContext
from ..lookup.locking import lock_parent
from ..lookup.sources import models_of, page_model, sections
from ..page_class import GripPage, SitePage
from ..starter import helplines
from ..starter.additions import all_new
from ..starter.files import StarterError
from ..starter.language_file import language_file
from ..starter.plans import Planting, planting
from ..starter.texts import load
from ..stored.streams import put_items
from ..text.language_names import english_name
from ..text.terminal_safe import terminal_safe
from .aliases import follow_trees
from .digest import digest
from .going_live import go_live, publish
from .place import ParentPage, allow, model_for, places
from .school import SchoolOptions

# The overview first: the other four are below it.
# As Wagtail's own form writes a new page down in its history.
CREATED: Final = "wagtail.create"

ORDER: Final = ("overview", "norm", "contact", "parent_tips", "incident_help")

STATUSES: Final = {
    "draft": gettext_lazy("planted as a draft"),
    "published": gettext_lazy("planted and published"),
    "exists": gettext_lazy("already exists; nothing changed"),
    "put_online": gettext_lazy("was a draft that nobody edited; published"),
    "edited_draft": gettext_lazy("stays a draft: someone edited it, so publish it in the admin"),
    "offline": gettext_lazy("stays a draft: someone took it offline"),
    "busy": gettext_lazy("stays a draft: it is locked, waits for approval, or has a day of its own"),
    "own": gettext_lazy("is a page of your own, so no translation was planted"),
    "saved": gettext_lazy("saved in the settings of the site"),
    "added": gettext_lazy("added"),
    "updated": gettext_lazy("updated"),
    "conflict": gettext_lazy("kept as you wrote it, although what we ship has changed"),
    "gone": gettext_lazy("no longer shipped; left as it is"),
    "retired": gettext_lazy("no longer exists; switched off, not deleted"),
    "kept": gettext_lazy("we list it as closed, but you switched it back on; left as it is"),
    "removed": gettext_lazy("removed"),
    "edited": gettext_lazy("left as it is: someone edited it"),
    "group": gettext_lazy("group of editors created"),
    "granted": gettext_lazy("permission granted"),
    "children": gettext_lazy("left as it is: there are other pages below it"),
    "translated": gettext_lazy("left as it is: a translation of it stays, and has its names and numbers from it"),
}


class Outcome(NamedTuple):
    """One line of the report; ``status`` is a key of ``STATUSES``, ``page`` what it is about, where that is a page."""

    what: str
    status: str
    page: GripPage | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for."""

    parent: SitePage
    school: SchoolOptions = field(default_factory=SchoolOptions)
    languages: Sequence[str] = ("nl",)
    publish: bool = False
    publish_incident: bool = False
    publish_unread: bool = False
    # What is true of all schools of the site, where that is known; else what this school says, if it is the only one.
    for_settings: SchoolOptions | None = None

    def publishes(self, page: GripPage, language: str) -> bool:
        # Nobody with the right knowledge has read the situations yet: they need a decision of their own.
        is_for_experts = page.grip_needs_experts and not self.publish_incident
        # The same of a language in which no native speaker has read them.
        return self.publish and not is_for_experts and (self.publish_unread or not language_file(language).unread)


@transaction.atomic
def plant(wish: Wish) -> list[Outcome]:
    """Plants the pages in every language, the settings and the helplines; whole or not at all.

    Raises ``StarterError`` with everything that is in the way; then nothing is changed.
    """
    lock_parent(wish.parent)
    site = wish.parent.get_site()
    if site is None and wish.school.said:
        message = _("“%(title)s” belongs to no site, so the name, phone and e-mail of the school have nowhere to go.")
        raise StarterError(message % {"title": wish.parent.title})
    report = [Outcome(name, status) for name, status in helplines.update()]
    if site is not None:
        report += [Outcome(name, "saved") for name in _for_settings(wish).save(site)]
    more = {"contact": wish.school.page_fields(site)} if site is not None else {}
    sources: dict[str, Any] = {}
    for place in places(wish.parent, wish.languages):
        lock_parent(place.parent)
        report += _plant_one_language(wish, place, sources, more)
    follow_trees(page for source in sources.values() for page in source.get_translations(inclusive=True))
    return report


def _for_settings(wish: Wish) -> SchoolOptions:
    """What goes into the settings of the site. Visitors read these at every school that says nothing else itself."""
    if wish.for_settings is not None:
        return wish.for_settings
    is_shared = bool(sections(PageContext(page=wish.parent)) - {wish.parent.path})
    return SchoolOptions.of_all([]) if is_shared else wish.school


def _plant_one_language(
    wish: Wish, place: ParentPage, sources: dict[str, Any], more: Mapping[str, Mapping[str, str]]
) -> Iterator[Outcome]:
    """Plants below one parent; ``sources`` are the pages of the first language, filled in by it."""
    texts = load(place.language, wish.school.type)
    parent, is_source, overview = place.parent, not sources, None
    if is_source and texts.rest:
        raise StarterError(
            _(
                "The texts in %(language)s are for parents and pupils, beside a page in %(rest)s that has the rest. "
                "Use --language %(code)s as well."
            )
            % {"language": _(english_name(place.language)), "rest": _(english_name(texts.rest)), "code": texts.rest}
        )
    for kind in ORDER:
        plan = planting(kind, texts)
        source = None if is_source else sources[kind]
        page = source.get_translation_or_none(parent.locale) if source else _existing(kind, parent, overview)
        if page is not None:
            # Only who asks for what is unread means what is there already: a plain repetition changes nothing.
            is_asked = wish.publish_unread and wish.publishes(page, place.language)
            yield Outcome(named(page), go_live(page, plan, source) if is_asked else "exists", page)
        elif source is not None and (source.starter_key != plan.key or (overview is None and not source.grip_is_start)):
            yield Outcome(named(source), "own")
        else:
            page = create(plan, overview or parent, place, source, more.get(kind, {}) if is_source else {})
            status = "draft"
            if wish.publishes(page, place.language):
                publish(page, plan)
                status = "published"
            yield Outcome(named(page), status, page)
        if is_source:
            sources[kind] = page
        if page is not None and page.grip_is_start:
            overview = page


def _existing(kind: str, parent: SitePage, overview: GripPage | None) -> GripPage | None:
    """The page of this kind that is where we would plant it, or where an editor moved it."""
    for model in models_of(kind):
        found: GripPage | None = model.objects.child_of(parent).first()
        if found is None and overview is not None:
            found = model.objects.descendant_of(overview).first()
        if found is not None:
            return found
    return None


def create(
    plan: Planting,
    parent: SitePage,
    place: ParentPage,
    source: GripPage | None = None,
    more: Mapping[str, str] | None = None,
) -> GripPage:
    """A page of this kind below ``parent``, as a draft; ``source`` is the page that it translates.

    Raises ``StarterError`` when it cannot be there.
    """
    model = model_for(plan.kind) if source is None else type(source)
    allow(model, parent)
    is_taken = _("Below “%(parent)s” there is another page with the address “%(slug)s”. Change that address first.") % {
        "parent": parent.title,
        "slug": plan.slug,
    }
    if page_model().objects.child_of(parent).filter(slug=plan.slug).exists():
        raise StarterError(is_taken)
    page: GripPage = model(
        title=plan.title,
        slug=plan.slug,
        locale=parent.locale,
        live=False,
        has_unpublished_changes=True,
        text_language=place.text_language,
        starter_key=plan.key,
        starter_version=plan.version,
        starter_offered="\n".join(all_new(place.language, plan.key)),
        **plan.fields,
        **{name: tick for name, tick in plan.ticks.items() if has_field(model, name)},
        **(more or {}),
    )
    if source is not None:
        page.translation_key = source.translation_key
    if has_field(model, "search_description"):
        page.search_description = plan.search_description
    if model.grip_is_start and has_field(model, "show_in_menus"):
        page.show_in_menus = True
    for name, raw in plan.streams.items():
        put_items(page, name, raw)
    try:
        parent.add_child(instance=page)
    except ValidationError as problem:
        if "slug" in getattr(problem, "error_dict", ()):
            # Somebody was quicker. Wagtail says so with the address of the parent, which a page without a site lacks.
            raise StarterError(is_taken) from None
        raise StarterError([f"{plan.title}: {message}" for message in problem.messages]) from None
    # From the database, because a host's page type may change what is saved.
    page = cast(GripPage, model.objects.get(pk=page.pk))
    page.starter_digest = digest(page)
    model.objects.filter(pk=page.pk).update(starter_digest=page.starter_digest)
    # With an entry in the history, where the planted text can be found and brought back.
    log(page, CREATED, revision=page.save_revision(), content_changed=True)
    return page


def has_field(model: type[GripPage], name: str) -> bool:
    try:
        model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True


def named(page: GripPage) -> str:
    """Its title, language and address, as one would type that behind the name of the site."""
    _site, _root, path = page.get_url_parts() or (None, None, None)
    return f"{terminal_safe(page.title)} ({page.locale.language_code}, {path or page.url_path})"
