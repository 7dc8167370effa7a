"""Templates are for developers of hosts: short lines, tags for what repeats, blocks to fill, a table of names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template, TemplateSyntaxError
from django.test.signals import template_rendered
from django.utils import translation

from gripwagtail import safety
from gripwagtail.lookup.link import TitledAddress
from gripwagtail.lookup.sources import KINDS
from gripwagtail.rendering import elements, render_block
from gripwagtail.signals import changed
from gripwagtail.text.marked import Text
from tests import factories as make
from tests.host_templates import templates_with
from tests.planted import STATIC, plant
from tests.test_html import leaves_of, person
from tests.tools import templates as tool

WIDEST = 140
ALL = sorted(tool.TEMPLATES.rglob("*.html"))
PUBLIC = [tool.TEMPLATES / name for name in tool.names()]
# A mail is read as it was made, and what only extends another has no lines of its own.
AS_WRITTEN = {"mail/digest.html", *(f"pages/{kind}.html" for kind in KINDS)}
# Only in another form of the block: the line for a header or footer.
FORMS = {("incident_help", "line"): {"size": "line"}}
# Something said at the end of a line, and on a later one something else, with only conditions between them. What is
# only for the ear begins with a colon.
_ELEMENT = r"(?:a|abbr|b|bdi|button|code|em|i|q|small|span|strong|time)"
_SAYS = r"(?:{{(?! \" \" }})[^}]*}}|{%\s*(?:translate|words)\b(?:(?! as )[^%])*%})"
_WHERE = r"{%\s*(?:if|endif|for|endfor|with|endwith)\b[^%]*%}"
GLUED = re.compile(
    rf"(?:{_SAYS}|[.,?!:;)”’]|(?<! )</{_ELEMENT}>)(?:{_WHERE})*[ \t]*\n\s*"
    rf"(?:{_WHERE}(?:\s*\n\s*)?)*"
    rf'(?:<{_ELEMENT}\b(?! class="grip-hidden")|{_SAYS}|[\w(“‘])'
)


def named(path: Path) -> str:
    return path.relative_to(tool.TEMPLATES / "gripwagtail").as_posix()


def rendered(source: str, **values: Any) -> str:
    return Template("{% load i18n grip_elements %}{% join_lines %}" + source).render(Context(values))


# --- how they are written -----------------------------------------------------------


@pytest.mark.parametrize("path", ALL, ids=named)
def test_no_line_is_wider_than_a_screen(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [number for number, line in enumerate(lines, 1) if len(line) > WIDEST] == []


@pytest.mark.parametrize("path", PUBLIC, ids=named)
def test_a_public_template_keeps_its_line_breaks_to_itself(path: Path) -> None:
    # Right behind what it loads: a line break before it would be in the page.
    begins = re.search(r"{% load [^%]*grip_elements[^%]*%}{% join_lines %}\n", path.read_text(encoding="utf-8"))
    assert bool(begins) is (named(path) not in AS_WRITTEN)


@pytest.mark.parametrize("path", PUBLIC, ids=named)
def test_only_a_field_with_text_in_it_says_how_it_is_filled_in(path: Path) -> None:
    """On a tick or a choice “autocomplete” is an error; a form of their own says it for them."""
    without_text = re.compile(r'type="(?:radio|checkbox|hidden|submit|button|file)"')
    for tag in re.findall(r"<input[^>]*>", path.read_text(encoding="utf-8")):
        assert "autocomplete" not in tag or not without_text.search(tag), tag


def test_every_linter_of_templates_has_one_version_everywhere() -> None:
    files = ("pyproject.toml", ".pre-commit-config.yaml")
    pins = [re.findall(r"(djade|djhtml)==([\d.]+)", (tool.ROOT / name).read_text(encoding="utf-8")) for name in files]
    assert pins[0] == pins[1]
    assert {name for name, _version in pins[0]} == {"djade", "djhtml"}


@pytest.mark.parametrize("path", [path for path in ALL if named(path) not in AS_WRITTEN], ids=named)
def test_what_is_said_on_one_line_and_goes_on_on_the_next_has_a_space_between(path: Path) -> None:
    """Lines are joined without one: “strafbaar.Bron”. Either line brings it, or ``dotted`` puts something between."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"{% dotted %}.*?{% enddotted %}", "", text, flags=re.DOTALL)
    # What is translated in one piece is one word here.
    text = re.sub(r"{%\s*blocktranslate\b.*?{%\s*endblocktranslate\s*%}", "{{ said }}", text, flags=re.DOTALL)
    # What loads a script or goes inside a tag says nothing.
    text = re.sub(r"{{ (?:block\.super|form\.media\.\w+) }}", "", text)
    glued = [one for one in GLUED.finditer(text) if not is_within_a_tag(text[: one.start()])]
    assert [one[0] for one in glued] == []


def is_within_a_tag(before: str) -> bool:
    return before.rfind("<") > before.rfind(">")


def test_an_icon_in_the_admin_has_a_size_from_wagtail_or_from_us() -> None:
    """Anywhere else an svg is as wide as its column."""
    styles = "".join(path.read_text(encoding="utf-8") for path in (STATIC / "gripwagtail/admin").glob("*.css"))
    sized = {"help-block", *re.findall(r"\.([\w-]+)(?: > summary)? \.icon[,{\s]", styles)}
    for path in ALL:
        soup = BeautifulSoup(re.sub(r"{% icon [^%]*%}", "<svg></svg>", path.read_text(encoding="utf-8")), "html5lib")
        # A drawing says itself how high it is.
        for icon in soup.select("svg:not([height])"):
            around = {name for parent in icon.parents for name in parent.get("class") or ()}
            assert around & sized, f"{named(path)}: {icon.parent}"


# --- what is left of the lines ------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("<p>\n  <b>een</b>\n</p>\n", "<p><b>een</b></p>"),
        ("<b>een</b> <b>twee</b>", "<b>een</b> <b>twee</b>"),
        ('<b>een</b>{{ " " }}\n<b>twee</b>', "<b>een</b> <b>twee</b>"),
        ("<b>een</b>\n{% if x %} <b>{{ x }}</b>{% endif %}\n", "<b>een</b> <b>X</b>"),
        ("{{ x }}\n  {% if x %}, {% endif %}\n  {{ x }}", "X, X"),
        ('<a\n  href="/"\n  {% if x %}lang="nl"{% endif %}\n>{{ x }}</a>', '<a href="/" lang="nl">X</a>'),
        ("<h{{ x }}\n  dir='auto'\n  {% if x %}lang='nl'{% endif %}\n>", "<hX dir='auto' lang='nl'>"),
        ("<p>een\n  twee</p>", "<p>een twee</p>"),
        ("<p>een\n\n  <b>twee</b></p>", "<p>een<b>twee</b></p>"),
        ("<p>{% blocktranslate %}een\n  twee{% endblocktranslate %}</p>", "<p>een\n  twee</p>"),
        ("<p>{% verbatim %}\n{{ x }}\n{% endverbatim %}</p>", "<p>\n{{ x }}\n</p>"),
        ("\n{# why #}\n<p>{# why #}{{ x }}</p>", "<p>X</p>"),
        # In HTML the next one ends it, or the list does.
        ("<dl>\n  <dt>{{ x }}</dt>\n  <dd>een</dd>\n  <dd>twee</dd>\n</dl>", "<dl><dt>X<dd>een<dd>twee</dl>"),
    ],
)
def test_lines_are_joined_without_a_gap_and_words_with_one(source: str, html: str) -> None:
    assert rendered(source, x="X") == html


def test_a_template_that_does_not_ask_for_it_keeps_its_lines() -> None:
    assert Template("<p>\n  <b>een</b>\n</p>").render(Context()) == "<p>\n  <b>een</b>\n</p>"


# --- tags ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("<p {% dir_lang here %}>", "<p >"),
        ("<p {% dir_lang there %}>", '<p dir="ltr" lang="nl">'),
        ("<p {% dir_lang missing.part %}>", "<p >"),
        ("{% words here %}", "<span>een &lt;b&gt;</span>"),
        ("{% words there %}", '<span dir="ltr" lang="nl">twee</span>'),
        ("<a {% away url %}>", '<a href="https://x.example/?a=1&amp;b=&quot;" rel="noreferrer">'),
        ("<a {% href link %}>", '<a href="/norm/" hreflang="nl">'),
        ("<a {% href link titled=True %}>", '<a href="/norm/" hreflang="nl" lang="nl">'),
        ("<a {% href own titled=True %}>", '<a href="/norm/">'),
        (
            "{% dotted %}\n{% if here %}a{% endif %}\n{% if no %}b{% endif %}\n{{ there }}{% enddotted %}",
            "a <i>·\N{NO-BREAK SPACE}</i>twee",
        ),
        ("{% dotted %}{{ no }}{% enddotted %}", ""),
    ],
)
def test_a_tag_writes_what_it_says_and_escapes_it(source: str, html: str) -> None:
    values = {
        "here": Text("een <b>"),
        "there": Text("twee", "nl"),
        "url": 'https://x.example/?a=1&b="',
        "link": TitledAddress("/norm/", Text("De norm", "nl"), "nl"),
        "own": TitledAddress("/norm/", Text("De norm")),
    }
    assert rendered(source, **values) == html


@pytest.mark.parametrize(
    ("ages", "heading"),
    [
        ((4, 8), "Age 4 to 8"),
        ((4, None), "From age 4"),
        ((None, 8), "Up to age 8"),
        ((0, 4), "Age 0 to 4"),
        ((None, None), "For every age"),
    ],
)
def test_ages_read_as_a_heading(ages: tuple[int | None, int | None], heading: str) -> None:
    with translation.override("en"):
        assert rendered("{{ ages|age_range }}", ages=ages) == heading


@pytest.mark.parametrize(
    "source", ["{% dir_lang %}", "{% words a b %}", "{% away %}", "{% phone %}", "{% mail %}", "{% phone a b %}"]
)
def test_a_tag_that_is_given_too_little_or_too_much_says_so(source: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="“"):
        rendered(source)


def test_links_to_call_and_mail_are_elements_that_a_host_may_override(settings: Any, tmp_path: Path) -> None:
    files = {f"gripwagtail/elements/{name}.html": f"<i>{{{{ {name}.shown }}}} {{{{ who }}}}</i>" for name in LINKS}
    settings.TEMPLATES = templates_with(settings.TEMPLATES, tmp_path, files)
    source = "{% phone card.way who='Juf' %}{% mail card.way who='Meester' %}{% phone card.way %}"
    found = rendered(source, card={"way": {"shown": "070"}}, who="van buiten")
    assert found == "<i>070 Juf</i><i>070 Meester</i><i>070 </i>"


LINKS = ("phone", "mail")


# --- blocks for a host --------------------------------------------------------------


def filling(name: str, blocks: list[str]) -> str:
    """A template of the host that extends ours, and fills each of its blocks with the name of the block."""
    filled = "".join(f"{{% block {block} %}}<i>gevuld {block}</i>{{% endblock %}}" for block in blocks)
    return f'{{% extends "{name}" %}}{filled}'


@pytest.fixture
def filled(settings: Any, tmp_path: Path) -> Iterator[dict[str, list[str]]]:
    """The blocks of all pages and blocks of ours, each filled by the host."""
    found = {name: tool.blocks_of(name) for name in tool.names() if re.match("gripwagtail/(?:pages|blocks)/", name)}
    found = {name: blocks for name, blocks in found.items() if blocks}
    # templates_with puts a load before each file; a template that extends has to begin with that.
    files = {name: filling(name, blocks) for name, blocks in found.items()}
    settings.TEMPLATES = templates_with(settings.TEMPLATES, tmp_path, files)
    for path in tmp_path.rglob("*.html"):
        path.write_text(path.read_text(encoding="utf-8").partition("%}")[2], encoding="utf-8")
    elements.forget()
    yield found
    elements.forget()


@pytest.mark.django_db
def test_a_host_can_fill_each_block_of_a_page_without_losing_a_safety_sentence(filled: dict[str, list[str]]) -> None:
    school = plant("po")
    for kind in KINDS:
        blocks = filled[f"gripwagtail/pages/{kind}_body.html"]
        assert len(blocks) >= 5
        soup = make.see(school.pages[kind])
        assert [mark.text.removeprefix("gevuld ") for mark in soup.select(".grip i")] == blocks
        hooks, sentences = SAFE.get(kind, ((), ()))
        assert [hook for hook in hooks if not soup.select(hook)] == []
        text = " ".join(soup.get_text().split())
        assert [key for key in sentences for said in safety.sentence(key, "nl") if said not in text] == []


IN_DANGER = (".grip-danger [href='tel:112']", ".grip-danger [href='tel:113']", "[data-grip-exit]")
SAFE = {
    "contact": (IN_DANGER, ("never_send", "home_unsafe", "about_staff")),
    "incident_help": (IN_DANGER, ("not_alone", "home_unsafe", "about_staff", "exit_honest")),
}


@pytest.mark.django_db
def test_a_host_can_fill_each_block_of_a_block(filled: dict[str, list[str]]) -> None:
    school = plant("po")
    context = {"page": school.with_blocks, "request": make.visit(school.with_blocks).wsgi_request}
    for name, blocks in filled.items():
        kind = Path(name).stem
        if "/blocks/" not in name:
            continue
        for block in blocks:
            html = render_block(kind, context, FORMS.get((kind, block), {"titles": True}))
            assert f"gevuld {block}" in html, (kind, block)


# --- the table in the reference -----------------------------------------------------


def test_the_reference_says_what_each_template_reads() -> None:
    page = tool.PAGE.read_text(encoding="utf-8")
    assert tool.put(page, "templates", tool.text()) == page, "python -m tests.tools.templates"
    assert len(tool.names()) > 50


@pytest.mark.parametrize(
    ("name", "reads"),
    [
        ("elements/contact_card", {"contact", "level", "anchor", "compact"}),
        ("elements/mail", {"mail", "who", "personal"}),  # in blocktranslate and in a condition
        ("elements/body", {"body_parts", "level", "page_checked_on"}),  # not those of the loop
        ("elements/opening", {"title", "h1", "show_h1", "languages", "intro", "hint"}),  # of what it includes
        ("elements/untranslated", {"language"}),
    ],
)
def test_what_a_template_reads_is_seen(name: str, reads: set[str]) -> None:
    assert tool.read_by(f"gripwagtail/{name}.html") == reads


@pytest.mark.django_db
@pytest.mark.slow
def test_every_variable_that_a_template_reads_is_given_to_it_by_someone() -> None:
    given: dict[str, set[str]] = defaultdict(set)

    def note(template: Any, context: Any, **_more: Any) -> None:
        if str(template.name).startswith("gripwagtail/"):
            given[template.name] |= context.flatten().keys()

    school = plant("vo")
    make.set_items(school.pages["contact"], "contacts", [person(), make.contact(kind="function", email="a@x.example")])
    changed()
    elements.forget()
    template_rendered.connect(note)
    try:
        for page in (*school.pages.values(), school.with_blocks):
            for leaf in ("", *leaves_of(page)):
                make.visit(page, leaf=leaf)
    finally:
        template_rendered.disconnect(note)
    assert len(given) > 40
    missing = {name: sorted(tool.read_by(name) - keys - OPTIONAL) for name, keys in given.items() if name in NAMES}
    assert {name: names for name, names in missing.items() if names} == {}


NAMES = frozenset(tool.names())
# Given by some and not by others: absent is no.
OPTIONAL = {"anchor", "chat_first", "compact", "look", "personal", "who"}
