"""Taking the package out of a site, or one person out of the package, on every host."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.utils.translation import gettext
from wagtail.models import Revision

from gripwagtail.lookup.sources import page_model
from gripwagtail.models import GripHelpline
from gripwagtail.removal.host_content import LABELS
from tests import factories as make

pytestmark = pytest.mark.django_db

NAME = "Annemiek de Graauw"
needs_localize = pytest.mark.skipif(
    not apps.is_installed("wagtail_localize"), reason="this host has no wagtail-localize"
)


def run(command: str, *args: str) -> str:
    """Does as the dry run says."""
    out = io.StringIO()
    call_command(f"gripwagtail_{command}", *args, stdout=out, no_color=True)
    words = re.search(r'--(\w+) --confirm "([^"]+)"', out.getvalue())
    if words:
        call_command(f"gripwagtail_{command}", *args, f"--{words[1]}", "--confirm", words[2], stdout=out, no_color=True)
    return out.getvalue()


def rows(name: str) -> Any:
    return apps.get_model("wagtail_localize", name).objects.all()


def card(**value: Any) -> make.Raw:
    return make.contact(kind="person", name=NAME, label="juf Annemiek", told_on="2026-09-01", **value)


def translated(page: Any) -> Any:
    """The page, sent to a translator and translated in part."""
    from wagtail_localize.models import String, StringTranslation, TranslationSource
    from wagtail_localize.operations import translate_object

    english = make.language("en")
    translate_object(page, [english])
    source = TranslationSource.objects.get_for_instance(page)
    for segment in source.stringsegment_set.select_related("string").exclude(context__path="slug"):
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=english,
            context=segment.context,
            data=f"EN {segment.string.data}",
            translation_type="manual",
        )
    assert String.objects.exists()
    return saved(source)


def saved(source: Any) -> Any:
    """The translated page as the translator publishes it, which else waits for the end of the transaction."""
    translation = source.translations.get()
    translation.save_target()
    translation.get_target_instance().get_latest_revision().publish()
    return translation.get_target_instance().specific


def test_ready_pages_are_removed_and_pages_of_the_host_stay(home: Any, pages: dict[str, Any]) -> None:
    make.home_page(home, title="Zorg", body=[make.block("contacts")])
    hosts = page_model().objects.exclude(content_type__app_label__in=LABELS).count()

    said = run("uninstall")

    assert "Zorg: grip_contacts" in said
    assert page_model().objects.count() == hosts
    assert not GripHelpline.objects.exists()
    assert not ContentType.objects.filter(app_label__in=LABELS).exists()
    for page in pages.values():
        if page._meta.app_label not in LABELS:
            assert page._meta.label in said
    assert make.see(home).find("h1")


def test_a_person_is_erased_from_live_pages_drafts_and_old_versions(home: Any) -> None:
    page = make.make_page("contact", home, contacts=[card()])
    page = make.set_items(page, "contacts", [card(about=f"Vraag naar {NAME}")])
    assert NAME in make.text_of(page)

    run("erase", "--name", NAME)

    assert NAME not in make.text_of(page)
    assert not any(NAME in json.dumps(revision.content) for revision in Revision.objects.all())


@needs_localize
def test_nothing_stays_with_a_translator_when_we_go(home: Any, pages: dict[str, Any]) -> None:
    other = make.home_page(home, title="Nieuws", body=[make.item("paragraph", "<p>Sportdag</p>")])  # type: ignore[arg-type]
    translated(other)
    shared = make.make_page("norm", home, title="Nieuws")  # a string that the host uses as well
    before = {name: rows(name).count() for name in ("String", "TranslationSource", "StringTranslation", "Template")}
    for page in (*pages.values(), shared):
        translated(page)

    run("uninstall")

    assert {name: rows(name).count() for name in before} == before
    assert rows("String").filter(data="Nieuws").exists()


@needs_localize
def test_a_person_is_erased_from_sources_strings_and_translations(home: Any) -> None:
    intro = f"Vraag het {NAME}."
    translated(home)
    page = make.make_page("contact", home, contacts=[card(about=f"Bij {NAME} kun je terecht")], intro=intro)
    copy = translated(page)
    assert NAME in make.text_of(copy)

    run("erase", "--name", NAME)

    for row in (*rows("TranslationSource"), *rows("String"), *rows("StringTranslation"), *rows("OverridableSegment")):
        text = json.dumps({name: str(value) for name, value in vars(row).items()})
        assert NAME not in text
        assert "juf Annemiek" not in text
    text = make.text_of(copy)
    assert NAME not in text
    assert "EN Vraag het …." in text


@needs_localize
def test_translating_goes_on_after_a_person_was_erased(home: Any) -> None:
    translated(home)
    page = make.make_page("contact", home, contacts=[card()], intro=f"Vraag het {NAME}.")
    copy = translated(page)
    run("erase", "--name", NAME)

    page = type(page).objects.get(pk=page.pk)
    source = rows("TranslationSource").get(object_id=page.translation_key)
    source.update_from_db()
    saved(source)

    text = make.text_of(copy)
    assert "EN Vraag het …." in text
    assert "Annemiek" not in text


@needs_localize
def test_strings_of_pages_of_the_host_are_counted_and_not_changed(home: Any) -> None:
    text = make.item("paragraph", f"<p>Welkom {NAME}</p>")  # type: ignore[arg-type]
    translated(make.home_page(home, title="Nieuws", body=[text]))
    make.make_page("contact", home, contacts=[card()])
    before = rows("String").filter(data__contains=NAME).count()
    said = run("erase", "--name", NAME)
    assert before
    assert rows("String").filter(data__contains=NAME).count() == before
    assert re.search(r": 2\b", said)
    assert str(gettext("string to translate")) not in said


@needs_localize
def test_a_string_that_the_host_uses_as_well_stays_with_the_host_alone(home: Any) -> None:
    text = f"Welkom bij {NAME}"
    translated(home)
    translated(make.home_page(home, title=text))
    page = make.make_page("norm", home, title=text)
    translated(page)

    def users() -> list[bool]:
        keys = rows("StringSegment").filter(string__data=text, context__path="title")
        return sorted(str(key) == str(page.translation_key) for key in keys.values_list("source__object_id", flat=True))

    assert users() == [False, True]
    run("erase", "--name", NAME)
    assert users() == [False]
    assert rows("StringSegment").filter(source__object_id=page.translation_key, string__data="Welkom bij …").exists()


@needs_localize
def test_of_two_translations_that_become_one_the_first_stays(home: Any) -> None:
    translated(home)
    page = make.make_page("contact", home, contacts=[], intro="Vraag het ….")
    translated(page)
    page = type(page).objects.get(pk=page.pk)
    page.intro = f"Vraag het {NAME}."
    page.save_revision().publish()
    source = rows("TranslationSource").get(object_id=page.translation_key)
    source.update_from_db()
    segment = source.stringsegment_set.get(context__path="intro")
    rows("StringTranslation").create(
        translation_of=segment.string,
        locale=make.language("en"),
        context=segment.context,
        data=f"Ask {NAME}.",
        translation_type="manual",
    )

    run("erase", "--name", NAME)

    found = rows("StringTranslation").filter(context=segment.context)
    assert [row.data for row in found] == ["EN Vraag het …."]
    assert not rows("String").filter(data__contains=NAME).exists()
