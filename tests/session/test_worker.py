"""The worker: tasks in order, in their language, in a thread of Qt's, freed in the main thread."""

from __future__ import annotations

import gc
import weakref
from threading import Event, get_ident

from PySide6.QtCore import QThread

from ketgui.session.worker import Task, Worker
from ketgui.text import _, use_language


def test_tasks_run_one_after_the_other_off_the_main_thread(qapp):
    worker, order = Worker(), []
    tasks = [Task(lambda _progress, n=n: order.append((n, get_ident()))) for n in range(20)]
    for task in tasks:
        worker.submit(task)
    worker.wait()
    assert [number for number, _thread in order] == list(range(20))
    assert get_ident() not in {thread for _number, thread in order}
    assert all(task.done.is_set() for task in tasks)


def test_the_thread_is_one_that_qt_started(qapp):
    """A text document of Qt's is laid out safely in no other."""
    worker = Worker()
    task = Task(lambda _progress: type(QThread.currentThread()).__name__)
    worker.submit(task)
    worker.wait()
    assert task.result == "QThread"


def test_a_task_speaks_the_language_it_was_made_in(qapp):
    worker = Worker()
    use_language("fr")
    task = Task(lambda _progress: _("Yes"))
    use_language("en")
    worker.submit(task)
    worker.wait()
    assert task.result == "Oui"


def test_an_error_is_kept_and_the_next_task_runs(qapp):
    worker = Worker()
    failing, next_task = Task(lambda _progress: 1 / 0), Task(lambda _progress: "fine")
    worker.submit(failing)
    worker.submit(next_task)
    worker.wait()
    assert isinstance(failing.error, ZeroDivisionError)
    assert next_task.result == "fine"


def test_a_cancelled_task_stops_where_it_reports_progress(qapp):
    worker, begun, go, computed = Worker(), Event(), Event(), []

    def work(progress):
        half = {1, 2, 3}
        computed.append(weakref.ref(half))
        begun.set()
        go.wait(5)
        progress(0.5, "half")
        raise AssertionError("went on")

    task = Task(work)
    worker.submit(task)
    assert begun.wait(5)
    task.is_cancelled = True
    go.set()
    worker.wait()
    assert (task.result, task.error) == (None, None)
    # Gone at once, though nothing was swept: many quick changes would fill the memory.
    assert computed[0]() is None


def test_a_task_cancelled_before_its_turn_is_not_begun(qapp):
    worker, go, ran = Worker(), Event(), []
    worker.submit(Task(lambda _progress: go.wait(5)))
    cancelled = Task(lambda _progress: ran.append(1))
    worker.submit(cancelled)
    cancelled.is_cancelled = True
    go.set()
    worker.wait()
    assert not ran
    assert cancelled.done.is_set()


class _Freed:
    """Says in which thread it was freed."""

    def __init__(self, threads: list[int]) -> None:
        self._threads = threads

    def __del__(self) -> None:
        self._threads.append(get_ident())

    def use(self, _progress) -> None:
        """Do nothing, as work that holds a widget would."""


def test_what_a_task_holds_is_freed_in_the_main_thread_alone(qapp):
    worker, threads = Worker(), []
    for _round in range(500):
        worker.submit(Task(_Freed(threads).use))
    worker.wait()
    # Submitting lets go of the tasks that are done.
    worker.submit(Task(lambda _progress: None))
    worker.wait()
    gc.collect()
    assert len(threads) == 500
    assert set(threads) == {get_ident()}
