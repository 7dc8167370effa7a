"""The weekly mail when something goes wrong: for one editor, halfway, or with the clock."""

from __future__ import annotations

import datetime
import io
import os
import smtplib
import subprocess
import sys
from typing import Any

import django
import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.utils import timezone

from gripwagtail.models import GripReminded, GripReminders
from gripwagtail.reminders import flight, readers, run
from tests.test_reminders import BASE, WEEK, Say, editor, finding, remind, say

__all__ = ["say"]

pytestmark = pytest.mark.django_db

NAMES = ("a", "b", "c")


class ProviderError(Exception):
    """What a service for mail raises: no OSError, and none of ours."""


def refuse(monkeypatch: pytest.MonkeyPatch, name: str, error: BaseException) -> None:
    """The mail server raises this for one editor, before it has the mail."""
    send = EmailBackend.send_messages

    def send_messages(self: EmailBackend, messages: list[Any]) -> int:
        if messages[0].to[0].startswith(f"{name}@"):
            raise error
        return send(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", send_messages)


def reached() -> list[str]:
    return [message.to[0].partition("@")[0] for message in mail.outbox]


def message_ids() -> list[str]:
    """As they leave, without asking for one that is not there: Django would make one up."""
    return [message.extra_headers["Message-ID"] for message in mail.outbox]


def nothing_was_sent_to(name: str) -> bool:
    user = get_user_model().objects.get(username=name)
    return (
        not GripReminders.objects.filter(user=user).exclude(sent_at=None).exists()
        and not GripReminded.objects.filter(user=user).exists()
    )


# --- one editor's trouble -----------------------------------------------------------


@pytest.mark.parametrize("error", [ProviderError("quota"), ValueError("bad"), RuntimeError(), ConnectionError("no")])
def test_whatever_the_mail_server_raises_is_of_that_editor_only(
    say: Say, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    for name in NAMES:
        editor(name)
    say(finding())
    with monkeypatch.context() as broken:
        refuse(broken, "a", error)
        assert [one.error for one in remind()] == [str(error) or type(error).__name__, "", ""]
    assert reached() == ["b", "c"]
    assert nothing_was_sent_to("a")
    remind()
    assert reached() == ["b", "c", "a"]


class _Mail:
    """A connection that takes everything, so that what fails is what Django makes of the address."""

    sent: list[list[str]]

    def __init__(self, *args: Any, **options: Any) -> None:
        pass

    def sendmail(self, sender: str, recipients: list[str], message: Any, *args: Any) -> None:
        self.sent.append(recipients)

    def quit(self) -> None:
        pass


@pytest.mark.parametrize("address", ["twee@a.example, drie@a.example", "drie @a.example, x", "\u00e9@a b.example,"])
def test_an_address_that_is_none_is_of_that_editor_only(
    say: Say, monkeypatch: pytest.MonkeyPatch, settings: Any, address: str
) -> None:
    _Mail.sent = []
    monkeypatch.setattr(smtplib, "SMTP", _Mail)
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    if django.VERSION >= (6, 1):
        settings.MAILERS = {"default": {"BACKEND": smtp, "OPTIONS": {"host": "localhost"}}}
    else:
        settings.EMAIL_BACKEND = smtp
    editor("a", email=address)
    editor("b")
    say(finding())
    assert [bool(one.error) for one in remind()] == [True, False]
    assert _Mail.sent == [["b@kwikstaart.example"]]
    assert nothing_was_sent_to("a")


@pytest.mark.parametrize("where", ["findings", "digest.language_of", "digest.compose", "readers.told"])
def test_whatever_goes_wrong_before_the_mail_is_of_that_editor_only(
    say: Say, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    for name in NAMES:
        editor(name)
    say(finding())
    *path, last = where.split(".")
    place = getattr(run, path[0]) if path else run
    works = getattr(place, last)

    def fails_for_a(user: Any, *args: Any) -> Any:
        if user.get_username() == "a":
            raise RuntimeError("a page that cannot be read")
        return works(user, *args)

    with monkeypatch.context() as broken:
        broken.setattr(place, last, fails_for_a)
        assert [one.error for one in remind()] == ["a page that cannot be read", "", ""]
    assert reached() == ["b", "c"]
    assert nothing_was_sent_to("a")


def test_a_mail_that_was_sent_and_could_not_be_noted_is_the_same_mail_again(
    say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor()
    say(finding())
    with monkeypatch.context() as broken:
        broken.setattr(readers, "note", lambda *args: 1 / 0)
        [told] = remind()
    assert told.error
    remind()
    first, second = message_ids()
    assert first == second


# --- a run that ends halfway --------------------------------------------------------


def dead_process() -> str:
    """The number of a process that no longer exists."""
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    return str(gone.pid)


def killed(monkeypatch: pytest.MonkeyPatch, after_sending: bool) -> None:
    """A run that is gone between taking the first mail and noting that it was sent: nothing is handed back any more."""
    gone = dead_process()
    with monkeypatch.context() as dying:
        dying.setattr(os, "getpid", lambda: gone)
        dying.setattr(flight.Flight, "end", lambda self: None)
        send = run.digest.send

        def die(*args: Any) -> None:
            if after_sending:
                send(*args)
            raise SystemExit

        dying.setattr(run.digest, "send", die)
        with pytest.raises(SystemExit):
            remind()


@pytest.mark.parametrize("later", [datetime.timedelta(0), datetime.timedelta(days=1), WEEK, -WEEK])
def test_after_a_kill_the_mail_is_sent_again_as_the_same_mail(
    say: Say, monkeypatch: pytest.MonkeyPatch, later: datetime.timedelta
) -> None:
    editor("a")
    editor("b")
    say(finding())
    killed(monkeypatch, after_sending=True)
    assert reached() == ["a"]
    remind(after=later)
    assert reached() == ["a", "a", "b"]
    first, again, other = message_ids()
    assert first == again != other
    assert remind(after=later) == []


def test_after_a_kill_before_sending_nothing_is_lost_or_late(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    editor("a")
    say(finding())
    killed(monkeypatch, after_sending=False)
    assert reached() == []
    remind()
    assert reached() == ["a"]


def test_the_next_mail_is_another_mail(say: Say) -> None:
    editor()
    say(finding())
    remind()
    say()
    remind(after=WEEK / 2)
    say(finding())
    remind(after=WEEK)
    first, second = message_ids()
    assert first != second


def test_a_mail_with_other_news_is_another_mail(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mail server that throws away what it had before would else throw away the news."""
    editor()
    say(finding())
    killed(monkeypatch, after_sending=True)
    say(finding(), finding(key="2"))
    remind(after=WEEK)
    first, second = message_ids()
    assert first != second


@pytest.mark.parametrize(
    ("base", "domain"),
    [
        (BASE, "beheer.kwikstaart.example"),
        ("https://école.example/", "xn--cole-9oa.example"),
        ("http://[::1]:8000", "gripwagtail.invalid"),
        ("https://a_b.example", "gripwagtail.invalid"),
    ],
)
def test_the_message_id_is_one_that_a_header_takes(base: str, domain: str) -> None:
    found = flight.Flight(editor(), "", None).message_id(["1"], base)
    assert found.endswith(f"@{domain}>")
    assert found.isascii()


def test_a_mail_that_another_process_is_sending_is_left_to_it(say: Say) -> None:
    user = editor()
    say(finding())
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        key = f"{readers.SENDING}{flight._host()}:{other.pid}:0000"
        GripReminded.objects.create(user=user, key=key, told_at=timezone.now())
        [told] = remind()
        assert other.stdin is not None
        other.stdin.close()
    assert told.taken
    assert reached() == []
    remind()
    assert reached() == ["communicatie"]


def test_a_process_on_another_machine_is_waited_for_and_then_not_any_more(say: Say) -> None:
    user = editor()
    say(finding())
    key = f"{readers.SENDING}elsewhere:{os.getpid()}:0000"
    GripReminded.objects.create(user=user, key=key, told_at=timezone.now())
    [told] = remind()
    assert told.taken
    remind(after=flight.LEASE)
    assert reached() == ["communicatie"]


def test_an_interrupted_run_gives_its_mail_back(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    editor("a")
    say(finding())
    with monkeypatch.context() as broken:
        refuse(broken, "a", KeyboardInterrupt())
        with pytest.raises(KeyboardInterrupt):
            remind()
    assert nothing_was_sent_to("a")
    remind()
    assert reached() == ["a"]


# --- the clock ----------------------------------------------------------------------


def test_a_clock_that_was_ahead_once_keeps_no_mail_away(say: Say) -> None:
    editor()
    say(finding())
    remind(after=52 * WEEK)
    say(finding(), finding(key="2"))
    remind()
    assert reached() == ["communicatie"] * 2
    say(finding(), finding(key="2"), finding(key="3"))
    [told] = remind(after=WEEK / 2)
    assert told.too_soon
    remind(after=WEEK)
    assert reached() == ["communicatie"] * 3
    assert not GripReminded.objects.filter(told_at__gt=timezone.now() + 2 * WEEK).exists()


def test_the_clock_of_another_machine_may_be_a_little_ahead(say: Say) -> None:
    editor()
    say(finding())
    remind(after=datetime.timedelta(minutes=5))
    say(finding(), finding(key="2"))
    [told] = remind()
    assert told.too_soon


# --- the terminal -------------------------------------------------------------------


class Terminal(io.TextIOWrapper):
    def __init__(self, encoding: str) -> None:
        self.bytes = io.BytesIO()
        super().__init__(self.bytes, encoding=encoding)


class Gone(io.StringIO):
    """The other end of the pipe has closed it."""

    def write(self, text: str) -> int:
        raise BrokenPipeError


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
@pytest.mark.parametrize("dry_run", [False, True])
def test_a_terminal_that_cannot_show_a_text_stops_no_mail(say: Say, encoding: str, dry_run: bool) -> None:
    editor("a’ b → ش")
    editor("b")
    say(finding(text="’ → ش"))
    out = Terminal(encoding)
    call_command("gripwagtail_remind", stdout=out, stderr=out, base_url=BASE, dry_run=dry_run)
    assert len(mail.outbox) == (0 if dry_run else 2)
    out.flush()
    said = out.bytes.getvalue().decode(encoding)
    assert said.count("Online gedrag: 1 ding om na te kijken") == 2
    assert "ش" in said or encoding != "utf-8"


def test_a_terminal_that_is_gone_stops_no_mail(say: Say) -> None:
    for name in NAMES:
        editor(name)
    say(finding())
    call_command("gripwagtail_remind", stdout=Gone(), stderr=Gone(), base_url=BASE)
    assert reached() == list(NAMES)


def test_the_command_says_what_went_wrong_and_for_whom(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    editor("a")
    editor("b")
    say(finding())
    refuse(monkeypatch, "a", ProviderError("quota \x1b[2J’"))
    out, error = Terminal("ascii"), Terminal("ascii")
    with pytest.raises(CommandError, match="1 mail"):
        call_command("gripwagtail_remind", stdout=out, stderr=error, base_url=BASE)
    error.flush()
    assert "a: quota" in error.bytes.getvalue().decode()
    assert b"\x1b[2J" not in error.bytes.getvalue()
    assert reached() == ["b"]


def test_the_command_says_that_another_run_is_busy(say: Say) -> None:
    user = editor()
    say(finding())
    key = f"{readers.SENDING}elsewhere:1:0000"
    GripReminded.objects.create(user=user, key=key, told_at=timezone.now())
    out = io.StringIO()
    call_command("gripwagtail_remind", stdout=out, stderr=io.StringIO(), base_url=BASE)
    assert "communicatie: " in out.getvalue()
    assert "week" not in out.getvalue()
