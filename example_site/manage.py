#!/usr/bin/env python
"""Django's command line for the example site; works from any directory."""

import os
import sys
from pathlib import Path


def main() -> None:
    # Python puts the folder of this script first; the site is imported as `example_site`, from the folder above.
    here = Path(__file__).resolve().parent
    sys.path[:] = [entry for entry in sys.path if Path(entry or ".").resolve() != here]
    sys.path.insert(0, str(here.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "example_site.settings")

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
