"""The report as documents: one content model, and a writer for each kind of file."""
