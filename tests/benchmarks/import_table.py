"""Import a large table and divide by a bare read of the same file in the same run.

``python tests/benchmarks/import_table.py`` prints, for CSV of a million rows against pandas (and
polars, where it is installed) and an XLSX of 100 000 against calamine, the ratio of times, and what
an import of CSV takes in memory.
One CSV has a row a rating with its items; in the other each row is a patient in few bytes, whose
id alone takes more room in memory than the whole row in the file: the hardest there is.
"""

from __future__ import annotations

import importlib.util
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PATIENTS = ["patient_id", "age", "sex", "MADRS before", "MADRS after", "site"]
RATINGS = ["patient_id", "moment", "date", *(f"MADRS {item}" for item in range(1, 11)),
           "MADRS total", "rater", "site", "comment"]  # fmt: skip
COMMENTS = ("", "", "", "slept badly", "line replaced", "by telephone", "family present", "late")
ROUNDS = 5
Row = Callable[[int, random.Random], list[str | int]]


def patient(number: int, chance: random.Random) -> list[str | int]:
    """Return an invented patient with an id of its own."""
    return [f"P{number:07d}", chance.randint(20, 80), "FM"[number % 2], chance.randint(20, 50),
            chance.randint(0, 40), f"site {number % 7}"]  # fmt: skip


def rating(number: int, chance: random.Random) -> list[str | int]:
    """Return an invented rating, before or after, with its items."""
    who, after = divmod(number, 2)
    day = date(2015, 1, 1) + timedelta(days=who % 3000 + 21 * after)
    items = [chance.randint(0, 6) for _item in range(10)]
    moment, comment = ("before", "after")[after], chance.choice(COMMENTS)
    return [f"CHUM-{who:06d}", moment, day.isoformat(), *items, sum(items),
            f"rater {chance.randint(1, 12)}", f"site {who % 7}", comment]  # fmt: skip


def write_csv(path: Path, header: list[str], row: Row, rows: int) -> None:
    """Write invented rows as CSV."""
    chance = random.Random(1)
    with path.open("w", encoding="utf-8") as stream:
        stream.write(",".join(header) + "\n")
        stream.writelines(",".join(map(str, row(n, chance))) + "\n" for n in range(rows))


def write_xlsx(path: Path, rows: int) -> None:
    """Write the patients as a workbook."""
    import xlsxwriter

    chance = random.Random(1)
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Patients")
        sheet.write_row(0, 0, PATIENTS)
        for number in range(rows):
            sheet.write_row(number + 1, 0, patient(number, chance))


def ours(path: Path) -> None:
    """Import the file to a cohort."""
    from ketgui.importing import import_files

    assert import_files([path]).cohort is not None


def pandas_read(path: Path) -> None:
    """Read the CSV as text with pandas and nothing more."""
    import pandas as pd

    pd.read_csv(path, dtype=str)


def polars_read(path: Path) -> None:
    """Read the CSV with polars and nothing more."""
    import polars  # type: ignore[import-not-found]

    polars.read_csv(path)


def calamine_read(path: Path) -> None:
    """Read the workbook's only sheet with calamine and nothing more."""
    import python_calamine

    python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def seconds(read: Callable[[Path], None], path: Path) -> float:
    """Return the median time of some reads, after one to warm up."""
    times: list[float] = []
    for _round in range(ROUNDS + 1):
        started = time.perf_counter()
        read(path)
        times.append(time.perf_counter() - started)
    return statistics.median(times[1:])


def compare(name: str, path: Path, theirs: Callable[[Path], None], goal: float) -> None:
    """Print one line: both times and their ratio."""
    mine, other = seconds(ours, path), seconds(theirs, path)
    print(f"{name:32} {mine:6.3f} s / {other:6.3f} s = {mine / other:5.2f}  (goal ≤ {goal})")


def memory(path: Path) -> float:
    """Return how many times the file's size a fresh process takes beyond its libraries."""
    words = (
        "import resource, sys; sys.path.insert(0, sys.argv[2]); import pandas;"
        "from pathlib import Path; from ketgui.importing import import_files;"
        "held = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss; before = held();"
        "import_files([Path(sys.argv[1])]); print((held() - before) * 1024)"
    )
    asked = [sys.executable, "-c", words, str(path), str(ROOT)]
    taken = float(subprocess.run(asked, capture_output=True, text=True, check=True).stdout)
    return taken / path.stat().st_size


def main() -> None:
    """Print the ratios; a comparison whose library is missing is left out with a word."""
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory() as folder:
        ratings, patients = Path(folder, "ratings.csv"), Path(folder, "patients.csv")
        write_csv(ratings, RATINGS, rating, 1_000_000)
        write_csv(patients, PATIENTS, patient, 1_000_000)
        # A process counts its parent's peak as its own, so this comes before any table is held.
        if sys.platform != "win32":
            for table in (ratings, patients):
                print(f"memory, a million {table.stem}: {memory(table):.1f} × the file  (goal < 6)")
        book = Path(folder, "patients.xlsx")
        write_xlsx(book, 100_000)
        for table in (ratings, patients):
            compare(f"a million {table.stem} / pandas", table, pandas_read, 2.5)
            if importlib.util.find_spec("polars"):
                compare(f"a million {table.stem} / polars", table, polars_read, 4)
        compare("XLSX of 100 000 / calamine", book, calamine_read, 2)


if __name__ == "__main__":
    main()
