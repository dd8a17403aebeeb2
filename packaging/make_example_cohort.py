"""Make the invented example cohort: a workbook, and the same as CSV files.

The 21 patients are invented so that the cohort reproduces the numbers printed by Payette et al.
(2023, J Affect Disord, doi 10.1016/j.jad.2023.04.019). Characteristics are dealt out without
regard to scores or to one another: no association between them means anything. Run
``python packaging/make_example_cohort.py``; the same bytes come out every time.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

SAMPLES = Path(__file__).resolve().parent.parent / "resources" / "samples"
Cell = str | int | float | dt.date | None
Sheet = tuple[tuple[str, ...], list[tuple[Cell, ...]]]

BEFORE = (18, 19, 20, 22, 23, 23, 25, 25, 25, 25, 27, 27, 29, 29, 30, 30, 31, 33, 37, 40, 42)
AFTER = (10, 12, 11, 15, 8, 13, 9, 10, 14, 20, 10, 18, 24, 26, 17, 29, 24, 37, 25, 21, 38)
AGES = (63, 34, 41, 43, 63, 53, 51, 49, 43, 72, 58, 70, 38, 49, 33, 39, 64, 63, 31, 50, 39)
WEIGHTS = (66, 76, 63, 55, 75, 66, 94, 84, 73, 67, 88, 56, 66, 90, 54, 96, 97, 78, 57, 66, 82)
IDS = tuple(f"SYN{number:02d}" for number in range(1, 22))
# Which patients, counted from 0, bear a characteristic: chosen so that it goes with no other, nor
# with age, weight or scores.
WOMEN = {0, 3, 6, 9, 12, 15, 18}
ANXIOUS = {0, 1, 3, 5, 6, 8, 10, 12, 13, 16, 18, 20}
BIPOLAR = {0, 13, 19}
BRAINSWAY = {1, 5, 6, 8, 9, 12, 17, 19}
DISSOCIATING = {0, 2, 3, 5, 7, 9, 10, 12, 14, 16, 17, 19}
TWICE = {3, 10, 16}
EARLIER_RATING = {2: 26, 9: 24, 15: 33}
LATER_RATING = {1: 16, 8: 18, 14: 21}

INFUSION_DAYS = (0, 2, 4, 7, 9, 11)
DOSE_MG_PER_KG = 0.5
MINUTES = 60
FIRST_MONDAY = dt.date(2021, 1, 11)
DISSOCIATION = ("dissociation", "Psychiatric disorders")

ABOUT = (
    ("invented", "yes"),
    ("title", "Invented example cohort"),
    ("what it is", "21 invented patients who reproduce the numbers printed by Payette et al. 2023 "
                   "(J Affect Disord, doi 10.1016/j.jad.2023.04.019). Not patient data."),
    ("what it is not", "Ages, weights, devices and events are dealt out without regard to scores "
                       "or to one another; no association between them means anything."),
)  # fmt: skip


def first_infusion(place: int) -> dt.date:
    """Return the Monday on which a patient's infusions begin."""
    return FIRST_MONDAY + dt.timedelta(weeks=2 * place)


def patients() -> Sheet:
    """One row a patient."""
    header = ("patient_id", "age", "sex", "anxiety", "bipolar")
    rows: list[tuple[Cell, ...]] = [
        (
            who,
            AGES[place],
            "female" if place in WOMEN else "male",
            _yes(place in ANXIOUS),
            _yes(place in BIPOLAR),
        )
        for place, who in enumerate(IDS)
    ]
    return header, rows


def tms() -> Sheet:
    """One row a course; the paper reports no number of sessions."""
    header = (
        "patient_id", "stimulator", "coil", "target", "localisation", "percent_mt",
        "frequency_hz", "train_seconds", "inter_train_interval_seconds", "trains",
        "pulses_per_session", "sessions", "end_date",
    )  # fmt: skip
    figure_8 = ("MagVenture", "B70", "left DLPFC", "BeamF3", 120, 20, 5, 25, 30, 3000)
    h_coil = ("Brainsway", "H1", "left DLPFC", None, 120, 18, 2, 20, 55, 1980)
    rows: list[tuple[Cell, ...]] = [
        (
            who,
            *(h_coil if place in BRAINSWAY else figure_8),
            None,
            first_infusion(place) - dt.timedelta(weeks=4 + 2 * place % 5, days=3),
        )
        for place, who in enumerate(IDS)
    ]
    return header, rows


def infusions() -> Sheet:
    """Six rows a patient: Monday, Wednesday and Friday of two weeks."""
    header = ("patient_id", "infusion_number", "date", "weight_kg", "dose_mg_per_kg", "dose_mg",
              "duration_minutes")  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (
            who,
            number,
            first_infusion(place) + dt.timedelta(days=day),
            WEIGHTS[place],
            DOSE_MG_PER_KG,
            WEIGHTS[place] * DOSE_MG_PER_KG,
            MINUTES,
        )
        for place, who in enumerate(IDS)
        for number, day in enumerate(INFUSION_DAYS, 1)
    ]
    return header, rows


def assessments() -> Sheet:
    """The rating before, one after the third infusion, the one after; a few earlier and later."""
    header = ("patient_id", "date", "scale", "score")
    rows: list[tuple[Cell, ...]] = [
        (who, first_infusion(place) + dt.timedelta(days=day), "MADRS", score)
        for place, who in enumerate(IDS)
        for day, score in _ratings(place)
    ]
    return header, rows


def adverse_events() -> Sheet:
    """Dissociation in 12, anxiety during an infusion in 2, nausea in 1, insomnia in 1."""
    header = ("patient_id", "infusion_number", "term", "soc", "severity", "serious",
              "relatedness", "onset")  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for place in sorted(DISSOCIATING):
        severity = "moderate" if place % 4 == 0 else "mild"
        rows.append((IDS[place], 1, *DISSOCIATION, severity, "no", "definite", "during infusion"))
        if place in TWICE:
            rows.append((IDS[place], 4, *DISSOCIATION, "mild", "no", "definite", "during infusion"))
    anxiety = ("anxiety", "Psychiatric disorders", "mild", "no", "probable", "during infusion")
    rows += [
        (IDS[1], 2, *anxiety),
        (IDS[7], 1, *anxiety),
        (IDS[12], 3, "nausea", "Gastrointestinal disorders", "mild", "no", "probable", "same day"),
        (IDS[18], 5, "insomnia", "Psychiatric disorders", "mild", "no", "possible", "same day"),
    ]
    return header, rows


def sheets() -> dict[str, Sheet]:
    """Return every sheet by its title."""
    return {
        "Patients": patients(),
        "TMS": tms(),
        "Infusions": infusions(),
        "Assessments": assessments(),
        "Adverse events": adverse_events(),
        "About": (("key", "value"), list(ABOUT)),
    }


def workbook() -> bytes:
    """Return the workbook."""
    store = io.BytesIO()
    book = xlsxwriter.Workbook(
        store, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": ABOUT[1][1], "created": dt.datetime(2023, 4, 19)})
    bold = book.add_format({"bold": True})
    date = book.add_format({"num_format": "yyyy-mm-dd"})
    for title, (header, rows) in sheets().items():
        sheet = book.add_worksheet(title)
        sheet.freeze_panes(1, 1)
        sheet.write_row(0, 0, header, bold)
        for column, name in enumerate(header):
            sheet.set_column(column, column, 90 if name == "value" else max(11, len(name) + 1))
        for place, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                if cell is not None:
                    sheet.write(place, column, cell, date if isinstance(cell, dt.date) else None)
    book.close()
    return store.getvalue()


def csv_files() -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each CSV file."""
    for title, (header, rows) in sheets().items():
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
        yield f"{title.lower().replace(' ', '-')}.csv", out.getvalue().encode()


def main() -> None:
    """Write the workbook and the CSV files."""
    folder = SAMPLES / "example-cohort"
    folder.mkdir(parents=True, exist_ok=True)
    (SAMPLES / "example-cohort.xlsx").write_bytes(workbook())
    for name, data in csv_files():
        (folder / name).write_bytes(data)


def _ratings(place: int) -> Iterator[tuple[int, int]]:
    if place in EARLIER_RATING:
        yield -24, EARLIER_RATING[place]
    yield -3, BEFORE[place]
    yield 5, round((2 * BEFORE[place] + AFTER[place]) / 3)
    yield 14, AFTER[place]
    if place in LATER_RATING:
        yield 42, LATER_RATING[place]


def _yes(holds: bool) -> str:
    return "yes" if holds else "no"


if __name__ == "__main__":
    main()
