"""The Methods paragraph in any language, and the planned protocol as a table."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from ketgui.session.session import Session
from ketgui.text import LANGUAGES, _, current_language, language, mark
from ketgui.views import layout
from ketgui.views.widgets.dialogs import ask_save, copy_text
from ketgui.views.widgets.tables.table_view import export_button, make_result_table
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
    """Shows the Methods sentences on both treatments, with the gaps highlighted.

    Attributes
    ----------
    language : QComboBox
        The language of the paragraph, which need not be that of the window.
    message : QLabel
        The result of the last export.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._analysis: Analysis | None = None
        self._text = ""
        self.language = QComboBox()
        self.language.setAccessibleName(_("Language of the paragraph"))
        for choice in LANGUAGES.values():
            self.language.addItem(choice.name, choice.code)
        self.language.setCurrentIndex(self.language.findData(current_language()))
        # `activated` is emitted for the user's choice only.
        self.language.activated.connect(self._refresh)
        self.paragraph = QTextBrowser()
        self.paragraph.setAccessibleName(_("Methods paragraph"))
        self.message = layout.make_paragraph()
        self.message.hide()
        self.table, self._model = make_result_table(_("Planned protocol"))
        self._lay_out()

    @property
    def text(self) -> str:
        """The paragraph without its highlights."""
        return self._text

    def show_analysis(self, analysis: Analysis) -> None:
        """Show the paragraph of another analysis."""
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
        copy_text(self, self._text)

    def write(self, path: Path, kind: str) -> None:
        """Write the paragraph to a file and show whether it was saved."""
        from ketgui.reporting.documents.text_file import write_text

        code = self.language.currentData()
        with language(code):
            title = _("Methods")
        try:
            write_text(title, self._text, code, path, kind)
        except OSError as error:
            self._show_message(explain_failure(error))
        else:
            self._show_message(_("{name} was saved.", name=path.name))

    def _lay_out(self) -> None:
        row = layout.pad(QHBoxLayout(), 0)
        row.addWidget(layout.make_heading(_("Methods paragraph")))
        row.addStretch()
        row.addWidget(self.language)
        row.addWidget(layout.make_button("copy", _("Copy"), self.copy))
        row.addWidget(layout.make_button("download", _("Export…"), self._on_export))
        self._planned = QWidget()
        second = layout.pad(QVBoxLayout(self._planned), 0)
        title = layout.pad(QHBoxLayout(), 0)
        title.addWidget(layout.make_heading(_("Planned protocol")))
        title.addStretch()
        title.addWidget(export_button(self.table))
        second.addLayout(title)
        second.addWidget(self.table, 1)
        self._unplanned = layout.make_label(
            _("Nothing is planned yet: the paragraph says what was recorded.")
        )
        box = layout.pad(QVBoxLayout(self))
        box.addLayout(row)
        box.addWidget(self.paragraph, 1)
        box.addWidget(self.message)
        box.addWidget(self._planned, 1)
        box.addWidget(self._unplanned)

    def _refresh(self) -> None:
        if self._analysis is None:
            return
        # The sentences are generated again, since they cannot be translated afterwards.
        with language(self.language.currentData()):
            self._text = _compose_paragraph(self._session, self._analysis)
        self.paragraph.setHtml(f"<p style='line-height:140%'>{escape(self._text)}</p>")

    def _on_export(self) -> None:
        kinds = ";;".join(f"{_(title)} (*.{kind})" for kind, title in FILE_KINDS.items())
        path = ask_save(self, _("Export the Methods paragraph"), "methods.docx", kinds)
        if path:
            kind = path.suffix[1:].lower()
            # A name such as "methods v1.2" has a suffix that is no kind of file.
            is_known = kind in FILE_KINDS
            self.write(path if is_known else path.with_name(f"{path.name}.docx"),
                       kind if is_known else "docx")  # fmt: skip

    def _show_message(self, text: str) -> None:
        self.message.setText(text)
        self.message.show()


def _compose_paragraph(session: Session, analysis: Analysis) -> str:
    """Return the sentences on both treatments, edited as the user did, in the current language."""
    from ketgui.reporting.paragraphs.sentences import TREATMENT, compose_sentences

    treatment = [s for s in compose_sentences(analysis) if s.heading == TREATMENT]
    edited = session.report.sentence_edits.apply(treatment)
    return " ".join(sentence.text for sentence in edited if sentence.text)
