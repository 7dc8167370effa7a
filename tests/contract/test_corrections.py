"""A correction of a shipped text reaches the pages of every host, whatever their class."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation

from gripwagtail.lookup.sources import models_of
from gripwagtail.starter import shipped
from gripwagtail.starter.corrections import corrections
from gripwagtail.starter.files import DATA
from gripwagtail.starter.history import load_history
from tests import factories as make

ALWAYS = "We doen altijd iets."


@pytest.fixture
def release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The next release, in which one sentence of the norm and one agreement are other ones."""
    for path in DATA.rglob("*.toml"):
        text = path.read_text(encoding="utf-8").replace('version = "2026.12"', 'version = "2099.1"')
        text = text.replace("Ook als we niet weten wie het deed, doen we iets.", ALWAYS)
        text = re.sub(r'(key = "aardig"\nversion = )\d+', r"\g<1>99\nsafety = true", text)
        text = text.replace("ook niet voor de grap", "nooit")
        copy = tmp_path / path.relative_to(DATA)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(text, encoding="utf-8")
    (tmp_path / "history.toml").write_bytes((DATA / "history.toml").read_bytes())
    monkeypatch.setattr(shipped, "ROOT", tmp_path)
    yield
    shipped.everything.cache_clear()
    load_history.cache_clear()


def test_the_norm_of_the_host_is_compared_and_brought_up_to_date(home: Any, client: Any, release: Any) -> None:
    call_command("gripwagtail_start", publish=True, stdout=io.StringIO())
    (page,) = [page for model in models_of("norm") for page in model.objects.exclude(starter_key="")]
    draft = page.get_latest_revision_as_object()
    assert [(one.safety, one.status) for one in corrections(draft)] == [(True, "untouched"), (False, "untouched")]

    client.force_login(make.editor())
    with translation.override("en"):
        assert client.get(reverse("gripwagtail_corrections", args=[page.pk])).status_code == 200
        assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200

    call_command("gripwagtail_start", update=True, publish=True, stdout=io.StringIO())
    page = type(page).objects.get(pk=page.pk)
    assert page.always.startswith(ALWAYS)
    assert "nooit" in str(page.agreements.raw_data[0]["value"]["so_not"])
    assert corrections(page) == []
