"""Figures of the treatment given."""
