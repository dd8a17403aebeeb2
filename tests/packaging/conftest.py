from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

PACKAGING = Path(__file__).parent.parent.parent / "packaging"


@pytest.fixture
def script(monkeypatch) -> Callable[[str], ModuleType]:
    """Return what loads a script of `packaging/`, which is a folder of scripts and no package."""

    def load(place: str) -> ModuleType:
        for folder in (PACKAGING, (PACKAGING / place).parent):
            monkeypatch.syspath_prepend(str(folder))
        name = "packaging_" + place.replace("/", "_")
        spec = importlib.util.spec_from_file_location(name, PACKAGING / f"{place}.py")
        assert spec
        assert spec.loader
        made = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, name, made)
        spec.loader.exec_module(made)
        return made

    return load
