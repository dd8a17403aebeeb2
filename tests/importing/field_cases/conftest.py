"""What the field cases ask of an import: the scores, the infusions and the questions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ketgui.importing import Import, import_files


@pytest.fixture
def files(tmp_path: Path) -> Callable[..., Import]:
    """Import several files at once: ``files({"patients.csv": "id,age…", …})``."""

    def importing(contents: dict[str, str], mapping: Any = None) -> Import:
        paths = []
        for name, text in contents.items():
            paths.append(tmp_path / name)
            paths[-1].write_text(text, encoding="utf-8")
        return import_files(paths, mapping)

    return importing


@pytest.fixture
def means() -> Callable[..., tuple[float, float]]:
    """The mean scores before and after of one scale: ``means(imported, "madrs")``."""

    def of(imported: Import, scale: str = "madrs") -> tuple[float, float]:
        assert imported.cohort is not None, [i for i in imported.issues if i.severity == "error"]
        rows = imported.cohort.assessments
        rows = rows[rows["scale"] == scale]
        found = [rows[rows["moment"] == moment]["score"].mean() for moment in ("before", "after")]
        return round(float(found[0]), 3), round(float(found[1]), 3)

    return of


@pytest.fixture
def errors() -> Callable[[Import], list[str]]:
    """The keys of what stands in the way."""
    return lambda imported: [i.key for i in imported.issues if i.severity == "error"]


@pytest.fixture
def said() -> Callable[[Import], str]:
    """All that is said of an import."""
    return lambda imported: "\n".join(f"{i.key}: {i.message}" for i in imported.issues)


def rows(*lines: str) -> str:
    """Return lines as a file of text."""
    return "\n".join(lines) + "\n"
