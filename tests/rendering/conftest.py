"""Invented figures, and how a test looks at a picture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage

from ketgui.figures.spec import FigureSpec
from tests.rendering.invented import (
    LONG_NAMES,
    OUTCOMES,
    before_after,
    figure,
    horizontal,
    vertical,
)


@pytest.fixture
def four_panels() -> FigureSpec:
    return figure(
        horizontal(LONG_NAMES[2:6], (62, 52, 43, 67)),
        horizontal(LONG_NAMES[2:9], (57, 33, 24, 43, 14, 10, 29)),
        before_after(),
        vertical(OUTCOMES[2:5], 38.1),
        columns=2,
        ratio=0.86,
        note="Invented example, not patient data",
    )


@pytest.fixture
def single() -> FigureSpec:
    return figure(before_after())


@pytest.fixture
def pixels() -> Callable[[QImage | Path], np.ndarray]:
    """Return an image's pixels as height × width × RGB."""

    def read(source: QImage | Path) -> np.ndarray:
        image = QImage(str(source)) if isinstance(source, Path) else source
        image = image.convertToFormat(QImage.Format.Format_RGB888)
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
        return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)

    return read
