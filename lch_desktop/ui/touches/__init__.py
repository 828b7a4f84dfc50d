"""The sheet for one touch: its words or its file, and the ways it is handed off. It lies over any page."""
