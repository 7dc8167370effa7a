"""The page that an editor chooses for a block: only what the block can show is offered, and the rest is explained."""

from __future__ import annotations

from typing import Any

import pytest

from gripwagtail.blocks import ContactsBlock, ExitBlock, NormBlock
from gripwagtail.lookup.context import PageContext
from gripwagtail.lookup.sources import models_of, page_model
from gripwagtail.rendering.reasons import reason
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_only_pages_of_the_kind_of_a_block_are_offered() -> None:
    assert ContactsBlock().child_blocks["page"].widget.target_models == list(models_of("contact"))
    assert NormBlock().child_blocks["page"].widget.target_models == list(models_of("norm"))
    assert ExitBlock().child_blocks["page"].target_models == []


def test_what_was_chosen_before_stays_in_the_block() -> None:
    norm = make.five_pages(make.home_page())["norm"]
    chooser = ContactsBlock().child_blocks["page"]

    assert chooser.target_model is page_model()
    assert chooser.to_python(norm.pk).pk == norm.pk
    assert chooser.get_prep_value(chooser.to_python(norm.pk)) == norm.pk


def test_the_preview_says_that_the_chosen_page_is_not_one_for_this_block() -> None:
    home: Any = make.home_page()
    pages = make.five_pages(home)
    here = PageContext(page=home)

    assert "van een andere soort" in reason("contacts", here, {"page": pages["norm"].pk})
    assert "nog niets" not in reason("contacts", here, {"page": pages["norm"].pk})
    assert "van een andere soort" not in reason("contacts", here, {"page": pages["contact"].pk})
