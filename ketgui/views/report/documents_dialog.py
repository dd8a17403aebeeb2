"""Which documents are written, in which language, style and paper, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ketgui.text import LANGUAGES, _, current_language, mark
from ketgui.views import layout
from ketgui.views.widgets.dialogs import ask_folder

FIGURES, NOTHING = "figures", "none"
# The kinds of document, and whether each is written unless another choice is made.
KINDS: dict[str, tuple[str, bool]] = {
    "docx": (mark("Word document with tables and figures"), True),
    "pdf": (mark("PDF"), True),
    "html": (mark("Web page, one file"), False),
    "xlsx": (mark("Excel workbook, a sheet per table"), True),
    "md": (mark("Plain text (Markdown)"), False),
    FIGURES: (mark("Figures as files"), True),
}
PAPERS = {"a4": "A4", "letter": mark("Letter")}
# Where paper is Letter's unless somebody wants another.
_OF_LETTERS = (QLocale.Country.Canada, QLocale.Country.UnitedStates, QLocale.Country.Mexico)


@dataclass(frozen=True)
class Wanted:
    """What is to be written: keys of ``KINDS``, and how."""

    folder: Path
    kinds: tuple[str, ...]
    style: str
    paper: str
    language: str

    def as_options(self, formats: str) -> dict[str, str]:
        """Return the report's options that ask for the same, figures in these formats."""
        documents = ",".join(kind for kind in self.kinds if kind != FIGURES)
        return {
            "documents": documents or NOTHING,
            "formats": formats if FIGURES in self.kinds else NOTHING,
            "style": self.style,
            "paper": self.paper,
            "language": self.language,
        }


class DocumentsDialog(QDialog):
    """Asks what to write; what was chosen last, with the project, is chosen already.

    Signals
    -------
    chosen(Wanted)
        It is to be written now.
    """

    chosen = Signal(object)

    def __init__(self, folder: Path, output: Mapping[str, Any], parent: QWidget) -> None:
        super().__init__(parent)
        from ketgui.reporting.style import STYLES

        self.setWindowTitle(_("Write the report"))
        self.setAttribute(layout.DELETE_ON_CLOSE)
        self.kinds: dict[str, QCheckBox] = {}
        last = _kinds_of(output)
        for key, (title, usual) in KINDS.items():
            self.kinds[key] = QCheckBox(_(title))
            self.kinds[key].setChecked(key in last if last else usual)
            self.kinds[key].toggled.connect(self._on_changed)
        styles = {one.key: _(one.title) for one in STYLES}
        papers = {key: _(title) for key, title in PAPERS.items()}
        languages = {one.code: one.name for one in LANGUAGES.values()}
        self.style_choice = _choice(styles, str(output.get("style", "")))
        self.paper = _choice(papers, str(output.get("paper", usual_paper(QLocale.system()))))
        self.language = _choice(languages, str(output.get("language", current_language())))
        self.folder = QLineEdit(str(folder))
        self.folder.setMinimumWidth(360)
        self.folder.setAccessibleName(_("Folder"))
        self.folder.textChanged.connect(self._on_changed)
        self._lay_out()
        self._on_changed()

    def accept(self) -> None:
        """Pass the choice on and close."""
        self.chosen.emit(
            Wanted(
                Path(self.folder.text().strip()).expanduser(),
                tuple(key for key, box in self.kinds.items() if box.isChecked()),
                self.style_choice.currentData(),
                self.paper.currentData(),
                self.language.currentData(),
            )
        )
        super().accept()

    def _lay_out(self) -> None:
        form = QFormLayout()
        boxes = layout.padded(QVBoxLayout(), 0, layout.STEP)
        for box in self.kinds.values():
            boxes.addWidget(box)
        form.addRow(_("Write"), boxes)
        form.addRow(_("Statistics as in"), self.style_choice)
        form.addRow(_("Language"), self.language)
        form.addRow(_("Paper"), self.paper)
        row = layout.padded(QHBoxLayout(), 0, layout.STEP)
        browse = QPushButton(_("Choose…"))
        browse.setAutoDefault(False)
        browse.clicked.connect(self._on_browse)
        row.addWidget(self.folder, 1)
        row.addWidget(browse)
        form.addRow(_("Folder"), row)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._write = buttons.addButton(_("Write"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        box = layout.padded(QVBoxLayout(self))
        box.addLayout(form)
        box.addWidget(
            layout.paragraph(
                _("Numbers (analysis.json) and tables as CSV are written in any case. Files of "
                  "the same names are replaced.")
            )
        )  # fmt: skip
        box.addWidget(buttons)
        self._write.setDefault(True)
        self._write.setFocus()

    def _on_browse(self) -> None:
        if folder := ask_folder(self, _("Folder for the report")):
            self.folder.setText(str(folder))

    def _on_changed(self) -> None:
        if hasattr(self, "_write"):
            self._write.setEnabled(bool(self.folder.text().strip()))


def usual_paper(locale: QLocale) -> str:
    """Return the paper that is usual where the computer stands."""
    return "letter" if locale.territory() in _OF_LETTERS else "a4"


def _kinds_of(output: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the kinds that were written last; none if nothing was."""
    if "documents" not in output:
        return ()
    figures = () if output.get("formats") == NOTHING else (FIGURES,)
    return (*str(output["documents"]).split(","), *figures)


def _choice(titles: dict[str, str], chosen: str = "") -> QComboBox:
    box = QComboBox()
    for key, title in titles.items():
        box.addItem(title, key)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box
