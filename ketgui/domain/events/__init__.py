"""Adverse events: the words they are recorded in, and how they are counted."""
