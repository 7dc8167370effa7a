"""The weekly mail to editors: what needs a look on the pages that they may edit, told once."""
