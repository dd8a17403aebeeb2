"""Figures of adverse events and dissociation."""
