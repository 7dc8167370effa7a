"""With our formats a date as Dutch schools write it is read in the admin of every language that we speak."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django.conf.locale
import pytest
from django import forms
from django.utils import translation
from django.utils.formats import ISO_INPUT_FORMATS, get_format, reset_format_cache
from django.utils.translation import to_locale

from gripwagtail import formats
from gripwagtail.starter.files import languages

DAY = datetime.date(2027, 3, 2)
# As Django has them: en_GB beside en.
VARIANTS = sorted(
    path.parent.name
    for path in Path(django.conf.locale.__file__).parent.glob("*/formats.py")
    if path.parent.name.split("_")[0] in languages() and not path.parent.name.startswith("nl")
)


@pytest.fixture
def without(settings: Any) -> Iterator[None]:
    settings.FORMAT_MODULE_PATH = None
    reset_format_cache()
    yield
    settings.FORMAT_MODULE_PATH = "gripwagtail.formats"
    reset_format_cache()


def cleaned(language: str, typed: str) -> datetime.date:
    with translation.override(language):
        return forms.DateField().clean(typed)


def code_of(variant: str) -> str:
    return variant.lower().replace("_", "-")


@pytest.mark.parametrize("variant", ["nl", *VARIANTS])
def test_a_date_as_the_calendar_writes_it_is_read_in_every_language_of_ours(variant: str) -> None:
    assert cleaned(code_of(variant), DAY.strftime(formats.DATE)) == DAY
    with translation.override(code_of(variant)):
        assert forms.DateTimeField().clean(f"{DAY.strftime(formats.DATE)} 14:30").date() == DAY


def test_without_them_it_is_not_read_in_english(without: None) -> None:
    with pytest.raises(forms.ValidationError):
        cleaned("en", "02-03-2027")


@pytest.mark.parametrize("variant", VARIANTS)
def test_what_a_language_reads_by_itself_comes_first_and_stays(variant: str, settings: Any) -> None:
    names = ("DATE_INPUT_FORMATS", "DATETIME_INPUT_FORMATS")
    with_ours = [list(get_format(name, lang=code_of(variant))) for name in names]
    settings.FORMAT_MODULE_PATH = None
    reset_format_cache()
    by_itself = [list(get_format(name, lang=code_of(variant))) for name in names]
    settings.FORMAT_MODULE_PATH = "gripwagtail.formats"
    reset_format_cache()
    for name, mine, own in zip(names, with_ours, by_itself, strict=True):
        assert [one for one in mine if one in own] == own
        assert mine[0] == own[0]
        # Django puts those of ISO 8601 last where they are not among what a module has.
        assert set(mine) - set(own) <= {formats.DATE, formats.MOMENT, *ISO_INPUT_FORMATS[name]}


def test_there_is_a_module_for_each_variant_that_django_knows() -> None:
    ours = {path.parent.name for path in Path(formats.__file__).parent.glob("*/formats.py")}
    assert ours == set(VARIANTS)
    assert all(to_locale(code_of(variant)) == variant for variant in VARIANTS)
