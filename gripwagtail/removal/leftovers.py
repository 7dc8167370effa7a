"""What a host has to take out of its own pages, code and templates. Reported, never rewritten."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.template import engines
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import ReferenceIndex

from ..blocks import HostBlock, grip_blocks
from ..lookup.sources import page_model
from ..page_class import GripPage
from ..page_types.page import GripMixin
from .host_content import LABELS, edit_link, host_models, rows_with, stream_fields

_NAMES: Final = frozenset(name for name, _block in grip_blocks())
_SUFFIXES: Final = {".html", ".htm", ".jinja", ".jinja2", ".j2", ".txt", ".xml"}
_PACKAGE: Final = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Leftover:
    """Something of the host that names us: what it is, and where it is changed."""

    what: str
    link: str = ""


def blocks_in_content() -> Iterator[Leftover]:
    """Pages and snippets of the host whose streams contain items of ours, live or in the latest draft."""
    finder, seen = AdminURLFinder(), set()
    for model in host_models():
        for instance, state, values in rows_with(model, [field.name for field in stream_fields(model)], "grip_"):
            kinds = sorted({kind for value in values.values() for kind in _kinds(value)})
            if not kinds or (model, instance.pk) in seen:
                continue
            seen.add((model, instance.pk))
            # What is in the draft as well as live is reported once.
            words = {"title": instance, "blocks": ", ".join(kinds)}
            text = _("%(title)s: %(blocks)s") if state == "live" else _("%(title)s (draft): %(blocks)s")
            yield Leftover(text % words, edit_link(instance, finder))


def _kinds(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if value.get("type") in _NAMES:
            yield value["type"]
        for part in value.values():
            yield from _kinds(part)
    elif isinstance(value, list):
        for part in value:
            yield from _kinds(part)


def own_page_types() -> Iterator[Leftover]:
    """Page types of the host on our mixins, with the number of pages. A migration of the host takes them out."""
    for model in apps.get_models():
        if issubclass(model, GripMixin) and model._meta.app_label not in LABELS:
            yield Leftover(
                _("%(model)s: pages: %(count)d") % {"model": model._meta.label, "count": model._default_manager.count()}
            )


def streams_with_our_blocks() -> Iterator[Leftover]:
    """StreamFields in the host's code that offer our blocks."""
    for model in apps.get_models():
        if model._meta.app_label in LABELS or model._meta.proxy:
            continue
        for field in stream_fields(model):
            if _offers(field.stream_block, set()):
                yield Leftover(f"{model._meta.label}.{field.name}")


def _offers(block: blocks.Block, seen: set[int]) -> bool:
    if isinstance(block, HostBlock):
        return True
    if id(block) in seen:
        return False
    seen.add(id(block))
    children = [*getattr(block, "child_blocks", {}).values(), *filter(None, [getattr(block, "child_block", None)])]
    return any(_offers(child, seen) for child in children)


def links_to(pages: Sequence[GripPage]) -> Iterator[Leftover]:
    """What in the host points at these pages: a link in a text, a chosen page, a field."""
    types = [ContentType.objects.get_for_model(page_model()), *ContentType.objects.filter(app_label__in=LABELS)]
    rows = (
        ReferenceIndex.objects.filter(to_content_type__in=types, to_object_id__in=[str(page.pk) for page in pages])
        .exclude(content_type__app_label__in=LABELS)
        .select_related("content_type")
        .order_by("content_type", "object_id")
    )
    finder, seen = AdminURLFinder(), set()
    for row in rows:
        if (row.content_type_id, row.object_id) in seen or row.content_type.model_class() is None:
            continue
        seen.add((row.content_type_id, row.object_id))
        instance = row.content_type.model_class()._default_manager.filter(pk=row.object_id).first()
        if instance is not None and row.content_type.app_label != "wagtailredirects":
            yield Leftover(str(instance), edit_link(instance, finder))


def templates() -> Iterator[Leftover]:
    """Template files of the host that load our tags or override ours."""
    for folder in dict.fromkeys(Path(str(found)) for engine in engines.all() for found in engine.template_dirs):
        if folder.resolve().is_relative_to(_PACKAGE):
            continue
        for file in sorted(folder.rglob("*")):
            if file.suffix in _SUFFIXES and file.is_file() and _names_us(file, folder):
                yield Leftover(str(file))


def _names_us(file: Path, folder: Path) -> bool:
    if file.relative_to(folder).parts[0] == "gripwagtail":
        return True
    text = file.read_text(encoding="utf-8", errors="replace")
    return "gripwagtail" in text or "grip_" in text
