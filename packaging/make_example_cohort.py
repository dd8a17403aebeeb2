"""Make the invented example cohort: a workbook, and the same as CSV files.

The 21 patients are invented so that the cohort reproduces the numbers printed by Payette et al.
(2023, J Affect Disord, doi 10.1016/j.jad.2023.04.019). Characteristics are dealt out without
regard to scores or to one another: no association between them means anything. Three more sheets,
whose titles say so, hold what the paper does not have: the PHQ-9, scores around TMS and follow-up.
The sheet "Plan" holds both TMS protocols and the ketamine of the paper. Run
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
# The patients, counted from 0, who have a characteristic: chosen so that it is associated with no
# other characteristic, nor with age, weight or scores.
WOMEN = {0, 3, 6, 9, 12, 15, 18}
ANXIOUS = {0, 1, 3, 5, 6, 8, 10, 12, 13, 16, 18, 20}
BIPOLAR = {0, 13, 19}
BRAINSWAY = {1, 5, 6, 8, 9, 12, 17, 19}
DISSOCIATING = {0, 2, 3, 5, 7, 9, 10, 12, 14, 16, 17, 19}
TWICE = {3, 10, 16}
EARLIER_RATING = {2: 26, 9: 24, 15: 33}
LATER_RATING = {1: 16, 8: 18, 14: 21}
# Not of the paper. TMS failed in everybody, as there; one PHQ-9 after treatment is missing.
BEFORE_TMS = (24, 22, 25, 27, 26, 29, 30, 28, 31, 27, 33, 30, 32, 35, 31, 36, 33, 34, 38, 41, 43)
AFTER_TMS = (19, 20, 18, 23, 22, 25, 26, 24, 27, 24, 26, 29, 28, 30, 31, 29, 32, 34, 36, 38, 41)
PHQ_BEFORE = (12, 14, 13, 15, 16, 14, 18, 15, 17, 19, 18, 16, 20, 17, 19, 21, 18, 22, 23, 24, 25)
PHQ_AFTER = (8, 9, 6, 11, 4, 10, 7, 6, 9, 15, 7, 13, 16, 14, 10, 18, 17, 23, 14, 12, None)
# Scores at 4, 8 and 12 weeks after the last infusion; who came no more has fewer.
FOLLOW_UP = {
    0: (12, 15, 18), 2: (11, 14), 4: (8, 9, 12), 5: (15, 19, 23), 6: (10, 13, 22),
    7: (12, 24), 8: (13, 16, 15), 10: (9, 11, 13), 11: (20, 22), 14: (19, 22, 26),
    18: (24, 27), 19: (20, 18, 21),
}  # fmt: skip
FOLLOW_UP_DAYS = (39, 67, 95)

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
    ("not of the paper", "PHQ-9; TMS scores; follow-up ratings"),
)  # fmt: skip


PLAN = """\
# KetGUI plan: the treatments of Payette et al. 2023; what the paper does not report is left out
[[treatment.tms]]
stimulator = "MagVenture"
coil = "B70"
target = "left DLPFC"
localisation = "BeamF3"
percent_mt = 120
frequency_hz = 20
train_seconds = 5
inter_train_interval_seconds = 25
trains = 30
pulses_per_session = 3000
session_minutes = 15
[[treatment.tms]]
stimulator = "Brainsway"
coil = "H1"
target = "left DLPFC"
percent_mt = 120
frequency_hz = 18
train_seconds = 2
inter_train_interval_seconds = 20
trains = 55
pulses_per_session = 1980
session_minutes = 20
[treatment.ketamine]
drug = "racemic_ketamine"
route = "intravenous"
dose_mg_per_kg = 0.5
duration_minutes = 60
infusions_per_week = 3
weeks = 2
planned_infusions = 6
"""


def first_infusion(index: int) -> dt.date:
    """Return the Monday on which a patient's infusions begin."""
    return FIRST_MONDAY + dt.timedelta(weeks=2 * index)


def tms_end(index: int) -> dt.date:
    """Return the day of a patient's last TMS session."""
    return first_infusion(index) - dt.timedelta(weeks=4 + 2 * index % 5, days=3)


def patients() -> Sheet:
    """Return one row for each patient."""
    header = ("patient_id", "age", "sex", "anxiety", "bipolar")
    rows: list[tuple[Cell, ...]] = [
        (
            patient_id,
            AGES[index],
            "female" if index in WOMEN else "male",
            _yes(index in ANXIOUS),
            _yes(index in BIPOLAR),
        )
        for index, patient_id in enumerate(IDS)
    ]
    return header, rows


def tms() -> Sheet:
    """Return one row for each course; the paper reports no number of sessions."""
    header = (
        "patient_id", "stimulator", "coil", "target", "localisation", "percent_mt",
        "frequency_hz", "train_seconds", "inter_train_interval_seconds", "trains",
        "pulses_per_session", "sessions", "end_date",
    )  # fmt: skip
    figure_8 = ("MagVenture", "B70", "left DLPFC", "BeamF3", 120, 20, 5, 25, 30, 3000)
    h_coil = ("Brainsway", "H1", "left DLPFC", None, 120, 18, 2, 20, 55, 1980)
    rows: list[tuple[Cell, ...]] = [
        (
            patient_id,
            *(h_coil if index in BRAINSWAY else figure_8),
            None,
            tms_end(index),
        )
        for index, patient_id in enumerate(IDS)
    ]
    return header, rows


def infusions() -> Sheet:
    """Return six rows for each patient: Monday, Wednesday and Friday of two weeks."""
    header = ("patient_id", "infusion_number", "date", "weight_kg", "dose_mg_per_kg", "dose_mg",
              "duration_minutes")  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (
            patient_id,
            number,
            first_infusion(index) + dt.timedelta(days=day),
            WEIGHTS[index],
            DOSE_MG_PER_KG,
            WEIGHTS[index] * DOSE_MG_PER_KG,
            MINUTES,
        )
        for index, patient_id in enumerate(IDS)
        for number, day in enumerate(INFUSION_DAYS, 1)
    ]
    return header, rows


def assessments() -> Sheet:
    """Return ratings before, after the third and after the last infusion, and a few others."""
    header = ("patient_id", "date", "scale", "score")
    rows: list[tuple[Cell, ...]] = [
        (patient_id, first_infusion(index) + dt.timedelta(days=day), "MADRS", score)
        for index, patient_id in enumerate(IDS)
        for day, score in _ratings(index)
    ]
    return header, rows


def phq() -> Sheet:
    """Self-ratings on the days of the MADRS before and after; not of the paper."""
    header = ("patient_id", "date", "scale", "score")
    rows: list[tuple[Cell, ...]] = [
        (patient_id, first_infusion(index) + dt.timedelta(days=day), "PHQ-9", score)
        for index, patient_id in enumerate(IDS)
        for day, score in ((-3, PHQ_BEFORE[index]), (14, PHQ_AFTER[index]))
        if score is not None
    ]
    return header, rows


def tms_scores() -> Sheet:
    """Scores before the first and after the last TMS session; not of the paper."""
    header = ("patient_id", "moment", "date", "scale", "score")
    rows: list[tuple[Cell, ...]] = [
        (patient_id, moment, tms_end(index) - dt.timedelta(days=days), "MADRS", score)
        for index, patient_id in enumerate(IDS)
        for moment, days, score in (
            ("before TMS", 42, BEFORE_TMS[index]),
            ("after TMS", 0, AFTER_TMS[index]),
        )
    ]
    return header, rows


def follow_up() -> Sheet:
    """Ratings in the twelve weeks after the last infusion; not of the paper."""
    header = ("patient_id", "date", "scale", "score")
    rows: list[tuple[Cell, ...]] = [
        (IDS[index], first_infusion(index) + dt.timedelta(days=day), "MADRS", score)
        for index, scores in FOLLOW_UP.items()
        for day, score in zip(FOLLOW_UP_DAYS, scores, strict=False)
    ]
    return header, rows


def plan() -> Sheet:
    """Return the plan, a line a row, with its first line in the place of a header."""
    first, *lines = PLAN.splitlines()
    return (first,), [(line,) for line in lines]


def adverse_events() -> Sheet:
    """Return dissociation in 12, anxiety during an infusion in 2, nausea in 1, insomnia in 1."""
    header = ("patient_id", "infusion_number", "term", "soc", "severity", "serious",
              "relatedness", "onset")  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for index in sorted(DISSOCIATING):
        severity = "moderate" if index % 4 == 0 else "mild"
        rows.append((IDS[index], 1, *DISSOCIATION, severity, "no", "definite", "during infusion"))
        if index in TWICE:
            rows.append((IDS[index], 4, *DISSOCIATION, "mild", "no", "definite", "during infusion"))
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
        "Invented PHQ-9": phq(),
        "Invented TMS scores": tms_scores(),
        "Invented follow-up": follow_up(),
        "Plan": plan(),
        "About": (("key", "value"), list(ABOUT)),
    }


def workbook() -> bytes:
    """Return the workbook."""
    store = io.BytesIO()
    book = xlsxwriter.Workbook(
        store, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    # A fixed date, so that the same bytes come out every time.
    book.set_properties({"title": ABOUT[1][1], "created": dt.datetime(2023, 4, 19)})
    bold = book.add_format({"bold": True})
    date = book.add_format({"num_format": "yyyy-mm-dd"})
    for title, (header, rows) in sheets().items():
        sheet = book.add_worksheet(title)
        sheet.freeze_panes(1, 1)
        sheet.write_row(0, 0, header, bold)
        for column, name in enumerate(header):
            sheet.set_column(column, column, 90 if name == "value" else max(11, len(name) + 1))
        for row_number, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                if cell is not None:
                    sheet.write(
                        row_number, column, cell, date if isinstance(cell, dt.date) else None
                    )
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


def _ratings(index: int) -> Iterator[tuple[int, int]]:
    if index in EARLIER_RATING:
        yield -24, EARLIER_RATING[index]
    yield -3, BEFORE[index]
    yield 5, round((2 * BEFORE[index] + AFTER[index]) / 3)
    yield 14, AFTER[index]
    if index in LATER_RATING:
        yield 42, LATER_RATING[index]


def _yes(holds: bool) -> str:
    return "yes" if holds else "no"


if __name__ == "__main__":
    main()
