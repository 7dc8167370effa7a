"""``MyStreamBlock(grip_blocks())``: most sites have a class for their streams, into which no list can be splat."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.migrations.writer import MigrationWriter
from wagtail import blocks
from wagtail.fields import StreamField

from gripwagtail.blocks import grip_blocks
from gripwagtail.serving.pages_with_blocks import _names, blocks_on
from tests import factories as make


class BaseStreamBlock(blocks.StreamBlock):
    """As a host has one, which its pages share."""

    paragraph = blocks.TextBlock()
    row = blocks.StructBlock(
        [("left", blocks.StreamBlock(grip_blocks())), ("list", blocks.ListBlock(grip_blocks()[0][1]))]
    )


NAMES = [name for name, _block in grip_blocks()]


def test_a_class_has_its_own_blocks_and_ours() -> None:
    assert [*BaseStreamBlock(grip_blocks()).child_blocks] == ["paragraph", "row", *NAMES]
    assert [*BaseStreamBlock().child_blocks] == ["paragraph", "row"]


def test_the_migration_of_the_host_names_nothing_of_ours() -> None:
    written, imports = MigrationWriter.serialize(StreamField(BaseStreamBlock(grip_blocks())))
    assert "grip_contacts" in written
    assert "gripwagtail" not in written + "".join(imports)


@pytest.mark.django_db
def test_its_blocks_show_their_source(monkeypatch: pytest.MonkeyPatch) -> None:
    home = make.home_page()
    make.five_pages(home)
    stream = BaseStreamBlock(grip_blocks())
    value = stream.to_python([make.block("contacts"), make.item("paragraph", "Welkom")])  # type: ignore[arg-type]
    assert make.SIGNS["contact"] in stream.render(value, {"page": home})


def test_blocks_are_found_however_deep_they_stand() -> None:
    stream = BaseStreamBlock(grip_blocks())
    assert {*_names(stream, "", frozenset())} >= {*NAMES, "list"}
    row = {"left": [make.block("norm"), make.block("exit")], "list": [make.item("item", {})]}
    value = stream.to_python([make.block("contacts"), make.item("row", row), make.item("paragraph", "Welkom")])  # type: ignore[arg-type]

    class Page:
        class _meta:
            @staticmethod
            def get_fields() -> list[Any]:
                field = StreamField(stream)
                field.name = "body"
                return [field]

        body = value

    assert [block.kind for block, _value in blocks_on(Page())] == ["contacts", "norm", "exit", "norm"]
