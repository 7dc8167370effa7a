"""Text from editors, imports and the API on its way to a browser: the only module that may mark text as safe.

Rich text passes three stages: ``_prepare`` reads the source in linear time, keeps what is on our list and refuses
shapes that make a parser slow; ``_sanitise`` is the library, and the only place that knows which ones there are;
``_emit`` reads the result again and writes every tag itself. Whatever goes wrong on the way, the reader gets escaped
text. Both libraries give the same HTML in the end: the setting ``SANITIZER`` is about who maintains what stands in
the middle.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from html import escape, unescape
from itertools import islice
from typing import Final

from django.conf.locale import LANG_INFO
from django.utils.safestring import SafeString, mark_safe

from .conf import conf
from .text.leading import completed, in_ascii
from .text.length import RICH_TEXT

logger = logging.getLogger(__name__)

MAX_LENGTH: Final = RICH_TEXT
_MAX_URL, _MAX_ATTRIBUTES, _MAX_DEPTH, _MAX_PASSES = 2_048, 16, 40, 4
# The sum over all tags of (1 + tags open around it); what parsing costs grows with this, not with the length.
_MAX_COST: Final = 12_000

_INLINE, _LISTS = frozenset({"strong", "b", "em", "i", "a"}), frozenset({"ul", "ol"})
_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
_TAGS: Final = _INLINE | _LISTS | {"p", "br", "li", "h2", "h3", "h4", "blockquote"}
# Tags we drop but that separate words: "<td>a</td><td>b</td>" must not become "ab".
_BREAKS: Final = re.compile("address|article|aside|d[dlt]|div|figure|footer|form|h[156r]|header|pre|section|t[dhr]")
# Django's own list, and languages of pupils in the Netherlands that are missing from it.
_MORE = "am ary ber bo ckb ku ln nl-be nl-nl om pap prs ps rmy rw so srn ti tl yue zgh zh"
_LANGUAGES: Final = frozenset([*map(str.lower, LANG_INFO), *_MORE.split()])
# The last is the mark at the beginning of a file, which one parser takes out and the other does not.
_DELETED: Final = dict.fromkeys({*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000), 0xFEFF} - {0x09, 0x0A})

# Every branch either matches to the end of what it started or gives up within one character, so that reading stays
# linear. ASCII only: without it "ſcript" equals "script" and a no-break space would divide attributes.
_TOKEN: Final = re.compile(
    r"""
      (?P<dropped> <!--.*?(?:-->|\Z)
                 | <(?P<raw>script|style)(?=[\s/>]).*?(?:</(?P=raw)(?=[\s/>])[^>]*+(?:>|\Z)|\Z)
                 | <[!?][^>]*+(?:>|\Z) )
    | <(?P<end>/?)(?P<tag>[a-z][^\s/<>]*+)(?P<attributes>(?:[^<>=]++|=\s*+(?:"[^"]*"|'[^']*')?)*+)(?P<closed>>?)
    | [^<]++
    | <
    """,
    re.ASCII | re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
_ATTRIBUTE: Final = re.compile(r"""([^\s=/>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]*))?""", re.ASCII)
# In an attribute only a reference with its semicolon counts: "?a=1&copy=2" contains no copyright sign.
_REFERENCE: Final = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.ASCII | re.IGNORECASE)

_NORMAL_WEIGHT: Final = re.compile(r"\bfont-weight\s{0,9}:\s{0,9}(?:normal|[1-4]00)\b", re.ASCII | re.IGNORECASE)
_NORMAL_STYLE: Final = re.compile(r"\bfont-style\s{0,9}:\s{0,9}normal\b", re.ASCII | re.IGNORECASE)
_STRESSES_NOTHING: Final = {"b": _NORMAL_WEIGHT, "strong": _NORMAL_WEIGHT, "i": _NORMAL_STYLE, "em": _NORMAL_STYLE}

_SCHEME: Final = re.compile(r"([^/?#:]*):(.*)", re.DOTALL)
_WEB: Final = re.compile(r"//(\w[\w.-]*)(?::([0-9]{1,5}))?(?:[/?#].*)?")
# A host whose last part is a number is an address of four of these to a browser, or nothing.
_NUMBER: Final = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)", re.ASCII | re.IGNORECASE)
_FOUR: Final = re.compile(r"(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\.(?!$)|$)){4}", re.ASCII)
_DIAL: Final = re.compile(r"\+?[0-9]{3,15}")
_ADDRESS: Final = re.compile(
    r"(?i)(?=[^@]{1,64}@)[a-z0-9_+'-]+(?:\.[a-z0-9_+'-]+)*"
    r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]",
    re.ASCII,
)
_HIDDEN_CATEGORIES: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"})
# What a browser rewrites, and what shows nothing although Unicode counts it among letters, marks and symbols.
_REFUSED: Final = re.compile(
    r'[\\<>"`\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]'
)


def mailto(address: str) -> str:
    """The link for one plain mail address, or "" when it is anything else (a list, a query, a display name)."""
    address = address.strip(" ")
    return f"mailto:{address}" if len(address) <= 254 and _ADDRESS.fullmatch(address) else ""


def tel(dial: str) -> str:
    """The link for a number to dial, or "". No * or #: those are commands to a telephone, not numbers."""
    dial = dial.strip(" ")
    return f"tel:{dial}" if _DIAL.fullmatch(dial) else ""


def is_external(url: object) -> bool:
    """Whether the address names a host. Our own host counts too: without a request there is no way to know."""
    return safe_url(url)[:6].lower().startswith(("http:", "https:"))


def safe_url(url: object) -> str:
    """The address as it may be in an ``href``, or "" when a browser could take it for more than it seems."""
    text = "" if url is None else str(url)[: _MAX_URL + 1].strip(" ")
    if not text or len(text) > _MAX_URL:
        return ""
    # Read it as written, as a browser may read it after one decoding too many, and with similar letters made plain.
    readings = {text, unescape(text), unescape(unescape(text)), unicodedata.normalize("NFKC", text)}
    return _checked(text) if all(_checked(reading) for reading in readings) else ""


def usable_url(url: object) -> str:
    """Where an address leads, as it may be in an ``href``: completed and tidied, or "" when it does not say so.

    The one question for form, import, API, helplines, settings and page.
    """
    return safe_url(completed("" if url is None else str(url)))


def mail_link(address: str) -> str:
    """The same for a mail address, the host of which may have any letters."""
    return mailto(in_ascii(address))


def _checked(url: str) -> str:
    if _REFUSED.search(url) or not _HIDDEN_CATEGORIES.isdisjoint(map(unicodedata.category, url)):
        return ""
    found = _SCHEME.match(url)
    if found is None:
        return "" if url.startswith("//") else url
    scheme, rest = found[1].lower(), found[2]
    if scheme in ("mailto", "tel"):
        return mailto(rest) if scheme == "mailto" else tel(rest)
    web = _WEB.fullmatch(rest) if scheme in ("http", "https") else None
    return url if web and _is_host(web[1]) and int(web[2] or 0) <= 65_535 else ""


def _is_host(host: str) -> bool:
    """Whether a browser reads this as a host, and as the one that it seems to be."""
    # One that changes under NFKC is written to look like another one.
    if unicodedata.normalize("NFKC", host) != host:
        return False
    parts = host.removesuffix(".").split(".")
    if _NUMBER.fullmatch(parts[-1]):
        return bool(_FOUR.fullmatch(host))
    return len(host) <= 253 and all(0 < len(part) <= 63 for part in parts)


def clean_html(html: object) -> SafeString:
    """HTML that may be in a page: our few tags, checked links, nothing active. Cleaning it again changes nothing."""
    source = ""
    try:
        source = "" if html is None else str(html)
        if len(source) > MAX_LENGTH:
            cleaned = _closed(source)
        else:
            cleaned = (_cleaned if len(source) <= 8_000 else _cleaned_long)(source, conf.sanitizer)
    except Exception:
        # A sanitiser that is missing or fails must not take the page down, nor let anything through.
        logger.exception("Rich text could not be cleaned and is shown as escaped text")
        cleaned = _closed(source)
    return mark_safe(cleaned)  # noqa: S308


def _closed(source: str) -> str:
    # One character becomes at most five, so this stays under MAX_LENGTH and cleaning it again changes nothing.
    return escape(_plain(source[: MAX_LENGTH // 5]), quote=False)


def _clean(source: str, engine: str | None = None) -> str:
    # What is remembered is remembered of one library: ``engine`` is in its key.
    text = _plain(source)
    try:
        for _ in range(_MAX_PASSES):
            cleaned, tidy = _emit(_sanitise(_prepare(text)))
            if len(cleaned) <= MAX_LENGTH and (tidy or cleaned == text):
                return cleaned
            text = cleaned
    except ValueError:  # Beyond a limit: ours, or Python's for a character reference of thousands of digits.
        pass
    return _closed(source)


# Long texts have their own small cache, so that a few of them cannot fill the memory.
_cleaned = lru_cache(maxsize=1_024)(_clean)
_cleaned_long = lru_cache(maxsize=32)(_clean)


def _sanitise(html: str) -> str:
    """The library. It must leave text as it is, close what is open, and know only the tags that we know."""
    return _ENGINES[conf.sanitizer](html)


# Each is imported where it is used, so that a missing library costs this one function and not the site.


def _with_bleach(html: str) -> str:
    from bleach.sanitizer import Cleaner

    attributes = {"a": ["href", "lang", "dir"], "*": ["lang", "dir"]}
    # A new one each time: a Cleaner shared between threads mixes their texts.
    cleaner = Cleaner(_TAGS, attributes, _SCHEMES, strip=True, strip_comments=True)
    return str(cleaner.clean(html))


def _with_nh3(html: str) -> str:
    from nh3 import clean

    attributes = {tag: {"lang", "dir"} | ({"href"} if tag == "a" else set()) for tag in _TAGS}
    # What is in a tag that goes stays as text, as with the other; "rel" is written by ourselves.
    return str(
        clean(html, set(_TAGS), set(), attributes, strip_comments=True, link_rel=None, url_schemes=set(_SCHEMES))
    )


_ENGINES: Final = {"bleach": _with_bleach, "nh3": _with_nh3}


def can_clean() -> bool:
    """Whether the library is there and works. Without it all rich text is shown as escaped text."""
    try:
        return _sanitise("<p>a<x-y>b</x-y></p>") == "<p>ab</p>"
    except Exception:
        return False


def _prepare(text: str) -> str:
    # What can pile up in a parser. It closes p and li by itself, and an a when the next one opens.
    piled: Counter[str] = Counter()
    out, cost = list[str](), 0
    # Of each tag that stresses words whether its style says that it does not: pasted documents come in such a one.
    stresses: dict[str, list[bool]] = {tag: [] for tag in _STRESSES_NOTHING}
    for kind, value, attributes in _tokens(text):
        if kind == "text":
            out.append(_text(value))
            continue
        if value in stresses:
            if kind == "start":
                stresses[value].append(bool(_STRESSES_NOTHING[value].search(attributes)))
                if stresses[value][-1]:
                    continue
            elif stresses[value] and stresses[value].pop():
                continue
        if value not in ("p", "li", "br"):
            piled[value] = max(0, piled[value] - 1) if kind == "end" else 1 if value == "a" else piled[value] + 1
        depth = piled.total()
        cost += 1 + depth
        if depth > _MAX_DEPTH or cost > _MAX_COST:
            raise ValueError
        out.append(f"</{value}>" if kind == "end" else _tag(value, _attributes(value, attributes)))
    if sum(map(len, out)) > MAX_LENGTH:
        raise ValueError
    return "".join(out)


def _emit(html: str) -> tuple[str, bool]:
    """Our own HTML, closed, and whether it is so plain that reading it once more must give the same."""
    out, open_tags, tidy, cost = list[str](), list[tuple[str, str]](), True, 0
    for kind, value, attributes in _tokens(html):
        if kind == "text":
            out.append(_text(value))
            continue
        cost += 1 + len(open_tags)
        tidy = tidy and cost <= _MAX_COST and len(open_tags) < _MAX_DEPTH
        if value == "br":
            out.append("<br>")
        elif kind == "start":
            kept = _attributes(value, attributes)
            shown = value != "a" or "href" in kept  # A link without an address reads as text.
            if shown:
                tidy = tidy and _fits(value, [tag for tag, end in open_tags if end])
                out.append(_tag(value, kept))
            open_tags.append((value, f"</{value}>" if shown else ""))
        elif any(tag == value for tag, _ in open_tags):
            tag = ""
            while tag != value:
                tag, end = open_tags.pop()
                out.append(end)
    out.extend(end for _, end in reversed(open_tags))
    return "".join(out), tidy


def _fits(tag: str, around: list[str]) -> bool:
    parent = around[-1] if around else ""
    if tag in _INLINE:
        return tag not in around and parent not in _LISTS
    return parent in (_LISTS if tag == "li" else ("", "blockquote", "li"))


def _tokens(text: str) -> Iterator[tuple[str, str, str]]:
    for found in _TOKEN.finditer(text):
        tag = (found["tag"] or "").lower()
        if not found["closed"]:
            yield "text", "" if found["dropped"] else unescape(found[0]), ""
        elif tag in _TAGS:
            yield "end" if found["end"] else "start", tag, found["attributes"]
        elif _BREAKS.fullmatch(tag):
            yield "text", "\n", ""


def _attributes(tag: str, source: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in islice((match.groups("") for match in _ATTRIBUTE.finditer(source)), _MAX_ATTRIBUTES):
        bare = value[1:-1] if value[:1] in ("'", '"') and value[-1:] == value[:1] else value
        found.setdefault(name.lower(), _REFERENCE.sub(lambda reference: unescape(reference[0]), bare))
    kept: dict[str, str] = {}
    if tag == "a" and (url := usable_url(found.get("href"))):
        kept = {"href": url, "rel": "noopener noreferrer"} if is_external(url) else {"href": url}
    for name, allowed in (("lang", _LANGUAGES), ("dir", {"ltr", "rtl", "auto"})):
        if found.get(name, "").lower() in allowed:
            kept[name] = found[name].lower()
    return kept


def _tag(tag: str, attributes: dict[str, str]) -> str:
    return "".join([f"<{tag}", *(f' {name}="{escape(value)}"' for name, value in attributes.items()), ">"])


def _text(text: str) -> str:
    return escape(_plain(text), quote=False)


def _plain(text: str) -> str:
    """Without characters that no reader sees and that parsers read differently; bidi marks and joiners stay."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_DELETED)
