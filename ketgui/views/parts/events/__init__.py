"""Adverse events on screen: entered, listed, counted, exported."""
