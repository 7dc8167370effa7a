"""Languages under the names that their speakers use."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.conf.locale import LANG_INFO
from django.utils.translation import get_language_info, gettext, gettext_noop

# Spoken at Dutch schools, and not among the languages that Django knows.
MORE: Final = {
    "am": "አማርኛ",
    "ku": "Kurdî",
    "pap": "Papiamentu",
    "prs": "دری",
    "ps": "پښتو",
    "rif": "Tarifit",
    "so": "Soomaali",
    "ti": "ትግርኛ",
    "zgh": "ⵜⴰⵎⴰⵣⵉⵖⵜ",
}
# Of those that Django knows, the ones that are spoken most at Dutch schools.
_AT_SCHOOL: Final = (
    "nl",
    "en",
    "ar",
    "tr",
    "pl",
    "uk",
    "bg",
    "de",
    "es",
    "fa",
    "fr",
    "hu",
    "pt",
    "ro",
    "ru",
    "zh-hans",
)
# Names of which Django's catalogs have no translation, or have one of another spelling.
_NAMES: Final = {"nb": "Norwegian Bokmål", "no": gettext_noop("Norwegian")}
_RIGHT_TO_LEFT: Final = frozenset({"prs", "ps"})


def own_name(code: str) -> str:
    """The name in the language itself; of an unknown code its first part, and else the code."""
    for known in (code.lower(), code.lower().split("-")[0]):
        if known in MORE:
            return MORE[known]
        if "name_local" in LANG_INFO.get(known, {}):
            return str(LANG_INFO[known]["name_local"])
    return code


def english_name(code: str) -> str:
    """The name as Django's catalogs translate it from; of an unknown code the language's own name."""
    for known in (code.lower(), code.lower().split("-")[0]):
        if known in _NAMES:
            return _NAMES[known]
        if "name" in LANG_INFO.get(known, {}):
            return str(LANG_INFO[known]["name"])
    return own_name(code)


def translated_names() -> dict[str, str]:
    """Every language known, by code, under its name in the language of the person who chooses."""
    known = {code: get_language_info(code)["name_translated"] for code, info in LANG_INFO.items() if "name" in info}
    known |= {code: gettext(name) for code, name in _NAMES.items()}
    return dict(sorted((MORE | known).items(), key=lambda item: str(item[1])))


def spoken_at_school() -> dict[str, str]:
    """The languages in which people at a Dutch school may talk with a family, for whoever chooses one."""
    names = {code: get_language_info(code)["name_translated"] for code in _AT_SCHOOL}
    return {**names, **dict(sorted(MORE.items(), key=lambda item: item[1]))}


def own_names(codes: Iterable[str]) -> list[str]:
    return [own_name(code) for code in codes]


def direction(code: str) -> str:
    """``rtl`` or ``ltr``, as the ``dir`` of HTML."""
    base = code.lower().split("-")[0]
    return "rtl" if base in _RIGHT_TO_LEFT or LANG_INFO.get(base, {}).get("bidi") else "ltr"


__all__ = ["MORE", "direction", "english_name", "own_name", "own_names", "spoken_at_school", "translated_names"]
