"""Results as tables of text, and tables as files."""
