"""What is shipped comes in, what somebody edited stays, and both are distinguished."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone, translation
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from gripwagtail.models import GripHelpline
from gripwagtail.records.helpline import TAKEN
from gripwagtail.starter import helplines
from gripwagtail.starter.files import DATA, HELPLINES, StarterError, read
from gripwagtail.starter.schema import check_helplines
from tests import factories as make

pytestmark = pytest.mark.django_db

SHIPPED = (DATA / HELPLINES).read_text(encoding="utf-8")
OWN = "Luistert naar je."
OLD = "Luistert en denkt met je mee. Je mag over alles praten, ook als je niet weet waar je moet beginnen."
NEW = "Praat met je over alles."


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """The messages as they are in the code."""
    with translation.override("en"):
        yield


def run(*args: str, **options: Any) -> str:
    out = io.StringIO()
    call_command("gripwagtail_helplines", *args, stdout=out, no_color=True, **options)
    return out.getvalue()


@pytest.fixture
def loaded() -> None:
    helplines.update()


@pytest.fixture
def file(tmp_path: Path) -> Any:
    """A next version of what is shipped, with some texts replaced and some added."""

    def write(*replaced: tuple[str, str], added: str = "") -> Path:
        text = SHIPPED
        for old, new in replaced:
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / HELPLINES
        path.write_text(text + added, encoding="utf-8")
        return path

    return write


def row(key: str = "kindertelefoon") -> GripHelpline:
    return GripHelpline.objects.get(key=key)


def edit(key: str = "kindertelefoon", **fields: Any) -> None:
    found = row(key)
    for name, value in fields.items():
        setattr(found, name, value)
    found.save()


def without(key: str) -> str:
    """The shipped rows but one."""
    head, *rows = SHIPPED.split("[[helplines]]")
    return "[[helplines]]".join([head, *[each for each in rows if f'key = "{key}"' not in each]])


# --- update -------------------------------------------------------------------------


def test_nothing_is_there_before_somebody_asks_for_it() -> None:
    assert not GripHelpline.objects.exists()


@pytest.mark.usefixtures("loaded")
def test_a_field_that_both_sides_changed_stays_and_waits_for_a_decision(file: Any) -> None:
    edit(does=OWN)
    path = file((OLD, NEW))
    assert ("kindertelefoon.does", "conflict") in helplines.update(path)
    assert helplines.conflicts(row()) == [helplines.Conflict("does", OWN, NEW)]
    # Nobody decided, so the next update says it again.
    assert helplines.update(path) == [("kindertelefoon.does", "conflict")]
    assert row().does == OWN


@pytest.mark.usefixtures("loaded")
def test_a_conflict_is_gone_when_what_is_shipped_goes_back(file: Any) -> None:
    edit(does=OWN)
    helplines.update(file((OLD, NEW)))
    assert helplines.update() == []
    assert helplines.conflicts(row()) == []
    assert list(helplines.edited(row())) == ["does"]


@pytest.mark.usefixtures("loaded")
def test_a_conflict_is_gone_when_somebody_types_what_is_shipped(file: Any) -> None:
    edit(does=OWN)
    helplines.update(file((OLD, NEW)))
    edit(does=NEW)
    assert helplines.conflicts(row()) == []


@pytest.mark.usefixtures("loaded")
def test_the_command_says_both_values_of_a_conflict(file: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(does=OWN)
    path = file((OLD, NEW))
    monkeypatch.setattr(helplines, "update", lambda real=helplines.update: real(path))
    out = run("update")
    assert "kindertelefoon.does" in out
    assert OWN in out
    assert NEW in out


@pytest.mark.usefixtures("loaded")
def test_a_fault_in_the_file_changes_nothing(file: Any) -> None:
    before = list(GripHelpline.objects.values())
    with pytest.raises(StarterError):
        helplines.update(file((OLD, NEW), ('urgency = "now"', 'urgency = "whenever"')))
    assert list(GripHelpline.objects.values()) == before


@pytest.mark.usefixtures("loaded")
def test_a_failure_half_way_changes_nothing(file: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    real = GripHelpline.save

    def save(self: GripHelpline, *args: Any, **kwargs: Any) -> None:
        if self.key == "mind":
            raise RuntimeError
        real(self, *args, **kwargs)

    monkeypatch.setattr(GripHelpline, "save", save)
    with pytest.raises(RuntimeError):
        helplines.update(file((OLD, NEW), ("0900-1450", "0900-1451")))
    assert row().does == OLD


@pytest.mark.usefixtures("loaded")
def test_the_line_ends_of_a_browser_are_no_change() -> None:
    edit("113", phones="113\r\n0800-0113", topics="life,")
    assert list(helplines.edited(row("113"))) == []


@pytest.mark.usefixtures("loaded")
def test_the_history_shows_what_an_update_changed(file: Any) -> None:
    helplines.update(file((OLD, NEW)))
    (entry,) = registry.get_logs_for_instance(row())
    assert entry.action == TAKEN
    assert entry.data == {"fields": ["does"], "changes": {"does": [OLD, NEW]}}


@pytest.mark.usefixtures("loaded")
def test_an_update_that_changes_nothing_leaves_no_trace_in_the_history() -> None:
    helplines.update()
    assert not ModelLogEntry.objects.filter(action=TAKEN).exists()


# --- retired ------------------------------------------------------------------------

RETIRED = '\n[[retired]]\nkey = "stop-pesten-nu"\nreason = "Opgegaan in een andere dienst."\nsince = 2026-10-01\n'


@pytest.fixture
def retiring(tmp_path: Path) -> Path:
    path = tmp_path / HELPLINES
    path.write_text(without("stop-pesten-nu") + RETIRED, encoding="utf-8")
    return path


@pytest.mark.usefixtures("loaded")
def test_a_retired_helpline_is_switched_off_with_the_reason_and_not_deleted(retiring: Path) -> None:
    assert ("stop-pesten-nu", "retired") in helplines.update(retiring)
    found = row("stop-pesten-nu")
    assert (found.active, found.retired) == (False, "Opgegaan in een andere dienst.")
    assert helplines.update(retiring) == []


@pytest.mark.usefixtures("loaded")
def test_a_retired_helpline_that_the_school_switches_on_again_stays_on(retiring: Path) -> None:
    helplines.update(retiring)
    edit("stop-pesten-nu", active=True)
    assert helplines.update(retiring) == [("stop-pesten-nu", "kept")]
    assert row("stop-pesten-nu").active


@pytest.mark.usefixtures("loaded")
def test_a_retired_helpline_that_the_school_switched_off_keeps_the_schools_own_reason(retiring: Path) -> None:
    edit("stop-pesten-nu", active=False, retired="Wij werken niet met hen.")
    helplines.update(retiring)
    found = row("stop-pesten-nu")
    assert (found.active, found.retired) == (False, "Wij werken niet met hen.")


def test_a_row_of_the_schools_own_is_never_retired(retiring: Path) -> None:
    make.helpline("stop-pesten-nu", name="Onze eigen lijn")
    helplines.update(retiring)
    assert row("stop-pesten-nu").active


@pytest.mark.usefixtures("loaded")
def test_a_helpline_that_comes_back_is_shown_again(retiring: Path) -> None:
    helplines.update(retiring)
    assert ("stop-pesten-nu", "updated") in helplines.update()
    assert (row("stop-pesten-nu").active, row("stop-pesten-nu").retired) == (True, "")


@pytest.mark.parametrize(
    ("retired", "place"),
    [
        ({"key": "oud", "reason": "", "since": datetime.date(2026, 1, 1)}, "retired[oud].reason"),
        ({"key": "oud", "reason": "Weg."}, "retired[oud].since"),
        ({"key": "113", "reason": "Weg.", "since": datetime.date(2026, 1, 1)}, "retired[113]"),
    ],
)
def test_a_fault_in_a_retired_record_is_found(retired: dict[str, Any], place: str) -> None:
    document = read(DATA / HELPLINES)
    document["retired"] = [retired]
    assert [fault.place for fault in check_helplines(HELPLINES, document)] == [place]


def test_a_helpline_without_any_way_to_reach_it_is_not_shipped() -> None:
    document = read(DATA / HELPLINES)
    document["helplines"][3] |= {"phones": [], "url": "", "chat_url": "", "report_url": ""}
    assert [fault.place for fault in check_helplines(HELPLINES, document)] == ["helplines[kindertelefoon]"]


# --- check --------------------------------------------------------------------------


def days_ago(days: int) -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=days)


@pytest.mark.usefixtures("loaded")
class TestCheck:
    @pytest.fixture(autouse=True)
    def checked_today(self, loaded: None) -> None:
        GripHelpline.objects.update(checked_on=timezone.localdate())

    def test_a_check_of_ones_own_is_no_edit(self) -> None:
        assert "checked_on" not in run("check")

    def test_it_says_how_old_each_check_is(self) -> None:
        edit(checked_on=days_ago(30))
        assert "kindertelefoon: checked 30 days ago" in run("check")

    def test_it_fails_past_the_limit_and_not_at_it(self) -> None:
        edit(checked_on=days_ago(30))
        assert run("check", days=30)
        with pytest.raises(CommandError) as failure:
            run("check", days=29)
        assert failure.value.returncode == 1

    def test_it_fails_for_what_was_never_checked(self) -> None:
        edit(checked_on=None, source_date=None)
        with pytest.raises(CommandError):
            run("check", days=100_000)

    def test_what_is_not_shown_may_be_old(self) -> None:
        edit(checked_on=None, active=False)
        assert "kindertelefoon: never checked; according to De Kindertelefoon" in run("check")

    def test_a_source_that_is_dated_counts_where_nobody_checked(self) -> None:
        edit(checked_on=None, source_date=days_ago(30))
        assert "kindertelefoon: never checked; according to De Kindertelefoon" in run("check", days=30)
        with pytest.raises(CommandError):
            run("check", days=29)

    @pytest.mark.parametrize("without", [{"source_date": None}, {"source_body": ""}])
    def test_without_a_dated_source_it_was_never_checked(self, without: dict[str, Any]) -> None:
        edit(checked_on=None, **without)
        with pytest.raises(CommandError):
            run("check", days=100_000)

    @pytest.mark.parametrize("later", [0, 183])
    def test_right_after_an_update_it_fails_for_nothing_that_waits_for_a_release(
        self, monkeypatch: pytest.MonkeyPatch, later: int
    ) -> None:
        GripHelpline.objects.update(checked_on=None)
        day = helplines.read_on() + datetime.timedelta(days=later)
        monkeypatch.setattr("django.utils.timezone.localdate", lambda: day)
        out = run("check")
        # It is told all the same, with where it is written down.
        assert "same-in-mijn-schoenen: never checked; according to" in out and "2019-03-01" in out
        assert "docs/before-release.md" in out
        assert "recently enough" not in out

    def test_what_was_read_too_long_ago_fails_until_it_is_checked_or_read_again(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        edit(checked_on=None)
        day = helplines.read_on() + datetime.timedelta(days=184)
        monkeypatch.setattr("django.utils.timezone.localdate", lambda: day)
        GripHelpline.objects.exclude(key="kindertelefoon").update(checked_on=day)
        with pytest.raises(CommandError):
            run("check")
        edit(checked_on=day)
        assert "recently enough" in run("check")

    @pytest.mark.parametrize("source", [{"source": "https://elders.example/"}, {"source_body": "Een ander"}])
    def test_a_source_of_the_schools_own_is_for_the_school_to_look_up(self, source: dict[str, Any]) -> None:
        edit(checked_on=None, source_date=days_ago(400), **source)
        with pytest.raises(CommandError):
            run("check")

    def test_it_names_what_was_changed_here_and_what_is_in_conflict(self, file: Any) -> None:
        edit(does=OWN, hours="altijd")
        helplines.update(file((OLD, NEW)))
        out = run("check", days=100_000)
        assert "kindertelefoon: “hours” differs" in out
        assert "kindertelefoon: “does” was changed here and in what is shipped" in out
        assert OWN in out
        assert NEW in out


# --- export -------------------------------------------------------------------------


def cells(key: str) -> dict[str, str]:
    return next(line for line in csv.DictReader(io.StringIO(run("export", format="csv"))) if line["key"] == key)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_a_spreadsheet_is_a_formula(start: str) -> None:
    make.helpline("eigen", name=f"{start}HYPERLINK(1)")
    # A terminal would obey the last of these, so a command prints a mark instead.
    shown = start.replace("\r", "\N{REPLACEMENT CHARACTER}")
    assert cells("eigen")["name"] == f"'{shown}HYPERLINK(1)"


@pytest.mark.parametrize(
    ("number", "cell"),
    [
        ("0800-0432", "0800-0432"),
        ("113", "113"),
        ("070 012 34 56", "070 012 34 56"),
        ("+31 70 012 34 56", "'+31 70 012 34 56"),
        ("0700123456", "'0700123456"),
    ],
)
def test_a_phone_number_can_be_read_in_a_spreadsheet(number: str, cell: str) -> None:
    make.helpline("eigen", phones=number)
    assert cells("eigen")["phones"] == cell


def test_json_holds_what_is_stored_as_it_is() -> None:
    make.helpline("eigen", name="=1+1", phones="+31 70 012 34 56")
    (found,) = json.loads(run("export", format="json"))
    assert (found["name"], found["phones"], found["checked_on"]) == ("=1+1", "+31 70 012 34 56", None)
