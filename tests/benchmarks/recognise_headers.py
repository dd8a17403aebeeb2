"""Read every header row of ``tests/data/headers`` and print what becomes of its columns.

``python tests/benchmarks/recognise_headers.py [PART OF A NAME]`` prints each column that is asked
about or wrong, and the shares; the goal is 97 % right, the rest asked, none wrong in silence.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def main(part: str = "") -> None:
    """Print the columns that are not right, and the shares."""
    sys.path.insert(0, str(ROOT))
    from tests.importing.header_cases import cases, judge

    counts: Counter[str] = Counter()
    chosen = [case for case in cases() if part in case.stem]
    for case in chosen:
        with tempfile.TemporaryDirectory() as folder:
            for one in judge(case, Path(folder)):
                counts[one.verdict] += 1
                if one.verdict != "right":
                    print(f"{one.verdict:6} {one.case}: {one.name} is {one.wanted!r}, "
                          f"found {one.found!r}")  # fmt: skip
    total = sum(counts.values()) or 1
    print(f"{len(chosen)} tables, {total} columns and visits")
    for verdict in ("right", "asked", "wrong"):
        print(f"{verdict:6} {counts[verdict]:5} {counts[verdict] / total:7.2%}")


if __name__ == "__main__":
    main(*sys.argv[1:2])
