# Wagtail 8 is the first that lets a site choose its base page; tests/run.py reads this.
NEEDS_WAGTAIL = (8, 0)
