"""Texts as schools have them, entered through the admin as a communicator would, and looked up on the public page.

Each file in ``texts`` is one page of a school, as a list of facts. A fact says at which place it is typed (``at``: the
stream or ``page``, the number of the item, the part of it), what is typed, and what a visitor must find because of it:

- ``shown``: these words; without it what was typed, unless that is a tick or a key. Empty: nothing of it.
- ``ours``: these words of the package, in the language of the page. ``day``: this day, as that language writes it. A
  role is on its card under its own name, unless that says it already.
- ``link``: these addresses. ``headings``: these headings.
- ``never``: words that may not stand in that item. ``not_under``: a heading under which it may not stand.
"""
