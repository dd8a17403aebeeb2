"""One process has a study; a lock left by one that ended holds nobody up."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from ketgui.project.lock import (
    Holder,
    find_holder,
    get_lock_path,
    get_this_process,
    release_lock,
    take_lock,
)


@pytest.fixture
def study(tmp_path) -> Path:
    return tmp_path / "cohort.ketgui"


def write_lock(study: Path, holder: Holder) -> None:
    get_lock_path(study).write_text(json.dumps(asdict(holder)), encoding="utf-8")


@pytest.fixture
def other_process():
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    yield child.pid
    child.communicate(b"\n")


def holder_with(process: int) -> Holder:
    stat = Path(f"/proc/{process}/stat")
    started = stat.read_text().rpartition(")")[2].split()[19] if stat.exists() else ""
    return replace(get_this_process(), process=process, started=started)


def test_the_first_takes_it_and_gives_it_back(study):
    assert take_lock(study) is None
    assert find_holder(study) == get_this_process()
    assert take_lock(study) is None
    release_lock(study)
    assert list(study.parent.iterdir()) == []


def test_the_lock_tells_nothing_but_computer_and_process(study):
    take_lock(study)
    held = json.loads(get_lock_path(study).read_text())
    assert set(held) == {"host", "process", "started"}
    if os.name == "posix":
        assert get_lock_path(study).stat().st_mode & 0o077 == 0


def test_another_running_process_keeps_it(study, other_process):
    holder = holder_with(other_process)
    write_lock(study, holder)
    assert take_lock(study) == holder
    release_lock(study)
    assert find_holder(study) == holder


def test_one_of_a_process_that_ended_is_taken_over(study, other_process):
    write_lock(study, holder_with(2**22 + 1))
    assert take_lock(study) is None
    # The same number, but another process by now.
    write_lock(study, replace(holder_with(other_process), started="1"))
    assert take_lock(study) is None
    assert find_holder(study) == get_this_process()


def test_on_another_computer_nobody_can_tell_so_it_stands(study):
    holder = Holder("another-computer", 1)
    write_lock(study, holder)
    assert take_lock(study) == holder
    assert not holder.is_stale


@pytest.mark.parametrize("content", [b"", b"[" * 9_999, b"{}", b'{"host": 1}', b"\xff\xfe"])
def test_what_is_no_lock_holds_nobody_up(study, content):
    get_lock_path(study).write_bytes(content)
    assert take_lock(study) is None
    assert find_holder(study) == get_this_process()


def test_a_folder_that_takes_no_file_takes_no_lock(tmp_path):
    assert take_lock(tmp_path / "no such folder" / "a.ketgui") is None
