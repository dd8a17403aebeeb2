"""A file becomes a ``Cohort``, or a list of what stands in the way.

What is named here is loaded when it is asked for: a child process that only parses a workbook
begins without it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ketgui.importing.pipeline import (
        Cancelled,
        Import,
        StoredTables,
        import_files,
        import_text,
        start_import,
    )

__all__ = [
    "Cancelled",
    "Import",
    "StoredTables",
    "import_files",
    "import_text",
    "start_import",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module("ketgui.importing.pipeline"), name)
