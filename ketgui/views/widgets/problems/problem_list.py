"""The list of problems in the files: the place, the problem, and how to fix it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ketgui.text import _, integer
from ketgui.views import layout
from ketgui.views.widgets.dialogs import copy_text
from ketgui.views.widgets.problems.problem_rows import (
    ICONS,
    ProblemModel,
    ProblemRows,
    format_issue,
)

if TYPE_CHECKING:
    from ketgui.importing.issues import Issue

_ORDER = ("error", "warning", "note")
_PAUSE_MS = 150


class NoteList(QListWidget):
    """Sentences with an icon each, that wrap and can be copied."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWordWrap(True)
        self.setAlternatingRowColors(True)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        copy = QAction(_("Copy"), self)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self._on_copy)
        self.addAction(copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def show_notes(
        self, notes: Sequence[str], none: str, severity: str = "warning", more: int = 0
    ) -> None:
        """List other sentences and how many more there are, or `none` if there are none."""
        self.clear()
        for note in notes:
            self.add_note(note, severity)
        if more > 0:
            summary = _("{n} more; all of them are in the report.", n=integer(more))
            self.add_note(summary, "note")
        if not notes:
            self.add_note(none, "good")

    def add_note(self, text: str, severity: str) -> None:
        """Add a sentence with the icon of its severity."""
        icon = layout.make_icon(ICONS[severity], layout.get_state_colour(severity))
        self.addItem(QListWidgetItem(icon, text))

    def _on_copy(self) -> None:
        items = self.selectedItems() or [self.item(row) for row in range(self.count())]
        copy_text(self, "\n\n".join(item.text() for item in items))


class ProblemList(QWidget):
    """The issues of an import, the gravest first, filtered by severity and by words.

    Attributes
    ----------
    ordered : list of Issue
        Those listed now.

    Signals
    -------
    chosen(Issue)
        Another issue is the current one; None when there is none.
    opened(Issue)
        An issue was opened, with a double click or Enter.
    reported(str)
        Where the list was written to, or why not.
    """

    chosen = Signal(object)
    opened = Signal(object)
    reported = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._issues: list[Issue] = []
        self._severity = QComboBox()
        self._severity.setAccessibleName(_("Which problems are listed"))
        self._words = QLineEdit()
        self._words.setPlaceholderText(_("Filter"))
        self._words.setAccessibleName(_("Filter the problems"))
        self._words.setClearButtonEnabled(True)
        self._export = QPushButton()
        self._export.setIcon(layout.make_icon("download"))
        self._export.setToolTip(_("Save this list as CSV, for the person who keeps the data…"))
        self._export.setAccessibleName(self._export.toolTip())
        self.model = ProblemModel(self)
        self.rows = ProblemRows(self.model, _("What needs a look"))
        self._lay_out()
        # Ten thousand issues are not filtered at every key.
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.filter_now)
        self._words.textChanged.connect(self._pause.start)
        # activated, not currentIndexChanged: refilling the list is no choice of the user's.
        self._severity.activated.connect(self.filter_now)
        self._export.clicked.connect(self._on_export)
        self.rows.selectionModel().currentChanged.connect(self._on_current)
        self.rows.activated.connect(self._on_activated)
        # Whoever gives the list the focus means its rows, not its first filter.
        self.setFocusProxy(self.rows)

    @property
    def ordered(self) -> list[Issue]:
        """The issues listed now."""
        return self.model.issues

    @property
    def issues(self) -> tuple[Issue, ...]:
        """All the issues, whether they are listed or not."""
        return tuple(self._issues)

    @property
    def current(self) -> Issue | None:
        """The issue that is chosen, None for none."""
        return self.model.issue(self.rows.currentIndex())

    def show_issues(self, issues: Sequence[Issue]) -> None:
        """List other issues; the filter stays."""
        self._issues = sorted(issues, key=lambda issue: _ORDER.index(issue.severity))
        chosen = self._severity.currentData() or ""
        counts = Counter(issue.severity for issue in issues)
        titles = (_("All"), _("To answer"), _("Checks"), _("Notes"))
        self._severity.clear()
        for title, severity in zip(titles, ("", *_ORDER), strict=True):
            count = counts[severity] if severity else len(issues)
            self._severity.addItem(f"{title} ({integer(count)})", severity)
        # The problems of the chosen severity are settled: show the rest.
        self._severity.setCurrentIndex(self._severity.findData(chosen if counts[chosen] else ""))
        self._bar.setVisible(bool(issues))
        self.filter_now()

    def filter_by(self, severity: str = "", text: str = "") -> None:
        """List only issues of a severity, and with certain words."""
        self._severity.setCurrentIndex(self._severity.findData(severity))
        self._words.setText(text)
        self.filter_now()

    def show_rows(self, rows: int) -> None:
        """Make the list as high as some rows, or as the line that says there is none."""
        frame = 2 * self.rows.frameWidth()
        # Every row is as high as the first, also the one that says there is none.
        height = self.rows.sizeHintForRow(0) * max(1, rows) + frame
        self.rows.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def choose(self, row: int) -> None:
        """Choose one of the issues that are listed."""
        self.rows.setCurrentIndex(self.model.index(row, 0))

    def _lay_out(self) -> None:
        self._bar = QWidget()
        row = layout.pad(QHBoxLayout(self._bar), 0, layout.STEP)
        row.addWidget(self._severity)
        row.addWidget(self._words, 1)
        row.addWidget(self._export)
        box = layout.pad(QVBoxLayout(self), 0, layout.STEP)
        box.addWidget(self._bar)
        box.addWidget(self.rows, 1)

    def _on_export(self) -> None:
        from ketgui.views.widgets.problems.problems_export import save_problems

        if message := save_problems(self, self.ordered):
            self.reported.emit(message)

    def filter_now(self) -> None:
        """List what the filter lets through, without waiting for a pause in typing."""
        self._pause.stop()
        severity, filter_text = self._severity.currentData(), self._words.text().strip().casefold()
        self.model.show_issues(
            [
                issue
                for issue in self._issues
                if (not severity or issue.severity == severity)
                and (not filter_text or filter_text in format_issue(issue).casefold())
            ],
            _("Nothing like this") if self._issues else _("No problems found"),
        )

    def _on_current(self, current: QModelIndex) -> None:
        self.chosen.emit(self.model.issue(current))

    def _on_activated(self, index: QModelIndex) -> None:
        if issue := self.model.issue(index):
            self.opened.emit(issue)
