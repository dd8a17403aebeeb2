"""The one way off the main thread: jobs with progress and Cancel; Qt runs between their steps."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import takewhile
from typing import Any

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QTimer, Signal, Slot

from ketgui.session.worker import Progress, Task, Worker

Receive = Callable[[Any], None]
# The name of the next task in the main thread, or work for the worker.
Step = str | Callable[[], None]
Finished = Callable[[BaseException | None], None]
# A wait this short is not noticed.
_POLL_MS = 5
_WITHOUT_INPUT = (
    QEventLoop.ProcessEventsFlag.WaitForMoreEvents
    | QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents
)


@dataclass(eq=False)
class _Job:
    """One job: its task, or its steps and the task of the step that the worker does now."""

    text: str
    end: Callable[[Any, BaseException | None], None]
    task: Task | None = None
    steps: Iterator[Step] | None = None
    is_submitted: bool = False
    has_begun: bool = False


class Jobs(QObject):
    """Does jobs one at a time; results are received in the main thread.

    Jobs may be started from the main thread only. The worker goes on when this object is
    destroyed with its parent: whatever was submitted is done, and nobody receives it.

    Parameters
    ----------
    newest_wins : bool
        Whether a job cancels those started before it; else each waits for its turn.
    worker : Worker or None
        Shared with other jobs, whose work is then done in turn; one of its own by default.

    Signals
    -------
    busy_changed(str)
        The current task; empty when a job ends.
    progress(float, str)
        The share done (0–1) of the job, and its current task.
    """

    busy_changed = Signal(str)
    progress = Signal(float, str)

    def __init__(
        self, parent: QObject | None = None, *, newest_wins: bool, worker: Worker | None = None
    ) -> None:
        super().__init__(parent)
        self._newest_wins = newest_wins
        self._queue: deque[_Job] = deque()
        self._worker = worker or Worker()
        self._text = ""
        self._last_progress: tuple[float, str] | None = None
        # The worker is polled and sends no signal, for the reasons that its module gives.
        self._poll = QTimer(self, interval=_POLL_MS)
        self._poll.timeout.connect(self._on_poll)

    @property
    def is_busy(self) -> bool:
        """Whether a job is running or waiting."""
        return bool(self._queue)

    @property
    def text(self) -> str:
        """The current task; empty when there is none."""
        return self._text

    def start(self, work: Callable[[], Any], receive: Receive, text: str = "") -> None:
        """Do `work` in another thread, showing `text` meanwhile, and `receive` its result.

        What it raises is raised again in the main thread.
        """
        self.start_with_progress(lambda _progress: work(), receive, text)

    def start_with_progress(
        self, work: Callable[[Progress], Any], receive: Receive, text: str = ""
    ) -> None:
        """Do as `start` does; the work is given a callable to report progress to.

        Reporting raises ``JobCancelled`` once the job is cancelled.
        """
        self._add(_Job(text, partial(_receive_or_raise, receive), task=Task(work)))

    def start_steps(self, steps: Iterator[Step], finished: Finished) -> None:
        """Take steps in the main thread; the event loop runs between them.

        A step that is a text says what comes next; one that is callable is done by the worker
        before the next step is taken, since pictures of fine resolution are large in memory.
        `finished` receives what stopped the steps, else None.
        """
        self._add(_Job("", lambda _result, error: finished(error), steps=steps))

    def cancel(self) -> None:
        """Cancel every job: none is received, and work stops where it reports its progress."""
        self._drop_all()
        self._show_text("")

    def wait(self) -> None:
        """Cancel every job and block until the worker is idle. Call before quitting."""
        self.cancel()
        self._worker.wait()

    def finish(self) -> None:
        """Run until no job is left, without taking input from the user."""
        while self._queue:
            # Sleeps until there is an event, such as the next poll, rather than spin.
            QCoreApplication.processEvents(_WITHOUT_INPUT)

    def _add(self, job: _Job) -> None:
        if self._newest_wins:
            self._drop_all()
        self._queue.append(job)
        self._submit_ready()
        if len(self._queue) == 1:
            self._begin_first()

    @Slot()
    def _begin_first(self) -> None:
        if not self._queue or self._queue[0].has_begun:
            return
        job = self._queue[0]
        job.has_begun = True
        if job.steps is None:
            self._poll.start()
            self._show_text(job.text)
        else:
            self._take_step(job)

    def _is_first(self, job: _Job) -> bool:
        return bool(self._queue) and self._queue[0] is job

    def _submit_ready(self) -> None:
        """Submit all work that waits for no steps: it is done even if this object goes."""
        for job in takewhile(lambda job: job.steps is None, self._queue):
            if job.task and not job.is_submitted:
                job.is_submitted = True
                self._worker.submit(job.task)

    def _drop_all(self) -> None:
        for job in self._queue:
            if job.task:
                # The worker stops where it next reports its progress; nobody receives what it
                # returns.
                job.task.is_cancelled = True
        self._queue.clear()
        self._poll.stop()

    @Slot()
    def _on_poll(self) -> None:
        job = self._queue[0] if self._queue else None
        if job is None or job.task is None:
            self._poll.stop()
        elif not job.task.done.is_set():
            self._show_progress(job.task)
        elif job.steps is None or job.task.error:
            self._end(job, job.task.result, job.task.error)
        else:
            job.task = None
            self._take_step(job)

    def _show_text(self, text: str) -> None:
        self._text = text
        self.busy_changed.emit(text)

    def _show_progress(self, task: Task) -> None:
        reported = task.progress
        if reported[1] and reported is not self._last_progress:
            self._last_progress = reported
            self.progress.emit(*reported)

    def _take_step(self, job: _Job) -> None:
        if not self._is_first(job) or job.steps is None:
            return
        try:
            step = next(job.steps, None)
        except Exception as error:
            self._end(job, None, error)
            return
        if not self._is_first(job):
            # The step itself started or cancelled a job.
            return
        if step is None:
            self._end(job, None, None)
        elif isinstance(step, str):
            self._show_text(step)
            # A timer of this object, deleted with it: a closed window takes no further step.
            QTimer.singleShot(0, self, partial(self._take_step, job))
        else:
            job.task = Task(lambda _progress: step())
            self._worker.submit(job.task)
            self._poll.start()

    def _end(self, job: _Job, result: Any, error: BaseException | None) -> None:
        if not self._is_first(job):
            return
        self._queue.popleft()
        self._show_text("")
        self._submit_ready()
        if self._queue:
            QTimer.singleShot(0, self, self._begin_first)
        job.end(result, error)


def _receive_or_raise(receive: Receive, result: Any, error: BaseException | None) -> None:
    if error:
        raise error
    receive(result)
