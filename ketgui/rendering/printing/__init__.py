"""Pages for the clinic as PDF."""
