"""A school's site that uses us and then stops: test_site_without_us.py copies it and takes out our lines."""
