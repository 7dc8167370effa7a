"""What of an answer may be in the mirror: only what anyone would get, whole, and the same in every browser."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _
from wagtail.models import Locale

from ..serving.headers import is_for_all
from .addresses import MirrorAddress
from .visits import Visit, Visitor

HTML: Final = "text/html"
_CALL: Final = b'href="tel:112"'
_NUMBER: Final = b"112"
_FAILED: Final = 500
_BAD: Final = 400
_OK: Final = 200


class LeftOutError(Exception):
    """This answer is not for everyone, or is none. The others may go on."""


class StopError(Exception):
    """Something is wrong with this answer: the mirror stays as it was."""


def examine(address: MirrorAddress, visit: Visit) -> None:
    """Raises ``LeftOutError`` or ``StopError`` when this answer is not for everyone, each with the reason."""
    status = visit.response.status_code
    if status >= _FAILED:
        raise StopError(_("answered with %(status)d") % {"status": status})
    if status == _BAD:
        # What Django says of a host that it does not know.
        raise StopError(
            _("answered with %(status)d: is “%(host)s” in ALLOWED_HOSTS?")
            % {"status": status, "host": address.site.hostname}
        )
    if status != _OK:
        raise LeftOutError(_("answered with %(status)d") % {"status": status})
    if not visit.is_of_the_site:
        raise (StopError if address.is_ours else LeftOutError)(_("is answered by a middleware, and not by the site"))
    if not is_for_all(visit.response, address.page, visit.request):  # type: ignore[arg-type]
        raise _refused(address)


def examine_file(address: MirrorAddress, kind: str, content: bytes) -> None:
    """The same for what is written at an address in the end, whatever was done to it on the way."""
    if b"csrfmiddlewaretoken" in content:
        raise _refused(address)
    if address.is_quiet and kind == HTML and (_NUMBER if address.below else _CALL) not in content:
        raise StopError(_("does not have 112 in it"))


def examine_alone(content: bytes) -> None:
    """What stands at an address after its last day is there for 112."""
    if _CALL not in content:
        raise StopError(_("does not have 112 in it"))


def _refused(address: MirrorAddress) -> Exception:
    reason = _("sets a cookie, or has a form with a token, a nonce or a session in it: nobody else may get it")
    # Of a page of the host the others do not depend.
    return (StopError if address.is_ours else LeftOutError)(reason)


def examine_language(address: MirrorAddress, visit: Visit, visitor: Visitor) -> None:
    """Raises ``StopError`` when one address has several bodies, by the language of the browser: a file has one."""
    if "accept-language" not in visit.response.headers.get("Vary", "").lower():
        return
    for other in other_languages(address.language):
        again = visitor.visit(address.site, address.path, other)
        if (again.response.status_code, again.body) != (visit.response.status_code, visit.body):
            raise (StopError if address.is_ours else LeftOutError)(
                _("is another page in a browser that asks for “%(language)s”: it needs an address for each language")
                % {"language": other}
            )


def other_languages(language: str) -> list[str]:
    """The languages of the content of this install, but this one."""
    return [code for code in Locale.objects.values_list("language_code", flat=True) if code != language]


__all__ = [
    "HTML",
    "LeftOutError",
    "StopError",
    "examine",
    "examine_alone",
    "examine_file",
    "examine_language",
    "other_languages",
]
