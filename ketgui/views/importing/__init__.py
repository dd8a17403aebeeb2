"""The import page: what was read, what it is imported as, what is to be answered."""
