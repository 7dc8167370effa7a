"""The three packaging files keep to their own question, and what they build is what a school needs."""

from __future__ import annotations

import configparser
import email
import shutil
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

ROOT = Path(__file__).resolve().parent.parent
SOURCES_OF_CATALOGS = {".po", ".pot"}
NOT_OURS = shutil.ignore_patterns(
    ".*", "__pycache__", "*.py[cod]", "*.egg-info", "build", "dist", "var", "*.sqlite3*", "PKG-INFO"
)


def pyproject() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


class Built(NamedTuple):
    source: Path
    output: str
    wheel_files: set[str]
    metadata: Message
    sdist_files: set[str]

    def package_files(self) -> set[str]:
        """Every file below gripwagtail/ that a school's server needs."""
        files = (path for path in (self.source / "gripwagtail").rglob("*") if path.is_file())
        return {path.relative_to(self.source).as_posix() for path in files if path.suffix not in SOURCES_OF_CATALOGS}


def copy_project(target: Path) -> None:
    """What would be committed now; in an unpacked source distribution, everything but leftovers."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode or not (ROOT / ".git").exists():
        shutil.copytree(ROOT, target, ignore=NOT_OURS)
        return
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The wheel, built from the source distribution, that is built from a copy of the project."""
    source = tmp_path_factory.mktemp("project") / "source"
    out = tmp_path_factory.mktemp("dist")
    copy_project(source)
    # Setuptools leaves a SOURCES.txt in the egg-info of a tree; the copy has none, so MANIFEST.in alone decides.
    assert not list(source.glob("*.egg-info"))
    build = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(source)],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    output = build.stdout + build.stderr
    assert build.returncode == 0, output

    [wheel], [sdist] = out.glob("*.whl"), out.glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as archive:
        wheel_files = {name for name in archive.namelist() if not name.endswith("/")}
        [metadata] = (name for name in wheel_files if name.endswith(".dist-info/METADATA"))
        message = email.message_from_bytes(archive.read(metadata))
    with tarfile.open(sdist) as archive:
        sdist_files = {member.name.partition("/")[2] for member in archive.getmembers() if member.isfile()}
    return Built(source, output, wheel_files, message, sdist_files)


def test_setup_cfg_only_says_how_the_wheel_is_assembled():
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    # Setuptools writes [egg_info] into the setup.cfg of a source distribution.
    assert set(config.sections()) - {"egg_info"} == {
        "options",
        "options.packages.find",
        "options.exclude_package_data",
    }
    assert set(config["options"]) == {"packages", "include_package_data", "zip_safe"}


def test_pyproject_leaves_the_assembly_to_setup_cfg():
    assert "setuptools" not in pyproject()["tool"]
    assert not pyproject()["project"].get("dynamic")


def test_the_version_is_the_same_in_the_metadata_and_in_the_code():
    assert pyproject()["project"]["version"] == gripwagtail.__version__


def test_no_dependency_has_an_upper_bound():
    for requirement in pyproject()["project"]["dependencies"]:
        assert not set("<~=!") & set(requirement.replace(">=", "")), requirement


def test_the_manifest_says_which_files_travel():
    lines = (ROOT / "MANIFEST.in").read_text(encoding="utf-8").splitlines()
    commands = {line.split()[0] for line in lines if line.strip() and not line.startswith("#")}
    assert commands <= {"graft", "include", "prune", "global-exclude"}
    assert {"graft tests", "graft example_site", "graft docs", "graft gripwagtail/templates"} <= set(lines)


def test_every_catalog_travels_compiled():
    for catalog in (ROOT / "gripwagtail").rglob("*.po"):
        assert catalog.with_suffix(".mo").exists(), f"{catalog.relative_to(ROOT)} has no .mo beside it"


def test_the_build_has_nothing_to_warn_about(built):
    assert "Warning:" not in built.output
    assert "is absent from the `packages` configuration" not in built.output


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
    assert set(built.metadata.get_all("Requires-Dist")) == set(project["dependencies"])
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
