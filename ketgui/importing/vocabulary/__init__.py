"""Words, numbers, dates and headers as they are written in files."""
