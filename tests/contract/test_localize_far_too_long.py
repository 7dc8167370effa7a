"""A translation that no text is: its translator reads why, and visitors keep the text of the source."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.utils.translation import override

from gripwagtail.text.length import PASTE
from tests import factories as make
from tests import localize

if not apps.is_installed("wagtail_localize"):
    pytest.skip("this host has no wagtail-localize", allow_module_level=True)

pytestmark = pytest.mark.django_db


def test_it_is_not_used_and_its_translator_reads_why() -> None:
    from wagtail_localize.models import StringTranslation

    page = make.make_page("norm", statement="Wij zijn aardig", intro="Zo doen wij dat")
    with override("en"):
        english = localize.translate(
            page, "en", lambda text, code: "x" * (PASTE + 1) if "Zo" in text else "We are kind"
        )
    assert english.statement == "We are kind"
    assert english.intro == "Zo doen wij dat"
    refused = StringTranslation.objects.get(has_error=True)
    assert "20,001 characters" in refused.get_error() or "20001 characters" in refused.get_error()
    refused.data = "How we do it"
    refused.has_error = False
    refused.save()
    localize.publish(page, "en")
    assert localize.translated(page, "en").intro == "How we do it"
