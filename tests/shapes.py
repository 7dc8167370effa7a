"""The shapes that other people's sites have, as templates and settings: what a host is to us besides its models.

Each is shown by the suite in one process, with the settings of the README, read from there, and nothing but what
``conf`` says besides. The database is that of the suite.
The table in docs/kinds-of-sites.md is made from here, and the suite holds every cell of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest
from django.test import override_settings

from gripwagtail.planting import allowed
from tests import factories as make
from tests import stylesheets
from tests.hosts import base
from tests.hosts.default import settings as default
from tests.readme import OURS, pasted, settings_snippet

HEAD: Final = (
    '<!doctype html><html lang="nl"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
)
TITLE: Final = "<title>{% block title %}{{ page.title }}{% endblock %}</title>"
CSS: Final = "{% block extra_css %}{% endblock %}"
NAV: Final = '<header><nav aria-label="Menu"><a href="/">De Kwikstaart</a></nav></header>'
FOOTER: Final = "<footer>Lindewaard</footer>"
CONTENT: Final = "{% block content %}{% endblock %}"
# As `wagtail start` prints it, and as a third of all sites do: without a context for blocks.
HOME: Final = '{% extends "base.html" %}{% block content %}<h1>{{ page.title }}</h1>{{ page.body }}{% endblock %}'
INCLUDED: Final = (
    '{% extends "base.html" %}{% load wagtailcore_tags %}'
    "{% block content %}<h1>{{ page.title }}</h1>{% include_block page.body %}{% endblock %}"
)
JINJA_HOME: Final = '{% extends "base.html" %}{% block content %}<h1>{{ page.title }}</h1>{{ page.body }}{% endblock %}'


@dataclass(frozen=True)
class Shape:
    """One shape. ``conf`` is what a host adds to GRIPWAGTAIL, ``settings`` what of Django's makes the shape."""

    name: str
    label: str
    templates: Mapping[str, str] = field(default_factory=dict)
    conf: Mapping[str, Any] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    # Of tests/stylesheets, in the head of the page.
    sheet: str = ""
    restricts: bool = False
    jinja: bool = False
    # What the doctor finds that is true of this shape, without a browser and with one.
    doctor: frozenset[str] = frozenset()
    browser: frozenset[str] = frozenset()

    @property
    def files(self) -> dict[str, str]:
        css = stylesheets.own(self.sheet).css if self.sheet else ""
        style = f"<style>{css}</style>" if css else ""
        return {name: text.replace("</head>", f"{style}</head>") for name, text in self.templates.items()}


def _site(body: str, head: str = TITLE + CSS, home: str = HOME) -> dict[str, str]:
    return {"base.html": f"{HEAD}{head}</head><body>{body}</body></html>", "home/home_page.html": home}


SHAPES: Final = (
    Shape(
        "start",
        "`wagtail start`: no `<main>`, no stylesheet, a welcome page with a header of its own",
        {
            "base.html": f"{HEAD}{TITLE}{CSS}</head>"
            f'<body class="{{% block body_class %}}{{% endblock %}}">{CONTENT}</body></html>',
            "home/home_page.html": HOME.replace("<h1>", "<header>Welkom</header><h1>"),
        },
    ),
    Shape(
        "tailwind",
        "the news template's: Tailwind flattens headings, lists and buttons",
        _site(f'{NAV}<main class="mx-auto max-w-3xl">{CONTENT}</main>{FOOTER}'),
        sheet="flat",
    ),
    Shape(
        "container",
        "`content` as wide as the screen, each page brings its container",
        _site(
            f"{NAV}<main>{CONTENT}</main>{FOOTER}",
            home=HOME.replace("<h1>", '<div class="container"><h1>').replace(
                "{{ page.body }}", "{{ page.body }}</div>"
            ),
        ),
        conf={"CONTAINER_CLASS": "container"},
        sheet="universal",
    ),
    Shape("printed", "`{{ page.body }}`", _site(f"{NAV}<main>{CONTENT}</main>{FOOTER}")),
    Shape(
        "title",
        "`<title>` without a block",
        _site(f"{NAV}<main>{CONTENT}</main>{FOOTER}", head=f"<title>{{{{ page.title }}}}</title>{CSS}"),
    ),
    Shape(
        "title_element",
        "`{% block title %}<title>…</title>{% endblock %}`",
        _site(
            f"{NAV}<main>{CONTENT}</main>{FOOTER}",
            head=f"{{% block title %}}<title>{{{{ page.title }}}}</title>{{% endblock %}}{CSS}",
        ),
    ),
    Shape(
        "other_names",
        "other names for the blocks, and a layout below `base.html`",
        {
            "base.html": f"{HEAD}{TITLE}</head><body>{{% block page %}}{{% endblock %}}</body></html>",
            "site.html": '{% extends "base.html" %}{% block page %}'
            f"{NAV}<main>{{% block inhoud %}}{{% endblock %}}</main>{FOOTER}{{% endblock %}}",
            "home/home_page.html": HOME.replace("base.html", "site.html").replace("block content", "block inhoud"),
        },
        conf={"BASE_TEMPLATE": "site.html", "BLOCKS": {"content": "inhoud"}},
    ),
    Shape(
        "restricted",
        "`subpage_types` that do not name ours",
        _site(f"{NAV}<main>{CONTENT}</main>{FOOTER}", home=INCLUDED),
        conf={"ALLOW_BELOW": ["home.HomePage"]},
        restricts=True,
    ),
    Shape(
        "no_i18n",
        "`USE_I18N = False`",
        _site(f"{NAV}<main>{CONTENT}</main>{FOOTER}"),
        settings={"USE_I18N": False, "WAGTAIL_I18N_ENABLED": False},
    ),
    Shape(
        "dark",
        "a dark body, without `color-scheme`",
        _site(f"{NAV}<main>{CONTENT}</main>{FOOTER}"),
        sheet="dark_body",
    ),
    Shape(
        "jinja",
        "Jinja2, with the templates of one line that the quick start gives",
        _site(f"{NAV}<main>{CONTENT}</main>{FOOTER}", home=JINJA_HOME),
        jinja=True,
    ),
)


# What a running process cannot change. The suite's own apps are compared with what the README makes of them.
FOR_THE_WHOLE_PROCESS: Final = ("INSTALLED_APPS", "DATABASES")


def of_the_readme() -> dict[str, Any]:
    """The settings of the README, pasted below those of a site that has its apps and a SQLite database."""
    apps = [app for app in default.INSTALLED_APPS if app not in (*OURS, "wagtail.contrib.settings")]
    return pasted(
        settings_snippet(),
        {"INSTALLED_APPS": apps, "DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "site"}}},
    )


@contextmanager
def shaped(shape: Shape, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This process as a host of that shape, for as long as it lasts."""
    site = of_the_readme()
    ours = {**site.get("GRIPWAGTAIL", {}), **shape.conf}
    more = {name: value for name, value in site.items() if name not in (*FOR_THE_WHOLE_PROCESS, "GRIPWAGTAIL")}
    with override_settings(TEMPLATES=_engines(shape, folder), GRIPWAGTAIL=ours, **more, **shape.settings):
        if shape.restricts:
            for name, value in (("subpage_types", ["home.HomePage"]), ("_clean_subpage_models", None)):
                monkeypatch.setattr(make.home_class(), name, value, raising=False)
            allowed.open_up()
        yield


def _engines(shape: Shape, folder: Path) -> list[dict[str, Any]]:
    for name, text in shape.files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    django, own = base.TEMPLATES[0], str(folder)
    # Its 500 page is that of the other hosts.
    both = {**django, "DIRS": [*([] if shape.jinja else [own]), *django["DIRS"]]}
    if not shape.jinja:
        return [both]
    jinja = {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [own, str(base.HERE / "jinja/jinja2")],
        "OPTIONS": {"extensions": ["wagtail.jinja2tags.core", "wagtail.admin.jinja2tags.userbar"]},
    }
    return [jinja, both]


# In the table beside the shapes: a host of the suite with page types of its own, on which the contract runs.
BASE_PAGE: Final = "custom_base"
# What the doctor finds that is true of a host of the suite, by the name of its folder; of the others nothing.
TRUE_OF_HOSTS: Final[Mapping[str, frozenset[str]]] = {"plain": frozenset({"settings.time-zone"})}

__all__ = ["BASE_PAGE", "FOR_THE_WHOLE_PROCESS", "SHAPES", "TRUE_OF_HOSTS", "Shape", "of_the_readme", "shaped"]
