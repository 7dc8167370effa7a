"""Blocks for a host's StreamFields. What lives inside our own pages stands in the modules."""

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
    "ContactsBlock",
    "ExitBlock",
    "HelplinesBlock",
    "IncidentHelpBlock",
    "LanguagesBlock",
    "NormBlock",
    "ParentTipsBlock",
    "grip_blocks",
]
