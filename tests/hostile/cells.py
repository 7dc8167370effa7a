"""One way in against every way out: what was tried, refused and seen, and what was active."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.hostile.places import Deal
from tests.hostile.school import HostileSchool
from tests.hostile.ways_out import OUTS
from tests.vectors import VECTORS


@dataclass
class WayIn:
    """A way in. Of each text: was it put in, was it refused anywhere, was it recognised at a way out."""

    way: str
    tried: int
    refused: int
    refusals: int
    # By way out: how many outputs were read, and how many of the texts can be recognised in them.
    read: dict[str, int] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    faults: dict[str, list[str]] = field(default_factory=dict)
    # Ways out that should have shown something and did not: then they proved nothing.
    silent: list[str] = field(default_factory=list)


def row(ways: Mapping[str, Callable[[Deal], HostileSchool]], way: str) -> WayIn:
    """Brings all texts in one way, and looks at all that comes out."""
    deal = Deal(start=7 * list(ways).index(way))
    school = ways[way](deal)
    found = WayIn(way, len(deal.tried & {one.number for one in VECTORS}), len(deal.refused), deal.refused.total())
    for name, out in OUTS.items():
        shown = list(out(school))
        numbers = set().union(*(one.numbers for one in shown)) if shown else set()
        found.read[name], found.seen[name] = len(shown), len(numbers)
        found.faults |= {f"{name}: {one.where}": one.faults[:3] for one in shown if one.faults}
        if not numbers and name not in school.silent:
            found.silent.append(name)
    return found


__all__ = ["WayIn", "row"]
