"""The study as a file: new, opened, saved, recovered, and its password."""
