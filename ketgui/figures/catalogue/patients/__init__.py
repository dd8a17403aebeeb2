"""Figures of the patients."""
