"""Figures of what happened after the acute course."""
