"""Short texts for the app or the newsletter for parents: the norm, each agreement, each tip, and one for each month.

They are made of what the page says and of its address, which is left as it is: nothing in it reveals who followed it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..content import norm, parent_tips
from ..directory.addresses import SHARE
from ..lookup.agreed import norm_is_agreed
from ..lookup.public_address import public_address
from ..lookup.school_texts import texts_for
from ..lookup.source import Source
from ..page_class import GripPage
from ..starter import year
from ..text.marked import Text
from ..text.speaking import speaking
from .kept import kept_html
from .published import around, foreign, public_context


@dataclass(frozen=True, slots=True)
class ShareLine:
    """A line of a text to share: words of ours or of the school, and an address behind them."""

    text: str
    address: str = ""

    @property
    def lang(self) -> str:
        """The language of the words, where it is not that of the page."""
        return self.text.lang if isinstance(self.text, Text) else ""


@dataclass(frozen=True, slots=True)
class ShareText:
    """One text to share, with the title under which it is found."""

    title: str
    lines: tuple[ShareLine, ...]

    @property
    def lang(self) -> str:
        return self.title.lang if isinstance(self.title, Text) else ""

    @property
    def plain(self) -> str:
        """All of it as it is pasted or sent, a line each."""
        return "\n".join(f"{line.text} {line.address}".strip() for line in self.lines)


@dataclass(frozen=True, slots=True)
class ShareGroup:
    heading: str
    texts: list[ShareText]


def share(page: GripPage, request: HttpRequest, rest: Sequence[str]) -> HttpResponse:
    """All texts to share of a page, as its class groups them."""
    page_context = public_context(page, request)
    if rest:
        raise Http404
    address = public_address(page, request)
    return HttpResponse(kept_html(page_context, SHARE, lambda: _html(page_context.own), address))


def _html(source: Source) -> SafeString:
    with speaking(source.languages.around):
        groups = [group for group in source.page_context.our_page.grip_share_groups(source) if group.texts]
        if not groups:
            raise Http404
        context = {
            **around(source),
            "title": source.title,
            "link": source.link,
            "incident_link": source.page_context.link("incident_help"),
            "contact_link": source.page_context.link("contact"),
            "groups": groups,
        }
        return render_to_string("gripwagtail/takeaway/share.html", context)


def groups_of_norm(source: Source) -> Iterator[ShareGroup]:
    """The norm, and each agreement."""
    address = public_address(source.page_context.our_page, source.page_context.request)
    statement, is_agreed = source.text("statement"), norm_is_agreed(source)
    if statement:
        lines = (
            ShareLine(
                _("This is how we treat each other online:")
                if is_agreed
                else _("This is what we ask of each other online:")
            ),
            _quoted(statement),
            *_further(_("Read more:"), address),
        )
        yield ShareGroup(_("Our norm"), [ShareText(statement, lines)])
    yield ShareGroup(
        _("What we agreed") if is_agreed else _("What we ask of each other"),
        [
            ShareText(
                one.we_do,
                (
                    ShareLine(_("We agreed on this at school:") if is_agreed else _("We ask this of each other:")),
                    _quoted(one.we_do),
                    *_further(_("All our agreements:") if is_agreed else _("All that we ask of each other:"), address),
                ),
            )
            for one in source.items("agreements", norm.read_agreements)
        ],
    )


def groups_of_tips(source: Source) -> Iterator[ShareGroup]:
    """The tip of the week, the year from this month on, and all tips by age."""
    page_context = source.page_context
    tips = source.items("tips", parent_tips.read_tips)
    address = public_address(page_context.our_page, page_context.request)
    week = parent_tips.of_the_week(tips, page_context.today, lambda: page_context.ages)
    # A page with one tip has no other week to wait for.
    if week and len(tips) > 1:
        yield ShareGroup(_("Tip of this week"), [_tip(week, address)])
    if tips:
        texts = from_month(page_context.today.month, texts_of_year(source, address))
        yield ShareGroup(_("A year for parents"), [_named(month, text) for month, text in texts])
    for ages, of_these_ages in parent_tips.by_age(tips):
        yield ShareGroup(_ages(*ages), [_tip(tip, address) for tip in of_these_ages])


def texts_of_year(source: Source, address: str) -> list[tuple[int, ShareText]]:
    """A text for each month from September to June, after its number. In Dutch where we have them in no other.

    Call it with the language of the page active.
    """
    language = year.language_for(source.languages.shown)
    marked = foreign(language, source)
    return [
        (one.month, _home(Text(one.title, marked), Text(one.tip, marked), Text(one.opener, marked), address))
        for one in year.pieces(language, texts_for(source.page_context, source.facts))
    ]


def month_name(month: int) -> str:
    """“september”, in the language that is active."""
    return date_format(datetime.date(2000, month, 1), "F")


def from_month(now: int, texts: list[tuple[int, ShareText]]) -> list[tuple[int, ShareText]]:
    """The same, that of this month first and those that have been last; in the summer that of September."""
    start = next((at for at, (month, _text) in enumerate(texts) if month == now), 0)
    return [*texts[start:], *texts[:start]]


def _named(month: int, text: ShareText) -> ShareText:
    """The same under a title with its month, as it stands in a list of the year."""
    lang = text.title.lang if isinstance(text.title, Text) else ""
    return ShareText(Text(f"{month_name(month)}: {text.title}", lang), text.lines)


def _tip(tip: parent_tips.Tip, address: str) -> ShareText:
    return _home(tip.title, tip.text, tip.opener, address)


def _home(title: Text, tip: Text, opener: Text, address: str) -> ShareText:
    """The tip itself, a sentence to begin with where there is one, and where there is more."""
    said = (ShareLine(_("You could say:")), _quoted(opener)) if opener else ()
    told = (ShareLine(tip),) if tip else ()
    return ShareText(
        title, (ShareLine(_("A tip for home:")), ShareLine(title), *told, *said, *_further(_("More tips:"), address))
    )


def _further(words: str, address: str) -> Iterator[ShareLine]:
    """Where there is more; nothing on a site that does not know its own address."""
    if address:
        yield ShareLine(words, address)


def _quoted(text: Text) -> ShareLine:
    return ShareLine(Text(f"“{text}”", text.lang))


def _ages(low: int | None, high: int | None) -> str:
    """As the page says it above the tips."""
    if low is not None and high is not None:
        return _("Age %(low)s to %(high)s") % {"low": low, "high": high}
    if low is not None:
        return _("From age %(low)s") % {"low": low}
    return _("Up to age %(high)s") % {"high": high} if high is not None else _("For every age")


__all__ = [
    "ShareGroup",
    "ShareLine",
    "ShareText",
    "from_month",
    "groups_of_norm",
    "groups_of_tips",
    "month_name",
    "share",
    "texts_of_year",
]
