"""The visits of a study: when they are planned, and what is due."""
