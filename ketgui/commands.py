"""The commands that run without a window, listed before what carries them out is loaded."""

from __future__ import annotations

from ketgui.text import mark

# Name and help.
COMMANDS: dict[str, str] = {
    "report": mark("Write numbers, tables, figures and words."),
    "run": mark("Write a saved study's report again, from its tables or from other files."),
    "check": mark("List what needs a look in the files."),
    "template": mark("Write a blank workbook and CSV files."),
}
