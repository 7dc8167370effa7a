"""The template of the host that our pages extend: which of its blocks our content goes into.

Our own layout fills the blocks ``content``, ``title`` and ``extra_css``. Where the blocks of the host have other names,
what our layout says is moved to these while a page is rendered, so that no template of ours or of the host has to
change. The names come from ``GRIPWAGTAIL["BLOCKS"]``. What is not named there is found by reading the template of the
host, as far as that is certain: without rendering anything, and in the order in which a browser would get it.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final
from weakref import WeakKeyDictionary

from django.template import Context, Template, TemplateDoesNotExist, TemplateSyntaxError
from django.template.base import Node, NodeList, TextNode
from django.template.defaulttags import (
    AutoEscapeControlNode,
    ForNode,
    IfChangedNode,
    IfNode,
    SpacelessNode,
    WithNode,
)
from django.template.loader import get_template
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockContext, BlockNode, ExtendsNode, IncludeNode
from django.templatetags.cache import CacheNode
from django.templatetags.i18n import LanguageNode
from django.utils.safestring import SafeString

from .conf import BLOCK_KEYS, conf

# The blocks that our own layout fills, by the key of the setting.
OURS: Final[Mapping[str, str]] = {"content": "content", "title": "title", "head": "extra_css"}
# What hosts call these. A name counts only where the block has the place that goes with it.
_CONTENT: Final = ("main_content", "page_content", "content_main", "main", "body_content", "content_body", "body")
_HEAD: Final = ("extra_css", "extra_head", "extrahead", "head_extra", "extra_styles", "styles", "stylesheets", "css")
# Nodes that print what is inside them, and nothing around it.
_CLEAR: Final = (
    AutoEscapeControlNode,
    ForNode,
    IfChangedNode,
    IfNode,
    SpacelessNode,
    WithNode,
    CacheNode,
    LanguageNode,
)
_DEPTH: Final = 20
_ELEMENT: Final = re.compile(r"<(/?)(main|title|head|body)\b[^<>]{0,500}>|<(\w+)[^<>]{0,500}\brole=[\"']?main\b", re.I)


@dataclass(slots=True)
class _Place:
    """A block of the host where it is rendered."""

    name: str
    in_title: bool = False
    in_body: bool = False
    # Something around it is of a kind that may print anything.
    is_clear: bool = True
    inner_blocks: int = 0
    # What it prints by itself, and nothing else.
    text: str = ""
    holds_title: bool = False


@dataclass(slots=True)
class _Reading:
    """What was seen of a template, in the order in which it is rendered."""

    places: list[_Place] = field(default_factory=list)
    has_main: bool = False
    in_title: bool = False
    in_body: bool = False
    open: list[_Place] = field(default_factory=list)

    @contextmanager
    def inside(self, name: str, is_clear: bool) -> Iterator[None]:
        """A block of this name, for as long as what is in it is read."""
        for around in self.open:
            around.inner_blocks += 1
        place = _Place(name, self.in_title, self.in_body, is_clear)
        self.places.append(place)
        self.open.append(place)
        yield
        self.open.pop()

    def text(self, text: str) -> None:
        for place in self.open:
            place.text += text
        for found in _ELEMENT.finditer(text):
            closes, name = found[1], (found[2] or "main").lower()
            if name == "main":
                self.has_main = True
            elif name == "title":
                self.in_title = not closes
                for place in self.open:
                    place.holds_title = place.holds_title or not closes
            elif name == "body":
                self.in_body = not closes


@dataclass(frozen=True, slots=True)
class BaseTemplate:
    """What a page of ours extends, and where its parts go there; ``None`` where there is no block for a part."""

    name: str
    content: str | None = OURS["content"]
    title: str | None = OURS["title"]
    # The block that holds the whole element <title>, where the host has such a one.
    title_element: str | None = None
    head: str | None = OURS["head"]
    wraps_main: bool = False
    # Template of Django, to put in the context as what our layout extends; the name where nothing has to move.
    to_extend: Any = ""
    blocks: tuple[str, ...] = ()


def base_template(name: str) -> BaseTemplate:
    """The template of this name, with what the settings say of it."""
    template = _load(name)
    if template is None:
        return BaseTemplate(name, wraps_main=bool(conf.wrap_main), to_extend=name)
    key = (name, tuple(sorted(conf.blocks.items(), key=str)), conf.wrap_main)
    known = _known.setdefault(template, {})
    if key not in known:
        known[key] = _fit(name, template)
    return known[key]


# By the compiled template: when the file is read again, so is this.
_known: Final[WeakKeyDictionary[Template, dict[Any, BaseTemplate]]] = WeakKeyDictionary()


def blocks_of(name: str) -> list[str]:
    """The blocks of a Django template and of all that it extends, in their order; none for another kind of template."""
    template = _load(name)
    blocks: list[str] = []
    for each in _chain(template) if template is not None else ():
        blocks += [node.name for node in _own_blocks(each) if node.name not in blocks]
    return blocks


def fits_like(name: str) -> tuple[str, str] | None:
    """What a Django template extends, and which of the blocks there it fills with its text; nothing when unsure."""
    template = _load(name)
    chain = list(_chain(template)) if template is not None else []
    if len(chain) < 2:
        return None
    places = {place.name: place for place in _read(chain[1]).places}
    filled = [node.name for node in _own_blocks(chain[0]) if node.name in places]
    in_body = {name for name in filled if places[name].in_body}
    block = OURS["content"] if OURS["content"] in filled else in_body.pop() if len(in_body) == 1 else ""
    return (str(chain[1].name), block) if block else None


def _load(name: str) -> Template | None:
    try:
        template = getattr(get_template(name), "template", None)
    except (TemplateDoesNotExist, TemplateSyntaxError):
        return None
    return template if isinstance(template, Template) else None


def _fit(name: str, template: Template) -> BaseTemplate:
    reading, given = _read(template), conf.blocks
    guess = _guess(reading)
    if "title_element" in given and "title" not in given:
        guess["title"] = None
    elif given.get("title"):
        guess["title_element"] = None
    chosen = {key: given[key] if key in given else guess[key] for key in BLOCK_KEYS}
    wraps = conf.wrap_main if conf.wrap_main is not None else _lacks_main(reading, chosen["content"])
    moves = {ours: chosen[key] for key, ours in OURS.items()}
    moves[OURS["title"]] = chosen["title_element"] or chosen["title"]
    moves = {ours: theirs for ours, theirs in moves.items() if ours != theirs}
    # A block that nobody has is a block that nobody fills.
    has = {place.name for place in reading.places}
    if not any(theirs is not None or ours in has for ours, theirs in moves.items()):
        moves = {}
    to_extend = _moving(template, moves) if moves else name
    blocks = tuple(dict.fromkeys(place.name for place in reading.places))
    return BaseTemplate(name, **chosen, wraps_main=wraps, to_extend=to_extend, blocks=blocks)


def _guess(reading: _Reading) -> dict[str, str | None]:
    names = {place.name for place in reading.places}
    in_title = next((place.name for place in reading.places if place.in_title), None)
    wholes = [place for place in reading.places if place.holds_title]
    element = next((place.name for place in reversed(wholes) if _is_title_element(place.text)), None)
    element = element if in_title is None else None
    content: str | None = OURS["content"]
    if content not in names:
        fitting = [place.name for place in reading.places if place.name in _CONTENT and _is_for_content(place)]
        content = fitting[0] if len(fitting) == 1 else None
    title: str | None = in_title
    if in_title is None and OURS["title"] in names:
        # What has more in it than the element would be lost.
        title = None if any(place.name == OURS["title"] and place.holds_title for place in wholes) else OURS["title"]
    head = next((name for name in _HEAD for place in reading.places if place.name == name and _is_in_head(place)), None)
    return {
        "content": content,
        "title": title if not element else None,
        "title_element": element,
        "head": OURS["head"] if OURS["head"] in names else head,
    }


def _is_for_content(place: _Place) -> bool:
    return place.in_body and place.is_clear and not place.inner_blocks and not place.text.strip()


def _is_in_head(place: _Place) -> bool:
    return not place.in_body and not place.in_title and not place.holds_title


def _is_title_element(text: str) -> bool:
    text = text.strip().lower()
    return text.startswith("<title") and text.endswith("</title>") and text.count("<title") == 1


def _lacks_main(reading: _Reading, content: str | None) -> bool:
    """Whether it is certain that nothing around our content is a ``<main>``."""
    return not reading.has_main and any(place.name == content and place.is_clear for place in reading.places)


def _read(template: Template) -> _Reading:
    chain, reading = list(_chain(template)), _Reading()
    latest: dict[str, BlockNode] = {}
    for each in chain:
        for node in _own_blocks(each):
            latest.setdefault(node.name, node)
    if not _extends(chain[-1]):  # else what is above it is only known while a page is shown
        _walk(chain[-1].nodelist, reading, latest, is_clear=True, depth=0)
    else:
        reading.places += [_Place(name, in_body=True, is_clear=False) for name in latest]
    return reading


def _walk(nodes: NodeList, reading: _Reading, latest: Mapping[str, BlockNode], is_clear: bool, depth: int) -> None:
    """Tells the reading of each text and each block in its place."""
    if depth > _DEPTH:
        return
    for node in nodes:
        if isinstance(node, TextNode):
            reading.text(node.s)
        elif isinstance(node, BlockNode):
            with reading.inside(node.name, is_clear):
                _walk(latest.get(node.name, node).nodelist, reading, latest, is_clear, depth + 1)
        elif isinstance(node, IncludeNode):
            included = _included(node)
            if included is not None:
                _walk(included.nodelist, reading, latest, is_clear, depth + 1)
        else:
            for inner in _inner(node):
                _walk(inner, reading, latest, is_clear and isinstance(node, _CLEAR), depth + 1)


def _inner(node: Node) -> Iterator[NodeList]:
    if isinstance(node, IfNode):
        yield from (nodes for _condition, nodes in node.conditions_nodelists)
        return
    for name in node.child_nodelists:
        nodes = getattr(node, name, None)
        if isinstance(nodes, NodeList):
            yield nodes


def _included(node: IncludeNode) -> Template | None:
    name = getattr(node.template, "var", None)
    return _load(name) if isinstance(name, str) else None


def _chain(template: Template) -> Iterator[Template]:
    """The template and those that it extends, as far as their names are written down."""
    seen: list[Template] = []
    current: Template | None = template
    while current is not None and current not in seen:
        seen.append(current)
        yield current
        extends = _extends(current)
        name = getattr(extends.parent_name, "var", None) if extends else None
        current = _load(name) if isinstance(name, str) else None


def _extends(template: Template) -> ExtendsNode | None:
    found: list[Any] = template.nodelist.get_nodes_by_type(ExtendsNode)
    return next(iter(found), None)


def _own_blocks(template: Template) -> list[BlockNode]:
    nodes: list[Any] = template.nodelist.get_nodes_by_type(BlockNode)
    return nodes


def _moving(base: Template, moves: Mapping[str, str | None]) -> Template:
    """A template between our layout and that of the host, in which what ours says goes to another block."""
    between = copy.copy(base)
    node = _Moving(base, moves)
    node.origin = between.origin
    between.nodelist = NodeList([node])
    return between


class _Moving(ExtendsNode):
    """Extends a template, under other names for the blocks that were filled so far."""

    def __init__(self, base: Template, moves: Mapping[str, str | None]) -> None:
        # No name of a template: which one it is, is already known.
        super().__init__(NodeList(), Node())
        self.base, self.moves = base, moves

    def __repr__(self) -> str:
        return f"<{self.__class__.__name__}: {self.base.name}>"

    def get_parent(self, context: Context) -> Template:
        return self.base

    def render(self, context: Context) -> SafeString:
        state: Any = context.render_context
        if BLOCK_CONTEXT_KEY not in state:
            state[BLOCK_CONTEXT_KEY] = BlockContext()
        filled = state[BLOCK_CONTEXT_KEY].blocks
        taken = {ours: filled.pop(ours, []) for ours in self.moves}
        for ours, theirs in self.moves.items():
            if theirs is not None:
                # What a template of the host itself fills under its own name comes last, and so counts.
                filled[theirs] = [*(_renamed(block, theirs) for block in taken[ours]), *filled.get(theirs, ())]
        html: SafeString = super().render(context)
        return html


def _renamed(block: BlockNode, name: str) -> BlockNode:
    return BlockNode(name, block.nodelist)


__all__ = ["OURS", "BaseTemplate", "base_template", "blocks_of", "fits_like"]
