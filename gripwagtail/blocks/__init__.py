"""Blocks: those for a host's own StreamFields are named here, the others make up our pages."""

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
