"""Jobs off the main thread: who is received, what is cancelled, and owners that go any time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from threading import Event, get_ident

import pytest
from PySide6.QtCore import QObject

from ketgui.session.jobs import Jobs

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(params=[True, False], ids=["newest wins", "queue"])
def jobs(request, qapp):
    parent = QObject()
    made = Jobs(parent, newest_wins=request.param)
    yield made
    made.wait()
    parent.deleteLater()


@pytest.fixture
def newest(qapp):
    parent = QObject()
    made = Jobs(parent, newest_wins=True)
    yield made
    made.wait()
    parent.deleteLater()


@pytest.fixture
def queue(qapp):
    parent = QObject()
    made = Jobs(parent, newest_wins=False)
    yield made
    made.wait()
    parent.deleteLater()


def test_the_newest_alone_is_received_and_in_the_main_thread(newest):
    begun, go = Event(), Event()
    received: list[tuple[str, int]] = []

    def slow() -> str:
        begun.set()
        go.wait(5)
        return "old"

    newest.start(slow, lambda text: received.append((text, get_ident())))
    assert begun.wait(5)
    overtaken: list[str] = []
    newest.start(lambda: overtaken.append("ran"), received.append)
    newest.start(lambda: "new", lambda text: received.append((text, get_ident())))
    assert newest.is_busy
    go.set()
    newest.finish()
    assert received == [("new", get_ident())]
    # What was overtaken before its turn is not even begun.
    assert overtaken == []


def test_work_that_is_overtaken_stops_where_it_reports_progress(newest):
    begun, stopped = Event(), Event()

    def endless(progress) -> None:
        begun.set()
        try:
            while True:
                progress(0.5, "half")
        finally:
            stopped.set()

    newest.start_with_progress(endless, print)
    assert begun.wait(5)
    received: list[int] = []
    newest.start(lambda: 2, received.append)
    newest.finish()
    assert stopped.is_set()
    assert received == [2]


def test_a_queue_drops_no_job(queue):
    received: list[int] = []
    for number in range(20):
        queue.start(lambda number=number: number, received.append)
    queue.finish()
    assert received == list(range(20))


def test_an_error_is_raised_in_the_main_thread_and_the_next_job_is_done(qtbot, jobs):
    received: list[object] = []
    with qtbot.captureExceptions() as caught:
        jobs.start(lambda: 1 / 0, received.append)
        jobs.finish()
        jobs.start(lambda: "next", received.append)
        jobs.finish()
    assert [error[0] for error in caught] == [ZeroDivisionError]
    assert received == ["next"]
    assert not jobs.is_busy


def test_progress_is_shown_while_the_work_goes_on(qtbot, jobs):
    go = Event()

    def work(progress) -> None:
        progress(0.25, "reading")
        go.wait(5)

    with qtbot.waitSignal(jobs.progress, timeout=5_000) as shown:
        jobs.start_with_progress(work, lambda _result: None)
    go.set()
    jobs.finish()
    assert shown.args == [0.25, "reading"]


def test_busy_shows_the_text_of_the_job_and_then_nothing(jobs):
    texts: list[str] = []
    jobs.busy_changed.connect(texts.append)
    jobs.start(lambda: None, lambda _result: None, "Reading…")
    assert texts == ["Reading…"]
    jobs.finish()
    assert texts == ["Reading…", ""]


def test_what_is_cancelled_is_not_received(qtbot, jobs):
    go, received = Event(), []
    jobs.start(lambda: go.wait(5), received.append)
    jobs.start(lambda: 2, received.append)
    jobs.cancel()
    assert not jobs.is_busy
    go.set()
    jobs.wait()
    qtbot.wait(20)
    assert received == []


def test_a_job_started_where_another_is_received_is_done_once(jobs):
    received: list[str] = []

    def receive(text: str) -> None:
        received.append(text)
        if text == "first":
            jobs.start(lambda: "second", receive)

    jobs.start(lambda: "first", receive)
    jobs.finish()
    assert received == ["first", "second"]


def test_a_job_started_where_another_is_said_to_have_ended_is_done_once(queue):
    received: list[str] = []

    def steps():
        yield "Drawing…"
        yield lambda: received.append("written")

    def start_once(text: str) -> None:
        if not text and not received:
            queue.start_steps(steps(), lambda _failure: received.append("end"))

    queue.busy_changed.connect(start_once)
    queue.start(lambda: None, lambda _result: None, "Reading…")
    queue.finish()
    assert received == ["written", "end"]


def test_jobs_take_their_steps_one_after_the_other(queue):
    done: list[str] = []

    def steps(name: str):
        for part in ("a", "b"):
            yield f"Drawing {name}{part}…"
            yield lambda part=part: done.append(name + part)

    for name in ("1", "2", "3"):
        queue.start_steps(steps(name), lambda failure, name=name: done.append(f"{name} {failure}"))
    queue.start(lambda: done.append("work"), lambda _result: done.append("received"))
    queue.finish()
    assert done == ["1a", "1b", "1 None", "2a", "2b", "2 None", "3a", "3b", "3 None", "work",
                    "received"]  # fmt: skip


def test_the_event_loop_runs_between_two_steps(qtbot, queue):
    turns: list[str] = []
    clock = QObject()
    clock.timerEvent = lambda _event: turns.append("event")  # type: ignore[method-assign]
    timer = clock.startTimer(0)

    def steps():
        for number in range(3):
            turns.append(f"step {number}")
            yield "Drawing…"

    queue.start_steps(steps(), lambda _failure: None)
    queue.finish()
    clock.killTimer(timer)
    assert "event" in turns[turns.index("step 0") : turns.index("step 2")]


def test_steps_wanted_as_others_end_are_taken_once(queue):
    done: list[int] = []
    second = iter([lambda: done.append(2), lambda: done.append(3)])
    first = iter([lambda: done.append(1)])
    queue.start_steps(first, lambda _failure: queue.start_steps(second, lambda _failure: None))
    queue.finish()
    assert done == [1, 2, 3]


@pytest.mark.parametrize("in_worker", [True, False], ids=["in writing", "in drawing"])
def test_a_failing_step_ends_its_own_job_and_no_other(queue, in_worker):
    ended: list[object] = []

    def fail():
        raise OSError("full")

    def steps():
        yield "Drawing…"
        if in_worker:
            yield fail
        fail()

    queue.start_steps(steps(), ended.append)
    queue.start_steps(iter(["Drawing…"]), ended.append)
    queue.finish()
    assert [str(failure) for failure in ended] == ["full", "None"]


def test_steps_that_are_cancelled_are_taken_no_further(qtbot, jobs):
    taken: list[int] = []

    def steps():
        for number in range(100):
            taken.append(number)
            yield "Drawing…"

    jobs.start_steps(steps(), lambda _failure: taken.append(-1))
    jobs.cancel()
    qtbot.wait(20)
    assert taken == [0]


def test_an_owner_may_go_before_its_jobs_are_done(qtbot):
    owner, go, written = QObject(), Event(), Event()
    received: list[object] = []
    jobs = Jobs(owner, newest_wins=False)
    jobs.start(lambda: go.wait(5), received.append)
    jobs.start(written.set, received.append)
    owner.deleteLater()
    del owner, jobs
    qtbot.wait(10)
    go.set()
    # A file that is to be written is written, though nobody is there to be told.
    assert written.wait(5)
    qtbot.wait(30)
    assert received == []


# What Qt's offscreen platform says of every window that is shown.
_OFFSCREEN = "propagateSizeHints"
STRESS = """
import faulthandler, gc, random, sys, time
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QLabel, QMainWindow
from ketgui.session.jobs import Jobs
from ketgui.session.worker import wait_for_workers
from ketgui.views.application import Application, sweep

faulthandler.enable()
chance = random.Random(20230419)
application = Application([])
failures, received = [], []
sys.excepthook = lambda kind, error, trace: failures.append(kind)

class Window(QMainWindow):
    def __init__(self):
        super().__init__()
        self.label = QLabel("window")
        self.setCentralWidget(self.label)
        self.jobs = [Jobs(part, newest_wins=wins) for part in (self, self.label)
                     for wins in (True, False)]
        for jobs in self.jobs:
            jobs.progress.connect(self.show_progress)
            jobs.busy_changed.connect(self.statusBar().showMessage)

    def show_progress(self, share, text):
        self.label.setText(f"{share} {text}")

    def receive(self, result):
        received.append(result)
        self.label.setText(str(result))

    def draw(self, progress):
        image = QImage(200, 200, QImage.Format.Format_RGB32)
        for share in range(5):
            progress(share / 5, "drawing")
            image.fill(0)
            painter = QPainter(image)
            painter.drawText(10, 100, str(share))
            painter.end()
        return image.width()

    def fail(self):
        raise ValueError("wrong")

    def steps(self):
        for number in range(4):
            self.label.setText(str(number))
            yield "Drawing"
            yield lambda: time.sleep(0.001)
        if chance.random() < 0.3:
            raise OSError("full")

    def act(self):
        jobs = chance.choice(self.jobs)
        label = self.label
        chance.choice((
            lambda: jobs.start_with_progress(self.draw, self.receive, "drawing"),
            lambda: jobs.start(lambda: label and sum(range(20_000)), self.receive, "adding"),
            lambda: jobs.start(self.fail, self.receive),
            lambda: jobs.start_steps(self.steps(), lambda failure: received.append(failure)),
            jobs.cancel,
        ))()

def pump(seconds):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        application.processEvents()

for number in range(200):
    window = Window()
    window.show()
    for action in range(12):
        window.act()
        if chance.random() < 0.3:
            pump(chance.random() * 0.005)
    end = number % 5
    if end == 0:
        for jobs in window.jobs:
            jobs.wait()
    elif end == 1:
        for jobs in window.jobs:
            jobs.finish()
    elif end == 2:
        window.label.deleteLater()
        pump(chance.random() * 0.01)
    window.close()
    window.deleteLater()
    del window
    if end == 3:
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    pump(chance.random() * 0.01)
    gc.collect()
wait_for_workers()
pump(0.05)
print(len(received), len(failures), {kind.__name__ for kind in failures})
"""


def test_two_hundred_windows_closed_at_random_moments_crash_nothing():
    ended = subprocess.run(
        [sys.executable, "-c", STRESS], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert ended.returncode == 0, ended.stderr[-3000:]
    complaints = [line for line in ended.stderr.splitlines() if _OFFSCREEN not in line]
    assert complaints == []
    received, failed, kinds = ended.stdout.split(maxsplit=2)
    # Something was received and something failed: the rounds are not empty ones.
    assert int(received) > 500
    assert int(failed) > 50
    assert kinds.strip() == "{'ValueError'}"
