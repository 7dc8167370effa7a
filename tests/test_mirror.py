"""The mirror: our pages as plain files, as everyone may read them, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command

from tests import factories as make

pytestmark = pytest.mark.django_db


def test_x(tmp_path: Path) -> None:
    make.helpline()
    home = make.home_page(body=[make.block("contacts")])
    make.five_pages(home)
    call_command("gripwagtail_mirror", str(tmp_path / "m"))
    import subprocess
    print(subprocess.run(["find", str(tmp_path), "-printf", "%P %y %s\n"], capture_output=True, text=True).stdout)
    print((tmp_path/"m/current/manifest.json").read_text()[:3000])
    print(next((tmp_path/"m/current/alone").rglob("index.html")).read_text())
    print(list((tmp_path/"m/current/days/").iterdir()))
    call_command("gripwagtail_mirror", str(tmp_path / "m"))
    call_command("gripwagtail_mirror", str(tmp_path / "m"), check=True)
