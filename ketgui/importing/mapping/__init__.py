"""The column mapping: which column of a file is which field."""
