"""A school's site that uses us and then stops: tests/test_leaving.py copies it and takes out the lines of ours."""
