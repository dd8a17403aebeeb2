"""Read mutated files of every format, and count those that end in anything but words.

Run with ``python tests/benchmarks/fuzz.py --seconds 60``; a failure prints the seed that made it.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from ketgui.importing import import_files  # noqa: E402

DATA = ROOT / "tests" / "data"
FILES = (
    "clean.csv", "excel-fr-ca.csv", "unicode-text.txt", "redcap/export.csv",
    "redcap/dictionary.csv", "bids/participants.tsv", "bids/participants.json", "workbook.xlsx",
    "workbook.xls", "workbook.ods", "labels.sav", "labels.dta", "transport.xpt",
)  # fmt: skip
# A file that takes longer is a hang to look at; the bound on a child process is two minutes.
SLOW_SECONDS = 15.0


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Return the content with some of its bytes changed, cut, repeated or cut off."""
    changed = bytearray(content)
    for _round in range(chance.randint(1, 12)):
        place = chance.randrange(len(changed) or 1)
        match chance.randrange(6):
            case 0:
                changed[place : place + 1] = bytes([chance.randrange(256)])
            case 1:
                del changed[place : place + chance.randrange(1, 30)]
            case 2:
                changed[place:place] = chance.randbytes(chance.randrange(1, 30))
            case 3:
                changed[place:place] = changed[place : place + chance.randrange(1, 60)]
            case 4:
                changed[place : place + 4] = b"\xff\xff\xff\x7f"
            case _:
                if chance.random() < 0.1:
                    del changed[place:]
    return bytes(changed)


def failure(path: Path) -> str:
    """Read one file and return what went wrong, empty if nothing did."""
    started = time.monotonic()
    try:
        found = import_files([path])
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    if (found.cohort is None) != any(issue.severity == "error" for issue in found.issues):
        return "neither a cohort nor an error"
    taken = time.monotonic() - started
    return f"took {taken:.0f} s" if taken > SLOW_SECONDS else ""


def main() -> int:
    """Mutate every file in turn until the time is over; the exit code tells of a failure."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=float, default=60.0)
    asked.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    said = asked.parse_args()
    ends = time.monotonic() + said.seconds
    runs: Counter[str] = Counter()
    failures: list[str] = []
    seed = said.seed
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < ends:
            for name in FILES:
                path = Path(folder) / Path(name).name
                path.write_bytes(
                    mutated((DATA / name).read_bytes(), random.Random(f"{seed}{name}"))
                )
                if wrong := failure(path):
                    failures.append(f"{name} --seed {seed}: {wrong}")
                runs[name] += 1
            seed += 1
    print("\n".join(f"{count:6} {name}" for name, count in runs.items()))
    print("\n".join(failures) or f"{runs.total()} files, no failure")
    return int(bool(failures))


if __name__ == "__main__":
    raise SystemExit(main())
