"""A cohort and a plan become an ``Analysis``: numbers and reasons, never formatted text."""
