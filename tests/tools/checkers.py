"""Has four checkers look at everything, all of it opened; prints what is on no list of reasons.

    make checkers
    python -m tests.tools.checkers [--language ar] [--screen phone] [--colours dark]

axe, IBM Equal Access and HTML_CodeSniffer, on all pages and sheets of the example school: in Dutch, English and Arabic,
on a phone and on a desk, light and dark; and the Nu HTML checker on the same pages. IBM and HTML_CodeSniffer come from
npm and are only unpacked: nothing of them runs but in the page; where Nu is, says tests/nu.py. What is not there did
not look: that is said, and the others go on. Ends with 1 when something was found.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
import urllib.request
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page, sync_playwright

from tests import browsers, nu

from .visited import EXAMPLE, School, school

PACK: Final = ("npm", "pack", "--json", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
# The package with its version, and the one file of it that runs in a page.
ENGINES: Final = {
    "ibm": ("accessibility-checker-engine@4.0.34", "ace.js"),
    "htmlcs": ("html_codesniffer@2.5.1", "build/HTMLCS.js"),
}
SCREENS: Final = {"phone": (390, 844), "desk": (1280, 800)}
COLOURS: Final = ("light", "dark")
LANGUAGES: Final = ("nl", "en", "ar")
AXE_TAGS: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPEN: Final = "document.querySelectorAll('details').forEach(one => { one.open = true })"
# A finding is [rule, where, what was said]. What only a person can judge (“potential”, “warning”) is none.
IBM: Final = """async () => {
    const report = await new ace.Checker().check(document, ['WCAG_2_2'])
    return report.results
        .filter(one => one.value[0] === 'VIOLATION' && one.value[1] === 'FAIL')
        .map(one => [`ibm ${one.ruleId}`, one.path.dom, `${one.message} ${one.snippet}`])
}"""
HTMLCS: Final = """() => new Promise((done, failed) => {
    const told = one => [`htmlcs ${one.code}`, one.element.tagName || '', `${one.msg} ${one.element.outerHTML || ''}`]
    const errors = () => HTMLCS.getMessages().filter(one => one.type === HTMLCS.ERROR)
    HTMLCS.process('WCAG2AA', document, () => done(errors().map(told)), failed)
})"""
AXE: Final = """async tags => {
    const { violations } = await axe.run(document, { runOnly: tags, resultTypes: ['violations'] })
    return violations.flatMap(({ id, nodes }) => nodes.map(one => [`axe ${id}`, one.target.join(' '), one.html]))
}"""
# What is found and is right: the beginning of a rule, a part of what was said, and why.
EXCEPTIONS: Final = (
    (
        "ibm fieldset_label_valid",
        "grip-who",
        "who you are is asked again in an opened situation and among the three questions: it is the same question",
    ),
    ("ibm aria_article_label_unique", "news-card", "the news of the host, not ours"),
    (
        "htmlcs WCAG2AA.Principle3.Guideline3_2.3_2_2.H32.2",
        "grip-who",
        "a form that sends nothing, by no key: with it the browser forgets what was chosen when somebody comes back",
    ),
)


def fetch(into: Path) -> dict[str, str]:
    """The scripts of the checkers from npm, by name; empty without npm or where npm cannot get them."""
    if not shutil.which("npm"):
        return {}
    scripts = {}
    for name, (package, file) in ENGINES.items():
        done = subprocess.run(
            [*PACK, f"--pack-destination={into}", package], cwd=into, capture_output=True, text=True, check=False
        )
        if done.returncode:
            print(f"{package}: {done.stderr.strip()}", file=sys.stderr)
            return {}
        packed = json.loads(done.stdout)
        [row] = packed if isinstance(packed, list) else packed.values()
        with tarfile.open(into / Path(row["filename"]).name) as archive:
            member = archive.extractfile(f"package/{file}")
            assert member is not None, file
            scripts[name] = member.read().decode()
    return scripts


def axe_script() -> str:
    """The axe that the tests use."""
    import axe_playwright_python

    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def places(at: School, languages: Sequence[str]) -> list[str]:
    """The addresses of all pages of ours, the front page with blocks, and what is below them."""
    found = []
    for language in languages:
        for kind, path in at.paths[language].items():
            found += [path, *(f"{path}{leaf}/" for leaf in at.leaves.get(kind, ()))]
    return found


def reason(rule: str, said: str) -> str:
    """Why this is not wrong; empty where it is."""
    return next((why for begin, part, why in EXCEPTIONS if rule.startswith(begin) and part in said), "")


def look(page: Page, scripts: dict[str, str]) -> list[list[str]]:
    """What each of the checkers finds on the page as it is now."""
    found: list[list[str]] = page.evaluate(AXE, AXE_TAGS)
    for name, script in (("ibm", IBM), ("htmlcs", HTMLCS)):
        if name in scripts:
            found += page.evaluate(script)
    return found


@dataclass
class Looked:
    """How many states were looked at, how often each reason of the list held, and all else that was found."""

    states: int = 0
    excused: Counter[str] = field(default_factory=Counter)
    faults: dict[str, list[str]] = field(default_factory=dict)

    def add(self, rule: str, where: str, said: str) -> None:
        if why := reason(rule, said):
            self.excused[why] += 1
        else:
            self.faults.setdefault(rule, []).append(f"{where}: {said[:300]}")


def check(at: School, scripts: dict[str, str], asked: argparse.Namespace, looked: Looked) -> None:
    """Has those that run in a page look at all of them."""
    with sync_playwright() as playwright, contextlib.closing(browsers.launch(playwright)) as browser:
        for screen in asked.screen or SCREENS:
            width, height = SCREENS[screen]
            context = browser.new_context(viewport={"width": width, "height": height}, bypass_csp=True)
            page: Page = context.new_page()
            for path in places(at, asked.language or LANGUAGES):
                answer = page.goto(at.base + path)
                if answer is None or answer.status != 200:
                    looked.add("no page", path, str(answer and answer.status))
                    continue
                page.evaluate(OPEN)
                for script in scripts.values():
                    page.evaluate(script)
                for colours in asked.colours or COLOURS:
                    page.emulate_media(color_scheme=colours)
                    looked.states += 1
                    for rule, where, said in look(page, scripts):
                        looked.add(rule, f"{path} {screen} {colours}: {where}", said)
            context.close()


def check_html(at: School, languages: Sequence[str], folder: Path, looked: Looked) -> None:
    """Has Nu look at the same pages, as the server sends them."""
    paths = {}
    for number, path in enumerate(places(at, languages)):
        with urllib.request.urlopen(at.base + path) as answer:  # noqa: S310 - a server of our own
            (folder / f"{number}.html").write_bytes(answer.read())
        paths[f"{number}.html"] = path
    for error in nu.errors(folder / name for name in paths):
        said = f"{error['message']} {error.get('extract', '')}"
        looked.add("nu", f"{paths[error['file']]}:{error.get('lastLine', '?')}", said)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Has checkers of accessibility and HTML look at everything.")
    parser.add_argument("--language", action="append", choices=LANGUAGES, help="this one only; may be repeated")
    parser.add_argument("--screen", action="append", choices=SCREENS, help="the same")
    parser.add_argument("--colours", action="append", choices=COLOURS, help="the same")
    asked = parser.parse_args(argv)
    if browsers.find_chromium() is None:
        print(browsers.MISSING, file=sys.stderr)
        return 1
    looked = Looked()
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        scripts: dict[str, Any] = {"axe": axe_script(), **fetch(Path(folder))}
        if len(scripts) == 1:
            print("No npm: IBM Equal Access and HTML_CodeSniffer did NOT look.")
        at = stack.enter_context(school("po", EXAMPLE, Path(folder) / "po"))
        check(at, scripts, asked, looked)
        if missing := nu.missing():
            print(f"No {missing}: Nu did NOT look.")
        else:
            check_html(at, asked.language or LANGUAGES, Path(folder), looked)
    names = [*scripts, *([] if missing else ["nu"])]
    print(f"{', '.join(names)} looked at {looked.states} states.")
    for why, times in looked.excused.most_common():
        print(f"{times:6} × right all the same: {why}")
    for rule, found in looked.faults.items():
        print(f"{len(found):6} × {rule}\n         " + "\n         ".join(found[:3]))
    return int(bool(looked.faults))


if __name__ == "__main__":
    sys.exit(main())
