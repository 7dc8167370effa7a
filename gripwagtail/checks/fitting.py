"""Whether our pages fit into the templates, the page classes and the folders of the host."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.template import engines

from ..base_template import base_template, blocks_of
from ..conf import BLOCK_KEYS, conf, is_block_name
from ..lookup.page_kinds import classes_named
from ..lookup.sources import page_models
from .registry import Hinted, numbered


@numbered("E014")
def blocks_are_names() -> Hinted:
    """BLOCKS is not a dict of names of blocks."""
    given = conf.given.get("BLOCKS", {})
    hint = f'Write "BLOCKS": {{"content": "main", "title": None}}. Known are: {", ".join(BLOCK_KEYS)}.'
    if not isinstance(given, Mapping):
        yield f'GRIPWAGTAIL["BLOCKS"] is a {type(given).__name__}, not a dict.', hint
        return
    for key, name in given.items():
        if key not in BLOCK_KEYS:
            yield f'GRIPWAGTAIL["BLOCKS"] has an unknown key: {key!r}.', hint
        elif not (is_block_name(name) or (name is None and key != "content")):
            yield f'GRIPWAGTAIL["BLOCKS"] has no name of a block for "{key}": {name!r}.', hint


@numbered("E015")
def mixins_come_first() -> Hinted:
    """A page class names a page class of the site before a mixin of ours."""
    for model in page_models():
        mine = [base for base in model.__mro__ if base.__module__.startswith("gripwagtail.page_types.")]
        if not mine:
            continue
        before = model.__mro__[: model.__mro__.index(mine[-1])]
        # A class that has our mixin is one of ours as well, and mixins of others are no pages: they may be anywhere.
        other = next(
            (base for base in before if not issubclass(base, mine[-1]) and hasattr(base, "get_url_parts")), None
        )
        if other is not None:
            yield (
                f"{model._meta.label} names {other.__name__} before {mine[0].__name__}: its template, its sheets and "
                "the headers that keep it private are those of any page.",
                f"Write class {model.__name__}({mine[0].__name__}, {other.__name__}): our mixin first.",
            )


@numbered("E016")
def allow_below_names_page_classes() -> Hinted:
    """ALLOW_BELOW is not a list of page classes of the site."""
    given = conf.given.get("ALLOW_BELOW", ())
    hint = 'Write "ALLOW_BELOW": ["home.HomePage"]: the app and the class of a page below which ours may be.'
    if isinstance(given, str) or not isinstance(given, (list, tuple, set, frozenset)):
        yield f'GRIPWAGTAIL["ALLOW_BELOW"] is {given!r}, not a list.', hint
        return
    for label in conf.allow_below:
        if not any(classes_named([label])):
            yield f'GRIPWAGTAIL["ALLOW_BELOW"] names {label!r}, which is no page class of this site.', hint


@numbered("E017")
def templates_escape() -> Hinted:
    """A template engine does not escape what editors type."""
    for engine in engines.all():
        inner = getattr(engine, "engine", None) or getattr(engine, "env", None)
        if getattr(inner, "autoescape", True) is False:
            yield (
                f'The template engine "{engine.name}" does not escape: what is typed in a field comes out as HTML.',
                "Remove autoescape: False from its OPTIONS in TEMPLATES.",
            )


@numbered("E018")
def mirror_is_a_place() -> Hinted:
    """MIRROR is neither a folder nor a storage, or is a folder that visitors can look into."""
    place = conf.mirror
    if not place:
        return
    if not os.path.isabs(place):
        if place not in settings.STORAGES:
            yield (
                f'GRIPWAGTAIL["MIRROR"] is {place!r}: neither the whole path of a folder nor one of STORAGES.',
                'Use a folder such as "/srv/school/mirror", that the site may write and the server may read.',
            )
        return
    for name in ("STATIC_ROOT", "MEDIA_ROOT"):
        root = getattr(settings, name, None)
        if root and Path(place).resolve().is_relative_to(Path(root).resolve()):
            yield (
                f'GRIPWAGTAIL["MIRROR"] is in {name}: everyone could read pages there that are no longer right.',
                "Use a folder beside it. Only the lines for the server lead visitors into the mirror.",
            )


@numbered("W006")
def blocks_are_in_the_template() -> Hinted:
    """BLOCKS names a block that the base template does not have."""
    for name in dict.fromkeys((conf.base_template, conf.quiet_base_template)) if page_models() else ():
        has = [*base_template(name).blocks, *blocks_of(name)]
        missing = [block for block in conf.blocks.values() if block is not None and block not in has]
        if has and missing:
            yield (
                f'GRIPWAGTAIL["BLOCKS"] names blocks that {name} does not have: {", ".join(missing)}.',
                f"Its blocks are: {', '.join(dict.fromkeys(has))}.",
            )
