"""Blocks for a host's StreamFields. What lives inside our own pages stands in the modules."""

from .body import BODY_BLOCKS
from .host import (
    ContactsBlock,
    ExitBlock,
    HelplinesBlock,
    IncidentHelpBlock,
    LanguagesBlock,
    NormBlock,
    ParentTipsBlock,
    grip_blocks,
)

__all__ = [
    "BODY_BLOCKS",
    "ContactsBlock",
    "ExitBlock",
    "HelplinesBlock",
    "IncidentHelpBlock",
    "LanguagesBlock",
    "NormBlock",
    "ParentTipsBlock",
    "grip_blocks",
]
