"""The doctor on every host: it finds its way everywhere, and says what is true."""

from __future__ import annotations

import os
from typing import Any

from gripwagtail.doctor.examination import examine
from gripwagtail.doctor.scope import sites
from gripwagtail.starter import helplines
from tests import factories as make
from tests.shapes import TRUE_OF_HOSTS


def test_the_doctor_finds_what_is_true_of_the_host_and_nothing_else(pages: dict[str, Any], home: Any) -> None:
    helplines.update()
    make.settings_of(phone="070 012 34 00")
    make.home_page(body=[make.block("incident_help")])

    report = examine(sites())

    found = {each.code for each in report.findings if not each.code.startswith("content.")}
    assert found == TRUE_OF_HOSTS.get(os.environ["DJANGO_SETTINGS_MODULE"].split(".")[-2], frozenset())
    assert report.pages >= len(pages)
