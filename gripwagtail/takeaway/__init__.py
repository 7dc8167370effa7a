"""What a page offers to take along: a sheet to print, cards for a phone."""
