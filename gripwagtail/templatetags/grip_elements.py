"""For our own templates: an element with the values it is given and nothing else, and what repeats in them.

Three tags write attributes, so that the HTML around them stays where a host looks for it: ``dir_lang``, ``href`` and
``away``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, cast

from django import template
from django.template.base import FilterExpression, Node, NodeList, Parser, TextNode, Token
from django.template.defaultfilters import join
from django.template.loader_tags import IncludeNode
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi, gettext

from ..assets import asset_url
from ..made_html import in_a_row as joined
from ..rendering.elements import element
from ..rendering.joined_lines import join_lines
from ..rendering.unread import says_unread
from ..text.language_names import direction, english_name
from ..text.marked import languages_noted
from ..text.rows import comma, shown_date

register = template.Library()


class AroundNode(Node):
    """A tag around a part of a template. The blocks in that part can be filled by a host, unlike in Django's own."""

    def __init__(self, nodelist: NodeList, write: Callable[[template.Context, SafeString], SafeString]) -> None:
        self.nodelist = nodelist
        self.write = write

    def render(self, context: template.Context) -> SafeString:
        return self.write(context, self.nodelist.render(context))


def _around(write: Callable[[template.Context, SafeString], SafeString]) -> Any:
    """Registers the function as a tag: ``{% name %}…{% endname %}``."""
    name = getattr(write, "__name__", "")

    def compile_tag(parser: Parser, token: Token) -> AroundNode:
        nodelist = parser.parse((f"end{name}",))
        parser.delete_first_token()
        return AroundNode(nodelist, write)

    register.tag(name, compile_tag)
    return write


@register.simple_tag
def grip_element(name: str, shared: Mapping[str, Any] | None = None, **values: Any) -> SafeString:
    """As ``{% include "gripwagtail/elements/<name>.html" with … only %}``, but kept while the values are the same.

    ``shared`` are values that all elements of a list have in common: ``{% grip_element "situation" shared … %}``.
    """
    return element(name, {**shared, **values} if shared else values)


@register.simple_tag
def grip_asset(path: str) -> str:
    """The address of a static file of ours: ``{% grip_asset "gripwagtail/grip.css" %}``."""
    return asset_url(path)


@_around
def grip_honest(context: template.Context, content: SafeString) -> SafeString:
    """Its content, with a line above it where a part of that has not been translated, or where nobody read it."""
    source = context["source"]
    languages, untranslated = source.languages, languages_noted()
    if says_unread(source):
        line = element("unread", {})
        # Where somebody needs help the first title is on the first screen.
        content = content + line if source.facts.grip_needs_experts else line + content
    # An alias of a translation holds that language, and the language of the source besides.
    for language in (languages.said, languages.source):
        if language not in ("", languages.shown) and language in untranslated:
            return element("untranslated", {"language": gettext(english_name(language))}) + content
    return content


# --- lines --------------------------------------------------------------------------


@register.tag("join_lines")
def do_join_lines(parser: Parser, token: Token) -> Node:
    """``{% join_lines %}``: from here on, line breaks and what indents the lines stay out of the page.

    A space that a reader has to see at the end of a line is written ``{{ " " }}``. Costs nothing when a page is made.
    """
    # The parser takes them from the end.
    parser.tokens = join_lines(cast(list[Token], parser.tokens)[::-1])[::-1]
    return TextNode("")


@register.tag("dotted")
def do_dotted(parser: Parser, token: Token) -> Node:
    """``{% dotted %}{% if a %}…{% endif %}{% if b %}…{% endif %}{% enddotted %}``: what there is, with dots."""
    nodelist = parser.parse(("enddotted",))
    parser.delete_first_token()
    return DottedNode(nodelist)


_BREAK = format_html("{}<wbr>", "@")
_ITEM = format_html("<{}>", "li")
_DOT = format_html(" <i>{}</i>", "·\N{NO-BREAK SPACE}")


class DottedNode(Node):
    """Each tag or variable inside it is a part; what gives nothing has no dot. A dot stays with what follows it.

    But not with what is a box of its own: so the dot is an element that a stylesheet can leave out before one.
    """

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> str:
        parts = [str(node.render_annotated(context)) for node in self.nodelist]
        return _DOT.join(part for part in parts if part and not part.isspace())


# --- words and links ----------------------------------------------------------------

# On a page these occur some hundred times, so they are nodes of their own: a simple tag costs twice as much.


class ValueNode(Node):
    """A tag with one value, of which it writes something."""

    def __init__(self, value: FilterExpression, write: Callable[[Any], SafeString]) -> None:
        self.value = value
        self.write = write

    def render(self, context: template.Context) -> SafeString:
        return self.write(self.value.resolve(context))


def _tag_of_one_value(write: Callable[[Any], SafeString]) -> Callable[[Any], SafeString]:
    """Registers the function as a tag: ``{% name value %}``."""

    def compile_tag(parser: Parser, token: Token) -> ValueNode:
        tag, *bits = token.split_contents()
        if len(bits) != 1:
            raise template.TemplateSyntaxError(f"“{tag}” takes one value.")
        return ValueNode(parser.compile_filter(bits[0]), write)

    register.tag(getattr(write, "__name__", ""), compile_tag)
    return write


@lru_cache(maxsize=64)
def _dir_lang(lang: str) -> SafeString:
    return format_html('dir="{}" lang="{}"', direction(lang), lang) if lang else SafeString("")


@lru_cache(maxsize=64)
def _span(lang: str) -> tuple[SafeString, SafeString]:
    return format_html("<span{}{}>", " " if lang else "", _dir_lang(lang)), format_html("</{}>", "span")


@lru_cache(maxsize=512)
def _away(url: str) -> SafeString:
    return format_html('href="{}" rel="noreferrer"', url)


@_tag_of_one_value
def dir_lang(text: object) -> SafeString:
    """The attributes of an element around words of an editor: ``<dd {% dir_lang card.where %}>{{ card.where }}</dd>``.

    Both are there when the language is not that of the page, which the root has. The direction is that of the language.
    """
    return _dir_lang(getattr(text, "lang", ""))


@_tag_of_one_value
def dir_of(language: object) -> SafeString:
    """The same for words of which the language is known apart from them."""
    return _dir_lang(str(language or ""))


@_tag_of_one_value
def words(text: Any) -> SafeString:
    """Words of an editor within a sentence, in an element that says their language when it is not that of the page."""
    start, end = _span(getattr(text, "lang", ""))
    return format_html("{}{}{}", start, text, end)


@_tag_of_one_value
def away(url: object) -> SafeString:
    """A link that leaves the site, and tells that other site nothing: ``<a {% away partner.url %}>…</a>``."""
    return _away(str(url))


def _name(who: str) -> SafeString:
    """A name, which nobody translates; a label that holds one may be in another language than the page."""
    if lang := getattr(who, "lang", ""):
        return format_html('<bdi translate="no" {}>{}</bdi>', _dir_lang(lang), who)
    return format_html('<bdi translate="no">{}</bdi>', who)


# Where who and number come in a translated sentence, which may turn them round.
_WHO, _NUMBER = "{who}", "{number}"
_PIECES = re.compile(r"(\{who\}|\{number\})")


@register.simple_tag
def call_words(who: str, phone: Any, named: bool = False) -> SafeString:
    """What a link says that calls someone: whom, and the number. ``named``: whose name is in no language."""
    said = gettext("Call %(who)s, %(number)s") % {"who": _WHO, "number": _NUMBER}
    parts = {
        _WHO: _name(who) if named else words(who),
        _NUMBER: short_number(phone.shown),
    }
    return format_html_join("", "{}", ((parts.get(piece, piece),) for piece in _PIECES.split(said)))


@register.simple_tag
def short_number(shown: str) -> SafeString:
    """A number within a sentence that repeats: in one line, and by itself where that runs from right to left."""
    if get_language_bidi():
        return format_html('<b dir="ltr">{}</b>', shown)
    return format_html("<b>{}</b>", shown)


@register.simple_tag
def breakable(address: str) -> SafeString:
    """An e-mail address that breaks behind its @ where it does not fit in one line, and elsewhere only if it must."""
    first, *others = address.split("@")
    return format_html_join("", "{}{}", (("", first), *((_BREAK, part) for part in others)))


@register.simple_tag
def href(link: Any, titled: bool = False, at: str = "") -> SafeString:
    """Where a link to a page of ours leads, and in which language that page is: ``<a {% href link %}>…</a>``.

    With ``titled=True`` also the language of its title, for a link that has that as its text. ``at`` is what follows
    the ``#``.
    """
    html = format_html('href="{}#{}"', link, at) if at else format_html('href="{}"', link)
    if lang := getattr(link, "lang", ""):
        html += format_html(' hreflang="{}"', lang)
    if titled and link.title.lang:
        html += format_html(' lang="{}"', link.title.lang)
    return html


@register.simple_tag(name="comma")
def list_comma() -> str:
    """What stands between two members of a list that a template writes itself."""
    return comma()


@register.filter
def in_full(day: datetime.date | None) -> str:
    """A day as the language of the reader writes it in a sentence."""
    return shown_date(day)


@register.filter
def in_a_row(members: Iterable[object]) -> SafeString:
    """The members of a list, with the comma of the language of the reader between them."""
    return joined(members, comma())


@register.filter
def usually_skipped(stops: Iterable[Any]) -> bool:
    """Whether most steps of a route may be skipped: that is said once above them, and where it does not hold."""
    ticks = [bool(stop.step.skippable) for stop in stops if not stop.step.always_open]
    return sum(ticks) > 1 and 2 * sum(ticks) > len(ticks)


@register.filter
def list_items(lines: Sequence[object]) -> SafeString:
    """Lines as items of a list. An item ends where the next one begins: some three hundred on a page."""
    return format_html("<li>{}", join(lines, _ITEM)) if lines else SafeString("")


@register.filter
def age_range(ages: tuple[int | None, int | None]) -> str:
    """For which ages something is, as a heading: ``{{ ages|age_range }}``."""
    low, high = ages
    if low is not None and high is not None:
        return gettext("Age %(low)s to %(high)s") % {"low": low, "high": high}
    if low is not None:
        return gettext("From age %(low)s") % {"low": low}
    if high is not None:
        return gettext("Up to age %(high)s") % {"high": high}
    return gettext("For every age")


def _including(name: str, argument: str) -> Any:
    """A tag that is an ``include`` of one element, with its first argument under this name and no other values."""

    def compile_tag(parser: Parser, token: Token) -> IncludeNode:
        tag, *bits = token.split_contents()
        if not bits:
            raise template.TemplateSyntaxError(f"“{tag}” wants to know of what.")
        values = {argument: parser.compile_filter(bits[0])}
        for bit in bits[1:]:
            key, equals, value = bit.partition("=")
            if not equals:
                raise template.TemplateSyntaxError(f"“{tag}” takes its further values by name.")
            values[key] = parser.compile_filter(value)
        path = FilterExpression(f'"gripwagtail/elements/{name}.html"', parser)
        return IncludeNode(path, extra_context=values, isolated_context=True)

    return compile_tag


# {% phone number who=card.title %}, {% mail card %}: the elements of these names, which a host may override.
register.tag("phone", _including("phone", "phone"))
register.tag("mail", _including("mail", "mail"))
