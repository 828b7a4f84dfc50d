"""The morning outside the pages: its notices, what they ask, and what is done about the answers."""
