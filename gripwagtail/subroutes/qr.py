"""An address as a QR code, made here: a service elsewhere would learn who asks for help."""

from __future__ import annotations

import io
from typing import Final
from urllib.parse import urlsplit

import segno
from django.utils.encoding import iri_to_uri, uri_to_iri

# A quarter may be torn off or drawn on before it becomes unreadable.
ERROR_LEVEL: Final = "q"
# The white around it, in modules, that the standard asks for.
QUIET_ZONE: Final = 4


def qr_code(address: str) -> segno.QRCode:
    """The code that leads a phone to this address."""
    return segno.make_qr(_in_ascii(address), error=ERROR_LEVEL)


def _in_ascii(address: str) -> str:
    """A name such as “kwikstaärt” as the network knows it: readers of codes guess at other letters, and are wrong."""
    parts = urlsplit(address)
    if (parts.hostname or "").isascii():
        return iri_to_uri(address)
    host = (parts.hostname or "").encode("idna").decode("ascii")
    return iri_to_uri(parts._replace(netloc=f"{host}:{parts.port}" if parts.port else host).geturl())


def qr_svg(address: str) -> bytes:
    """The code as a picture of its own, dark on white, in any size."""
    out = io.BytesIO()
    qr_code(address).save(out, kind="svg", border=QUIET_ZONE, dark="#000", light="#fff", omitsize=True)
    return out.getvalue()


def typed(address: str) -> str:
    """The address as someone copies it from paper: without what a browser adds by itself."""
    return uri_to_iri(address).removeprefix("https://").rstrip("/")
