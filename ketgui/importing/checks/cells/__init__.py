"""What is looked for in single cells: unread, out of range, codes for missing."""
