"""Brings the translations up to date with the texts in the code and the templates.

    python -m tests.tools.catalogs            adds and removes texts in every django.po, and writes every django.mo
    python -m tests.tools.catalogs --check    changes nothing; names what is wrong and then ends with 1

It takes the place of makemessages and compilemessages: it needs no GNU gettext, and it writes neither line numbers nor
dates, so that a difference in git is a difference in a text. A new language begins with a folder in gripwagtail/locale.
There is none for English: the texts in the code are English.

Dutch has every text. The other languages have what visitors see, and editors read English there. A text is for visitors
unless it is in one of the places that are named in EDITORS, so that a new page or block is never forgotten.
"""

from __future__ import annotations

import argparse
import ast
import functools
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, Final

import django
import polib
from babel.messages.extract import extract
from django.utils.translation.template import templatize

PACKAGE: Final = Path(__file__).resolve().parents[2] / "gripwagtail"
LOCALE: Final = PACKAGE / "locale"

# The languages in which editors are spoken to as well.
COMPLETE: Final = ("nl",)

# Where the texts are that only editors and administrators see. Everything else is for visitors.
EDITORS: Final = (
    "admin/*.py",
    "apps.py",
    "blocks.py",
    "content/damage.py",
    "desk/*.py",
    "doctor/*.py",
    "editing/*.py",
    "item_blocks/*.py",
    "management/*.py",
    "mirror/*.py",
    "packs/*.py",
    "page_types/*.py",
    "pages/*.py",
    "phone.py",
    "planting/*.py",
    "records/*.py",
    "reminders/*.py",
    "removal/*.py",
    "starter/*.py",
    "templates/gripwagtail/admin/*.html",
    "templates/gripwagtail/mail/*.html",
    "text/day.py",
    "validators.py",
    "widgets/*.py",
)

# Which arguments contain text: (1, "c") is the context, the numbers are the text and its plural.
ARGUMENTS: Final[dict[str, Any]] = {
    "gettext": (1,),
    "gettext_lazy": (1,),
    "gettext_noop": (1,),
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}

Key = tuple[str | None, str]  # the context and the text


@dataclass(frozen=True, slots=True)
class CatalogText:
    """A text to translate. The plural is empty when there is none."""

    context: str | None
    text: str
    plural: str = ""

    @property
    def key(self) -> Key:
        return self.context, self.text


def texts(package: Path = PACKAGE) -> dict[Key, CatalogText]:
    """All texts of the package, sorted."""
    return _sorted(text for _place, text in placed(package))


def public_texts(package: Path = PACKAGE) -> dict[Key, CatalogText]:
    """The texts that visitors see, sorted: all that stand anywhere else than in EDITORS."""
    return _sorted(text for place, text in placed(package) if not is_for_editors(place))


def texts_of(language: str, package: Path = PACKAGE) -> dict[Key, CatalogText]:
    """The texts that the catalog of a language holds."""
    return texts(package) if language in COMPLETE else public_texts(package)


def is_for_editors(place: str) -> bool:
    return any(fnmatch(place, pattern) for pattern in EDITORS)


def placed(package: Path = PACKAGE) -> Iterator[tuple[str, CatalogText]]:
    """Every text with the file, below the package, in which it stands."""
    files = (*sorted(package.rglob("*.py")), *sorted((package / "templates").rglob("*.html")))
    for path in files:
        read = _in_code if path.suffix == ".py" else _in_template
        for text in read(path.read_text(encoding="utf-8"), str(path)):
            yield path.relative_to(package).as_posix(), text


# By what is in them: each language asks the same files.
@functools.cache
def _in_code(source: str, origin: str) -> tuple[CatalogText, ...]:
    return tuple(_extract(source, _names(ast.parse(source, origin))))


@functools.cache
def _in_template(source: str, origin: str) -> tuple[CatalogText, ...]:
    code = templatize(source, origin=origin)
    # The indentation of HTML is none that a reader of Python could follow.
    code = "\n".join(line.strip() for line in code.splitlines())
    return tuple(_extract(code, {**ARGUMENTS, "_": (1,)}))


def _sorted(found: Iterator[CatalogText]) -> dict[Key, CatalogText]:
    kept: dict[Key, CatalogText] = {}
    for text in found:
        # One text with and without a plural is one entry in a catalog: with.
        if text.key not in kept or text.plural:
            kept[text.key] = text
    return {key: kept[key] for key in sorted(kept, key=lambda key: (key[1], key[0] or ""))}


def _names(tree: ast.AST) -> dict[str, Any]:
    """The translating functions under the names that a module gives them."""
    names = dict(ARGUMENTS)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            names |= {alias.asname or alias.name: ARGUMENTS[alias.name] for alias in node.names if alias.name in names}
    return names


def _extract(source: str, names: dict[str, Any]) -> Iterator[CatalogText]:
    for _line, found, _comments, context in extract("python", io.BytesIO(source.encode()), keywords=names):
        text, plural = (found[0], found[1]) if isinstance(found, tuple) else (found, "")
        if text:  # the empty text is the header of a catalog
            yield CatalogText(context, text, plural)


def languages(locale: Path = LOCALE) -> list[str]:
    return sorted(folder.name for folder in locale.iterdir() if folder.is_dir())


def plural_forms(language: str, old: polib.POFile | None = None) -> tuple[str, int]:
    """How Django counts in a language, and in how many forms: all catalogs of a site count alike.

    Where Django has no catalog, the one that is there says it; a new one begins as English counts.
    """
    [path] = django.__path__
    theirs = catalog_path(language, Path(path) / "conf" / "locale").with_suffix(".mo")
    known = polib.mofile(str(theirs)) if theirs.is_file() else (polib.POFile() if old is None else old)
    formula = known.metadata.get("Plural-Forms", "nplurals=2; plural=(n != 1);")  # Django's English catalog is empty
    [count] = re.findall(r"nplurals=(\d+)", formula)
    return formula, int(count)


def catalog_path(language: str, locale: Path = LOCALE) -> Path:
    return locale / language / "LC_MESSAGES" / "django.po"


def read(path: Path) -> polib.POFile:
    return polib.pofile(str(path), encoding="utf-8", wrapwidth=0) if path.exists() else polib.POFile(wrapwidth=0)


def merge(old: polib.POFile, language: str, wanted: dict[Key, CatalogText]) -> polib.POFile:
    """The catalog with exactly the wanted texts, and the translations that were there."""
    have = {(entry.msgctxt, entry.msgid): entry for entry in old if not entry.obsolete}
    formula, count = plural_forms(language, old)
    new = polib.POFile(wrapwidth=0, encoding="utf-8")
    new.metadata = {
        "Project-Id-Version": "gripwagtail",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": formula,
    }
    for key, text in wanted.items():
        entry = polib.POEntry(msgctxt=text.context, msgid=text.text, msgid_plural=text.plural)
        known = have.get(key)
        if text.plural:
            kept = known.msgstr_plural if known and known.msgid_plural == text.plural else {}
            entry.msgstr_plural = {form: kept.get(form, "") for form in range(count)}
        elif known:
            entry.msgstr = known.msgstr
        if known:
            entry.tcomment = known.tcomment
            entry.flags = [flag for flag in known.flags if flag != "python-format"]
        if "%(" in text.text + text.plural:
            entry.flags.append("python-format")
        new.append(entry)
    return new


def faults(path: Path, language: str, wanted: dict[Key, CatalogText]) -> Iterator[str]:
    """What is wrong with a catalog, one line each."""
    old = read(path)
    new = merge(old, language, wanted)
    have = {(entry.msgctxt, entry.msgid) for entry in old if not entry.obsolete}
    yield from (f"missing: {_shown(*key)}" for key in wanted if key not in have)
    yield from (f"superfluous: {_shown(*key)}" for key in sorted(have - wanted.keys(), key=repr))
    for entry in new:
        key = entry.msgctxt, entry.msgid
        if entry.fuzzy:
            yield f"fuzzy: {_shown(*key)}"
        elif key in have and not entry.translated():
            yield f"untranslated: {_shown(*key)}"
    if not path.exists() or path.read_text(encoding="utf-8") != str(new) + "\n":
        yield "django.po is not as this tool writes it"
    compiled = path.with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != new.to_binary():
        yield "django.mo is not made from this django.po"


def write(path: Path, catalog: polib.POFile) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(str(catalog) + "\n", encoding="utf-8", newline="\n")
    path.with_suffix(".mo").write_bytes(catalog.to_binary())


def _shown(context: str | None, text: str) -> str:
    return f"{text!r} ({context})" if context else repr(text)


def main(argv: list[str] | None = None, package: Path = PACKAGE) -> int:
    parser = argparse.ArgumentParser(description="Bring the translations up to date with the texts.")
    parser.add_argument("--check", action="store_true", help="change nothing, only say what is wrong")
    check = parser.parse_args(argv).check

    locale = package / "locale"
    wrong = False
    for language in languages(locale):
        path, wanted = catalog_path(language, locale), texts_of(language, package)
        if not check:
            old = read(path)
            new = merge(old, language, wanted)
            gone = {(entry.msgctxt, entry.msgid) for entry in old} - wanted.keys()
            for key in sorted(gone, key=repr):
                print(f"{language}: removed: {_shown(*key)}")
            write(path, new)
        for fault in faults(path, language, wanted):
            wrong = True
            print(f"{language}: {fault}")
    if not wrong:
        said = [f"{len(texts_of(language, package))} in {language}" for language in languages(locale)]
        print(f"Texts, all of them translated: {', '.join(said)}.")
    elif check:
        print("Run python -m tests.tools.catalogs, translate what is empty, and run it again.")
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
