"""The weekly mail to editors: what needs attention on the pages that they may edit, reported once."""
