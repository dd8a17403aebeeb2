"""Kill processes while they save and write recovery copies, and read what they left.

    python tests/benchmarks/kill_savers.py [KILLS]

Each child is forked from this warm process, saves a plain and a sealed study over and over, and is
killed at a random moment. Prints how many studies were damaged, and what was left beside them.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
# Longer than one round of saving takes here.
_LONGEST_SECONDS = 0.12


def save_forever(folder: Path, versions: list, sealed: list) -> None:
    """Save both studies and their recovery copies until the process is killed."""
    from ketgui.project.recovery import write_recovery
    from ketgui.project.saving import save_study

    while True:
        for plain, locked in zip(versions, sealed, strict=True):
            save_study(folder / "study.ketgui", plain)
            write_recovery(folder / ".~study.ketgui", plain)
            save_study(folder / "locked.ketgui", locked)
            write_recovery(folder / ".~locked.ketgui", locked)


def find_damage(folder: Path) -> list[str]:
    """Return the files that cannot be read whole."""
    from ketgui.project.opening import read_file

    damaged: list[str] = []
    for file in (*folder.glob("*.ketgui*"), *folder.glob(".~*.ketgui")):
        try:
            study, _key, _is_study = read_file(file, "a password")
            if study.problems or not study.is_usable or len(study.stored.tables[0]) != 2:
                damaged.append(file.name)
        except ValueError as error:
            damaged.append(f"{file.name}: {error}")
    return damaged


def main() -> None:
    """Kill as often as asked for, and print what was found."""
    from ketgui.project.saving import save_study
    from tests.project.test_saving import KEY, contents

    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    chance, damaged, cut_short, begin = random.Random(16), 0, 0, time.monotonic()
    versions, sealed = [contents(n) for n in range(6)], [contents(n, KEY) for n in range(6)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        save_study(folder / "study.ketgui", versions[0])
        save_study(folder / "locked.ketgui", sealed[0])
        for _kill in range(kills):
            child = os.fork()
            if child == 0:
                save_forever(folder, versions, sealed)
            time.sleep(chance.uniform(0.0, _LONGEST_SECONDS))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            cut_short += bool(list(folder.glob(".*.part")))
            if found := find_damage(folder):
                damaged += 1
                print(found)
        save_study(folder / "study.ketgui", versions[0])
        left = sorted(file.name for file in folder.iterdir())
    print(f"{kills} kills in {time.monotonic() - begin:.0f} s, {cut_short} in the middle of a file")
    print(f"{damaged} left a damaged study; in the folder after the next saving: {', '.join(left)}")


if __name__ == "__main__":
    main()
