"""gripwagtail_start plants what is missing and touches nothing else."""

from __future__ import annotations

import functools
import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from wagtail.models import Locale, Page, Site

from gripwagtail.models import GripHelpline, GripSettings
from gripwagtail.pages.models import (
    GripContactPage,
    GripIncidentHelpPage,
    GripNormPage,
    GripOverviewPage,
    GripParentTipsPage,
)
from gripwagtail.planting import plant
from gripwagtail.planting.digest import untouched
from gripwagtail.starter import helplines
from gripwagtail.starter.files import DATA
from gripwagtail.starter.texts import load
from tests.hosts.default.home.models import HomePage

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

OURS = [GripOverviewPage, GripNormPage, GripContactPage, GripParentTipsPage, GripIncidentHelpPage]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """The messages as they are in the code."""
    with translation.override("en"):
        yield


@pytest.fixture
def home() -> HomePage:
    """The root page of the only site, in Dutch."""
    locale, _made = Locale.objects.get_or_create(language_code="nl")
    Site.objects.all().delete()
    page: HomePage = Page.get_first_root_node().add_child(
        instance=HomePage(title="School", slug="school", locale=locale)
    )
    Site.objects.create(hostname="school.example", root_page=page, is_default_site=True)
    return page


@pytest.fixture
def english(home: HomePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> HomePage:
    """The home page in English, and texts that call themselves English."""
    shutil.copytree(DATA / "nl", tmp_path / "nl")
    for path in (DATA / "nl").glob("*/*.toml"):
        text = path.read_text(encoding="utf-8").replace('language = "nl"', 'language = "en"')
        copy = tmp_path / "en" / path.parent.name / path.name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(text.replace('slug = "', 'slug = "en-'), encoding="utf-8")
    shutil.copy(DATA / "nl" / "language.toml", tmp_path / "en")
    monkeypatch.setattr(plant, "load", functools.partial(load, root=tmp_path))
    locale, _made = Locale.objects.get_or_create(language_code="en")
    translated: HomePage = home.copy_for_translation(locale)
    translated.save_revision().publish()
    return translated


def start(**options: Any) -> str:
    out = io.StringIO()
    call_command("gripwagtail_start", stdout=out, **options)
    return out.getvalue()


def refused(**options: Any) -> str:
    """Runs the command, sees that it stops with exit code 1 and has changed nothing; gives the message."""
    before = everything()
    with pytest.raises(CommandError) as error:
        start(**options)
    assert error.value.returncode == 1
    assert everything() == before
    return str(error.value)


def everything() -> tuple[Any, ...]:
    return (
        list(Page.objects.order_by("path").values_list("pk", "path", "slug", "live", "latest_revision")),
        GripHelpline.objects.count(),
        list(GripSettings.objects.values()),
    )


def planted() -> list[Any]:
    return [page for model in OURS for page in model.objects.all()]


def test_it_plants_five_drafts_that_an_editor_can_open(home: HomePage) -> None:
    start()
    overview = GripOverviewPage.objects.child_of(home).get()
    assert overview.slug == "online-gedrag"
    assert [page.slug for page in overview.get_children()] == [
        "onze-norm",
        "wie-helpt",
        "tips-voor-ouders",
        "er-is-iets-gebeurd",
    ]
    for page in planted():
        assert not page.live
        assert page.has_unpublished_changes
        assert page.latest_revision_id
        assert page.get_latest_revision_as_object().title == page.title
        assert page.starter_key == f"po/{page.grip_kind}"
        assert page.starter_version
        assert page.search_description
        assert page.text_language == ""
        assert page.locale == home.locale
        assert all(
            len(getattr(page, stream))
            for stream in page.grip_streams
            if stream not in ("agreed", "documents", "grip_documents", "changes", "grip_surveys", "readings")
        )
    assert overview.show_in_menus


@pytest.mark.parametrize(("code", "told"), [("nl", False), ("en", True), ("en-gb", True), ("fr", True)])
def test_it_says_when_the_pages_around_ours_are_in_another_language(home: HomePage, code: str, told: bool) -> None:
    locale, _made = Locale.objects.get_or_create(language_code=code)
    Page.objects.filter(pk=home.pk).update(locale=locale)
    said = start()
    # Languages have their names in the language of who reads the sentence.
    assert ("These texts are in Dutch, while the pages of this site are in" in said) is told
    assert "Nederlands" not in said
    assert ("--language en" in said) is code.startswith("en")
    assert "These texts" not in start(undo=True)


def test_each_page_is_named_with_the_address_at_which_it_opens(home: HomePage) -> None:
    said = start(publish=True)
    page = GripNormPage.objects.get()
    assert f"({page.locale.language_code}, {page.url}):" in said
    assert page.url_path != page.url
    assert page.url_path not in said


def test_repeating_it_changes_nothing(home: HomePage) -> None:
    start()
    before = everything()
    assert "already" in start(publish=True, publish_incident=True)
    assert everything() == before


def test_it_creates_what_is_missing_and_keeps_what_was_edited(home: HomePage) -> None:
    start()
    GripNormPage.objects.get().delete()
    tips = GripParentTipsPage.objects.get()
    tips.title = "Onze tips"
    tips.save_revision().publish()
    start()
    assert GripNormPage.objects.count() == 1
    assert GripParentTipsPage.objects.get().title == "Onze tips"


def test_a_page_of_a_kind_that_the_school_made_itself_is_enough(home: HomePage) -> None:
    home.add_child(instance=GripNormPage(title="Zo doen wij het", slug="zo"))
    start()
    assert GripNormPage.objects.get().title == "Zo doen wij het"
    assert GripContactPage.objects.exists()


def test_publish_leaves_the_incident_page_a_draft(home: HomePage) -> None:
    start(publish=True)
    assert {page.grip_kind for page in planted() if not page.live} == {"incident_help"}
    assert not any(page.has_unpublished_changes for page in planted() if page.live)


def test_publish_incident_publishes_it_too(home: HomePage) -> None:
    start(publish=True, publish_incident=True)
    assert all(page.live for page in planted())


def test_publish_incident_alone_is_refused(home: HomePage) -> None:
    assert "--publish" in refused(publish_incident=True)


def test_publishing_with_a_placeholder_is_refused_with_the_text(
    home: HomePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(DATA / "nl", tmp_path / "nl")
    path = tmp_path / "nl" / "po" / "norm.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("In onze klas", "In [[klas]]"), encoding="utf-8")
    monkeypatch.setattr(plant, "load", functools.partial(load, root=tmp_path))
    assert "[[klas]]" in refused(publish=True)
    start()  # a draft may contain it


def test_a_dry_run_says_what_would_happen_and_changes_nothing(home: HomePage) -> None:
    before = everything()
    out = start(dry_run=True, publish=True, phone="070 012 34 56")
    assert everything() == before
    assert "Online gedrag op school" in out
    assert "dry run" in out


class TestTheSchool:
    def test_what_it_says_goes_into_the_empty_settings(self, home: HomePage) -> None:
        start(
            school_type="vso",
            school_name="De Kwikstaart",
            phone="070 012 34 56",
            email="info@kwikstaart.example",
            age_to=20,
        )
        row = GripSettings.objects.get()
        assert row.site.root_page_id == home.pk
        assert (row.school_name, row.school_type, row.phone) == ("De Kwikstaart", "vso", "070 012 34 56")
        assert (row.email, row.age_from, row.age_to) == ("info@kwikstaart.example", 12, 20)
        assert GripNormPage.objects.get().starter_key == "vo/norm"

    def test_what_is_in_the_settings_stays_and_the_page_says_the_rest(self, home: HomePage) -> None:
        GripSettings.objects.create(site=Site.objects.get(), phone="070 012 34 00", age_from=6)
        start(phone="070 012 34 56", email="info@kwikstaart.example")
        row = GripSettings.objects.get()
        assert (row.phone, row.email, row.age_from, row.age_to) == (
            "070 012 34 00",
            "info@kwikstaart.example",
            6,
            None,
        )
        page = GripContactPage.objects.get()
        assert (page.school_phone, page.school_email) == ("070 012 34 56", "")

    @pytest.mark.parametrize(
        ("option", "value"), [("phone", "bel ons"), ("email", "info"), ("school_name", "x" * 121), ("age_from", 13)]
    )
    def test_what_can_not_be_used_is_refused(self, home: HomePage, option: str, value: Any) -> None:
        assert f"--{option.replace('_', '-')}" in refused(**{option: value})

    def test_a_parent_outside_every_site_has_no_place_for_a_phone(self, home: HomePage) -> None:
        page = Page.get_first_root_node().add_child(instance=HomePage(title="Los", slug="los", locale=home.locale))
        assert "no site" in refused(parent=page.pk, phone="070 012 34 56")
        start(parent=page.pk)
        assert not GripSettings.objects.exists()


class TestThePlace:
    def test_it_can_be_a_page(self, home: HomePage) -> None:
        below = home.add_child(instance=HomePage(title="Locatie", slug="locatie"))
        start(parent=below.pk)
        assert GripOverviewPage.objects.child_of(below).exists()

    def test_it_can_be_a_site(self, home: HomePage) -> None:
        page = Page.get_first_root_node().add_child(instance=HomePage(title="B", slug="b", locale=home.locale))
        Site.objects.create(hostname="b.example", root_page=page)
        start(site="B.example")
        assert GripOverviewPage.objects.child_of(page).exists()

    def test_a_missing_page_is_refused(self, home: HomePage) -> None:
        assert "9999" in refused(parent=9999)

    def test_the_root_of_the_tree_is_refused(self, home: HomePage) -> None:
        assert "root" in refused(parent=Page.get_first_root_node().pk)

    def test_a_missing_site_is_refused_with_those_that_exist(self, home: HomePage) -> None:
        assert "school.example" in refused(site="other.example")

    def test_no_default_site_is_refused(self, home: HomePage) -> None:
        Site.objects.update(is_default_site=False)
        assert "--parent" in refused()

    def test_our_own_page_is_refused(self, home: HomePage) -> None:
        start()
        assert "above" in refused(parent=GripOverviewPage.objects.get().pk)

    def test_a_page_that_allows_no_such_page_is_refused(self, home: HomePage, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(HomePage, "subpage_types", [], raising=False)
        monkeypatch.setattr(HomePage, "_clean_subpage_models", None, raising=False)
        said = refused()
        assert "not allowed" in said
        assert "subpage_types of home.HomePage (tests/hosts/default/home/models.py:" in said
        assert 'GRIPWAGTAIL["ALLOW_BELOW"] = ["home.HomePage"]' in said
        assert "--parent" not in said

    def test_a_type_that_is_full_is_refused(self, home: HomePage, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(GripNormPage, "max_count", 0)
        assert "full" in refused()

    def test_an_address_that_is_taken_is_refused(self, home: HomePage) -> None:
        home.add_child(instance=HomePage(title="Van ons", slug="online-gedrag"))
        assert "online-gedrag" in refused()


class TestLanguages:
    def test_on_a_host_in_another_language_the_text_says_its_own(self, home: HomePage) -> None:
        Locale.objects.filter(pk=home.locale_id).update(language_code="en")
        Locale.objects.exclude(pk=home.locale_id).delete()
        start()
        assert {page.text_language for page in planted()} == {"nl"}
        assert {page.locale_id for page in planted()} == {home.locale_id}

    def test_a_second_language_is_linked_item_by_item(self, english: HomePage) -> None:
        start(languages=["en", "nl"], publish=True)
        for model in OURS:
            dutch, other = model.objects.get(locale__language_code="nl"), model.objects.get(locale=english.locale)
            assert dutch.translation_key == other.translation_key
            assert other.slug == f"en-{dutch.slug}"
            assert other.text_language == ""
            for stream in model.grip_streams:
                one, two = getattr(dutch, stream), getattr(other, stream)
                assert [child.id for child in one] == [child.id for child in two]
        assert GripOverviewPage.objects.child_of(english).exists()

    def test_a_second_language_can_come_later(self, english: HomePage) -> None:
        start()
        start(languages=["nl", "en"])
        assert GripNormPage.objects.count() == 2
        start(languages=["nl", "en"])
        assert GripNormPage.objects.count() == 2

    def test_a_page_of_the_schools_own_gets_no_translation_of_ours(self, english: HomePage) -> None:
        english.get_translation(Locale.objects.get(language_code="nl")).add_child(
            instance=GripNormPage(title="Zo doen wij het", slug="zo")
        )
        assert "of your own" in start(languages=["nl", "en"])
        assert GripNormPage.objects.count() == 1

    def test_without_its_locale_a_second_language_is_refused(self, home: HomePage) -> None:
        Locale.objects.exclude(pk=home.locale_id).delete()
        assert "locale" in refused(languages=["nl", "en"])

    def test_without_a_translated_parent_a_second_language_is_refused(self, home: HomePage) -> None:
        Locale.objects.get_or_create(language_code="en")
        assert "not translated" in refused(languages=["nl", "en"])

    def test_a_language_without_texts_is_refused(self, home: HomePage) -> None:
        assert "tlh" in refused(languages=["tlh"])


class TestUndo:
    @pytest.mark.parametrize("publish", [False, True])
    def test_it_removes_what_nobody_edited(self, home: HomePage, publish: bool) -> None:
        start(publish=publish)
        start(undo=True)
        assert planted() == []
        assert HomePage.objects.filter(pk=home.pk).exists()
        assert GripHelpline.objects.exists()

    def test_it_leaves_an_edited_page_and_those_above_it(self, home: HomePage) -> None:
        start()
        norm = GripNormPage.objects.get()
        norm.statement = "Wij zijn aardig."
        norm.save()
        out = start(undo=True)
        assert {type(page) for page in planted()} == {GripOverviewPage, GripNormPage}
        assert "edited" in out
        assert "below" in out

    def test_an_edit_that_is_not_yet_published_counts(self, home: HomePage) -> None:
        start(publish=True)
        norm = GripNormPage.objects.get()
        norm.statement = "Wij zijn aardig."
        norm.save_revision()
        start(undo=True)
        assert GripNormPage.objects.exists()

    def test_an_edit_inside_an_item_counts(self, home: HomePage) -> None:
        start()
        page = GripContactPage.objects.get()
        page.contacts[0].value["label"] = "juf Annemiek"
        page.save()
        assert not untouched(GripContactPage.objects.get())

    def test_opening_and_saving_without_a_change_is_no_edit(self, home: HomePage) -> None:
        start()
        for page in planted():
            for name in page.grip_streams:
                # What a form sends back: every child, also those that were left empty.
                raw = [child.get_prep_value() for child in getattr(page, name)]
                setattr(page, name, page._meta.get_field(name).stream_block.to_python(raw))
            page.save_revision().publish()
            assert untouched(type(page).objects.get(pk=page.pk))

    def test_it_leaves_a_page_with_pages_of_others_below_it(self, home: HomePage) -> None:
        start()
        GripOverviewPage.objects.get().add_child(instance=HomePage(title="Van ons", slug="van-ons"))
        start(undo=True)
        assert [type(page) for page in planted()] == [GripOverviewPage]

    def test_it_leaves_a_page_that_the_school_made(self, home: HomePage) -> None:
        home.add_child(instance=GripNormPage(title="Zo doen wij het", slug="zo"))
        start()
        start(undo=True)
        assert [page.title for page in planted()] == ["Zo doen wij het"]

    def test_it_also_removes_the_translations(self, english: HomePage) -> None:
        start(languages=["nl", "en"])
        start(undo=True)
        assert planted() == []

    def test_it_leaves_another_school_alone(self, home: HomePage) -> None:
        one, other = (home.add_child(instance=HomePage(title=name, slug=name)) for name in ("a", "b"))
        start(parent=one.pk)
        start(parent=other.pk)
        start(parent=one.pk, undo=True)
        assert GripOverviewPage.objects.child_of(other).exists()
        assert GripOverviewPage.objects.count() == 1

    def test_a_dry_run_removes_nothing(self, home: HomePage) -> None:
        start()
        before = everything()
        assert "removed" in start(undo=True, dry_run=True)
        assert everything() == before


class TestHelplines:
    def run(self, *args: str, **options: Any) -> str:
        out = io.StringIO()
        call_command("gripwagtail_helplines", *args, stdout=out, **options)
        return out.getvalue()

    def test_all_shipped_rows_are_loaded_with_their_words(self) -> None:
        self.run("update")
        assert set(GripHelpline.objects.values_list("key", flat=True)) == set(helplines.shipped())
        row = GripHelpline.objects.get(key="kindertelefoon")
        assert (row.audiences, row.phones, row.age_from) == ("pupil", "0800-0432", 8)
        assert row.does.startswith("Luistert")
        assert [child.value["language"] for child in row.words] == ["en", "ar", "tr", "pl", "uk"]
        # Nobody called for every school: it says who says so instead.
        assert row.checked_on is None and row.source_body and row.source_date
        for each in GripHelpline.objects.all():
            each.full_clean()

    def test_a_second_time_changes_nothing(self) -> None:
        self.run("update")
        assert "nothing to do" in self.run("update")

    def test_an_edited_field_is_kept_and_the_rest_follows(self, tmp_path: Path) -> None:
        helplines.update()
        row = GripHelpline.objects.get(key="kindertelefoon")
        row.does, row.active = "Luistert naar je.", False
        row.save()
        path = tmp_path / "helplines.toml"
        text = (DATA / "helplines.toml").read_text(encoding="utf-8")
        path.write_text(
            text.replace("0800-0432", "0800-0433")
            .replace("Luistert en denkt met je mee. Je mag over alles", "Praat met je. Je mag over alles")
            .replace("Listens to children", "Hears children"),
            encoding="utf-8",
        )
        report = helplines.update(path)
        row.refresh_from_db()
        assert (row.does, row.active, row.phones) == ("Luistert naar je.", False, "0800-0433")
        assert row.words[0].value["does"].startswith("Hears")
        assert report == [("kindertelefoon", "updated"), ("kindertelefoon.does", "conflict")]
        assert set(helplines.edited(row)) == {"does", "active"}

    def test_words_in_a_language_of_the_schools_own_are_kept(self) -> None:
        helplines.update()
        row = GripHelpline.objects.get(key="113")
        row.words.append(("words", {"language": "ti", "does": "x", "not_for": "", "hours": ""}))
        row.save()
        GripHelpline.objects.filter(key="113").update(does="", shipped={})
        helplines.update()
        row.refresh_from_db()
        assert next(child.value["does"] for child in row.words if child.value["language"] == "ti") == "x"
        assert row.does

    def test_a_row_that_is_no_longer_shipped_stays_and_is_reported(self) -> None:
        helplines.update()
        GripHelpline.objects.create(key="oud", name="Oud", shipped={"name": "Oud"})
        GripHelpline.objects.create(key="eigen", name="Van ons")
        assert helplines.update() == [("oud", "gone")]

    def test_check_is_silent_about_what_is_right_and_fails_on_what_is_missing(self) -> None:
        with pytest.raises(CommandError):
            self.run("check")
        self.run("update")
        GripHelpline.objects.filter(key="113").update(hours="altijd")
        assert "hours" in self.run("check", days=100_000)

    @pytest.mark.parametrize("form", ["json", "csv"])
    def test_export_holds_every_row(self, form: str) -> None:
        self.run("update")
        out = self.run("export", format=form)
        assert all(key in out for key in helplines.shipped())


def test_the_command_has_help() -> None:
    from gripwagtail.management.commands.gripwagtail_start import Command

    assert "--school-type" in Command().create_parser("manage.py", "gripwagtail_start").format_help()
