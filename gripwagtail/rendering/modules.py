"""Which of our scripts a piece of HTML needs."""

from __future__ import annotations

from typing import Final

# A module is loaded when the hook that it works on is in the body. Files by the name of their source.
MODULES: Final = {
    "gripwagtail/exit.js": "data-grip-exit",
    "gripwagtail/search.js": "data-grip-search",
    "gripwagtail/night.js": "data-grip-night",
    "gripwagtail/people.js": "data-grip-people",
    "gripwagtail/guide.js": "data-grip-guide",
}


def modules_in(html: str) -> tuple[str, ...]:
    """Those that work on something in it. It is long, so what is kept of it is kept with the answer."""
    return tuple(module for module, hook in MODULES.items() if hook in html)


__all__ = ["MODULES", "modules_in"]
