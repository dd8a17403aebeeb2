"""The form of the plan in a window with the example open."""

from __future__ import annotations

import pytest


@pytest.fixture
def planned(window):
    window.pages.setCurrentIndex(1)
    return window.pages.tab(1)._planned
