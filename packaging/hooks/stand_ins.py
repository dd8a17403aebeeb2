"""Stand-ins for compiled modules that other packages import and the program never uses.

pyqtgraph names Qt's OpenGL classes, which it uses only with ``useOpenGL``; scipy.optimize names the
HiGHS solver, which only linear programmes call. Without them the program is smaller and starts
sooner.
"""

import sys
import types
from typing import Any


class _AnyName(type):
    """Has a value for every attribute, since the importing modules look some up."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return name


class _Unused(metaclass=_AnyName):
    """A class that is named but never instantiated."""


class _StandIn(types.ModuleType):
    """A module in which every name is the class above."""

    def __getattr__(self, name: str) -> Any:
        # Python asks modules for names such as __path__, which must stay missing.
        if name.startswith("__"):
            raise AttributeError(name)
        return _Unused


_UNUSED = (
    "PySide6.QtOpenGL",
    "PySide6.QtOpenGLWidgets",
    "scipy.optimize._highspy._core",
)
for _name in _UNUSED:
    sys.modules[_name] = _StandIn(_name)
