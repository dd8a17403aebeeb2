"""The import page: what was read, what it was taken for, what is to be answered."""
