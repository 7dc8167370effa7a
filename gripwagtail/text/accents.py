"""Letters without their accents: who stresses a word writes “níet”, and who searches leaves out the signs of a name."""

from __future__ import annotations

from unicodedata import combining, normalize


def without_accents(text: str) -> str:
    """The same letters, each as it is without a sign above or below it."""
    return text if text.isascii() else "".join(sign for sign in normalize("NFD", text) if not combining(sign))


__all__ = ["without_accents"]
