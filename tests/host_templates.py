"""A template of the host in the place of its own, for Django's engine and for Jinja2 alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

# The ways in which hosts print a stream. All but the last hand our blocks no context.
WAYS = {
    "the stream": "{{ page.body }}",
    "the stream, safe": "{{ page.body|safe }}",
    "each block": "{% for block in page.body %}<div>{{ block }}</div>{% endfor %}",
    "each value": "{% for block in page.body %}<div>{{ block.value }}</div>{% endfor %}",
    "include_block": "{% include_block page.body %}",
}

# Where the host's base template has its stylesheets is no matter here: this one has no place for them.
WHOLE = "<!doctype html><html lang='nl'><meta charset='utf-8'><title>{{ page.title }}</title><main>%s</main></html>"


def templates_with(given: list[dict[str, Any]], folder: Path, files: dict[str, str]) -> list[dict[str, Any]]:
    """The setting TEMPLATES with these files before all others, for each engine in its own words."""
    changed = []
    for number, engine in enumerate(given):
        place = folder / f"engine{number}"
        load = "" if "jinja2" in engine["BACKEND"] else "{% load wagtailcore_tags %}"
        for name, text in files.items():
            file = place / name
            file.parent.mkdir(parents=True, exist_ok=True)
            # To Jinja2 a block of Wagtail's is not safe by itself, no matter who made it.
            file.write_text(
                load + (text if load else text.replace("{{ block }}", "{{ block|safe }}")), encoding="utf-8"
            )
        changed.append({**engine, "DIRS": [str(place), *engine["DIRS"]]})
    return changed


def printed(way: str) -> dict[str, str]:
    """The template of the host's page, with its stream printed in one of the ways."""
    return {"home/home_page.html": WHOLE % WAYS[way]}
