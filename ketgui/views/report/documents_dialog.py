"""Which documents are written, in which language, style and paper, and where."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ketgui.paths import read_path
from ketgui.reporting.documents.kinds import DOCUMENTS
from ketgui.reporting.paper import A4, LETTER, PAPERS
from ketgui.reporting.request import ReportRequest
from ketgui.text import LANGUAGES, _, current_language, mark
from ketgui.views import layout
from ketgui.views.widgets.dialog import Dialog
from ketgui.views.widgets.dialogs import ask_folder, make_buttons

# Offered among the kinds of document: figures as separate files.
FIGURES = "figures"
_FIGURES_TITLE = mark("Figures as files")
_LETTER_COUNTRIES = (
    QLocale.Country.Canada,
    QLocale.Country.UnitedStates,
    QLocale.Country.Mexico,
)


class DocumentsDialog(Dialog):
    """Asks what to write; the last choice, which is saved with the project, is preselected.

    Signals
    -------
    chosen(ReportRequest, Path)
        The report to write now, and the folder to write it into.
    """

    chosen = Signal(object, object)

    def __init__(self, folder: Path, request: ReportRequest, parent: QWidget) -> None:
        from ketgui.reporting.paragraphs.style import STYLES

        super().__init__(parent, _("Write the report"))
        self.setAttribute(layout.DELETE_ON_CLOSE)
        self._request = request
        self.kinds: dict[str, QCheckBox] = {}
        for key, title, is_chosen in _list_kinds(request):
            self.kinds[key] = QCheckBox(_(title))
            self.kinds[key].setChecked(is_chosen)
            self.kinds[key].toggled.connect(self._on_changed)
        styles = {style.key: _(style.title) for style in STYLES}
        papers = {paper.key: _(paper.title) for paper in PAPERS}
        languages = {language.code: language.name for language in LANGUAGES.values()}
        self.style_choice = _make_choice(styles, request.style or "")
        self.paper = _make_choice(papers, request.paper or get_default_paper(QLocale.system()))
        self.language = _make_choice(languages, request.language or current_language())
        self.history = QCheckBox(
            _("History of changes as an appendix (names patients by their ids)")
        )
        self.history.setChecked(bool(request.history))
        self.supplement = QCheckBox(
            _("Supplement as a file of its own (Word, PDF, web page, text)")
        )
        self.supplement.setChecked(bool(request.supplement))
        self.folder = QLineEdit(str(folder))
        self.folder.setAccessibleName(_("Folder"))
        self.folder.textChanged.connect(self._on_changed)
        self._lay_out()
        self._on_changed()

    def accept(self) -> None:
        """Pass the choice on and close."""
        self.chosen.emit(self._choose(), read_path(self.folder.text()))
        super().accept()

    def _choose(self) -> ReportRequest:
        """Return the request with the choices of this dialog."""
        # The dialog asks only whether to write figures: formats that the project names stay.
        formats = (self._request.formats or ("png",)) if self.kinds[FIGURES].isChecked() else ()
        return replace(
            self._request,
            documents=tuple(kind.key for kind in DOCUMENTS if self.kinds[kind.key].isChecked()),
            formats=formats,
            style=self.style_choice.currentData(),
            paper=self.paper.currentData(),
            language=self.language.currentData(),
            history=self.history.isChecked() or None,
            supplement=self.supplement.isChecked() or None,
        )

    def _lay_out(self) -> None:
        form = QFormLayout()
        boxes = layout.pad(QVBoxLayout(), 0, layout.STEP)
        for box in self.kinds.values():
            boxes.addWidget(box)
        form.addRow(_("Write"), boxes)
        form.addRow("", self.supplement)
        form.addRow("", self.history)
        form.addRow(_("Statistics as in"), self.style_choice)
        form.addRow(_("Language"), self.language)
        form.addRow(_("Paper"), self.paper)
        browse = QPushButton(_("Choose…"))
        browse.setAutoDefault(False)
        browse.clicked.connect(self._on_browse)
        form.addRow(_("Folder"), layout.put_beside(self.folder, browse))
        self._write = QPushButton(_("Write"))
        buttons = make_buttons(self, self._write)
        buttons.accepted.connect(self.accept)
        content = QWidget()
        box = layout.pad(QVBoxLayout(content), 0)
        box.addLayout(form)
        box.addWidget(
            layout.make_paragraph(
                _("Numbers (analysis.json) and tables as CSV are written in any case. Files of "
                  "the same names are replaced.")
            )
        )  # fmt: skip
        box.addStretch()
        self.fill(content, buttons)
        self._write.setDefault(True)
        # Enter writes at once with the last choices.
        self._write.setFocus()

    def _on_browse(self) -> None:
        if folder := ask_folder(self, _("Folder for the report")):
            self.folder.setText(str(folder))

    def _on_changed(self) -> None:
        # Setting up the form calls this before the button exists.
        if hasattr(self, "_write"):
            self._write.setEnabled(bool(self.folder.text().strip()))


def get_default_paper(locale: QLocale) -> str:
    """Return the key of the paper that is usual in the country of a locale."""
    return (LETTER if locale.territory() in _LETTER_COUNTRIES else A4).key


def _list_kinds(request: ReportRequest) -> list[tuple[str, str, bool]]:
    """Return key and title of each kind, and whether it was written last time or by default."""
    last, figures = request.documents, request.formats
    return [
        *(
            (kind.key, kind.title, kind.is_default if last is None else kind.key in last)
            for kind in DOCUMENTS
        ),
        (FIGURES, _FIGURES_TITLE, last is None or figures is None or bool(figures)),
    ]


def _make_choice(titles: dict[str, str], chosen: str = "") -> QComboBox:
    box = QComboBox()
    for key, title in titles.items():
        box.addItem(title, key)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box
