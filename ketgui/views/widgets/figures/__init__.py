"""Figures on screen: shown, chosen, exported."""
