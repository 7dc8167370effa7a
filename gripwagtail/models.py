"""Public: the mixins of the page types, and what is stored beside the pages."""

from .page_types.contact import ContactMixin
from .page_types.incident_help import IncidentHelpMixin
from .page_types.norm import NormMixin
from .page_types.overview import OverviewMixin
from .page_types.page import GripMixin
from .page_types.parent_tips import ParentTipsMixin
from .records.desk import GripCheck, GripDeskColumns
from .records.helpline import GripHelpline
from .records.native_reading import GripNativeReading
from .records.pasted import GripPasted
from .records.reminders import GripReminded, GripReminders
from .records.settings import GripSettings
from .records.stamp import GripPartStamp, GripStamp
from .records.text_record import GripTextRecord

__all__ = [
    "ContactMixin",
    "GripCheck",
    "GripDeskColumns",
    "GripHelpline",
    "GripMixin",
    "GripNativeReading",
    "GripPartStamp",
    "GripPasted",
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
