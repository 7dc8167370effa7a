"""Where an address leads, made complete: what people type without “https://”, with spaces, or with a subject.

A browser reads “www.school.nl/form” as a page below the one that it shows. So what has neither a scheme nor a slash in
front is completed when it is a host, and is nothing otherwise. Whether the outcome is safe is asked of ``sanitize``.
"""

from __future__ import annotations

import re
from typing import Final

# Longer is no address.
_LONGEST: Final = 2_048
_HOST: Final = re.compile(r"\A(?:[\w-]+\.)+([^\W\d_]{2,63})(?::[0-9]{1,5})?(?=[/?#]|$)")
_SCHEME: Final = re.compile(r"\A[a-z][a-z0-9+.-]*:", re.ASCII | re.IGNORECASE)
# The end of the name of a file, where that of a host could be.
_FILES: Final = (
    *("asp", "aspx", "csv", "doc", "docx", "gif", "htm", "html", "jpeg", "jpg", "mp3", "mp4", "odp", "ods", "odt"),
    *("pdf", "php", "png", "ppt", "pptx", "rtf", "svg", "txt", "webp", "xls", "xlsx", "zip"),
)
# What people put between the digits of a number: RFC 3966 calls it visual separators.
_SEPARATORS: Final = re.compile(r"[\s().-]+")
_INSTAGRAM: Final = re.compile(r"(?:https?://)?(?:www\.)?instagram\.com/", re.ASCII | re.IGNORECASE)
_HANDLE: Final = re.compile(r"[A-Za-z0-9._]{1,30}", re.ASCII)


def completed(url: str) -> str:
    """The address as a browser has to get it, or "" when it does not say where it leads."""
    text = url[: _LONGEST + 1].strip(" ")
    start = text[:7].lower()
    if start.startswith("tel:"):
        number = text[4:].strip()
        # “+31 (0)70 …”: the zero is for who calls from here.
        return "tel:" + _SEPARATORS.sub("", number.replace("(0)", "") if number.startswith("+") else number)
    if start == "mailto:":
        return "mailto:" + in_ascii(text[7:].partition("?")[0])
    if text[:1] in ("/", "#", "?"):
        return text
    host = _HOST.match(text)
    if host is not None:
        return "" if host[1].lower() in _FILES else f"https://{text}"
    return text if _SCHEME.match(text) else ""


def in_ascii(address: str) -> str:
    """A mail address with its host as machines write it; any other text as it is."""
    local, at, host = address.strip(" ").rpartition("@")
    if not at or host.isascii():
        return address
    try:
        return f"{local}@{host.encode('idna').decode('ascii')}"
    except UnicodeError:
        return address


def instagram_handle(text: str) -> str:
    """The name of an account, also where somebody typed its address; "" for what is no name."""
    typed = text[: _LONGEST + 1].strip()
    found = _INSTAGRAM.match(typed)
    name = re.split(r"[/?#]", typed[found.end() :], maxsplit=1)[0] if found else typed
    name = name.removeprefix("@")
    return name if _HANDLE.fullmatch(name) else ""


__all__ = ["completed", "in_ascii", "instagram_handle"]
