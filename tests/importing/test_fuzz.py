"""Mutated files: each ends in a cohort or in words, whatever was done to its bytes.

``KETGUI_FUZZ_SECONDS=60`` makes the run as long as a release wants it.
"""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest

from ketgui.importing import import_files
from tests.places import DATA

SECONDS = float(os.environ.get("KETGUI_FUZZ_SECONDS", "2"))
NAMES = ["excel-fr-ca.csv", "unicode-text.txt", "workbook.xlsx", "workbook.xls", "workbook.ods",
         "labels.sav", "labels.dta", "transport.xpt"]  # fmt: skip


def mutated(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _round in range(chance.randint(1, 12)):
        place = chance.randrange(len(changed))
        match chance.randrange(4):
            case 0:
                changed[place] = chance.randrange(256)
            case 1:
                del changed[place : place + chance.randrange(1, 30)]
            case 2:
                changed[place:place] = chance.randbytes(chance.randrange(1, 30))
            case _:
                end = place + chance.randrange(1, 60)
                changed[place:place] = changed[place:end]
        if not changed:
            return b"x"
    return bytes(changed)


@pytest.mark.parametrize("name", NAMES)
def test_a_mutated_file_is_read_or_refused_in_words(name: str, tmp_path: Path) -> None:
    chance = random.Random(name)
    content = (DATA / name).read_bytes()
    path = tmp_path / name
    ends = time.monotonic() + SECONDS / len(NAMES)
    rounds = 0
    while rounds < 2 or time.monotonic() < ends:
        path.write_bytes(mutated(content, chance))
        found = import_files([path])
        assert (found.cohort is None) == any(i.severity == "error" for i in found.issues)
        rounds += 1
