"""What is stored beside the pages: helplines, settings, the stamp, checks and mails."""
