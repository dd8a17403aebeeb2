"""Putting a journal's figure together: its panels, its style, its files."""
