"""Studies for tests: saved from a session without its window, and read back."""

from __future__ import annotations

from pathlib import Path

from ketgui.project.recipe import Recipe
from ketgui.project.saving import Contents, save_study
from ketgui.reporting.request import NOTHING_CHOSEN
from ketgui.session.session import Session


def collect(session: Session, key: object = None) -> Contents:
    """Return what saving the session's study would write."""
    imported = session.imported
    assert imported is not None
    make_recipe = session.prepare_recipe(NOTHING_CHOSEN)
    return Contents(imported, session.history.trail, make_recipe, key)  # type: ignore[arg-type]


def save(session: Session, path: Path) -> Path:
    """Save the session's study."""
    save_study(path, collect(session))
    return path


def recipe_of(session: Session, folder: Path) -> Recipe:
    """Return the recipe that saving into a folder would write."""
    return session.prepare_recipe(NOTHING_CHOSEN)(folder, True)
