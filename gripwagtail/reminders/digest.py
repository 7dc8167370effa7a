"""One mail: what is new for one editor, in the editor's own language, as text and as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.users.models import UserProfile

from ..desk.finding import Finding

# Beyond these the number is enough; all of them are in the admin.
NAMED: Final = 20
# So that no holiday reply comes back (RFC 3834).
_HEADERS: Final = {"Auto-Submitted": "auto-generated"}


@dataclass(frozen=True, slots=True)
class MailLine:
    text: str
    where: str
    url: str


@dataclass(frozen=True, slots=True)
class ReminderMail:
    subject: str
    text: str
    html: str


def language_of(user: Any) -> str:
    """The language in which this editor reads the admin."""
    return str(UserProfile.get_for_user(user).get_preferred_language())


def compose(user: Any, new: Sequence[Finding], others: int, base_url: str) -> ReminderMail:
    """The mail about what is ``new``, which mentions that ``others`` were told before and are still there.

    Call it with the language of the editor active: the findings are in that language too.
    """
    several = len({(one.site, one.school) for one in new}) > 1
    lines = [MailLine(one_line(one.text), _where(one, several), urljoin(base_url, one.url)) for one in new[:NAMED]]
    subject = ngettext(
        "Online behaviour: %(count)d item needs attention", "Online behaviour: %(count)d items need attention", len(new)
    ) % {"count": len(new)}
    context = {
        "subject": subject,
        "language": translation.get_language(),
        "right_to_left": translation.get_language_bidi(),
        "lines": lines,
        "more": _more(len(new) - len(lines)),
        "still": _still(others),
        "home": urljoin(base_url, reverse("wagtailadmin_home")),
        "account": urljoin(base_url, reverse("wagtailadmin_account")),
    }
    return ReminderMail(subject, _as_text(context), render_to_string("gripwagtail/mail/digest.html", context))


def send(user: Any, mail: ReminderMail, message_id: str) -> None:
    """Through Django's mail settings, from the address that Wagtail's own notifications come from."""
    address = getattr(user, get_user_model().get_email_field_name())
    # Not with Wagtail's own function, which asks Django for a connection in a way that goes away.
    sender = getattr(settings, "WAGTAILADMIN_NOTIFICATION_FROM_EMAIL", None)
    headers = {**_HEADERS, "Message-ID": message_id}
    message = EmailMultiAlternatives(mail.subject, mail.text, sender, [address], headers=headers)
    message.attach_alternative(mail.html, "text/html")
    message.send()


def _where(one: Finding, several: bool) -> str:
    """The page or the helpline; with the school for an editor of more than one."""
    names = [one.school or one.site, one.place] if several else [one.place or one.school or one.site]
    return one_line(" · ".join(filter(None, names)))


def one_line(text: object) -> str:
    return " ".join(str(text).split())


def _more(count: int) -> str:
    if count <= 0:
        return ""
    return ngettext("And %(count)d more.", "And %(count)d more.", count) % {"count": count}


def _still(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(count)d item of an earlier mail is still open.",
        "%(count)d items of earlier mails are still open.",
        count,
    ) % {"count": count}


def _as_text(context: dict[str, Any]) -> str:
    """Without a template: a template for HTML would escape, and text has nothing to escape."""
    parts = [_("This needs attention on the pages that you edit:")]
    parts += [f"- {line.where}: {line.text}\n  {line.url}" for line in context["lines"]]
    parts += [part for part in (context["more"], context["still"]) if part]
    for ending, url in (
        (_("Everything that needs attention is in the admin:"), context["home"]),
        (
            _("No longer want this mail? Change that in your account, under “Notifications”:"),
            context["account"],
        ),
    ):
        parts.append(f"{ending}\n{url}")
    return "\n\n".join(parts) + "\n"
