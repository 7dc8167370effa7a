"""Pages of plain Wagtail with as many streams, items, fields and words as ours: ``bench_editor`` compares with them.

To be imported once the host is there; their tables are made by ``make_tables`` and by no migration.
"""

from __future__ import annotations

from typing import Any

from django.db import connection, models
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from gripwagtail.item_blocks.keys import KeysBlock
from gripwagtail.pages import models as ours

# Each block of ours becomes the first of these that it is.
PLAIN = (
    blocks.BooleanBlock,
    blocks.DateBlock,
    blocks.IntegerBlock,
    blocks.EmailBlock,
    blocks.TextBlock,
)


def plain(block: Any) -> Any:
    """A block of Wagtail's own that shows and stores the same, with the same label and help."""
    own = {"label": block.label}
    if isinstance(block, blocks.StructBlock):
        return blocks.StructBlock([(name, plain(child)) for name, child in block.child_blocks.items()], **own)
    if isinstance(block, blocks.ListBlock):
        return blocks.ListBlock(plain(block.child_block), default=[], **own)
    if isinstance(block, blocks.RichTextBlock):
        return blocks.RichTextBlock(required=False, **own)
    own |= {"required": False, "help_text": block.field.help_text}
    for kind in (blocks.MultipleChoiceBlock, blocks.ChoiceBlock):
        if isinstance(block, kind):
            return kind(choices=list(block.field.choices), **own)
    return next((kind for kind in PLAIN if isinstance(block, kind)), blocks.CharBlock)(**own)


def plain_value(block: Any, value: Any) -> Any:
    """What such a block stores, of what ours stores."""
    if isinstance(block, blocks.StructBlock):
        return {name: plain_value(child, value.get(name)) for name, child in block.child_blocks.items()}
    return ", ".join(value or ()) if isinstance(block, KeysBlock) else value


def column(field: Any) -> Any:
    own = {"verbose_name": field.verbose_name, "help_text": field.help_text, "blank": True, "null": field.null}
    if isinstance(field, models.BooleanField):
        return models.BooleanField(default=field.default, **own)
    if isinstance(field, models.DateField):
        return models.DateField(**own)
    if isinstance(field, models.IntegerField):
        return models.IntegerField(**own)
    return models.TextField(**own) if isinstance(field, models.TextField) else models.CharField(max_length=255, **own)


def streams(model: Any) -> list[Any]:
    return [field for field in model._meta.local_fields if isinstance(field, StreamField)]


def bare(model: Any) -> Any:
    """The bare page of one of our page classes."""
    fields = {
        field.name: StreamField(
            [(name, plain(block)) for name, block in field.stream_block.child_blocks.items()],
            blank=True,
            collapsed=True,
            verbose_name=field.verbose_name,
        )
        for field in streams(model)
    }
    names = dict.fromkeys((*model.grip_words, *model.grip_facts))
    fields |= {name: column(model._meta.get_field(name)) for name in names if name != "title"}
    meta = type("Meta", (), {"app_label": "home"})
    panels = [*Page.content_panels, *map(FieldPanel, fields)]
    return type(
        f"Bare{model.__name__}", (Page,), {**fields, "__module__": __name__, "Meta": meta, "content_panels": panels}
    )


BARE = {
    model.grip_kind: bare(model)
    for model in (
        ours.GripOverviewPage,
        ours.GripNormPage,
        ours.GripContactPage,
        ours.GripParentTipsPage,
        ours.GripIncidentHelpPage,
    )
}


def make_tables() -> None:
    with connection.schema_editor() as editor:
        for model in BARE.values():
            editor.create_model(model)


def bare_copy(page: Any) -> Any:
    """A bare page below ours' parent, with its words."""
    kind = BARE[page.grip_kind]
    copy = kind(title=page.title, slug=f"kaal-{page.slug}", locale=page.locale)
    for field in streams(page):
        block = field.stream_block
        items = [
            {**raw, "value": plain_value(block.child_blocks[raw["type"]], raw["value"])}
            for raw in getattr(page, field.name).raw_data
        ]
        setattr(copy, field.name, items)
    for name in (*page.grip_words, *page.grip_facts):
        if name != "title":
            setattr(copy, name, getattr(page, name))
    page.get_parent().add_child(instance=copy)
    copy.save_revision().publish()
    return copy
