"""What we ship now beside what is on a page, for those who may edit exactly that page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.log_actions import LogFormatter

from ..content.items import keys
from ..item_blocks.fields import KeysBlock
from ..lookup.context import PageContext
from ..page_class import GripPage
from ..planting.updating import KEPT, TAKEN, decide
from ..starter.corrections import NEW, PAGE, UNTOUCHED, Correction, corrections, keep, stream_of, take
from ..vocabulary import AUDIENCES
from .library import PageAdminView


class CorrectionsView(PageAdminView):
    """Each newer text with two buttons: take it, or keep what is there. Both make a draft; nothing is published."""

    http_method_names = ["get", "head", "post"]
    template_name = "gripwagtail/admin/corrections.html"
    page_title = gettext_lazy("Newer versions of shipped texts")
    header_icon = "doc-full-inverse"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.may.page_locked():
            raise PermissionDenied
        found = next((one for one in corrections(self.draft) if one.id == request.POST.get("text")), None)
        if found is None or request.POST.get("do") not in ("take", "keep"):
            messages.warning(request, _("Nothing was changed: this was already decided."))
        elif found.seen != request.POST.get("seen"):
            messages.warning(
                request, _("Nothing was changed: one of the two texts has changed in the meantime. Read them again.")
            )
        else:
            self._decide(request, found)
        return redirect(request.path if corrections(self.draft) else self.edit_url)

    def _decide(self, request: HttpRequest, correction: Correction) -> None:
        names = {"title": correction.title}
        if request.POST["do"] == "keep":
            decide(self.draft, [correction], keep, KEPT, request.user)
            if correction.status == NEW:
                messages.success(
                    request, _("“%(title)s” is not added. You can still find it with the shipped texts.") % names
                )
                return
            messages.success(
                request, _("“%(title)s” stays as it is. You will not be asked about this version again.") % names
            )
            return
        decide(self.draft, [correction], take, TAKEN, request.user)
        messages.success(
            request, _("The new text of “%(title)s” is in the draft. Read it, then publish the page.") % names
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = corrections(self.draft)
        context: dict[str, Any] = super().get_context_data(
            corrections=[
                {
                    "is_new": correction.status == NEW,
                    "is_edited": correction.status not in (UNTOUCHED, NEW),
                    "fields": list(_fields(self.draft, correction)),
                    "correction": correction,
                }
                for correction in found
            ],
            safety_count=sum(correction.safety for correction in found),
            edit_url=self.edit_url,
            is_locked=bool(self.may.page_locked()),
            is_translation=not PageContext(page=self.draft).in_source_language,
            language=str(self.draft.grip_language),
            **kwargs,
        )
        return context


class DecidedFormatter(LogFormatter):
    """Names the texts by their names at that time."""

    label = gettext_lazy("Adopt a newer version")

    def format_message(self, log_entry: Any) -> str:
        titles = ", ".join(log_entry.data.get("titles", ()))
        return _("Adopted a newer version: %(titles)s") % {"titles": titles}


class KeptFormatter(DecidedFormatter):
    label = gettext_lazy("Keep the school’s own text")

    def format_message(self, log_entry: Any) -> str:
        titles = ", ".join(log_entry.data.get("titles", ()))
        return _("Kept the school’s own text, not the newer version: %(titles)s") % {"titles": titles}


def register_log_actions(actions: Any) -> None:
    actions.register_action(TAKEN)(DecidedFormatter)
    actions.register_action(KEPT)(KeptFormatter)


def _fields(page: GripPage, correction: Correction) -> Iterator[dict[str, Any]]:
    """Each field that differs: what it is called, what stands here, and what is shipped now."""
    block = _block(page, correction)
    for name in correction.names:
        child = block.child_blocks.get(name) if block is not None else None
        label = child.label if child is not None else page._meta.get_field(name).verbose_name
        yield {
            "label": capfirst(str(label)),
            "reader": _reader(name) if block is None or _is_shared(child, block) else "",
            **_both(
                _in_words(child, correction.values.get(name)), _in_words(child, correction.shipped.values.get(name))
            ),
        }


def _both(here: str, new: str) -> dict[str, list[tuple[str, bool]]]:
    """The lines of both, each with whether the other does not have it. One line alone is not worth a mark."""
    mine, ours = here.splitlines(), new.splitlines()
    marked = len(mine) > 1 or len(ours) > 1
    return {
        "here": [(line, marked and line not in ours) for line in mine],
        "shipped": [(line, marked and line not in mine) for line in ours],
    }


def _block(page: GripPage, correction: Correction) -> Any:
    if correction.id == PAGE:
        return None
    if correction.status == NEW:
        return next(iter(page._meta.get_field(stream_of(correction)).stream_block.child_blocks.values()))
    stream, _slash, item_id = correction.id.partition("/")
    return next(child.block for child in getattr(page, stream) if child.id == item_id)


def _reader(name: str) -> str:
    """For whom a field is, where three fields have the same name."""
    audience = name.partition("_")[0]
    return str(AUDIENCES.get(audience, "")) if "_" in name else ""


def _is_shared(child: Any, block: Any) -> bool:
    """Whether another field of the item has the same label."""
    return sum(str(one.label) == str(child.label) for one in block.child_blocks.values()) > 1


def _in_words(child: Any, value: object) -> str:
    """What is in a field, with labels in place of keys."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value in (None, "", []):
        return _("(empty)")
    labels = _labels(child)
    if isinstance(value, (list, tuple)):
        return ", ".join(str(labels.get(key, key)) for key in keys(value))
    return str(labels.get(value, value))


def _labels(child: Any) -> Mapping[Any, Any]:
    if isinstance(child, KeysBlock):
        return child.field.labels()
    return dict(getattr(getattr(child, "field", None), "choices", ()))
