"""What a school says of itself, and has to confirm."""

from __future__ import annotations

from typing import NamedTuple


class Claim(NamedTuple):
    """What a school has to say of itself to be true before visitors see it.

    In the items of ``stream`` the part ``text`` stays hidden until ``tick`` is ticked; the whole item when it is empty.
    Without a stream both are fields of the page itself, and ``grip_ticks`` keeps the text from visitors.
    """

    stream: str
    text: str
    tick: str


__all__ = ["Claim"]
