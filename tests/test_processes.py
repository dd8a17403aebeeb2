"""Whether a process runs is known, and a crash leaves nothing of the memory."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from ketgui.processes import find_start, is_running
from tests.places import ROOT

CRASH = (
    "import os, resource, sys; from ketgui.processes import forbid_core_dumps;"
    "resource.setrlimit(resource.RLIMIT_CORE, resource.getrlimit(resource.RLIMIT_CORE));"
    "forbid_core_dumps(); print(resource.getrlimit(resource.RLIMIT_CORE)); sys.stdout.flush();"
)

# Most of what a thread frees stays its own while it keeps what it asked for last.
KEEP = """
import resource
from threading import Thread
from ketgui.processes import return_memory

def measure():
    return int(open("/proc/self/statm").read().split()[1]) * resource.getpagesize() / 2**20

def compute():
    results = [bytearray(100_000) for _ in range(1000)]
    kept.append(bytearray(100_000))

kept = []
thread = Thread(target=compute)
thread.start()
thread.join()
before = measure()
return_memory()
print(before - measure())
"""


def test_this_process_runs_and_one_that_ended_does_not():
    assert is_running(os.getpid())
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert not is_running(ended.pid)
    assert not is_running(2**63)


def test_another_process_began_later():
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        assert is_running(child.pid)
        if sys.platform == "linux":
            assert int(find_start(child.pid)) >= int(find_start(os.getpid())) > 0
    finally:
        child.communicate(b"\n")
    assert find_start(2**22 + 1) == ""


@pytest.mark.skipif(sys.platform == "win32", reason="other means there")
def test_no_core_is_written_and_the_memory_cannot_be_read(tmp_path):
    script = CRASH + "print(open('/proc/self/status').read()) if sys.platform == 'linux' else 0"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.stdout.startswith("(0, 0)"), done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="other means there")
def test_a_crash_leaves_no_file(tmp_path):
    script = CRASH + f"os.chdir({str(tmp_path)!r}); os.abort()"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode != 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("streams", ["", "sys.stdout = sys.stderr = None;"])
def test_a_process_ends_with_its_code_and_destroys_nothing(streams):
    program = (
        "import sys, weakref; from ketgui.processes import end_process;"
        "thing = type('T', (), {})();"
        "weakref.finalize(thing, print, 'destroyed'); print('said');"
        f"{streams} end_process(3)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True
    )
    assert ended.returncode == 3
    assert "destroyed" not in ended.stdout
    assert ended.stdout == "said\n"


@pytest.mark.skipif(sys.platform != "linux", reason="only the C library of GNU is told")
def test_what_a_thread_has_freed_goes_back_to_the_system():
    done = subprocess.run(
        [sys.executable, "-c", KEEP], capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    # Of 95 MB.
    assert float(done.stdout) > 50, done.stderr
