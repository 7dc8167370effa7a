"""What each host has to pass beside the tests: Django's own checks, and no migration that is missing.

Ends with the sum of the numbers of what failed, so that one process answers for both.
"""

from __future__ import annotations

import sys

CHECKS = {"migrations": 16, "check": 32}
# Below this number a code is a sum of those above; any other is of a process that came to no answer.
FAILURES = 64
_COMMANDS = {
    "migrations": ("makemigrations", "--check", "--dry-run"),
    "check": ("check", "--fail-level", "WARNING"),
}


def main() -> int:
    import django
    from django.core.management import CommandError, call_command

    django.setup()
    code = 0
    for what, command in _COMMANDS.items():
        try:
            call_command(*command)
        except CommandError as error:
            print(error, file=sys.stderr)
            code += CHECKS[what]
        except SystemExit as stopped:
            code += CHECKS[what] if stopped.code else 0
    return code


if __name__ == "__main__":
    sys.exit(main())
