"""The same as tests.tools.catalogs, for the templates of the example site, which are written in Dutch.

python -m tests.tools.example_catalogs [--check]
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from tests.tools import catalogs

EXAMPLE: Final = Path(__file__).resolve().parents[2] / "example_site"

if __name__ == "__main__":
    sys.exit(catalogs.main(package=EXAMPLE))
