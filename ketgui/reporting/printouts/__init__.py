"""Pages for the clinic: a sheet to fill in at a visit, and a patient's course on one page."""
