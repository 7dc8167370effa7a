"""Who else learns that someone opened the contact page or the incident page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from .findings import DoctorFinding, found
from .outline import host_of
from .shown import ShownPage

# Policies under which another site at most learns the host of ours.
_DISCREET: Final = {
    "no-referrer",
    "origin",
    "origin-when-cross-origin",
    "same-origin",
    "strict-origin",
    "strict-origin-when-cross-origin",
}


def examine(shown: ShownPage) -> Iterator[DoctorFinding]:
    """Only of a quiet page that came."""
    if shown.our_page.grip_quiet and shown.answer.is_good:
        yield from _third_parties(shown)
        yield from _cookies(shown)
        if not shown.answer.is_preview:
            yield from _referrer(shown)
            yield from _caches(shown)


def _third_parties(shown: ShownPage) -> Iterator[DoctorFinding]:
    hint = _(
        "Leave it out where {{ grip_quiet }} is true, or give these pages a template of their own with "
        'GRIPWAGTAIL["QUIET_BASE_TEMPLATE"]. Fonts and pictures can be on your own server.'
    )
    fetched = _elsewhere(shown, shown.answer.outline.fetched)
    if fetched:
        yield found(
            "quiet.third-party",
            _("Opening this page sends requests to other servers, so they learn who is looking for help: %(hosts)s.")
            % {"hosts": ", ".join(fetched)},
            hint,
            shown.place,
        )
    named = [host for host in _elsewhere(shown, shown.answer.outline.named_in_scripts) if host not in fetched]
    if named:
        yield found(
            "quiet.third-party-script",
            _(
                "A script in this page names other servers: %(hosts)s. If it sends them requests, they learn "
                "who is looking for help."
            )
            % {"hosts": ", ".join(named)},
            hint,
            shown.place,
        )


def _elsewhere(shown: ShownPage, urls: list[str]) -> list[str]:
    """The hosts that are not of this site, each once."""
    own = [shown.answer.host, host_of(str(settings.STATIC_URL)), host_of(str(settings.MEDIA_URL))]
    own = [host.removeprefix("www.") for host in own if host]
    hosts = filter(None, map(host_of, urls))
    return [host for host in dict.fromkeys(hosts) if not any(host == mine or host.endswith(f".{mine}") for mine in own)]


def _cookies(shown: ShownPage) -> Iterator[DoctorFinding]:
    if shown.answer.cookies:
        yield found(
            "quiet.cookie",
            _("This page sets a cookie, which stays on the device: %(names)s.")
            % {"names": ", ".join(shown.answer.cookies)},
            _("Find the middleware, or the form in your template, that sets it, and leave it out on these pages."),
            shown.place,
        )


def _referrer(shown: ShownPage) -> Iterator[DoctorFinding]:
    given = shown.answer.outline.referrer or shown.answer.headers.get("Referrer-Policy", "")
    known = [part.strip().lower() for part in given.split(",") if part.strip()]
    if known and known[-1] in _DISCREET:
        return
    message = (
        _("The Referrer-Policy “%(policy)s” tells other sites that someone came from this page.") % {"policy": given}
        if known
        else _("The page has no Referrer-Policy: an older browser tells other sites that someone came from it.")
    )
    hint = _('Let through the header that we set (same-origin), or set SECURE_REFERRER_POLICY = "same-origin".')
    yield found("quiet.referrer", message, hint, shown.place)


def _caches(shown: ShownPage) -> Iterator[DoctorFinding]:
    given = shown.answer.headers.get("Cache-Control", "")
    words = {part.strip().lower() for part in given.split(",")}
    if not words & {"private", "no-store", "no-cache"}:
        yield found(
            "quiet.cached",
            _("Caches may store this page (Cache-Control: %(header)s): a person who has left can still be seen there.")
            % {"header": given or "–"},
            _('Leave this page out of the cache of the whole site. For a CDN there is GRIPWAGTAIL["CDN_CACHE"].'),
            shown.place,
        )


__all__ = ["examine"]
