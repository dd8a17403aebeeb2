"""Widgets that two tabs share."""
