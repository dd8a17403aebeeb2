"""What is looked for in the words about infusions, groups and adverse events."""
