"""The newest analysis, the state that it is of, and the work on the next one."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ketgui.session.jobs import Jobs
from ketgui.session.state import State
from ketgui.session.transitions import compute
from ketgui.session.worker import JobCancelled
from ketgui.text import _

if TYPE_CHECKING:
    from ketgui.domain.cohort import Cohort
    from ketgui.session.worker import Progress
    from ketgui.statistics.analysis import Analysis

_MOST_COHORTS = 16


class LatestAnalysis(QObject):
    """Computes the analysis of each state off the main thread, and keeps the newest.

    What is on the screen and in a file is always of one analysis: the one before until the next is
    ready, and none where computing was cancelled or failed.

    Signals
    -------
    changed(Analysis)
        A new analysis is ready.
    stopped()
        There is no analysis of the current state: computing it was cancelled, or failed.
    """

    changed = Signal(object)
    stopped = Signal()

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._analysis: Analysis | None = None
        self._state: State | None = None
        # The state that is being computed, and that of which computing stopped.
        self._wanted: State | None = None
        self._stopped: State | None = None
        # Those of recent states: applying all edits anew, as for an undo, may take long.
        self._cohorts: deque[tuple[State, Cohort]] = deque(maxlen=_MOST_COHORTS)
        self._waiting: list[Callable[[], None]] = []

    @property
    def value(self) -> Analysis | None:
        """The newest analysis; None before there is one, and where computing has stopped."""
        return None if self._stopped else self._analysis

    @property
    def state(self) -> State | None:
        """The state that `value` is of."""
        return None if self._stopped else self._state

    @property
    def is_stopped(self) -> bool:
        """Whether the current state has no analysis, and none is being computed."""
        return self._stopped is not None

    def get_of(self, state: State) -> Analysis | None:
        """Return the analysis of a state, None if the newest is of another one."""
        return self._analysis if self._state and state.has_same_analysis(self._state) else None

    def remember_cohort(self, state: State, cohort: Cohort) -> None:
        """Remember the cohort of a state, which was made to see whether an edit fits."""
        self._cohorts.append((state, cohort))

    def find_cohort(self, state: State) -> Cohort | None:
        """Return the cohort of a state, if it was made lately."""
        # The newest first: two long lists of edits are compared item by item.
        recent = reversed(self._cohorts)
        made = (cohort for earlier, cohort in recent if state.has_same_cohort(earlier))
        return next(made, None)

    def show(self, state: State) -> None:
        """Announce the analysis of a state, which is computed unless it is the newest."""
        self._stopped = None
        if analysis := self.get_of(state):
            self._jobs.cancel()
            self._finish(analysis, state)
        else:
            self._wanted = state
            work = partial(_compute_or_return_error, state, self.find_cohort(state), self._analysis)
            self._jobs.start_with_progress(work, partial(self._receive, state), _("Computing…"))

    def cancel(self) -> None:
        """Stop computing; the current state is without an analysis then."""
        self._jobs.cancel()
        if self._wanted:
            self._stop()

    def compute_again(self) -> None:
        """Compute what was cancelled or failed."""
        if self._stopped:
            self.show(self._stopped)

    def when_settled(self, act: Callable[[], None]) -> None:
        """Call `act` once no analysis is being computed: now, or after it was announced.

        It is not called where computing is cancelled or fails.
        """
        if self._wanted:
            self._waiting.append(act)
        else:
            act()

    def _receive(self, state: State, result: Analysis | Exception) -> None:
        if isinstance(result, Exception):
            self._stop()
            # A defect: the handler of unexpected errors says where.
            raise result
        self._finish(result, state)

    def _finish(self, analysis: Analysis, state: State) -> None:
        self._analysis, self._state, self._wanted = analysis, state, None
        self.remember_cohort(state, analysis.cohort)
        waiting, self._waiting = self._waiting, []
        self.changed.emit(analysis)
        for act in waiting:
            act()

    def _stop(self) -> None:
        # Without an import there is nothing to compute, and nothing to be missed.
        stopped, self._wanted = self._wanted, None
        self._stopped = stopped if stopped and stopped.imported else None
        self._waiting.clear()
        self.stopped.emit()


def _compute_or_return_error(
    state: State, cohort: Cohort | None, previous: Analysis | None, progress: Progress
) -> Analysis | Exception:
    try:
        return compute(state, cohort, previous, progress)
    except JobCancelled:
        raise
    except Exception as error:
        return error
