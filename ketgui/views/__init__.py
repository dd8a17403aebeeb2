"""The window: it shows an ``Analysis`` and passes wishes to the session; it computes nothing."""
