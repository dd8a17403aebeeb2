"""A large import: the window answers meanwhile, tells how far it is, and stops when asked."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from time import perf_counter

import pytest
from PySide6.QtCore import QTimer

from ketgui.importing import import_files
from ketgui.importing.changes import Decision
from ketgui.importing.issues import Answer, Issue
from ketgui.session.session import Session
from ketgui.views.importing.page import ImportPage

# Several times what is measured on an idle machine: the tests may share it.
MOST_SECONDS = 0.5


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    path = tmp_path_factory.mktemp("large") / "ratings.csv"
    lines = (
        f"P{row // 10:06d},{row % 10 * 3},madrs,{row * 7 % 61},C{row % 9}" for row in range(300_000)
    )
    path.write_text("\n".join(["patient_id,time_days,scale,score,centre", *lines]), "utf-8")
    return path


@pytest.mark.benchmark
def test_the_window_answers_while_a_large_file_is_read(qtbot, window, large):
    beats, told = [perf_counter()], []
    beat = QTimer(interval=5)
    beat.timeout.connect(lambda: beats.append(perf_counter()))
    window.session.progress.connect(lambda share, words: told.append((share, words)))
    beat.start()
    with qtbot.waitSignal(window.session.proposed, timeout=60_000):
        window.session.propose([large])
    beat.stop()
    gaps = [later - sooner for sooner, later in pairwise(beats)]
    assert len(beats) > 20
    assert max(gaps) < MOST_SECONDS
    shares = [share for share, _words in told]
    assert shares == sorted(shares)
    assert 0 <= shares[0] <= shares[-1] <= 1
    assert all(words for _share, words in told)


def test_the_share_done_is_shown_once_it_takes_long(qtbot, window):
    window.status.show_busy("Reading ratings.csv…")
    window.status.show_progress(0.25, "Reading…")
    assert window.status._share.isHidden(), "short work comes and goes without a word"
    window.status._cancel.show()
    window.status.show_progress(0.5, "Checking…")
    assert window.status._share.isVisible()
    assert window.status._share.text() == "50%"
    assert window.status.activity == "Checking…"
    window.status.show_progress(0.0, "Reading…")
    assert window.status._share.maximum() == 0, "how far it is, is not known yet"
    window.status.show_busy("")
    assert window.status._share.isHidden()


@pytest.mark.benchmark
def test_cancel_stops_the_reading_and_leaves_everything_as_it_was(qtbot, window, large):
    with qtbot.waitSignal(window.session.progress, timeout=20_000):
        window.session.propose([large])
    window.status._cancel.click()
    started = perf_counter()
    window.session.wait()
    assert perf_counter() - started < 2
    assert window.session.imported is None
    assert window.session.paths == ()
    assert window._stack.currentWidget() is window._welcome


def problem(row: int) -> Issue:
    change = Decision("keep", "wide.csv", "", row, "B", str(row))
    return Issue(
        ("error", "warning", "note")[row % 3], "wide.csv", "", row, "B", "score",
        f"madrs_before is “{row}”; 0 to 60 is expected.", "Correct it.", f"P{row}",
        "outside_range", (Answer("Keep it", change),),
    )  # fmt: skip


@pytest.mark.benchmark
def test_ten_thousand_problems_and_two_hundred_columns_stay_quick(qtbot, tmp_path):
    names = ["patient_id", "madrs_before", "madrs_after", *(f"c{place}" for place in range(200))]
    rows = [",".join([f"P{row}", "30", "12", *["1"] * 200]) for row in range(200)]
    path = tmp_path / "wide.csv"
    path.write_text("\n".join([",".join(names), *rows]), encoding="utf-8")
    imported = import_files([path])
    imported = replace(imported, issues=tuple(problem(row) for row in range(2, 10_002)))
    page = ImportPage(Session())
    qtbot.addWidget(page)
    page.show()
    listed = page._answers.list
    for act in (
        lambda: page.show_import(imported),
        lambda: listed.filter_by(text="p9999"),
        lambda: listed.filter_by("error"),
        lambda: listed.filter_by(),
        lambda: listed.choose(9_999),
    ):
        started = perf_counter()
        act()
        assert perf_counter() - started < MOST_SECONDS
    assert len(listed.ordered) == 10_000
    assert listed.current is listed.ordered[-1]
