"""The helplines in the admin: who may correct them, what is in conflict, and where each is mentioned."""
