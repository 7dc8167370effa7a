"""Planting a language beside another: adding it, publishing it later, and taking it away again."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.utils import translation
from wagtail.models import Task, Workflow, WorkflowTask

from gripwagtail.lookup.sources import KINDS
from gripwagtail.pages.models import GripIncidentHelpPage
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

SAYS_SO = "says so to its readers"


@pytest.fixture
def home(settings: Any) -> Any:
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [(code, code) for code in ("nl", "en", "ar", "uk")]
    home = make.home_page()
    for code in ("en", "ar", "uk"):
        make.translate(home, code)
    return home


@pytest.fixture(autouse=True)
def in_english(home: Any) -> Iterator[None]:
    """After the languages of the site: when these change, Django forgets which one is being spoken."""
    with translation.override("en"):
        yield


def start(home: Any, *languages: str, **options: Any) -> str:
    out = io.StringIO()
    call_command("gripwagtail_start", parent=home.pk, languages=[*languages], stdout=out, **options)
    return out.getvalue()


def refused(home: Any, *languages: str, **options: Any) -> str:
    before = planted()
    with pytest.raises(CommandError) as error:
        start(home, *languages, **options)
    assert planted() == before
    return str(error.value)


def planted() -> dict[str, int]:
    """How many pages there are in each language."""
    codes = [page.locale.language_code for kind in KINDS for page in make.page_class(kind).objects.all()]
    return {code: codes.count(code) for code in sorted(codes)}


def pages(code: str) -> list[Any]:
    return [make.page_class(kind).objects.get(locale__language_code=code) for kind in KINDS]


def line_of(said: str, page: Any) -> str:
    (line,) = [line for line in said.splitlines() if line.startswith(f"{page.title} (")]
    return line


class TestUndo:
    def test_it_removes_the_languages_it_is_asked_for_and_no_other(self, home: Any) -> None:
        start(home, "nl", "en", "ar", "uk")
        start(home, "uk", undo=True)
        assert planted() == {"ar": 5, "en": 5, "nl": 5}
        start(home, "ar", "en", undo=True)
        assert planted() == {"nl": 5}

    def test_it_also_does_so_from_the_page_of_that_language(self, home: Any) -> None:
        start(home, "nl", "ar", "uk")
        start(home.get_translation(make.language("uk")), "uk", undo=True)
        assert planted() == {"ar": 5, "nl": 5}

    def test_a_dry_run_names_only_these(self, home: Any) -> None:
        start(home, "nl", "uk")
        said = start(home, "uk", undo=True, dry_run=True)
        assert "(nl, " not in said
        assert said.count("(uk, ") == 5
        assert planted() == {"nl": 5, "uk": 5}

    def test_the_source_is_refused_as_long_as_translations_stand(self, home: Any) -> None:
        start(home, "nl", "ar", "uk")
        said = refused(home, "nl", undo=True)
        assert "--undo --language ar --language uk" in said or "--undo --language uk --language ar" in said
        start(home, "nl", "ar", "uk", undo=True)
        assert planted() == {}

    def test_a_source_stays_as_long_as_an_edited_translation_does(self, home: Any) -> None:
        start(home, "nl", "uk")
        norm = make.page_class("norm").objects.get(locale__language_code="uk")
        norm.statement = "Ми добрі одне до одного."
        norm.save()
        said = start(home, undo=True)
        assert planted() == {"nl": 2, "uk": 2}
        assert "a translation of it stays" in said
        assert make.page_class("norm").objects.filter(locale__language_code="nl").exists()

    def test_a_language_that_nobody_knows_is_refused(self, home: Any) -> None:
        start(home, "nl")
        assert "tlh" in refused(home, "tlh", undo=True)

    def test_a_language_that_is_not_there_is_nothing_to_do(self, home: Any) -> None:
        start(home, "nl")
        assert "There was nothing to do." in start(home, "uk", undo=True)
        assert planted() == {"nl": 5}


@pytest.mark.parametrize(
    ("way", "option", "value"),
    [
        *(("undo", option, True) for option in ("publish", "publish_incident", "publish_unread", "groups")),
        *(("undo", option, "x") for option in ("school_type", "school_name", "phone", "email")),
        *(("undo", option, 0) for option in ("age_from", "age_to")),
        *(("check", option, True) for option in ("publish", "groups")),
        *((way, "school_type", "vo") for way in ("check", "update")),
        *(("update", option, True) for option in ("publish_incident", "publish_unread")),
    ],
)
def test_an_option_that_does_nothing_is_refused_by_its_name(home: Any, way: str, option: str, value: Any) -> None:
    said = refused(home, **{way: True, option: value})
    assert f"--{option.replace('_', '-')}" in said
    assert f"--{way}" in said


def test_checking_looks_only_at_the_languages_it_is_asked_for(home: Any) -> None:
    start(home, "nl", "uk")
    for code in ("nl", "uk"):
        norm = make.page_class("norm").objects.get(locale__language_code=code)
        norm.starter_version = 1
        norm.save()
    out = io.StringIO()
    call_command("gripwagtail_start", update=True, dry_run=True, languages=["uk"], stdout=out)
    assert "(nl, " not in out.getvalue()


class TestPublishingLater:
    def test_drafts_that_nobody_edited_are_published(self, home: Any) -> None:
        start(home, "nl", "uk", publish=True)
        said = start(home, "nl", "uk", publish=True, publish_unread=True)
        for page in pages("uk"):
            assert page.live is not page.grip_needs_experts
            asked = "nothing changed" if page.grip_needs_experts else "published"
            assert asked in line_of(said, page)
        assert SAYS_SO in said
        again = start(home, "nl", "uk", publish=True, publish_unread=True)
        assert "published" not in line_of(again, pages("uk")[0])

    def test_what_an_editor_changed_stays_a_draft_and_is_named(self, home: Any) -> None:
        start(home, "nl", "uk")
        norm = make.page_class("norm").objects.get(locale__language_code="uk")
        norm.statement = "Ми добрі одне до одного."
        norm.save_revision()
        said = start(home, "nl", "uk", publish=True, publish_unread=True)
        norm.refresh_from_db()
        assert not norm.live
        assert "someone edited it" in line_of(said, norm)

    def test_what_was_taken_offline_stays_so(self, home: Any) -> None:
        start(home, "nl", publish=True)
        norm = make.page_class("norm").objects.get()
        norm.unpublish()
        assert "took it offline" in line_of(start(home, "nl", publish=True, publish_unread=True), norm)
        norm.refresh_from_db()
        assert not norm.live

    def test_a_copy_that_waits_for_its_translation_stays_a_draft(self, home: Any) -> None:
        start(home, "nl", publish=True)
        copy = make.translate(make.page_class("overview").objects.get(), "uk", publish=False)
        start(home, "nl", "uk", publish=True, publish_unread=True)
        copy.refresh_from_db()
        assert not copy.live

    @pytest.mark.parametrize("way", ["locked", "planned", "rejected"])
    def test_what_is_locked_or_planned_stays_as_it_is(self, home: Any, way: str) -> None:
        start(home, "nl")
        norm = make.page_class("norm").objects.get()
        if way == "locked":
            norm.locked = True
            norm.save()
        elif way == "rejected":
            user = make.editor()
            workflow = Workflow.objects.create(name="Lezen")
            task = Task.objects.create(name="Lezen")
            WorkflowTask.objects.create(workflow=workflow, task=task)
            state = workflow.start(norm, user)
            state.current_task_state.reject(user=user)
            assert state.status == state.STATUS_NEEDS_CHANGES
        else:
            norm.go_live_at = "2099-01-01T00:00:00Z"
            norm.save()
        start(home, "nl", publish=True, publish_unread=True)
        norm.refresh_from_db()
        assert not norm.live

    def test_without_the_word_for_it_a_repetition_publishes_nothing(self, home: Any) -> None:
        start(home, "nl")
        assert "nothing changed" in line_of(start(home, "nl", publish=True), pages("nl")[0])
        assert not any(page.live for page in pages("nl"))

    def test_a_dry_run_publishes_nothing(self, home: Any) -> None:
        start(home, "nl", "uk")
        assert "published" in start(home, "nl", "uk", publish=True, publish_unread=True, dry_run=True)
        assert not any(page.live for code in ("nl", "uk") for page in pages(code))

    def test_the_incident_page_asks_for_its_own_word(self, home: Any) -> None:
        start(home, "nl", "uk")
        start(home, "nl", "uk", publish=True, publish_unread=True)
        assert not any(page.live for page in GripIncidentHelpPage.objects.all())
        start(home, "nl", "uk", publish=True, publish_incident=True, publish_unread=True)
        assert all(page.live for page in GripIncidentHelpPage.objects.all())


class TestWhatIsSaid:
    def test_drafts_are_not_said_to_tell_their_readers_anything(self, home: Any) -> None:
        start(home, "nl", "uk")
        for page in pages("uk"):
            page.title += "!"
            page.save_revision()
        said = start(home, "nl", "uk", publish=True, publish_unread=True)
        assert SAYS_SO not in said
        assert "publish it in the admin" in said
        assert "publish them in the admin" in start(home, "nl", "uk")

    def test_the_advice_to_publish_unread_texts_is_given_where_it_works(self, home: Any) -> None:
        assert "--publish --publish-unread" in start(home, "nl", "uk", publish=True)
        assert "--publish --publish-unread" not in start(home, "nl", "uk", publish=True, publish_unread=True)
        assert "--publish --publish-unread" not in start(home, "nl", "uk")

    def test_a_live_page_is_never_called_a_draft(self, home: Any) -> None:
        start(home, "nl", publish=True, publish_incident=True)
        assert "is a draft" not in start(home, "nl")
        assert "is a draft" not in start(home, "nl", publish=True)

    def test_of_two_pages_for_after_an_incident_the_draft_is_named(self, home: Any) -> None:
        start(home, "nl", publish=True, publish_incident=True)
        said = start(home, "nl", "uk")
        (remark,) = [line for line in said.splitlines() if line.startswith("Still a draft:")]
        assert "(uk, " in remark
        assert "(nl, " not in remark

    def test_a_home_page_in_draft_is_named_as_soon_as_a_page_below_it_is_published(self, home: Any) -> None:
        english = home.get_translation(make.language("en"))
        english.unpublish()
        assert "is a draft. Until you publish it" not in start(home, "nl", "en")
        said = start(home, "nl", "en", publish=True, publish_unread=True)
        assert f"“{english.title}” in English is a draft. Until you publish it" in said
        english.save_revision().publish()
        assert "is a draft. Until you publish it" not in start(home, "nl", "en")

    @pytest.mark.parametrize("languages", [("uk", "nl"), ("nl", "uk")])
    def test_the_language_of_the_site_is_found_wherever_it_stands_in_the_command(
        self, home: Any, languages: tuple[str, ...]
    ) -> None:
        assert "These texts are in" not in start(home, *languages)

    def test_it_is_said_in_the_language_that_was_planted_where_the_site_has_another(self, home: Any) -> None:
        english = home.get_translation(make.language("en"))
        said = start(english, "nl")
        assert "These texts are in Dutch, while the pages of this site are in English" in said
        assert "--language en" in said

    @pytest.mark.parametrize("has_list", [True, False])
    def test_it_is_said_where_the_list_of_languages_comes_from(
        self, home: Any, monkeypatch: pytest.MonkeyPatch, has_list: bool
    ) -> None:
        asked = apps.is_installed
        monkeypatch.setattr(apps, "is_installed", lambda app: has_list if "locales" in app else asked(app))
        said = start(home.get_translation(make.language("en")), "nl")
        assert ("“wagtail.locales”" in said) is not has_list

    def test_no_language_is_advised_that_cannot_stand_alone(self, home: Any) -> None:
        ukrainian = home.get_translation(make.language("uk"))
        said = start(ukrainian, "nl")
        assert "These texts are in Dutch, while the pages of this site are in Ukrainian" in said
        assert "--language uk" not in said
