"""A file becomes a ``Cohort``, or a list of what stands in the way."""

from __future__ import annotations

from ketgui.importing.importing import Cancelled, Import, import_files, import_text
from ketgui.importing.readers import READERS, Progress, Reader

__all__ = ["READERS", "Cancelled", "Import", "Progress", "Reader", "import_files", "import_text"]
