"""Takes a person out of everything that is ours, and reports where else the person is mentioned."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.fields import StreamField
from wagtail.log_actions import log
from wagtail.models import Comment, CommentReply, ModelLogEntry, PageLogEntry, Revision, TaskState
from wagtail.search import index

from ..editing.native_readings import forget_what_was_read
from ..editing.text_records import forget_past
from ..lookup.sources import page_model
from ..mirror import refreshing
from ..records.desk import GripCheck
from ..records.native_reading import GripNativeReading
from ..records.pasted import GripPasted
from ..rendering import body_cache, elements
from ..signals import changed
from . import search_rows, strings, visits
from .audit import LOG_ACTION
from .host_content import edit_link, host_models, rows_with, strings_in, text_fields
from .leftovers import Leftover
from .person import Person
from .rewriting import Rewrite, Rewriter, card_ids, our_fields, our_models


@dataclass
class Erasure:
    """What was found, or changed. ``left``: places of the host, which only the host can judge."""

    changes: list[Rewrite]
    left: list[Leftover] = field(default_factory=list)

    @property
    def confirmation(self) -> str:
        """What the person who erases has to type: with the number, so that a change since the dry run is noticed."""
        return f"erase {len(self.changes)} places"


def preview(person: Person) -> Erasure:
    """Finds everything and changes nothing."""
    return _Work(person, write=False).done()


@transaction.atomic
def erase(person: Person) -> Erasure:
    """Finds everything and removes it, completely or not at all. A second time finds nothing."""
    return _Work(person, write=True).done()


def forget_what_is_kept() -> None:
    """Outside the database. To be done again after a run that was killed right after its commit."""
    # After the change is committed: a visitor before that would have the person kept once more.
    transaction.on_commit(_forget_bodies)
    # What was written of a page is read without asking anybody.
    refreshing.forget_and_refresh()


def _forget_bodies() -> None:
    """What is kept of every page, as a block or tag may be anywhere, and of what is on no page."""
    body_cache.forget([None, *page_model()._default_manager.order_by().values_list("pk", flat=True)])
    elements.forget()


class _Work:
    def __init__(self, person: Person, write: bool) -> None:
        self.write = write
        self.classes = {
            ContentType.objects.get_for_model(model, for_concrete_model=False).pk: model for model in our_models()
        }
        self.rewriter = Rewriter(person, frozenset(self._known(person)))

    def done(self) -> Erasure:
        self._live()
        self._revisions()
        self._remarks()
        self._log()
        self._checks()
        self._pasted()
        self._native_readings()
        keys = list(self._keys())
        strings.erase(self.rewriter, self.classes, keys, self.write)
        visits.erase(self.rewriter, list(self.classes), self.write)
        if self.write and self.rewriter.changes:
            forget_past()
            forget_what_was_read()
            search_rows.merge()
            changed()
            forget_what_is_kept()
        left = list(in_host_content(self.rewriter.person))
        if number := strings.in_strings_of_the_host(self.rewriter, keys):
            left.append(Leftover(_("Strings to translate of other pages: %(number)d") % {"number": number}))
        return Erasure(self.rewriter.changes, left)

    def _known(self, person: Person) -> Iterator[str]:
        for model in self.classes.values():
            for instance in model._default_manager.iterator(chunk_size=100):
                yield from card_ids(person, model, _stored(instance))
        for revision in self._all_revisions():
            yield from card_ids(person, self.classes[revision.content_type_id], revision.content)

    def _keys(self) -> Iterator[uuid.UUID]:
        for model in self.classes.values():
            if issubclass(model, page_model()):
                yield from model._default_manager.values_list("translation_key", flat=True)

    def _all_revisions(self) -> Any:
        return Revision.objects.filter(content_type_id__in=self.classes).order_by("pk").iterator(chunk_size=50)

    def _live(self) -> None:
        for model in self.classes.values():
            for instance in model._default_manager.order_by("pk").iterator(chunk_size=100):
                before, count = _stored(instance), len(self.rewriter.changes)
                after = self.rewriter.content(model, before, str(instance._meta.verbose_name) + f" {instance.pk}")
                names = [name for name in before if after[name] != before[name]]
                if self.write and names:
                    self._save(instance, {name: after[name] for name in names}, len(self.rewriter.changes) - count)

    def _save(self, instance: Any, values: dict[str, Any], count: int) -> None:
        for name, value in values.items():
            setattr(instance, name, value)
        # An old page may break a current rule: that is not a reason to keep a name.
        unchecked = {"clean": False} if isinstance(instance, page_model()) else {}
        instance.save(update_fields=list(values), **unchecked)
        if isinstance(instance, index.Indexed):
            index.insert_or_update_object(instance)
        _note(instance, count)

    def _revisions(self) -> None:
        for revision in self._all_revisions():
            model, count = self.classes[revision.content_type_id], len(self.rewriter.changes)
            where = _("version %(id)d of %(name)s") % {"id": revision.pk, "name": model._meta.verbose_name}
            content = self.rewriter.content(model, revision.content, where)
            name = self.rewriter.text(revision.object_str, where)
            if self.write and len(self.rewriter.changes) > count:
                Revision.objects.filter(pk=revision.pk).update(content=content, object_str=name)
                instance = model._default_manager.filter(pk=revision.object_id).first()
                if instance is not None:
                    _note(instance, len(self.rewriter.changes) - count)

    def _remarks(self) -> None:
        """What editors wrote beside our pages: comments, replies, and reasons in a workflow."""
        types = list(self.classes)
        for rows, name in (
            (Comment.objects.filter(page__content_type_id__in=types), "text"),
            (CommentReply.objects.filter(comment__page__content_type_id__in=types), "text"),
            (TaskState.objects.filter(workflow_state__content_type_id__in=types), "comment"),
        ):
            for number, text in rows.values_list("pk", name):
                done = self.rewriter.text(text, str(rows.model._meta.verbose_name))
                if self.write and done != text:
                    rows.model._base_manager.filter(pk=number).update(**{name: done})

    def _checks(self) -> None:
        """Who checked a page: the account stays the host's, but is no longer named there."""
        for row in GripCheck.objects.exclude(who=None).select_related("who").iterator(chunk_size=500):
            named = " ".join(filter(None, [row.who.get_username(), _full_name(row.who), getattr(row.who, "email", "")]))
            done = self.rewriter.text(named, str(GripCheck._meta.verbose_name))
            if self.write and done != named:
                GripCheck.objects.filter(pk=row.pk).update(who=None)

    def _pasted(self) -> None:
        """What is left beside a form of an old page."""
        for row in GripPasted.objects.order_by("pk").iterator(chunk_size=100):
            done = self.rewriter.text(row.text, str(GripPasted._meta.verbose_name))
            if self.write and done != row.text:
                GripPasted.objects.filter(pk=row.pk).update(text=done)

    def _native_readings(self) -> None:
        """Who read a translation, where somebody typed a name all the same."""
        for row in GripNativeReading.objects.order_by("pk").iterator(chunk_size=100):
            done = self.rewriter.data(row.readings, str(GripNativeReading._meta.verbose_name))
            if self.write and done != row.readings:
                GripNativeReading.objects.filter(pk=row.pk).update(readings=done)

    def _log(self) -> None:
        for entries in (PageLogEntry, ModelLogEntry):
            for entry in entries._base_manager.filter(content_type_id__in=self.classes).iterator(chunk_size=500):
                where = str(entries._meta.verbose_name)
                label, data = self.rewriter.text(entry.label, where), self.rewriter.data(entry.data, where)
                if self.write and (label, data) != (entry.label, entry.data):
                    entries._base_manager.filter(pk=entry.pk).update(label=label, data=data)


def _full_name(user: Any) -> str:
    return str(user.get_full_name()) if hasattr(user, "get_full_name") else ""


def _stored(instance: Model) -> dict[str, Any]:
    """The texts and streams of ours in an object, as they are in the database."""
    found = {}
    for name in our_fields(type(instance)):
        value, known = getattr(instance, name), instance._meta.get_field(name)
        # With what is no item, of which nothing is shown: the name would stay in it.
        found[name] = known.get_prep_value(value) if isinstance(known, StreamField) else value
    return found


def _note(instance: Model, count: int) -> None:
    """The history shows that something was erased, not what."""
    log(instance=instance, action=LOG_ACTION, data={"places": count})


def in_host_content(person: Person) -> Iterator[Leftover]:
    """Pages, snippets and files of the host that mention the person, and addresses of ours. Reported, never changed."""
    finder, seen = AdminURLFinder(), set()
    mine = {model: set(our_fields(model)) - {"title", "draft_title", "seo_title"} for model in our_models()}
    types = set(ContentType.objects.get_for_models(*mine).values())
    for model in host_models():
        fields = [name for name in text_fields(model) if name not in {"url_path", *mine.get(model, ())}]
        for instance, state, values in rows_with(model, fields):
            if getattr(instance, "content_type", None) in types and model not in mine:
                values = {"slug": values.get("slug")}  # the rest is ours, and erased
            names = [name for name, value in values.items() if any(map(person.is_in, strings_in(value)))]
            key = (getattr(instance, "pk", None), tuple(names))
            if names and key not in seen:
                seen.add(key)
                words = {"title": instance, "fields": ", ".join(names)}
                text = _("%(title)s: %(fields)s") if state == "live" else _("%(title)s (draft): %(fields)s")
                yield Leftover(text % words, edit_link(instance, finder))
