"""The validation of an installation: its files, its numbers beside R's, and a form to sign."""
