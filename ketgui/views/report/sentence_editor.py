"""The report's sentences, to be read, copied and rewritten."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPlainTextEdit,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from ketgui.session.session import Session
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.widgets.dialogs import copy_text

if TYPE_CHECKING:
    from ketgui.reporting.paragraphs.sentence_edits import EditedSentence, SentenceEdits
    from ketgui.statistics.analysis import Analysis

_EDITOR_HEIGHT = 84


class SentenceEditor(QWidget):
    """Shows every sentence under its heading; the chosen one can be rewritten below.

    Signals
    -------
    style_changed(str)
        Statistics are to be written in another style.
    """

    style_changed = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._analysis: Analysis | None = None
        self._shown: tuple[EditedSentence, ...] = ()
        self._chosen = self._html = ""
        self.styles = QComboBox()
        self.styles.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.styles.setAccessibleName(_("Style of statistics"))
        self.text = SentenceText()
        self.text.anchorClicked.connect(self._on_sentence)
        self.editor = QPlainTextEdit()
        self.editor.setAccessibleName(_("The chosen sentence"))
        self.editor.setPlaceholderText(_("Click a sentence above to put it into your own words."))
        self.editor.setTabChangesFocus(True)
        self.editor.setFixedHeight(_EDITOR_HEIGHT)
        self.editor.textChanged.connect(self._show_state)
        self.overtaken = layout.make_paragraph()
        self.overtaken.setStyleSheet(f"color: {layout.get_state_colour('warning').name()}")
        self.keep = layout.make_button("save", _("Use my text"), self._on_keep)
        self.restore = layout.make_button("undo-2", _("Restore generated text"), self._on_restore)
        self.leave_out = layout.make_button("minus", _("Remove sentence"), self._on_leave_out)
        self._lay_out()
        self.styles.activated.connect(self._on_style)
        self._show_state()

    def show_analysis(self, analysis: Analysis) -> None:
        """Show the sentences of another snapshot."""
        self._analysis = analysis
        self._offer_styles()
        self._refresh()

    def format_plain_text(self) -> str:
        """Return the sentences as plain text: headings, and a paragraph under each."""
        parts: list[str] = []
        for heading, group in _group_by_heading(self._shown):
            parts += [_(heading), " ".join(sentence.text for sentence in group if sentence.text)]
        return "\n\n".join(parts)

    @property
    def chosen(self) -> str:
        """The key of the sentence in the editor, empty for none."""
        return self._chosen

    def choose(self, key: str) -> None:
        """Show a sentence in the editor."""
        self._chosen = key
        sentence = self._get_chosen()
        self.editor.setPlainText(sentence.text if sentence else "")
        self._show_state()

    def _lay_out(self) -> None:
        first = layout.pad(QHBoxLayout(), 0)
        first.addWidget(layout.make_label(_("Statistics as in")))
        first.addWidget(self.styles)
        first.addStretch()
        first.addWidget(layout.make_button("copy", _("Copy all"), self._on_copy_all))
        own = layout.pad(QHBoxLayout(), 0, layout.STEP)
        own.addWidget(self.keep)
        own.addWidget(self.restore)
        own.addStretch()
        last = layout.pad(QHBoxLayout(), 0, layout.STEP)
        last.addWidget(self.leave_out)
        last.addStretch()
        last.addWidget(layout.make_button("copy", _("Copy"), self._on_copy))
        box = layout.pad(QVBoxLayout(self), 0)
        box.addLayout(first)
        box.addWidget(self.text, 1)
        box.addWidget(self.editor)
        box.addWidget(self.overtaken)
        box.addLayout(own)
        box.addLayout(last)

    def choose_style(self, key: str) -> None:
        """Write statistics in a style; in the plain one if there is none of that key."""
        self._offer_styles()
        self.styles.setCurrentIndex(max(0, self.styles.findData(key)))
        self._refresh()

    def _offer_styles(self) -> None:
        from ketgui.reporting.paragraphs.style import STYLES

        if self.styles.count() == 0:
            for style in STYLES:
                # Filled late: the styles are imported after the first paint.
                self.styles.addItem(_(style.title), style.key)
            chosen = self.styles.findData(self._session.report.request.style)
            self.styles.setCurrentIndex(max(0, chosen))

    def _refresh(self) -> None:
        from ketgui.reporting.paragraphs.sentences import compose_sentences
        from ketgui.reporting.paragraphs.style import use_style

        if self._analysis is None:
            return
        # The sentences are composed anew: a style changes how numbers are written in them.
        with use_style(self.styles.currentData()):
            sentences = compose_sentences(self._analysis)
        self._shown = self._session.report.sentence_edits.apply(sentences)
        self._show_text()
        self._show_state()

    def _show_text(self) -> None:
        if (html := _format_html(self._shown, self._chosen)) != self._html:
            self._html = html
            # setHtml() scrolls to the top, which would lose the reader's place.
            position = self.text.verticalScrollBar().value()
            self.text.show_html(html)
            self.text.verticalScrollBar().setValue(position)

    def _get_chosen(self) -> EditedSentence | None:
        return next(
            (sentence for sentence in self._shown if sentence.sentence.key == self._chosen), None
        )

    def _read_text(self) -> str:
        # Plain text would lose the no-break spaces of numbers and French marks.
        return self.editor.document().toRawText().replace("\u2029", " ").strip()

    def _show_state(self) -> None:
        sentence = self._get_chosen()
        text = self._read_text()
        stale = sentence is not None and sentence.state == "stale"
        self.editor.setEnabled(sentence is not None)
        # A stale sentence may be confirmed as it is, which makes it current again.
        self.keep.setEnabled(sentence is not None and (text != sentence.text or stale))
        self.restore.setEnabled(sentence is not None and sentence.state != "generated")
        self.leave_out.setEnabled(sentence is not None and bool(sentence.text))
        self.overtaken.setVisible(stale)
        if sentence and stale:
            now = sentence.sentence.text
            self.overtaken.setText(
                _("The data or definitions have changed since. It would now read: {now}", now=now)
            )

    def _on_sentence(self, link: QUrl) -> None:
        self.choose(link.toString())
        self._show_text()
        self.editor.setFocus()

    def _on_keep(self) -> None:
        sentence = self._get_chosen()
        if sentence:
            self._rewrite(
                self._session.report.sentence_edits.rewrite(sentence.sentence, self._read_text())
            )

    def _on_restore(self) -> None:
        self._rewrite(self._session.report.sentence_edits.restore(self._chosen))
        self.choose(self._chosen)

    def _on_leave_out(self) -> None:
        sentence = self._get_chosen()
        if sentence:
            self._rewrite(self._session.report.sentence_edits.rewrite(sentence.sentence, ""))
            self.choose(self._chosen)

    def _rewrite(self, edits: SentenceEdits) -> None:
        sentence = self._get_chosen()
        heading = _(sentence.sentence.heading) if sentence else ""
        self._session.report.rewrite(edits, _("Words changed: {heading}", heading=heading))
        self._refresh()

    def _on_style(self, _index: int) -> None:
        self.style_changed.emit(self.styles.currentData())
        self._refresh()

    def _on_copy(self) -> None:
        copy_text(self, self._read_text())

    def _on_copy_all(self) -> None:
        copy_text(self, self.format_plain_text())


class SentenceText(QTextBrowser):
    """The sentences, each a link. Tab passes by the text, in which Enter takes a sentence.

    Forty stops of the keyboard, which no screen reader says, would lie between its neighbours.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("The report in words"))
        self.setAccessibleDescription(
            _("Arrow keys go through the text, Enter takes a sentence to be changed.")
        )
        # No sentence leads to a page.
        self.setOpenLinks(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.LinksAccessibleByMouse
        )

    def show_html(self, html: str) -> None:
        """Show other sentences; the cursor stays where it is in the text."""
        position = self.textCursor().position()
        self.setHtml(html)
        cursor = self.textCursor()
        cursor.setPosition(min(position, self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the sentence at the cursor with Enter."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and (key := self._find_sentence()):
            self.anchorClicked.emit(QUrl(key))
        else:
            super().keyPressEvent(event)

    def _find_sentence(self) -> str:
        """Return the key of the sentence at the cursor, also where the cursor is before it."""
        cursor = self.textCursor()
        key = cursor.charFormat().anchorHref()
        cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
        return cursor.charFormat().anchorHref() or key


def _group_by_heading(
    sentences: Sequence[EditedSentence],
) -> list[tuple[str, list[EditedSentence]]]:
    groups: dict[str, list[EditedSentence]] = {}
    for sentence in sentences:
        groups.setdefault(sentence.sentence.heading, []).append(sentence)
    return list(groups.items())


def _format_html(sentences: Sequence[EditedSentence], chosen: str) -> str:
    parts: list[str] = []
    for heading, group in _group_by_heading(sentences):
        parts.append(f"<h3>{escape(_(heading))}</h3>")
        parts.append(f"<p>{' '.join(_format_link(sentence, chosen) for sentence in group)}</p>")
    return "".join(parts)


def _format_link(sentence: EditedSentence, chosen: str) -> str:
    """Return a sentence as a link that looks like text, marked if it is edited or stale."""
    colours = {
        "edited": layout.get_accent().name(),
        "stale": layout.get_state_colour("warning").name(),
    }
    text_colour = layout.get_text_colour().name()
    css = f"color: {colours.get(sentence.state, text_colour)}; text-decoration: none;"
    if sentence.sentence.key == chosen:
        css += " font-weight: bold;"
    marks = {"edited": "✎ ", "stale": "⚠ "}
    text = sentence.text or _("[left out]")
    key = escape(sentence.sentence.key, quote=True)
    return f'<a href="{key}" style="{css}">{marks.get(sentence.state, "")}{escape(text)}</a>'
