"""The three packaging files keep to their own question, and what they build is what a school needs."""

from __future__ import annotations

import configparser
import email
import itertools
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email.message import Message
from pathlib import Path
from typing import NamedTuple

import pytest

import gripwagtail
from tests.distributions import ROOT, build, copy_project

SOURCES_OF_CATALOGS = {".po", ".pot"}


def pyproject() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


class Built(NamedTuple):
    source: Path
    output: str
    wheel_files: set[str]
    metadata: Message
    sdist_files: set[str]
    unpacked: Path

    def package_files(self) -> set[str]:
        """Every file below gripwagtail/ that a school's server needs."""
        files = (path for path in (self.source / "gripwagtail").rglob("*") if path.is_file())
        return {path.relative_to(self.source).as_posix() for path in files if path.suffix not in SOURCES_OF_CATALOGS}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The wheel, built from the source distribution, that is built from a copy of the project."""
    source = copy_project(tmp_path_factory.mktemp("project") / "source")
    out = tmp_path_factory.mktemp("dist")
    # Setuptools leaves a SOURCES.txt in the egg-info of a tree; the copy has none, so MANIFEST.in alone decides.
    assert not list(source.glob("*.egg-info"))
    output = build(source, out)

    [wheel], [sdist] = out.glob("*.whl"), out.glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as archive:
        wheel_files = {name for name in archive.namelist() if not name.endswith("/")}
        [metadata] = (name for name in wheel_files if name.endswith(".dist-info/METADATA"))
        message = email.message_from_bytes(archive.read(metadata))
    with tarfile.open(sdist) as archive:
        archive.extractall(out, filter="data")
    unpacked = out / sdist.name.removesuffix(".tar.gz")
    sdist_files = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    return Built(source, output, wheel_files, message, sdist_files, unpacked)


def test_setup_cfg_only_says_how_the_wheel_is_assembled():
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    # Setuptools writes [egg_info] into the setup.cfg of a source distribution.
    assert set(config.sections()) - {"egg_info"} == {
        "metadata",
        "options",
        "options.packages.find",
        "options.exclude_package_data",
    }
    assert dict(config["metadata"]) == {"version": "attr: gripwagtail.__version__"}
    assert set(config["options"]) == {"packages", "include_package_data", "zip_safe"}


def test_pyproject_leaves_the_assembly_to_setup_cfg():
    assert "setuptools" not in pyproject()["tool"]
    assert pyproject()["project"]["dynamic"] == ["version"]


def test_the_version_stands_in_one_place():
    assert "version" not in pyproject()["project"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", gripwagtail.__version__)


def test_no_dependency_has_an_upper_bound():
    for requirement in pyproject()["project"]["dependencies"]:
        assert not set("<~=!") & set(requirement.replace(">=", "")), requirement


def rows_of_the_matrix() -> list[list[str]]:
    """The factors of each row that has a Python, a Django and a Wagtail."""
    return [row.split("-") for row in pyproject()["tool"]["tox"]["env_list"] if row.startswith("py")]


def test_the_lowest_row_of_the_matrix_is_what_the_dependencies_say():
    [lowest] = (
        part["then"] for part in pyproject()["tool"]["tox"]["env_run_base"]["deps"]
        if part["condition"] == "factor.lowest"
    )  # fmt: skip
    assert [pin.replace("==", ">=") for pin in lowest] == pyproject()["project"]["dependencies"]


def test_every_version_that_we_name_stands_in_the_matrix():
    named = {
        classifier.rpartition(" :: ")
        for classifier in pyproject()["project"]["classifiers"]
        if re.search(r"(Python|Django|Wagtail) :: [\d.]+$", classifier)
    }
    short = {"Programming Language :: Python": "py", "Framework :: Django": "django", "Framework :: Wagtail": "wagtail"}
    factors = set(itertools.chain(*rows_of_the_matrix()))
    for what, _colons, version in named - {("Programming Language :: Python", " :: ", "3")}:
        factor = short[what] + version.replace(".", "")
        assert any(one.startswith(factor) for one in factors), factor


def test_every_pair_of_versions_that_fit_stands_in_a_row_of_the_matrix():
    rows = [set(row) for row in rows_of_the_matrix()]
    kinds = [
        sorted({one for row in rows for one in row if one.startswith(kind)}) for kind in ("py", "django", "wagtail")
    ]
    unfit = {
        *itertools.product(["py311"], ["django60", "django61"]),  # Django 6 begins at Python 3.12
        ("django61", "wagtail74"),  # Wagtail 7.4 ends at Django 6.0
    }
    pairs = {pair for one, other in itertools.combinations(kinds, 2) for pair in itertools.product(one, other)}
    assert {pair for pair in pairs if not any(set(pair) <= row for row in rows)} == unfit
    for version in itertools.chain(*kinds):
        assert any({version, "postgres"} <= row for row in rows), f"{version} is not tried with PostgreSQL"


def test_the_manifest_says_which_files_travel():
    lines = (ROOT / "MANIFEST.in").read_text(encoding="utf-8").splitlines()
    commands = {line.split()[0] for line in lines if line.strip() and not line.startswith("#")}
    assert commands <= {"graft", "include", "prune", "global-exclude"}
    assert {"graft tests", "graft example_site", "graft docs", "graft gripwagtail/templates"} <= set(lines)


def test_every_catalog_travels_compiled():
    for catalog in (ROOT / "gripwagtail").rglob("*.po"):
        assert catalog.with_suffix(".mo").exists(), f"{catalog.relative_to(ROOT)} has no .mo beside it"


@pytest.mark.slow
def test_the_build_has_nothing_to_warn_about(built):
    assert "Warning:" not in built.output
    assert "is absent from the `packages` configuration" not in built.output


@pytest.mark.slow
def test_the_wheel_holds_exactly_one_package(built):
    tops = {name.partition("/")[0] for name in built.wheel_files}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"gripwagtail"}


def test_the_wheel_holds_every_file_of_the_package_and_no_other(built):
    packaged = {name for name in built.wheel_files if name.startswith("gripwagtail/")}
    assert built.package_files() - packaged == set(), "missing from the wheel: a line in MANIFEST.in?"
    assert packaged - built.package_files() == set()


def test_the_wheel_declares_what_pyproject_declares(built):
    project = pyproject()["project"]
    assert built.metadata["Name"] == "gripwagtail"
    assert built.metadata["Version"] == gripwagtail.__version__
    assert built.metadata["License-Expression"] == "BSD-3-Clause"
    assert built.metadata["Requires-Python"] == project["requires-python"]
    extras = {
        f'{text}; extra == "{extra}"' for extra, texts in project["optional-dependencies"].items() for text in texts
    }
    assert set(built.metadata.get_all("Requires-Dist")) == {*project["dependencies"], *extras}
    assert set(built.metadata.get_all("Provides-Extra")) == {"browser", "nh3"}
    assert built.metadata.get_payload().strip(), "the README is the long description"


def test_the_source_distribution_holds_what_is_needed_to_test_it(built):
    for folder in ("tests", "example_site", "docs"):
        committed = {
            path.relative_to(built.source).as_posix() for path in (built.source / folder).rglob("*") if path.is_file()
        }
        assert committed, f"{folder} is empty"
        assert committed <= built.sdist_files
    assert {"LICENSE", "README.md", "CHANGELOG.md", "Makefile", "MANIFEST.in"} <= built.sdist_files


def test_nothing_that_was_made_by_running_travels(built):
    for name in built.sdist_files | built.wheel_files:
        assert "__pycache__" not in name
        assert not name.endswith((".pyc", ".sqlite3", ".db"))


def test_no_path_of_the_machine_that_built_it_travels(built):
    ours = {str(ROOT), str(built.source), str(Path.home()) + "/"} - {"//"}
    for path in built.unpacked.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not [name for name in ours if name.encode() in content], path.relative_to(built.unpacked)


@pytest.mark.apart
def test_the_source_distribution_passes_a_part_of_its_own_suite(built):
    """What is on the disk and what it makes of a page; the fast slice runs there in the row “sdist” of the matrix."""
    done = subprocess.run(
        [
            sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist",
            "tests/test_docs.py", "tests/test_starter.py", "tests/contract/test_host.py",
        ],
        cwd=built.unpacked,
        env={name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "DJANGO"))}
        | {"GRIP_DB": "sqlite"},
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout


@pytest.mark.thorough
def test_who_builds_it_again_gets_the_same_bytes(tmp_path):
    """At another hour, by another user who keeps their files to themselves."""
    source = copy_project(tmp_path / "one")
    other = copy_project(tmp_path / "other")
    for number, path in enumerate(sorted(other.rglob("*"))):
        if path.is_file():
            os.utime(path, (1_700_000_000 + number, 1_700_000_000 + number))
            path.chmod(0o700 if path.stat().st_mode & 0o100 else 0o600)
    build(source, tmp_path / "first", moment=1_790_000_000)
    build(other, tmp_path / "second", moment=1_790_000_000)
    first, second = (
        {path.name: path.read_bytes() for path in (tmp_path / folder).iterdir()} for folder in ("first", "second")
    )
    assert sorted(first) == sorted(second)
    assert len(first) == 2
    assert [name for name in first if first[name] != second[name]] == []
