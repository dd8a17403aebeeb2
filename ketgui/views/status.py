"""The status bar: counts of patients and problems, progress, and Cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QStatusBar, QWidget

from ketgui.session.session import Session
from ketgui.text import _, integer, percent
from ketgui.views import layout
from ketgui.views.widgets.problems.problem_count import count_problems

if TYPE_CHECKING:
    from ketgui.importing import Import
    from ketgui.statistics.analysis import Analysis

_PATIENCE_MS = 500
_STEPS = 1000
_BAR_WIDTH = 160


class Status(QObject):
    """Fills a status bar: counts that are buttons, and the progress of the session's work.

    Signals
    -------
    patients_wanted(), problems_wanted()
        The patients, or the problems, are to be shown.
    """

    patients_wanted = Signal()
    problems_wanted = Signal()

    def __init__(self, bar: QStatusBar, session: Session) -> None:
        super().__init__(bar)
        self._enrolled, self._analysed, self._problems = (QPushButton() for _number in range(3))
        for button, signal in (
            (self._enrolled, self.patients_wanted),
            (self._analysed, self.patients_wanted),
            (self._problems, self.problems_wanted),
        ):
            button.setFlat(True)
            button.clicked.connect(signal)
        self._offline = layout.make_label(_("offline · nothing leaves this computer"))
        for part in self._list_counts():
            bar.addWidget(part)
        self._activity = layout.make_label()
        self._activity.hide()
        self._share = QProgressBar()
        self._share.setRange(0, _STEPS)
        self._share.setFixedWidth(_BAR_WIDTH)
        self._share.setAccessibleName(_("Share done"))
        self._share.hide()
        self._cancel = QPushButton(_("Cancel"))
        self._cancel.clicked.connect(session.cancel)
        self._cancel.hide()
        # Not Qt's own message, which would cover the counts.
        bar.addPermanentWidget(self._activity)
        bar.addPermanentWidget(self._share)
        bar.addPermanentWidget(self._cancel)
        bar.addPermanentWidget(self._offline)
        # Cancel and a bar that flash up during short work would only distract.
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._cancel.show)
        session.progress.connect(self.show_progress)

    def show_state(self, analysis: Analysis | None, imported: Import | None) -> None:
        """Show the counts of the open cohort; hide them without one."""
        for part in self._list_counts():
            part.setVisible(bool(analysis and imported))
        if analysis and imported:
            self._enrolled.setText(_("{n} enrolled", n=integer(analysis.cohort.enrolled)))
            self._analysed.setText(_("{n} analysed", n=integer(analysis.pairs.analysed)))
            to_check = count_problems(imported.issues)
            self._problems.setText(_("{n} to check", n=integer(to_check)))

    def show_busy(self, activity: str) -> None:
        """Show the current task, and offer Cancel after a while; an empty text hides both."""
        self._share.reset()
        self._share.hide()
        if activity:
            self._show_activity(activity)
            self._patience.start()
            return
        self._patience.stop()
        self._cancel.hide()
        self._show_activity("")

    def show_progress(self, share: float, activity: str) -> None:
        """Show the progress, once the work has taken long enough for Cancel to be offered."""
        if self._cancel.isHidden():
            return
        self._share.show()
        # A range of 0 to 0 is Qt's busy indicator, for work whose share is not known yet.
        self._share.setRange(0, _STEPS if share else 0)
        self._share.setValue(round(share * _STEPS))
        self._share.setFormat(percent(100 * share, 0))
        self._show_activity(activity)

    @property
    def activity(self) -> str:
        """The current task, empty if there is none."""
        return self._activity.text()

    def _show_activity(self, activity: str) -> None:
        """Show the current task in the place of the words on being offline."""
        self._activity.setText(activity)
        self._activity.setVisible(bool(activity))
        self._offline.setVisible(not activity)

    def texts(self) -> tuple[str, ...]:
        """Return the texts in the bar."""
        parts = (self._enrolled, self._analysed, self._problems, self._offline)
        return tuple(part.text() for part in parts)

    def clear(self) -> None:
        """Remove its widgets from the bar: they are made anew in another language."""
        for part in (
            *self._list_counts(),
            self._activity,
            self._share,
            self._cancel,
            self._offline,
        ):
            part.deleteLater()
        self.deleteLater()

    def _list_counts(self) -> tuple[QWidget, ...]:
        return (self._enrolled, self._analysed, self._problems)


def name_study(file_name: str, analysis: Analysis | None) -> str:
    """Return a study's name: that of its file, else of what it was read from."""
    if analysis is None:
        return file_name
    name = file_name or analysis.cohort.name or _("New study")
    return _("{name} (invented example)", name=name) if analysis.cohort.invented else name
