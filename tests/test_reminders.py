"""The weekly mail to editors: at most one a week, each thing once, nothing when there is nothing."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from email.message import Message
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission
from wagtail.users.models import UserProfile

from gripwagtail.desk.finding import Finding
from gripwagtail.models import GripReminded, GripReminders
from gripwagtail.reminders import run
from tests import factories as make

pytestmark = pytest.mark.django_db

BASE = "https://beheer.kwikstaart.example"
WEEK = datetime.timedelta(days=7)
Say = Callable[..., None]


def editor(name: str = "communicatie", **fields: Any) -> Any:
    """Somebody who may edit the whole tree, and has an address."""
    group, _new = Group.objects.get_or_create(name="Schoolcommunicatie")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    change = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    GroupPagePermission.objects.get_or_create(group=group, page=make.home_page(), permission=change)
    fields = {"email": f"{name}@kwikstaart.example", **fields}
    user = get_user_model().objects.create_user(**{get_user_model().USERNAME_FIELD: name, **fields})
    user.groups.add(group)
    return user


def finding(key: str = "contact-expired:1", **fields: Any) -> Finding:
    given = {
        "kind": "contact-expired",
        "text": "Juf Annemiek wordt niet meer getoond",
        "url": "/admin/pages/7/edit/",
        "page_title": "Wie helpt",
        "school": "Kwikstaart",
    }
    return Finding(key=key, **{**given, **fields})


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch) -> Say:
    """Says what the desk finds, for everyone or for the editors that are named."""
    found: dict[str, list[Finding]] = {}

    def say(*findings: Finding, to: str = "") -> None:
        found[to] = list(findings)

    monkeypatch.setattr(run, "findings", lambda user: found.get(user.get_username(), found.get("", [])))
    return say


def remind(after: datetime.timedelta = datetime.timedelta(0), **options: Any) -> list[run.Reminded]:
    return list(run.remind(BASE, now=timezone.now() + after, **options))


def html_of(message: Any) -> str:
    [alternative] = message.alternatives
    return str(alternative[0])


def test_an_editor_gets_what_is_new_with_a_link_to_the_place(say: Say) -> None:
    editor()
    say(finding())
    remind()
    [message] = mail.outbox
    assert message.to == ["communicatie@kwikstaart.example"]
    assert message.subject == "Online gedrag: 1 ding om na te kijken"
    for said in (message.body, html_of(message)):
        assert "Wie helpt" in said
        assert "Juf Annemiek wordt niet meer getoond" in said
        assert f"{BASE}/admin/pages/7/edit/" in said
        assert BASE + reverse("wagtailadmin_account") in said
    assert isinstance(message.message(), Message)


def test_nothing_is_mailed_when_there_is_nothing(say: Say) -> None:
    editor()
    say()
    assert remind() == []
    assert mail.outbox == []
    assert not GripReminders.objects.exists()


def test_nothing_is_told_twice(say: Say) -> None:
    editor()
    say(finding())
    remind()
    assert remind(after=WEEK) == []
    say(finding(), finding(key="norm-overdue:1", text="De norm is aan de beurt"))
    remind(after=2 * WEEK)
    assert len(mail.outbox) == 2
    assert "De norm is aan de beurt" in mail.outbox[1].body
    assert "Juf Annemiek" not in mail.outbox[1].body
    assert "1 ding uit een eerdere mail is er nog." in mail.outbox[1].body
    assert "1 ding uit een eerdere mail is er nog." in html_of(mail.outbox[1])


def test_what_was_over_and_comes_back_is_told_again(say: Say) -> None:
    editor()
    say(finding())
    remind()
    say()
    remind(after=WEEK)
    say(finding())
    remind(after=2 * WEEK)
    assert len(mail.outbox) == 2


def test_there_is_at_most_one_mail_a_week(say: Say) -> None:
    editor()
    say(finding())
    remind()
    say(finding(), finding(key="norm-overdue:1"))
    for days in (1, 3, 6):
        [told] = remind(after=datetime.timedelta(days=days))
        assert told.too_soon
    assert len(mail.outbox) == 1
    # Cron is never on the second.
    remind(after=WEEK - datetime.timedelta(minutes=5))
    assert len(mail.outbox) == 2


def test_two_runs_at_the_same_time_send_one_mail(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    editor()
    say(finding())
    compose = run.digest.compose

    def compose_while_another_run_passes(*args: Any) -> Any:
        monkeypatch.setattr(run.digest, "compose", compose)
        remind()
        return compose(*args)

    monkeypatch.setattr(run.digest, "compose", compose_while_another_run_passes)
    [told] = remind()
    assert told.too_soon
    assert len(mail.outbox) == 1


def test_a_dry_run_shows_the_mail_and_leaves_no_trace(say: Say) -> None:
    editor()
    say(finding())
    [told] = remind(dry_run=True)
    assert told.mail is not None
    assert "Juf Annemiek" in told.mail.text
    assert mail.outbox == []
    assert not GripReminders.objects.exists()
    assert not GripReminded.objects.exists()


def test_a_mail_that_fails_is_tried_again_and_stops_nobody_else(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    editor("a-broken")
    editor("b-whole")
    say(finding())
    send = EmailBackend.send_messages

    def refuse(self: EmailBackend, messages: list[Any]) -> int:
        if messages[0].to == ["a-broken@kwikstaart.example"]:
            raise ConnectionRefusedError("no server")
        return send(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    told = remind()
    assert [one.error for one in told] == ["no server", ""]
    assert [message.to for message in mail.outbox] == [["b-whole@kwikstaart.example"]]
    monkeypatch.undo()
    say_again = finding()
    monkeypatch.setattr(run, "findings", lambda user: [say_again])
    remind()
    assert [message.to[0][0] for message in mail.outbox] == ["b", "a"]


@pytest.mark.parametrize(
    ("language", "subject", "line"),
    [
        ("nl", "Online gedrag: 2 dingen om na te kijken", "Dit vraagt aandacht op de pagina’s die jij bewerkt:"),
        ("en", "Online behaviour: 2 items need attention", "This needs attention on the pages that you edit:"),
    ],
)
def test_the_mail_is_in_the_language_in_which_the_editor_reads_the_admin(
    say: Say, language: str, subject: str, line: str
) -> None:
    profile = UserProfile.get_for_user(editor())
    profile.preferred_language = language
    profile.save()
    say(finding(), finding(key="2"))
    remind()
    [message] = mail.outbox
    assert message.subject == subject
    assert line in message.body
    assert line in html_of(message)
    assert f'<html lang="{language}"' in html_of(message)


def test_a_hostile_title_is_text_in_the_mail_and_breaks_no_header(say: Say) -> None:
    editor()
    hostile = "Wie\r\nBcc: x@kwikstaart.example <img src=x onerror=alert(1)>"
    say(finding(page_title=hostile, text=hostile, school=hostile))
    remind()
    [message] = mail.outbox
    assert "<img" not in html_of(message)
    assert "&lt;img" in html_of(message)
    assert "\nBcc" not in message.body
    assert message.recipients() == ["communicatie@kwikstaart.example"]


def test_an_editor_of_several_schools_sees_which_school(say: Say) -> None:
    editor()
    say(finding(), finding(key="2", school="Zwaluw"))
    remind()
    assert "Zwaluw · Wie helpt" in mail.outbox[0].body


def test_a_long_list_is_cut_and_says_how_many_more(say: Say) -> None:
    editor()
    say(*(finding(key=str(number), text=f"Ding {number}.") for number in range(23)))
    remind()
    assert "Ding 19." in mail.outbox[0].body
    assert "Ding 20." not in mail.outbox[0].body
    assert "En nog 3." in mail.outbox[0].body
    assert remind(after=WEEK) == []


# --- who gets it --------------------------------------------------------------------


def reached() -> list[str]:
    remind()
    return [message.to[0].partition("@")[0] for message in mail.outbox]


def test_only_who_may_edit_pages_and_has_an_address_gets_mail(say: Say) -> None:
    say(finding())
    editor("met-rechten")
    editor("zonder-adres", email="")
    editor("weg", is_active=False)
    editor("geen-beheer").groups.clear()
    assert reached() == ["met-rechten"]


def test_the_mail_tells_what_the_desk_tells() -> None:
    """Nothing replaces the desk here."""
    page = make.make_page("contact", contacts=[make.contact()])
    editor()
    remind()
    [message] = mail.outbox
    assert BASE + reverse("wagtailadmin_pages:edit", args=[page.pk]) in message.body
    assert remind(after=WEEK) == []


def test_who_does_not_want_it_gets_none(say: Say) -> None:
    say(finding())
    GripReminders.objects.create(user=editor(), wanted=False)
    assert reached() == []


def test_each_editor_hears_of_their_own_pages_only(say: Say) -> None:
    editor("een")
    editor("twee")
    say(finding(text="Iets voor een"), to="een")
    say(to="twee")
    assert reached() == ["een"]


def test_an_editor_turns_it_off_and_on_in_the_account(say: Say, client: Any) -> None:
    user = editor()
    client.force_login(user)
    address = reverse("wagtailadmin_account")
    assert "gripwagtail_reminders-wanted" in client.get(address).content.decode()
    account = {"name_email-first_name": "A", "name_email-last_name": "B", "name_email-email": user.email}
    locale = {"locale-preferred_language": "", "locale-current_time_zone": "Europe/Amsterdam"}
    theme = {"theme-theme": "system", "theme-density": "default", "theme-contrast": "system"}
    client.post(address, {**account, **locale, **theme})
    assert not GripReminders.objects.get(user=user).wanted
    client.post(address, {**account, **locale, **theme, "gripwagtail_reminders-wanted": "on"})
    assert GripReminders.objects.get(user=user).wanted


def test_what_was_mailed_goes_with_the_user(say: Say) -> None:
    user = editor()
    say(finding())
    remind()
    assert GripReminded.objects.filter(user=user).exists()
    user.delete()
    assert not GripReminded.objects.exists()
    assert not GripReminders.objects.exists()


# --- the command --------------------------------------------------------------------


def command(**options: Any) -> str:
    out = io.StringIO()
    call_command("gripwagtail_remind", stdout=out, stderr=io.StringIO(), base_url=BASE, **options)
    return out.getvalue()


def test_the_command_says_whom_it_mailed(say: Say) -> None:
    editor()
    say(finding())
    assert "communicatie: Online gedrag: 1 ding om na te kijken" in command()
    assert "minder dan een week geleden" not in command()
    say(finding(key="2"))
    assert "minder dan een week geleden" in command()


def test_the_command_shows_on_a_dry_run_what_it_would_send(say: Say) -> None:
    editor()
    say(finding())
    out = command(dry_run=True)
    assert "Juf Annemiek wordt niet meer getoond" in out
    assert "niets verstuurd" in out
    assert mail.outbox == []


def test_the_command_says_when_there_is_nothing_new(say: Say) -> None:
    editor()
    say()
    assert "voor niemand iets nieuws" in command()


@pytest.mark.parametrize("address", ["", "beheer.kwikstaart.example", "javascript:alert(1)"])
def test_the_command_wants_an_address_for_its_links(address: str) -> None:
    with pytest.raises(CommandError, match="--base-url"):
        call_command("gripwagtail_remind", base_url=address)


def test_the_command_fails_when_a_mail_failed(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    editor()
    say(finding())

    def refuse(self: EmailBackend, messages: list[Any]) -> int:
        raise ConnectionRefusedError("no server")

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    with pytest.raises(CommandError, match="volgende keer"):
        command()
