"""Rules that apply to every line of the package: who may say that text is safe, and how templates are written."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "gripwagtail"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted(PACKAGE.glob("templates/**/*.*"))
SCRIPTS = sorted(PACKAGE.glob("static/**/*.js"))

# What turns a text into HTML that nobody escapes any more.
MARKERS = {"mark_safe", "SafeText", "SafeString", "safe", "html_safe", "Markup"}
# The second one gets what templates made, and text of nobody.
MAY_MARK = {"sanitize.py", "made_html.py"}
# What runs text as code, or reads a file or an address that somebody typed.
DANGEROUS = {"eval", "exec", "compile", "__import__", "urlopen", "urlretrieve"}
# What makes a template of a text, or a query of one.
BY_HAND = {"Template", "from_string", "extra", "RawSQL", "cursor", "executescript"}
# Plain SQL, of names of tables, with holes for every value: asked at each visit, which the ORM makes slow, or not
# possible in another way.
PLAIN_SQL = {
    f"{name}.py": {"cursor"} for name in ("lookup/nearest", "lookup/prepared", "records/stamp", "removal/search_rows")
}
FETCHING = {"subprocess", "pickle", "marshal", "requests", "httpx", "socket", "yaml", "http", "ftplib", "smtplib"}
# What takes a lock off a view.
OPENING = {"csrf_exempt", "login_not_required", "xframe_options_exempt"}
HTML = re.compile(r"(?<!\?P)<\s*/?\s*[a-zA-Z][^>]*>")


def named(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield node, name


def marked(source: str) -> list[int]:
    """The lines that mark a text as safe. An empty text is safe by itself."""
    found = []
    for node, name in calls(ast.parse(source)):
        is_empty = [getattr(argument, "value", None) for argument in node.args] == [""]
        if name in MARKERS and node.args and not is_empty:
            found.append(node.lineno)
    return found


def built(source: str) -> list[int]:
    """The lines that build HTML from pieces, where a template would have escaped them."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.JoinedStr):
            fixed = "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
            is_html = HTML.search(fixed) is not None and any(
                isinstance(part, ast.FormattedValue) for part in node.values
            )
        elif isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Mod, ast.Add)):
            sides = [side.value for side in (node.left, node.right) if isinstance(side, ast.Constant)]
            is_html = any(isinstance(side, str) and HTML.search(side) for side in sides)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
            before = getattr(node.func.value, "value", None)
            is_html = isinstance(before, str) and HTML.search(before) is not None
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("format_html", "format_html_join"):
            is_html = not all(isinstance(given, ast.Constant) for given in node.args[:1])
        else:
            continue
        if is_html:
            found.append(node.lineno)
    return found


def test_there_is_something_to_guard() -> None:
    assert len(MODULES) > 100
    assert len(TEMPLATES) > 50
    assert len(SCRIPTS) > 3


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_only_the_sanitiser_says_that_text_is_safe(path: Path) -> None:
    if named(path) not in MAY_MARK:
        assert marked(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_html_is_made_in_templates_and_in_the_sanitiser_alone(path: Path) -> None:
    if named(path) not in MAY_MARK:
        assert built(path.read_text(encoding="utf-8")) == []


def run_or_fetched(source: str) -> set[str]:
    """What runs a text, writes SQL by hand, opens a form to everyone, or fetches an address."""
    tree = ast.parse(source)
    found = {name for node, name in calls(tree) if name in DANGEROUS and isinstance(node.func, ast.Name)}
    found |= {name for _node, name in calls(tree) if name in BY_HAND}
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            named_here = [name.name for name in node.names]
            modules = named_here if isinstance(node, ast.Import) else [node.module or ""]
            found |= {one for one in modules if one.split(".")[0] in FETCHING or one == "urllib.request"}
            found |= OPENING.intersection(named_here)
    return found


def unescaped(text: str) -> list[str]:
    """What a template prints as it is, and the tags with a value that is not in quotes."""
    found = re.findall(r"\|\s*(?:safe|safeseq|escapejs)\b|{%\s*(?:autoescape|filter)\b", text)
    plain = re.sub(r"{%.*?%}|{#.*?#}", "", text, flags=re.DOTALL)
    for tag in re.findall(r"<[a-zA-Z][^<>]*>", re.sub(r"{{.*?}}", "VALUE", plain, flags=re.DOTALL)):
        # What follows "=" in a tag: a quote, and nothing that could end it.
        if re.search(r"\s[\w:-]+=(?![\"'])", re.sub(r"\"[^\"]*\"|'[^']*'", '""', tag)):
            found.append(tag)
    return found


def active(text: str) -> list[str]:
    """Code, style and handlers in a template."""
    pattern = r"<script(?![^>]*\bsrc=)|<style\b|\sstyle=|\son[a-z]+=|javascript:|\ssrcdoc="
    return re.findall(pattern, text, re.IGNORECASE)


def named_by_editors(text: str) -> list[str]:
    """The words of an editor that name a class, an id or an attribute. Keys and numbers of ours may."""
    values = re.findall(r'\s(?:class|id|name|for)="([^"]*)"', text)
    printed = [name for value in values for name in re.findall(r"{{\s*([\w.]+)", value)]
    words = re.compile(r"(?:^|\.)(?:title|label|name|text|intro|organisation|about)$")
    return [name for name in printed if words.search(name)] + re.findall(r"<[^<>]*\s({{[^}]*}})\s*=", text)


def careless(text: str) -> list[str]:
    """What writes HTML, runs text, or leaves something behind in a browser."""
    # What takes a mark out of the address leaves less behind, not more.
    text = text.replace('history.replaceState(history.state, "", location.href.split("#")[0])', "")
    text = text.replace('history.replaceState(history.state,"",location.href.split("#")[0])', "")
    writes = r"innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|DOMParser|srcdoc|document\.write"
    keeps = r"localStorage|sessionStorage|indexedDB|document\.cookie|pushState|replaceState|sendBeacon|serviceWorker"
    return re.findall(rf"{writes}|{keeps}|\beval\(|new Function|set(?:Timeout|Interval)\(\s*[\"'`]", text)


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_no_text_is_run_and_no_address_of_an_editor_is_fetched(path: Path) -> None:
    assert run_or_fetched(path.read_text(encoding="utf-8")) == PLAIN_SQL.get(named(path), set())


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_escapes_everything_and_quotes_every_attribute(path: Path) -> None:
    assert unescaped(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_holds_no_code_no_style_and_no_handler(path: Path) -> None:
    assert active(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_no_text_of_an_editor_names_a_class_an_id_or_an_attribute(path: Path) -> None:
    assert named_by_editors(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=named)
def test_a_script_writes_no_html_and_keeps_nothing(path: Path) -> None:
    assert careless(path.read_text(encoding="utf-8")) == []


# --- each guard can fail ------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("eval(text)", {"eval"}),
        ("import subprocess", {"subprocess"}),
        ("from urllib.request import urlopen", {"urllib.request"}),
        ("import requests.sessions", {"requests.sessions"}),
        ("Template(page.intro)", {"Template"}),
        ("engines['django'].from_string(page.intro)", {"from_string"}),
        ("Page.objects.extra(where=[text])", {"extra"}),
        ("connection.cursor()", {"cursor"}),
        ("from django.views.decorators.csrf import csrf_exempt", {"csrf_exempt"}),
        ("re.compile(text)", set()),
        ("model.objects.filter(pk=1)", set()),
        ("from urllib.parse import urljoin", set()),
    ],
)
def test_the_guard_sees_what_runs_or_fetches(source: str, found: set[str]) -> None:
    assert run_or_fetched(source) == found


@pytest.mark.parametrize(
    "text",
    [
        "{{ title|safe }}",
        "{{ title | safe }}",
        "{{ titles|safeseq }}",
        "{% autoescape off %}{{ title }}{% endautoescape %}",
        "{% filter force_escape %}x{% endfilter %}",
        "<a href={{ url }}>",
        "<a class=x href='/'>",
    ],
)
def test_the_guard_sees_what_is_not_escaped_or_quoted(text: str) -> None:
    assert unescaped(text)


@pytest.mark.parametrize(
    "text",
    [
        "<script>go()</script>",
        "<STYLE>",
        '<p style="">',
        '<p onclick="go()">',
        '<a href="javascript:go()">',
        '<iframe srcdoc="">',
    ],
)
def test_the_guard_sees_code_and_style_in_a_template(text: str) -> None:
    assert active(text)


@pytest.mark.parametrize("text", ['<p class="{{ page.title }}">', '<p id="x-{{ label }}">', '<p {{ name }}="1">'])
def test_the_guard_sees_a_name_that_an_editor_gives(text: str) -> None:
    assert named_by_editors(text)


@pytest.mark.parametrize(
    "text",
    [
        "box.innerHTML = text",
        "eval(text)",
        "setTimeout('go()', 1)",
        "localStorage.x = 1",
        "history.replaceState(1)",
        "navigator.serviceWorker.register('/x.js')",
    ],
)
def test_the_guard_sees_a_careless_script(text: str) -> None:
    assert careless(text)


def test_what_is_right_passes_every_guard() -> None:
    template = '<p class="grip-x {{ key }}" id="s-{{ card.id }}"><a href="{{ url }}">{{ title }}</a></p>'
    assert [guard(template) for guard in (unescaped, active, named_by_editors)] == [[], [], []]
    assert careless("box.textContent = text; setTimeout(go, 1)") == []


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("mark_safe(text)", [1]),
        ("x = 1\nSafeString(html)", [2]),
        ('SafeString("")', []),
        ("isinstance(found, SafeString)", []),
    ],
)
def test_the_guard_sees_who_marks_text(source: str, lines: list[int]) -> None:
    assert marked(source) == lines


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ('f"<b>{name}</b>"', [1]),
        ('"<a href=%s>" % url', [1]),
        ('"<p>" + text', [1]),
        ('"<b>{}</b>".format(name)', [1]),
        ("format_html(pattern, name)", [1]),
        ('format_html("<b>{}</b>", name)', []),
        ('"{} of {}".format(one, all)', []),
        ('f"{low} < {high}"', []),
        ('f"{one}, {other}"', []),
    ],
)
def test_the_guard_sees_who_builds_html(source: str, lines: list[int]) -> None:
    assert built(source) == lines


# --- days ----------------------------------------------------------------------------


@pytest.mark.parametrize("path", [*MODULES, *(path for path in TEMPLATES if path.suffix == ".html")], ids=named)
def test_no_day_can_be_read_in_two_ways(path: Path) -> None:
    """In the short form of English 12/1 is the first of December, and for everyone in Europe the twelfth of January."""
    assert "SHORT_DATE" not in path.read_text()


# --- facts of a translation ---------------------------------------------------------

# What a translated page has of these is a copy, late or wrong: facts come from its source.
FACTS = {"contacts", "names_findable", "hide_from_search", "vcards"}
# Who may read them off a page, and why that is not the page of a translation, or says nothing to a visitor.
MAY_READ_FACTS = {
    "lookup/source.py": "joins source and translation",
    "editing/text_records.py": "compares a page with itself",
    "desk/reading.py": "of pages in the main language",
    "packs/exporting.py": "of pages in the main language",
    "admin/replaced_people.py": "of the page that is published, a version against the one before",
    "serving/headers.py": "of a page in the main language, else through its source",
    "subroutes/vcard.py": "the ids of cards, to forget their addresses",
}


def test_nobody_reads_a_fact_of_a_translation_past_its_source() -> None:
    found = set()
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in FACTS:
                # A source has its facts, and a step of the route its own cards.
                is_asked = ast.unparse(node.value).rstrip(")").endswith(("facts", "stop"))
                found.update([] if is_asked else [named(path)])
            elif isinstance(node, ast.Call) and ast.unparse(node.func) == "getattr":
                found.update(named(path) for name in node.args[1:2] if getattr(name, "value", None) in FACTS)
    assert found - set(MAY_READ_FACTS) == set()
    # What is not needed any more is not allowed either.
    assert set(MAY_READ_FACTS) - found <= {"lookup/source.py"}
