"""Has three checkers of accessibility look at everything, all of it opened; prints what is on no list of reasons.

    make checkers
    python -m tests.tools.checkers

axe, IBM Equal Access and HTML_CodeSniffer, on all pages and sheets of the example school: in Dutch, English and Arabic,
on a phone and on a desk, light and dark. The last two come from npm and are only unpacked: nothing of them runs but in
the page. Without npm it says that these did not look, and goes on with axe. Ends with 1 when something was found.
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
from collections import Counter
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page, sync_playwright

from tests import browsers

from .visited import EXAMPLE, School, school

PACK: Final = ("npm", "pack", "--json", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
# The package with its version, and the one file of it that runs in a page.
ENGINES: Final = {
    "ibm": ("accessibility-checker-engine@4.0.34", "ace.js"),
    "htmlcs": ("html_codesniffer@2.5.1", "build/HTMLCS.js"),
}
LEAVES: Final = {
    "contact": ("print/",),
    "incident_help": ("poster/", "card/"),
    "norm": ("class-sheet/", "share/"),
    "parent_tips": ("share/",),
}
SCREENS: Final = {"phone": (390, 844), "desk": (1280, 800)}
COLOURS: Final = ("light", "dark")
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


def places(at: School) -> list[str]:
    """The addresses of all pages of ours, the front page with blocks, and what is below them."""
    found = []
    for pages in at.paths.values():
        for kind, path in pages.items():
            found += [path, *(path + leaf for leaf in LEAVES.get(kind, ()))]
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


def check(at: School, scripts: dict[str, str]) -> tuple[int, Counter[str], dict[str, list[str]]]:
    """How many states were looked at, how often each reason of the list held, and all else that was found."""
    states, excused, faults = 0, Counter[str](), dict[str, list[str]]()
    with sync_playwright() as playwright, contextlib.closing(browsers.launch(playwright)) as browser:
        for screen, (width, height) in SCREENS.items():
            context = browser.new_context(viewport={"width": width, "height": height}, bypass_csp=True)
            page: Page = context.new_page()
            for path in places(at):
                page.goto(at.base + path)
                page.evaluate(OPEN)
                for script in scripts.values():
                    page.evaluate(script)
                for colours in COLOURS:
                    page.emulate_media(color_scheme=colours)
                    states += 1
                    for rule, where, said in look(page, scripts):
                        if why := reason(rule, said):
                            excused[why] += 1
                        else:
                            faults.setdefault(rule, []).append(f"{path} {screen} {colours}: {where}: {said[:300]}")
            context.close()
    return states, excused, faults


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Has checkers of accessibility look at everything.")
    parser.parse_args(argv)
    if browsers.find_chromium() is None:
        print(browsers.MISSING, file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        scripts: dict[str, Any] = {"axe": axe_script(), **fetch(Path(folder))}
        if len(scripts) == 1:
            print("No npm: IBM Equal Access and HTML_CodeSniffer did NOT look.")
        at = stack.enter_context(school("po", EXAMPLE, Path(folder) / "po"))
        states, excused, faults = check(at, scripts)
    print(f"{', '.join(scripts)} looked at {states} states.")
    for why, times in excused.most_common():
        print(f"{times:6} × right all the same: {why}")
    for rule, found in faults.items():
        print(f"{len(found):6} × {rule}\n         " + "\n         ".join(found[:3]))
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
