"""A person, function or organisation to go to, and the order in which to go."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .. import vocabulary
from ..roles import keys_where, role_labels
from ..text.naming import names_someone
from .fields import (
    AccountBlock,
    AddressBlock,
    DayBlock,
    KeysBlock,
    LanguagesSpokenBlock,
    LineBlock,
    MailBlock,
    ManyOfBlock,
    NameBlock,
    OneOfBlock,
    ParagraphBlock,
    PhoneBlock,
    SomeBlock,
    ToldBlock,
    YesBlock,
)
from .item import ItemBlock
from .layout import Follows, When, folded, form_attributes, layout, one_of
from .whose import Whose

_OUTSIDE: Final = When("roles", one_of(lambda: keys_where("is_outside")))
_IN_CHARGE: Final = When("roles", one_of(lambda: keys_where("in_charge")))
_FROM_OUTSIDE: Final = (When("scope", "^external$"), _OUTSIDE)
# A mobile number of the Netherlands, on any line.
_MOBILE: Final = r"(^|\n)\s*(\+|00)?\s*(31\s*)?\(?0?\)?\s*-?6[\s\d-]"


class ContactBlock(ItemBlock):
    """Who to go to. Starts as a function with the shared mailbox; a name is optional."""

    kind = OneOfBlock(
        vocabulary.CONTACT_KINDS,
        whose=Whose.ROLE,
        default="function",
        label=_("This card is about"),
        help_text=_("A role stays correct when someone leaves."),
    )
    label = LineBlock(
        whose=Whose.NAME,
        required=False,
        max_length=120,
        label=_("Name on the card"),
        help_text=_("As people say it at school: “juf Annemiek”, “the confidential advisers”."),
    )
    name = NameBlock(
        whose=Whose.PERSON,
        required=False,
        max_length=120,
        label=_("Name of the person"),
        help_text=_("Only for a person. Tell the person first, and fill in the date below."),
    )
    told_on = ToldBlock(
        whose=Whose.PERSON,
        required=False,
        label=_("Informed about publication on"),
        help_text=_("Needed as soon as there is a name."),
    )
    organisation = NameBlock(
        whose=Whose.NAME,
        required=False,
        max_length=120,
        label=_("Organisation"),
        help_text=_("Only for someone from outside the school."),
    )
    roles = KeysBlock(
        role_labels,
        beside="label",
        whose=Whose.ROLE,
        required=True,
        label=_("Role"),
        help_text=_("Who this is for a reader. What else follows from it is worked out under “More”."),
    )
    about = LineBlock(
        whose=Whose.ROLE,
        required=False,
        max_length=200,
        label=_("What can people ask you about?"),
        help_text=_("One line. Empty: the meaning of the role is shown."),
    )
    scope = OneOfBlock(vocabulary.SCOPES, whose=Whose.ROLE, default="internal", label=_("Works"))
    is_management = YesBlock(whose=Whose.ROLE, label=_("Is part of the school's management"))
    serves = ManyOfBlock(
        vocabulary.AUDIENCES,
        whose=Whose.ROLE,
        required=False,
        label=_("Available to"),
        help_text=_("Nothing ticked: for everyone."),
    )
    topics = KeysBlock(vocabulary.TOPICS, whose=Whose.ROLE, label=_("Topics"), help_text=_("Empty: for everything."))
    location = NameBlock(
        whose=Whose.SCHOOL,
        required=False,
        max_length=80,
        label=_("Location"),
        help_text=_("Only when this differs per location."),
    )
    via_school = YesBlock(
        whose=Whose.ROLE,
        default=True,
        label=_("Reachable through the school's phone and e-mail"),
        help_text=_("These come from the settings of the site."),
    )
    phones = SomeBlock(
        PhoneBlock(
            whose=Whose.PERSON,
            required=False,
            label=_("Phone"),
            help_text=_("One number, for example 070 012 34 56 (kies 3)."),
        ),
        default=[],
        begins_with_one=True,
        label=_("Phone numbers"),
    )
    is_work_phone = YesBlock(
        whose=Whose.PERSON,
        label=_("Any mobile number here is a work phone"),
        help_text=_("Never put a private number on this page."),
    )
    email = MailBlock(
        whose=Whose.PERSON, required=False, label=_("E-mail"), help_text=_("A shared mailbox outlives a person.")
    )
    form_url = AddressBlock(whose=Whose.PERSON, required=False, label=_("Address of a web form of the school"))
    whatsapp = PhoneBlock(whose=Whose.PERSON, required=False, label=_("WhatsApp number"))
    sms = PhoneBlock(whose=Whose.PERSON, required=False, label=_("Number for text messages"))
    instagram = AccountBlock(whose=Whose.PERSON, required=False, max_length=60, label=_("Instagram name"))
    where = LineBlock(
        whose=Whose.SCHOOL,
        required=False,
        max_length=120,
        label=_("Where"),
        help_text=_("“Room 2.14, letterbox in the hall”."),
    )
    when = LineBlock(
        whose=Whose.PERSON, required=False, max_length=120, label=_("When"), help_text=_("“Monday, Tuesday, Thursday”.")
    )
    reply_time = LineBlock(
        whose=Whose.SCHOOL,
        required=False,
        max_length=120,
        label=_("Answers within"),
        help_text=_("“Within one school day”."),
    )
    languages = LanguagesSpokenBlock(whose=Whose.PERSON, required=False, max_length=120, label=_("Languages spoken"))
    secrecy = ParagraphBlock(
        whose=Whose.ROLE,
        required=False,
        max_length=300,
        label=_("What happens to what you say"),
        help_text=_("Do not promise secrecy. Empty: an honest standard sentence is shown."),
    )
    fallback_role = OneOfBlock(
        role_labels,
        whose=Whose.ROLE,
        required=False,
        label=_("Not available? Then go to"),
        help_text=_("Readers are sent there when this card is not shown."),
    )
    valid_from = DayBlock(
        said=_("visible from {day}"),
        whose=Whose.SCHOOL,
        required=False,
        label=_("Shown from"),
        help_text=_("Empty: at once."),
    )
    valid_until = DayBlock(
        said=_("visible until {day}"),
        whose=Whose.SCHOOL,
        required=False,
        label=_("Shown until, this day included"),
        help_text=_("Empty: until you remove it."),
    )
    checked_on = DayBlock(
        whose=Whose.PERSON,
        required=False,
        label=_("Checked on"),
        help_text=_("The last time you checked that all of this is correct."),
    )
    confirmed = YesBlock(
        whose=Whose.ROLE,
        default=True,
        unticked=_("Not visible:"),
        label=_("Show on the site: this is true for our school"),
        help_text=_("Without this tick, visitors do not see the card."),
    )

    website = AddressBlock(
        whose=Whose.PERSON, required=False, label=_("Website"), help_text=_("Of the organisation or the committee.")
    )
    email_more = MailBlock(
        whose=Whose.PERSON, required=False, label=_("Second e-mail address"), help_text=_("For two people on one card.")
    )
    address = NameBlock(
        whose=Whose.PERSON,
        required=False,
        max_length=200,
        label=_("Postal address"),
        help_text=_("“Postbus 12, 1234 AB Voorbeeldstad”. Never the home of a person."),
    )

    def get_translatable_segments(self, value: Any) -> list[Any]:
        """For wagtail-localize: the words of the card, without a label that names someone."""
        from wagtail_localize.segments.extract import StreamFieldSegmentExtractor

        segments = StreamFieldSegmentExtractor(None).handle_struct_block(value)
        return [segment for segment in segments if segment.path != "label" or not names_someone(value)]

    def restore_translated_segments(self, value: object, segments: Iterable[Any]) -> Any:
        from wagtail_localize.segments.ingest import StreamFieldSegmentsWriter

        return StreamFieldSegmentsWriter(None, None, None).handle_struct_block(value, segments)

    # As the children were first grouped.
    frozen_order = (
        *("confirmed", "kind", "label", "name", "told_on", "organisation", "roles", "about", "scope", "is_management"),
        *("serves", "topics", "location", "via_school", "phones", "is_work_phone", "email"),
        *("email_more", "website", "address", "form_url", "whatsapp", "sms", "instagram"),
        *("where", "when", "reply_time", "languages", "fallback_role", "secrecy"),
        *("valid_from", "valid_until", "checked_on", "starter_key", "starter_version"),
    )

    def faults(self, value: Mapping[str, Any]) -> dict[str, ValidationError]:
        found = {}
        # A draft may contain something that is not a date yet.
        start, end = (value.get(name) for name in ("valid_from", "valid_until"))
        if isinstance(start, datetime.date) and isinstance(end, datetime.date) and end < start:
            found["valid_until"] = ValidationError(gettext("This date is before “shown from”."), code="order")
        # A card that no visitor sees may wait for its date.
        is_shown = value.get("confirmed") is not False
        if not self.is_deferred_validation and is_shown and value.get("name") and not value.get("told_on"):
            found["told_on"] = ValidationError(
                gettext("On which date was this person informed that the name is published?"), code="told_on"
            )
        return found

    class Meta:
        icon = "user"
        label = _("Contact")
        label_format = "{confirmed} {valid_from} {valid_until} {label} {name} {organisation} {roles}"
        form_attrs = form_attributes(
            appears={
                "is_work_phone": [When(name, _MOBILE) for name in ("phones", "whatsapp", "sms")],
                "organisation": _FROM_OUTSIDE,
                "website": _FROM_OUTSIDE,
                "address": _FROM_OUTSIDE,
            },
            follows={
                "scope": [Follows(_OUTSIDE, "external")],
                "is_management": [Follows(_IN_CHARGE, value=True)],
                # Who is not of the school is not reached through it, unless somebody says so.
                "via_school": [Follows(_OUTSIDE, value=False)],
            },
        )
        form_layout = layout(
            ["roles", "label"],
            folded(_("With the name of a person"), ["name", "told_on"], summary="{name}"),
            ["phones", "is_work_phone", "email", "where", "when", "organisation", "website", "address", "confirmed"],
            folded(
                _("More"),
                layout(
                    (
                        _("What follows from the role"),
                        ["kind", "scope", "is_management", "via_school", "serves", "fallback_role", "about", "secrecy"],
                    ),
                    (_("More ways to reach"), ["email_more", "form_url", "whatsapp", "sms", "instagram"]),
                    (_("Only when it differs"), ["reply_time", "languages", "topics", "location"]),
                    (_("Dates"), ["valid_from", "valid_until", "checked_on"]),
                ).children,
                summary=(
                    "{valid_from} {valid_until} "
                    "{scope} {serves} {location} {about} {email_more} {form_url} {reply_time}"
                ),
            ),
            ["starter_key", "starter_version"],
        )


class RouteStepBlock(ItemBlock):
    """One step of the school's own route: to whom first, to whom next."""

    text = LineBlock(max_length=200, rows=2, label=_("Step"))
    roles = KeysBlock(role_labels, label=_("To whom"))
    helplines = KeysBlock(vocabulary.helplines, label=_("Helplines"))
    skippable = YesBlock(label=_("You may skip this step"))
    always_open = YesBlock(label=_("Open at any time, outside the order"))

    class Meta:
        icon = "arrow-right"
        label = _("Step")
        label_format = "{text}"
