"""Adverse events: terms, classes and the study's choices."""
