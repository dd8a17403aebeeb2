"""Dialogs and pages of the Help and File menus."""
