"""Figures of the change in scores."""
