"""Every text of ours is translated, and the catalogs that travel say what the code says."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterator
from pathlib import Path

import django
import polib
import pytest
import wagtail
import wagtail_localize
from django.utils import translation
from django.utils.translation import trans_real

from gripwagtail import phone, vocabulary
from gripwagtail.roles import ROLES
from tests.tools import catalogs

LANGUAGES = catalogs.languages()
# What a translation repeats letter for letter: placeholders, options of commands, marks of a place to fill in, numbers.
ENDS = ("?", ":", "…")
LITERAL = re.compile(r"%\(\w+\)[a-z]|%[%a-z]|\{\w*\}|--[a-z]+(?:-[a-z]+)*|\[\[|\]\]|[+*#]|\d+")


def entries(language: str) -> list[polib.POEntry]:
    return list(catalogs.read(catalogs.catalog_path(language)))


def forms(entry: polib.POEntry) -> Iterator[tuple[list[str], str]]:
    """Each translation in an entry, with the texts that it may be a translation of."""
    if entry.msgid_plural:
        for translated in entry.msgstr_plural.values():
            yield [entry.msgid, entry.msgid_plural], translated
    else:
        yield [entry.msgid], entry.msgstr


def test_visitors_are_spoken_to_in_six_languages_and_editors_in_two():
    assert LANGUAGES == ["ar", "nl", "pl", "tr", "uk"]  # and English, in which the texts are written
    assert catalogs.COMPLETE == ("nl",)
    everyone, visitors = catalogs.texts(), catalogs.public_texts()
    assert visitors.keys() < everyone.keys()
    assert (None, "contact person for bullying") in visitors
    assert (None, "Type a telephone number, such as 030 280 95 90.") in everyone.keys() - visitors.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalog_holds_the_texts_of_the_package_translated_and_compiled(language):
    path = catalogs.catalog_path(language)
    found = list(catalogs.faults(path, language, catalogs.texts_of(language)))
    assert not found, "\n".join([*found, "See tests/tools/catalogs.py."])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_repeats_placeholders_options_and_numbers(language):
    for entry in entries(language):
        for sources, translated in forms(entry):
            wanted = [sorted(LITERAL.findall(source)) for source in sources]
            assert sorted(LITERAL.findall(translated)) in wanted, f"{entry.msgid!r} → {translated!r}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_begins_and_ends_as_the_text_does(language):
    for entry in entries(language):
        for (source, *_), translated in forms(entry):
            assert translated == translated.strip() or source != source.strip(), repr(translated)
            # After words of another direction comes the mark that ends them.
            assert source.endswith(ENDS) <= translated.rstrip("\u2069").endswith((*ENDS, "؟")), repr(translated)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_has_all_forms_of_its_language(language):
    catalog = catalogs.read(catalogs.catalog_path(language))
    [count] = re.findall(r"nplurals=(\d+)", catalog.metadata["Plural-Forms"])
    plurals = [entry for entry in catalog if entry.msgid_plural]
    assert plurals
    for entry in plurals:
        assert sorted(entry.msgstr_plural) == list(range(int(count)))
        assert all(entry.msgstr_plural.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalog_says_what_the_catalog_says(language):
    path = catalogs.catalog_path(language)
    compiled = {(entry.msgctxt, entry.msgid): entry for entry in polib.mofile(str(path.with_suffix(".mo")))}
    source = {(entry.msgctxt, entry.msgid): entry for entry in entries(language)}
    assert compiled.keys() == source.keys()
    for key, entry in source.items():
        assert (compiled[key].msgstr, compiled[key].msgstr_plural) == (entry.msgstr, entry.msgstr_plural)


# --- what a site shows --------------------------------------------------------------


def test_a_label_follows_the_language_at_the_moment_it_is_shown():
    label = ROLES["mentor"].label
    shown = []
    for language in ("nl", "en", "nl"):
        with translation.override(language):
            shown.append(str(label))
    assert shown == ["mentor of leerkracht", "mentor or class teacher", "mentor of leerkracht"]


def test_a_dutch_site_shows_an_english_page_in_english_without_an_english_catalog(settings, monkeypatch):
    assert "en" not in LANGUAGES
    settings.LANGUAGE_CODE = "nl"
    monkeypatch.setattr(trans_real, "_translations", {})  # what Django falls back to is fixed at the first use
    for language in ("en", "en-gb"):
        with translation.override(language):
            assert [str(label) for label in vocabulary.LEVELS.values()] == ["Policy", "Team", "Classroom"]
            assert str(phone.MESSAGES["empty"]) == "Type a telephone number, such as 030 280 95 90."
            assert translation.ngettext("A tip for parents", "Tips for parents", 2) == "Tips for parents"


def test_a_flemish_site_shows_dutch():
    with translation.override("nl-be"):
        assert str(vocabulary.URGENCIES["week"]) == "Deze week"
        assert translation.ngettext("A tip for parents", "Tips for parents", 1) == "Een tip voor ouders"
        assert translation.ngettext("A tip for parents", "Tips for parents", 2) == "Tips voor ouders"


def test_roles_urgencies_and_groups_are_named_as_dutch_schools_name_them():
    with translation.override("nl"):
        assert {key: str(role.label) for key, role in ROLES.items()} == {
            "mentor": "mentor of leerkracht",
            "management": "directie of teamleiding",
            "bullying-contact": "aanspreekpunt pesten",
            "confidential-internal": "vertrouwenspersoon op school",
            "confidential-external": "externe vertrouwenspersoon",
            "safeguarding": "aandachtsfunctionaris (zorgen over thuis)",
            "media-coach": "aanspreekpunt online gedrag (mediacoach)",
            "care-coordinator": "intern begeleider of zorgcoördinator",
            "social-work": "schoolmaatschappelijk werk",
            "youth-health": "jeugdverpleegkundige of jeugdarts",
            "youth-worker": "jongerenwerker",
            "police": "wijkagent of jeugdagent",
            "attendance": "leerplichtambtenaar",
            "safety-coordinator": "veiligheidscoördinator",
            "complaints": "klachtencommissie",
            "board": "bestuur",
            "privacy-officer": "functionaris gegevensbescherming",
            "ict": "ict",
            "office": "administratie",
            "complaints-contact": "contactpersoon (klachten)",
            "inspectorate": "Inspectie van het Onderwijs",
            "participation-council": "medezeggenschapsraad",
            "other": "anders: zeg het in de naam op de kaart",
        }
        assert [str(label) for label in vocabulary.URGENCIES.values()] == [
            "Nu",
            "Vandaag nog",
            "Deze week",
        ]
        assert [str(label) for label in vocabulary.SITUATION_GROUPS.values()] == [
            "Foto's en filmpjes",
            "Pesten, ruzie en dreigen",
            "Geld, games en accounts",
            "Ik maak me zorgen",
            "Iets anders",
        ]


# --- the tool -----------------------------------------------------------------------


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package with a text of every kind."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "code.py").write_text(
        "from django.utils.translation import gettext_lazy as _, pgettext, ngettext as count\n"
        "a = _('long ' 'text')\n"
        "b = pgettext('month', 'May') % {'x': _('inside')}\n"
        "c = count('one page', '%(n)d pages', 2)\n"
        "d = _(a)\n",
        encoding="utf-8",
    )
    (tmp_path / "templates" / "page.html").write_text(
        "{% load i18n %}\n<p>\n    {% translate 'short' %} ( text\n  {{ x|default:_('else') }}\n</p>\n"
        "{% blocktranslate with who=name %}Call {{ who }}{% endblocktranslate %}\n"
        "{% blocktranslate count n=n context 'tips' %}a tip{% plural %}{{ n }} tips{% endblocktranslate %}\n",
        encoding="utf-8",
    )
    return tmp_path


def test_the_tool_finds_texts_in_code_and_templates_with_contexts_and_plurals(package):
    assert set(catalogs.texts(package).values()) == {
        catalogs.CatalogText(None, "long text"),
        catalogs.CatalogText("month", "May"),
        catalogs.CatalogText(None, "inside"),
        catalogs.CatalogText(None, "one page", "%(n)d pages"),
        catalogs.CatalogText(None, "short"),
        catalogs.CatalogText(None, "else"),
        catalogs.CatalogText(None, "Call %(who)s"),
        catalogs.CatalogText("tips", "a tip", "%(n)s tips"),
    }


def test_the_tool_keeps_translations_and_names_what_is_wrong(package, capsys):
    path = catalogs.catalog_path("nl", package / "locale")
    path.parent.mkdir(parents=True)

    assert catalogs.main(["--check"], package) == 1
    assert "nl: missing: 'May' (month)" in capsys.readouterr().out
    assert not path.exists(), "a check changes nothing"

    assert catalogs.main([], package) == 1, "written, and not translated yet"
    catalog = catalogs.read(path)
    for entry in catalog:
        entry.msgstr, entry.msgstr_plural = ("", {0: "x", 1: "y"}) if entry.msgid_plural else ("x", {})
    path.write_text(f"{catalog}\n", encoding="utf-8")
    assert catalogs.main(["--check"], package) == 1
    assert "nl: django.mo is not made from this django.po" in capsys.readouterr().out.splitlines()
    assert catalogs.main([], package) == 0
    written = path.read_bytes(), path.with_suffix(".mo").read_bytes()
    assert catalogs.main([], package) == catalogs.main(["--check"], package) == 0
    assert (path.read_bytes(), path.with_suffix(".mo").read_bytes()) == written

    (package / "code.py").write_text("from django.utils.translation import gettext\na = gettext('new')\n")
    catalog.find("short").flags.append("fuzzy")
    path.write_text(f"{catalog}\n", encoding="utf-8")
    capsys.readouterr()
    assert catalogs.main(["--check"], package) == 1
    said = capsys.readouterr().out.splitlines()
    assert {"nl: missing: 'new'", "nl: superfluous: 'long text'", "nl: fuzzy: 'short'"} <= set(said)
    assert catalogs.main([], package) == 1
    said = capsys.readouterr().out.splitlines()
    assert {"nl: removed: 'long text'", "nl: untranslated: 'new'", "nl: fuzzy: 'short'"} <= set(said)
    assert catalogs.read(path).find("else").msgstr == "x"


def test_a_new_language_begins_with_a_folder_and_has_plurals_of_its_own(package):
    catalog = catalogs.merge(polib.POFile(), "pl", catalogs.texts(package))
    assert catalog.metadata["Plural-Forms"].startswith("nplurals=4;")
    assert sorted(catalog.find("one page").msgstr_plural) == [0, 1, 2, 3]


def test_the_tool_asks_of_a_language_for_visitors_what_stands_outside_the_places_for_editors(package, capsys):
    (package / "apps.py").write_text(
        "from django.utils.translation import gettext\na = gettext('for editors')\nb = gettext('else')\n"
    )
    for language in ("nl", "uk"):
        catalogs.catalog_path(language, package / "locale").parent.mkdir(parents=True)
    assert catalogs.main([], package) == 1
    untranslated = set(capsys.readouterr().out.splitlines())
    assert "nl: untranslated: 'for editors'" in untranslated
    assert "uk: untranslated: 'for editors'" not in untranslated
    # Said to visitors as well, so in both.
    assert {"nl: untranslated: 'else'", "uk: untranslated: 'else'"} <= untranslated
    catalog = catalogs.read(catalogs.catalog_path("uk", package / "locale"))
    assert {(entry.msgctxt, entry.msgid) for entry in catalog} == catalogs.public_texts(package).keys()


def test_every_place_for_editors_has_texts() -> None:
    places = [place for place, _text in catalogs.placed()]
    assert [pattern for pattern in catalogs.EDITORS if not fnmatch.filter(places, pattern)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_words_never_replace_a_word_of_django_or_wagtail(language) -> None:
    # All catalogs of a site are one: a text that Django has too would be changed in the host's own admin.
    ours = {entry.msgid: entry.msgstr for entry in entries(language) if not entry.msgctxt}
    theirs = [
        entry
        for package in (django, wagtail, wagtail_localize)
        for path in sorted(Path(package.__file__).parent.rglob(f"{language}/LC_MESSAGES/django.mo"))
        for entry in polib.mofile(str(path))
    ]
    assert theirs
    clashes = {e.msgid for e in theirs if not e.msgctxt and e.msgstr and ours.get(e.msgid, e.msgstr) != e.msgstr}
    assert not clashes


@pytest.mark.parametrize("language", LANGUAGES)
def test_django_counts_in_our_catalogs_as_in_its_own(language) -> None:
    one, many = "A tip for parents", "Tips for parents"
    entry = catalogs.read(catalogs.catalog_path(language)).find(one)
    with translation.override(language):
        shown = {count: translation.ngettext(one, many, count) for count in (1, 2, 3, 5, 11, 22, 100)}
    assert shown[1] == entry.msgstr_plural[1 if language == "ar" else 0] != shown[5]
    assert set(shown.values()) <= set(entry.msgstr_plural.values())
    if language == "ar":
        assert shown[2] == "نصيحتان لأولياء الأمور"
