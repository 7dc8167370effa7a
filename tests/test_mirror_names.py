"""Whom the mirror does not name: nobody in any file of it, and no word of ours is taken for a name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from wagtail.models import PageViewRestriction

from gripwagtail.mirror.nameless_files import NamedInScriptError, html_without, vcard_without
from gripwagtail.mirror.writing import MirrorError
from gripwagtail.text.names import Names
from tests import factories as make
from tests.mirrors import Mirror, with_middleware

pytestmark = [pytest.mark.django_db, pytest.mark.broad]

# Names that are words too: of our sentences, of our classes, of HTML.
ALSO_WORDS = ("Wil", "Roos", "Main", "Bel", "Grip", "Span", "Iemand", "Nooit", "Screenshot", "Section", "Href", "Tel")
NAME = "Annemiek van den Berg"


@pytest.fixture
def mirror(tmp_path: Path) -> Mirror:
    return Mirror(tmp_path / "mirror")


def person(name: str = NAME, **value: Any) -> Any:
    given = {"kind": "person", "name": name, "label": "", "roles": ["confidential-internal"], "email": ""}
    return make.contact(**{**given, **value})


def school_with(*cards: Any, **more: Any) -> Any:
    """Every page with something on it, and these cards."""
    make.helpline()
    pages = make.five_pages()
    return make.set_items(pages["contact"], "contacts", [*cards, make.contact(**more)])


def says(page: Any, intro: str, **more: Any) -> None:
    type(page).objects.filter(pk=page.pk).update(intro=intro, **more)


# --- words of ours ------------------------------------------------------------------


def html_of(mirror: Mirror) -> dict[str, str]:
    return {file: mirror.text(f"whole/{file}") for file in mirror.files() if file.endswith(".html")}


def test_names_that_are_also_words_break_no_line_about_danger_and_no_tag(mirror: Mirror) -> None:
    page = school_with(*(person(name) for name in ALSO_WORDS), person("Sam Wil", label="juf Roos"))
    mirror.write(with_names=True)
    named = html_of(mirror)
    mirror.write()
    said = html_of(mirror)
    assert named.keys() == said.keys()
    for file, html in said.items():
        # Where nobody is named it is the same, letter for letter.
        if not any(f">{card}<" in named[file] for card in (*ALSO_WORDS, "Sam Wil", "juf Roos")):
            assert html == named[file], file
    assert len([file for file in said if said[file] == named[file]]) > 5
    contacts = said[f"localhost/{page.slug}/index.html"]
    help_page = next(html for html in said.values() if "data-grip-situation" in html)
    for html in (contacts, help_page):
        assert "Wil je niet meer leven, of zegt iemand dat?" in html
        assert "Is iemand nu in gevaar?" in html
        assert 'href="tel:112"' in html
        assert "<main" in html
        assert '<div class="grip' in html


def test_a_name_that_is_also_a_word_is_left_out_where_it_is_a_name(mirror: Mirror) -> None:
    page = school_with(person("Wil de Groot"))
    says(page, "Vraag het aan Wil. Wil je een groot verhaal kwijt? Mail De Groot.")
    mirror.write()
    html = mirror.text(f"whole/localhost/{page.slug}/index.html")
    assert "Vraag het aan vertrouwenspersoon op school. Wil je een groot verhaal kwijt? Mail vertrouwenspersoon" in html
    assert "Groot" not in html


def test_a_page_that_loses_112_on_its_way_to_the_file_stops_it(mirror: Mirror, monkeypatch: Any) -> None:
    school_with(person())
    monkeypatch.setattr("gripwagtail.mirror.making.html_without", lambda html, names: html.replace("112", ""))
    with pytest.raises(MirrorError) as stopped:
        mirror.write()
    assert "112" in " ".join(stopped.value.problems.values())


# --- every file that is written -----------------------------------------------------


def everything(mirror: Mirror) -> str:
    """What is in each file, also where a line of a card goes on, and what each is called."""
    return mirror.all_text().replace("\r\n ", "")


def test_no_part_of_a_name_is_in_any_file(mirror: Mirror) -> None:
    said = "Annemiek zit naast de aula. Annemieks kamer. Mail annemiek@kwikstaart.example. Mw. A. van den  Berg."
    make.language("en")
    page = school_with(
        person(email="avdb@kwikstaart.example", label="Juf Annemiek"),
        about=said,
        where="Bij ANNEMIEK VAN DEN BERG",
        phones=["070 012 34 56 vraag naar Annemiek"],
        email="annemiek@kwikstaart.example",
        form_url="https://kwikstaart.example/annemiek-van-den-berg/",
    )
    says(page, f"{said} Of avdb@kwikstaart.example.", vcards=True)
    make.translate(page, "en", intro="<p>Ask <b>Anne</b>miek <i>van</i> den Berg, or avdb@kwikstaart.example</p>")
    make.home_page(body=[make.block("contacts")], title="De school van Annemiek van den Berg")
    mirror.write()
    cards = [name for name in mirror.files() if name.endswith(".vcf")]
    assert cards
    found = everything(mirror)
    for part in ("annemiek", "avdb", "van den berg", "vandenberg"):
        assert part not in found.lower()
    assert "Berg" not in found
    assert "vertrouwenspersoon" in found


def test_nor_in_what_a_page_of_the_host_says_to_machines(mirror: Mirror) -> None:
    school_with(person())
    with override_settings(**with_middleware("says_who")):
        mirror.write()
    html = mirror.text("whole/localhost/index.html")
    assert "Annemiek" not in mirror.all_text()
    assert '"name": "vertrouwenspersoon op school"' in html
    assert 'content="Met vertrouwenspersoon op school"' in html
    assert "<a>vertrouwenspersoon op school</a>" in html


def test_nor_who_is_on_a_page_that_not_everyone_may_see_or_at_another_school(mirror: Mirror) -> None:
    page = school_with()
    closed = make.make_page("contact", slug="team", contacts=[person("Joris Denkbeeld")])
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    other = make.site_with("noord.example")
    make.make_page("contact", other.root_page, slug="team", contacts=[person("Bos en Duin")])
    says(page, "Met Joris Denkbeeld en met Bos en Duin, in het Bos.")
    mirror.write()
    assert "Denkbeeld" not in mirror.all_text()
    assert "Duin" not in mirror.all_text()
    # Of another school only the whole name counts.
    assert "in het Bos." in mirror.text(f"whole/localhost/{page.slug}/index.html")


def test_a_mailbox_that_several_people_read_is_of_none_of_them(mirror: Mirror) -> None:
    page = school_with(person(email="zorg@kwikstaart.example"), email="zorg@kwikstaart.example")
    mirror.write()
    assert "mailto:zorg@kwikstaart.example" in mirror.text(f"whole/localhost/{page.slug}/index.html")


def test_the_name_of_the_school_stays_whoever_it_is_called_after(mirror: Mirror) -> None:
    page = school_with(person("Roos Denkbeeld"))
    says(page, "Welkom op De Gouden Roos, bij Roos.", school_name="De Gouden Roos")
    mirror.write()
    html = mirror.text(f"whole/localhost/{page.slug}/index.html")
    assert "Welkom op De Gouden Roos, bij vertrouwenspersoon op school." in html


def test_a_page_of_the_host_with_a_name_in_a_script_is_left_out(mirror: Mirror) -> None:
    school_with(person())
    with override_settings(**with_middleware("says_who_in_a_script")):
        outcome = mirror.write()
    assert "localhost/" in outcome.left_out
    assert "Annemiek" not in mirror.all_text()


# --- of a file ----------------------------------------------------------------------

NAMES = Names({NAME: "mentor", "Main": "mentor"}, ordinary={"main"})
PAGE = """<!DOCTYPE html>
<html lang=nl><head><title>Wie?</title><style>.main > p { color: red }</style>
<script>if (a < b && c) { main("<b>") }</script></head>
<body class="main Main" data-x='a > "b"'><!-- main --><MAIN id=Main ><p>Tom &amp; Jerry &lt; &copy 5<br/>
&euro; a < b <a href=/main/?a=1&b=2>main</a> &#8364; <img src="/Main.png" alt=""></p></MAIN></body></html>
<!-- end"""


def test_what_names_nobody_stays_letter_for_letter() -> None:
    assert html_without(PAGE, NAMES) == PAGE


@pytest.mark.parametrize(
    ("html", "said"),
    [
        (
            "<p>Vraag <b>Annemiek</b> van&nbsp;den <i>Berg</i> &amp; co</p>",
            "<p>Vraag <b>mentor</b><i></i> &amp; co</p>",
        ),
        ("<p>Annemiek</p><p>van den Berg</p>", "<p>mentor</p><p>van den mentor</p>"),
        ('<img alt="Annemiek &amp; ik" src=a.png>', '<img alt="mentor &amp; ik" src="a.png">'),
        ('<a href="mailto:annemiek@x.example" class="b">annemiek@x.example</a>', '<a class="b">…</a>'),
        ('<a href="/team/annemiek-van-den-berg/">x</a>', "<a>x</a>"),
        ('<p id="annemiek-van-den-berg">x', '<p id="mentor">x'),
        ("<p>x<!-- Annemiek van den Berg --></p>", "<p>x</p>"),
        ("<p>Annemi&euml;k &Auml;nnemi&euml;k</p>", "<p>mentor</p>"),
        ("<p>AT&T Annemiek &foo", "<p>AT&T mentor &foo"),
        ('<script type="application/ld+json">{"a": ["Annemiek", "</b>"]}</script>', None),
    ],
)
def test_a_name_is_found_however_it_is_written(html: str, said: str | None) -> None:
    if said is None:
        said = '<script type="application/ld+json">{"a": ["mentor", "\\u003c/b>"]}</script>'
    assert html_without(html, NAMES) == said


def test_a_script_is_not_changed() -> None:
    with pytest.raises(NamedInScriptError):
        html_without(f"<script>const who = '{NAME}'</script>", NAMES)


def test_a_card_for_a_phone_keeps_its_form() -> None:
    long = "Kamer 2\\, naast Annemiek " + "x" * 60
    mail = "EMAIL;TYPE=INTERNET:annemiek@x.example"
    lines = ["BEGIN:VCARD", "FN:Zorg (Annemiek)", mail, "TEL:112", f"NOTE:{long}\\nAnnemiek", "END:VCARD", ""]
    said = vcard_without("\r\n".join(lines), NAMES)
    assert "nnemiek" not in said
    assert "EMAIL" not in said
    assert max(map(len, said.split("\r\n"))) <= 75
    assert said.replace("\r\n ", "").endswith("x\\nmentor\r\nEND:VCARD\r\n")
