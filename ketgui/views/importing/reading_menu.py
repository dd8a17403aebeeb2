"""How a file and a table of it were read, said on a button and changed in its menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton

from ketgui.text import _, mark

if TYPE_CHECKING:
    from ketgui.importing.changes import Change
    from ketgui.importing.mapping.mapping import Mapping, TableMapping
    from ketgui.importing.tables.readers.reader import FileReading
    from ketgui.importing.tables.text_table import TextTable

_DELIMITERS = {
    ",": mark("comma"),
    ";": mark("semicolon"),
    "\t": mark("tab"),
    "|": mark("vertical bar"),
}


class ReadingMenu(QToolButton):
    """Encoding, mark between cells, header, direction, use of a table, and the patients' ids.

    Signals
    -------
    changed(Change)
        The user wants it read in another way.
    header_wanted()
        The row that is selected in the source is the header.
    more_wanted()
        Another file is to be read together with this one.
    """

    changed = Signal(object)
    header_wanted = Signal()
    more_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMenu(QMenu(self))
        self.setToolTip(_("How this file is read. Click to change it."))

    def show_table(self, table: TextTable, mapping: Mapping, *, is_stored: bool = False) -> None:
        """Offer what can be changed about another table.

        A study holds its tables without their files: how bytes were read, and where the header
        is, can only be changed with the file itself.
        """
        menu = self.menu()
        menu.clear()
        how = next((file for file in mapping.files if file.file == table.file), None)
        table_mapping = mapping.find_table(table.file, table.sheet)
        self.setText(_("From the study") if is_stored else _describe_reading(how))
        self.setToolTip(_explain(table.file, is_stored=is_stored))
        if is_stored:
            menu.addAction(_explain(table.file, is_stored=True)).setEnabled(False)
        elif how and how.encoding:
            self._add_encodings(menu, how)
            self._add_delimiters(menu, how)
        self._add_framing(menu, table, table_mapping, is_stored=is_stored)
        menu.addSeparator()
        self._add_ids(menu, mapping)
        menu.addAction(_("Read another file with it…"), self.more_wanted.emit)

    def _add_encodings(self, menu: QMenu, how: FileReading) -> None:
        from ketgui.importing.changes import FileChange
        from ketgui.importing.tables.encodings import CHOICES, TITLES

        inner = menu.addMenu(_("Encoding"))
        for name in CHOICES:
            change = FileChange(how.file, encoding=name)
            self._add(inner, TITLES[name], change, chosen=name == how.encoding)

    def _add_delimiters(self, menu: QMenu, how: FileReading) -> None:
        from ketgui.importing.changes import FileChange

        inner = menu.addMenu(_("Mark between cells"))
        for sign, title in _DELIMITERS.items():
            change = FileChange(how.file, delimiter=sign)
            self._add(inner, _(title), change, chosen=sign == how.delimiter)

    def _add_framing(
        self, menu: QMenu, table: TextTable, mapping: TableMapping | None, *, is_stored: bool
    ) -> None:
        from ketgui.importing.changes import TableChange

        location = (table.file, table.sheet)
        used = mapping is None or mapping.used
        if not is_stored:
            self._add_header(menu, location, mapping)
        self._add(menu, _("Use this table"), TableChange(*location, used=not used), chosen=used)

    def _add_header(
        self, menu: QMenu, location: tuple[str, str], mapping: TableMapping | None
    ) -> None:
        from ketgui.importing.changes import TableChange

        menu.addAction(_("The selected row is the header"), self.header_wanted.emit)
        self._add(menu, _("There is no header"), TableChange(*location, header_row=0),
                  chosen=mapping is not None and mapping.header_row == 0)  # fmt: skip
        turned = mapping is not None and mapping.transposed
        self._add(menu, _("Patients stand in columns"),
                  TableChange(*location, transposed=not turned), chosen=turned)  # fmt: skip

    def _add_ids(self, menu: QMenu, mapping: Mapping) -> None:
        from ketgui.importing.changes import IdsChange

        replaced = mapping.ids == "replace"
        change = IdsChange("keep" if replaced else "replace")
        self._add(menu, _("Replace the patients’ ids by S01…"), change, chosen=replaced)

    def _add(self, menu: QMenu, title: str, change: Change, *, chosen: bool) -> None:
        action = menu.addAction(title)
        action.setCheckable(True)
        action.setChecked(chosen)
        action.triggered.connect(lambda: self.changed.emit(change))


class LayoutMenu(QToolButton):
    """What a row of the table is, and a menu of what else it may be.

    Signals
    -------
    changed(Change)
        The rows are something else.
    """

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMenu(QMenu(self))
        self.setToolTip(_("What each row of the table is. Click to change it."))

    def show_mapping(self, mapping: TableMapping | None) -> None:
        """Say what a row of another table is."""
        from ketgui.importing.changes import TableChange
        from ketgui.importing.recognition.layouts import LAYOUTS, get_layout

        self.menu().clear()
        self.setEnabled(mapping is not None)
        key = mapping.layout if mapping and mapping.used else ""
        self.setText(_(get_layout(key).title))
        if mapping is None:
            return
        for layout in LAYOUTS:
            change = TableChange(mapping.file, mapping.sheet, layout=layout.key, used=True)
            action = self.menu().addAction(_(layout.title))
            action.setCheckable(True)
            action.setChecked(layout.key == get_layout(key).key)
            action.triggered.connect(lambda _checked, change=change: self.changed.emit(change))


def _explain(file: str, *, is_stored: bool) -> str:
    if not is_stored:
        return _("How this file is read. Click to change it.")
    return _(
        "Header row and encoding were settled when {name} was read. To change them, put {name} "
        "beside the study and read the files again (F5).",
        name=file,
    )


def _describe_reading(how: FileReading | None) -> str:
    return describe_reading(how) if how and how.encoding else _("How it is read")


def describe_reading(how: FileReading) -> str:
    """Return a text file's encoding and the mark between its cells, in words."""
    from ketgui.importing.tables.encodings import TITLES

    mark_between = _(_DELIMITERS.get(how.delimiter, how.delimiter))
    encoding = TITLES.get(how.encoding, how.encoding)
    return f"{encoding} · {mark_between}" if mark_between else encoding
