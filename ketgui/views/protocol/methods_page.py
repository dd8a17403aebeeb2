"""The Methods paragraph in either language, and the planned protocol as a table."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QTextBrowser, QVBoxLayout, QWidget

from ketgui.session.session import Session
from ketgui.text import LANGUAGES, _, current_language, language, mark
from ketgui.views import layout
from ketgui.views.widgets.dialogs import ask_save
from ketgui.views.widgets.tables.table_view import export_button, result_table
from ketgui.writing import explain_failure

if TYPE_CHECKING:
    from ketgui.statistics.analysis import Analysis

FILE_KINDS: dict[str, str] = {
    "docx": mark("Word documents"),
    "txt": mark("Text files"),
    "html": mark("Web pages"),
    "md": mark("Markdown files"),
}


class MethodsPage(QWidget):
    """What the Methods say of both treatments; gaps stand out.

    Attributes
    ----------
    language : QComboBox
        In which language the paragraph is written, whatever the window speaks.
    said : QLabel
        What became of an export.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._analysis: Analysis | None = None
        self._text = ""
        self.language = QComboBox()
        self.language.setAccessibleName(_("Language of the paragraph"))
        for spoken in LANGUAGES.values():
            self.language.addItem(spoken.name, spoken.code)
        self.language.setCurrentIndex(self.language.findData(current_language()))
        self.language.activated.connect(self._refresh)
        self.paragraph = QTextBrowser()
        self.paragraph.setAccessibleName(_("Methods paragraph"))
        self.said = layout.paragraph()
        self.said.hide()
        self.table, self._model = result_table(_("Planned protocol"))
        self._lay_out()

    @property
    def text(self) -> str:
        """The paragraph as it is shown."""
        return self._text

    def show_analysis(self, analysis: Analysis) -> None:
        """Show what is said of another snapshot."""
        from ketgui.reporting.tables.display_table import build_table
        from ketgui.statistics.results.treatment.planned_protocol import PlannedProtocol

        self._analysis = analysis
        table = build_table(analysis[PlannedProtocol])
        self._model.show_table(table)
        self._planned.setVisible(bool(table.rows))
        self._unplanned.setVisible(not table.rows)
        self._refresh()

    def copy(self) -> None:
        """Put the paragraph on the clipboard."""
        QGuiApplication.clipboard().setText(self._text)

    def write(self, path: Path, kind: str) -> None:
        """Write the paragraph to a file and say how it went."""
        from ketgui.reporting.documents.text_file import write_text

        code = self.language.currentData()
        with language(code):
            title = _("Methods")
        try:
            write_text(title, self._text, code, path, kind)
        except OSError as error:
            self._say(explain_failure(error))
        else:
            self._say(_("{name} was saved.", name=path.name))

    def _lay_out(self) -> None:
        row = layout.padded(QHBoxLayout(), 0)
        row.addWidget(layout.heading(_("Methods paragraph")))
        row.addStretch()
        row.addWidget(self.language)
        row.addWidget(layout.button("copy", _("Copy"), self.copy))
        row.addWidget(layout.button("download", _("Export…"), self._on_export))
        self._planned = QWidget()
        second = layout.padded(QVBoxLayout(self._planned), 0)
        title = layout.padded(QHBoxLayout(), 0)
        title.addWidget(layout.heading(_("Planned protocol")))
        title.addStretch()
        title.addWidget(export_button(self.table))
        second.addLayout(title)
        second.addWidget(self.table, 1)
        self._unplanned = QLabel(_("Nothing is planned yet: the paragraph says what was recorded."))
        box = layout.padded(QVBoxLayout(self))
        box.addLayout(row)
        box.addWidget(self.paragraph, 1)
        box.addWidget(self.said)
        box.addWidget(self._planned, 1)
        box.addWidget(self._unplanned)

    def _refresh(self) -> None:
        if self._analysis is None:
            return
        with language(self.language.currentData()):
            self._text = _compose_paragraph(self._session, self._analysis)
            gap = escape(_("[not reported]"))
        colour = layout.state_colour("warning").name()
        shown = escape(self._text).replace(gap, f"<span style='color:{colour}'>{gap}</span>")
        self.paragraph.setHtml(f"<p style='line-height:140%'>{shown}</p>")

    def _on_export(self) -> None:
        kinds = ";;".join(f"{_(title)} (*.{kind})" for kind, title in FILE_KINDS.items())
        path = ask_save(self, _("Export the Methods paragraph"), "methods.docx", kinds)
        if path:
            kind = path.suffix[1:].lower()
            known = kind in FILE_KINDS
            self.write(path if known else path.with_name(f"{path.name}.docx"),
                       kind if known else "docx")  # fmt: skip

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.show()


def _compose_paragraph(session: Session, analysis: Analysis) -> str:
    """Return the treatments' sentences in the language now spoken, as the user has put them."""
    from ketgui.reporting.sentences import TREATMENT, compose_sentences

    said = [one for one in compose_sentences(analysis) if one.heading == TREATMENT]
    return " ".join(one.text for one in session.report.sentence_edits.applied(said) if one.text)
