"""A study is written whole or not at all, the one before is kept, and no kill loses either."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ketgui.importing import import_text
from ketgui.project.archive import unpack
from ketgui.project.encryption import make_key, unseal
from ketgui.project.opening import read_file
from ketgui.project.recipe import Recipe
from ketgui.project.saving import Contents, add_suffix, get_backup_path, save_study

KEY = make_key("a password", operations=1, memory=8192)


def contents(score: int = 12, key: object = None) -> Contents:
    imported = import_text(f"patient_id\tMADRS before\tMADRS after\nP1\t30\t{score}\nP2\t28\t9\n")
    recipe = Recipe((), imported.sources, imported.mapping)
    return Contents(imported, (), lambda _folder, _numbers: recipe, key)  # type: ignore[arg-type]


def score_in(path: Path) -> bytes:
    data = path.read_bytes()
    return unpack(data).files["tables/01.csv"].splitlines()[1]


def test_the_file_before_is_kept_once(tmp_path):
    path = tmp_path / "study.ketgui"
    for score in (12, 13, 14):
        save_study(path, contents(score))
    assert score_in(path).endswith(b",14")
    assert score_in(get_backup_path(path)).endswith(b",13")
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "study.ketgui", "study.ketgui.bak",
    ]  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_nobody_else_can_read_a_study(tmp_path):
    save_study(tmp_path / "study.ketgui", contents())
    assert (tmp_path / "study.ketgui").stat().st_mode & 0o077 == 0


def test_a_password_seals_everything_and_leaves_no_open_backup(tmp_path):
    path = tmp_path / "study.ketgui"
    save_study(path, contents())
    save_study(path, contents(13, KEY))
    assert not get_backup_path(path).exists()
    assert b"MADRS" not in path.read_bytes()
    assert read_file(path, "a password")[1] == KEY
    save_study(path, contents(14, KEY))
    assert unseal(get_backup_path(path).read_bytes(), "a password")[1] == KEY


@pytest.mark.parametrize("call", ["write", "fsync", "link", "replace", "open"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_a_call_that_fails_leaves_the_study_as_it_was_and_nothing_else(
    tmp_path, monkeypatch, call, number
):
    path = tmp_path / "study.ketgui"
    save_study(path, contents(12))
    real_open = os.open

    def fail(*_given, **_named):
        raise OSError(number, os.strerror(number))

    def open_for_reading(place, flags, *rest):
        return fail() if flags & os.O_WRONLY else real_open(place, flags, *rest)

    with monkeypatch.context() as patch:
        if call == "replace":
            patch.setattr(Path, "replace", fail)
        elif call == "write":
            patch.setattr(os, "fdopen", fail)
        else:
            patch.setattr(os, call, open_for_reading if call == "open" else fail)
        is_saved = True
        try:
            save_study(path, contents(13))
        except OSError:
            is_saved = False
    # Where a second name, or waiting for the disk, is refused, there is another way.
    assert score_in(path).endswith(b",13" if is_saved else b",12")
    if not is_saved:
        assert [file.name for file in tmp_path.iterdir()] == ["study.ketgui"]


def test_the_suffix_is_added_once():
    assert add_suffix(Path("a")).name == "a.ketgui"
    assert add_suffix(Path("a.ketgui")).name == "a.ketgui"


_SAVER = """
import sys
from pathlib import Path
from tests.project.test_saving import contents
from ketgui.project.recovery import write_recovery
from ketgui.project.saving import save_study
path = Path(sys.argv[1])
versions = [contents(score) for score in range(60)]
print("ready", flush=True)
while True:
    for score in range(60):
        save_study(path, versions[score])
        write_recovery(path.with_name(".~study.ketgui"), versions[score])
"""


def kill_savers(folder: Path, kills: int) -> None:
    """Kill processes while they save, and look at the study after each."""
    path = folder / "study.ketgui"
    save_study(path, contents())
    for kill in range(kills):
        saver = subprocess.Popen(
            [sys.executable, "-c", _SAVER, str(path)], stdout=subprocess.PIPE, text=True
        )
        assert saver.stdout
        saver.stdout.readline()
        time.sleep(0.02 + 0.0013 * (kill % 71))
        saver.kill()
        saver.wait()
        saver.stdout.close()
        for file in (path, get_backup_path(path), path.with_name(".~study.ketgui")):
            if file.exists():
                study, _key, _is_study = read_file(file)
                assert study.is_usable
                assert not study.problems
                assert len(study.stored.tables[0]) == 2


@pytest.mark.slow
def test_a_kill_while_saving_damages_nothing(tmp_path):
    kill_savers(tmp_path, 3)
    # What a killed process left is removed by the next saving.
    save_study(tmp_path / "study.ketgui", contents())
    assert not list(tmp_path.glob(".*.part"))


@pytest.mark.benchmark
@pytest.mark.skipif("KETGUI_KILLS" not in os.environ, reason="takes as long as it is told to")
def test_a_thousand_kills_damage_nothing(tmp_path):
    kill_savers(tmp_path, int(os.environ["KETGUI_KILLS"]))
