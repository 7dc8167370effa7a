"""What is stored: a mixin per page type, the helplines, the settings of a site, the desk, the mails and the stamp."""

from .contact import ContactMixin
from .desk import GripCheck
from .helpline import GripHelpline
from .incident_help import IncidentHelpMixin
from .norm import NormMixin
from .overview import OverviewMixin
from .page import GripMixin
from .parent_tips import ParentTipsMixin
from .reminders import GripReminded, GripReminders
from .settings import GripSettings
from .stamp import GripStamp
from .text_record import GripTextRecord

__all__ = [
    "ContactMixin",
    "GripCheck",
    "GripHelpline",
    "GripMixin",
    "GripReminded",
    "GripReminders",
    "GripSettings",
    "GripStamp",
    "GripTextRecord",
    "IncidentHelpMixin",
    "NormMixin",
    "OverviewMixin",
    "ParentTipsMixin",
]
