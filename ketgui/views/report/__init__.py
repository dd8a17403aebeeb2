"""The Report tab, and what writes reports and figures."""
