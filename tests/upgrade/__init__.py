"""Databases as releases left them, and a school that moves one of them to the code of today.

``<version>.json`` contains the rows of a small school with something in every field, in the shape of the tables of that
release. It is written once, at the release, and never changed:

    python -m tests.upgrade.school write 0.1.0 school.sqlite3

``starter/`` contains the help page and the norm as 0.1.0 shipped them, for ``tests/test_corrections_from_0_1_0.py``.
"""
