"""Two workbooks of 25 invented patients, as untidy as clinics keep them, and their right numbers.

They were written before the program was read: the patients are a plain list, the numbers that are
right are counted from that list, and only then is the list written the way a clinic would write it.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

N = 25


@dataclass(frozen=True)
class Truth:
    """The numbers that a workbook holds."""

    enrolled: int
    pairs: int
    mean_before: float
    mean_after: float
    responders: int
    infusions: int
    nausea: int  # patients with nausea
    female: int


@dataclass(frozen=True)
class Patient:
    """One invented patient."""

    number: int
    age: int
    sex: str
    weight: float
    first: date
    before: int
    after: int | None
    infusions: int
    events: tuple[str, ...]


def draw_patients(seed: int) -> list[Patient]:
    """Return 25 invented patients."""
    chance = random.Random(seed)
    patients: list[Patient] = []
    for number in range(1, N + 1):
        before = chance.randint(22, 42)
        after = round(before * chance.uniform(0.2, 1.0))
        # Every eighth patient did not come to the last rating; one stopped after three infusions.
        lost = number % 8 == 0
        events = chance.sample(("nausea", "dissociation", "headache", "dizziness"), number % 3)
        patients.append(
            Patient(
                number=number,
                age=chance.randint(24, 71),
                sex=chance.choice("FFM"),
                weight=chance.randint(520, 1010) / 10,
                first=date(2022, 3, 14) + timedelta(days=7 * number),
                before=before,
                after=None if lost else after,
                infusions=3 if number == 16 else 6,
                events=tuple(events),
            )
        )
    return patients


def count(patients: list[Patient]) -> Truth:
    """Return the right numbers; who has no second rating did not respond."""
    pairs = [(p.before, p.after) for p in patients if p.after is not None]
    return Truth(
        enrolled=len(patients),
        pairs=len(pairs),
        mean_before=sum(b for b, _ in pairs) / len(pairs),
        mean_after=sum(a for _, a in pairs) / len(pairs),
        responders=sum(1 - a / b >= 0.5 for b, a in pairs),
        infusions=sum(p.infusions for p in patients),
        nausea=sum("nausea" in p.events for p in patients),
        female=sum(p.sex == "F" for p in patients),
    )


def write_french_workbook(path: Path) -> Truth:
    """Write a French-speaking clinic's workbook: titles, two header rows, merged cells."""
    patients = draw_patients(seed=11)
    book = xlsxwriter.Workbook(str(path))
    _write_french_patients(book, patients)
    _write_french_infusions(book, patients)
    _write_french_effects(book, patients)
    lists = book.add_worksheet("Listes")
    lists.write_column(0, 0, ["Sexe", "F", "H"])
    lists.hide()
    book.close()
    return count(patients)


def _write_french_patients(book: xlsxwriter.Workbook, patients: list[Patient]) -> None:
    sheet = book.add_worksheet("Suivi kétamine 2022")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    bold = book.add_format({"bold": True, "bg_color": "#DDEBF7"})
    sheet.write(0, 0, "Clinique de dépression résistante — suivi kétamine", bold)
    sheet.write(1, 0, "Mis à jour le 12 décembre 2022 (JT)")
    for column, title in enumerate(["No", "Code", "Âge", "Sexe", "Poids (kg)", "1re perfusion"]):
        sheet.merge_range(3, column, 4, column, title, bold)
    sheet.merge_range(3, 6, 3, 7, "MADRS", bold)
    sheet.write_row(4, 6, ["Avant", "Après"], bold)
    sheet.merge_range(3, 8, 4, 8, "Remarques", bold)
    for row, p in enumerate(patients, start=5):
        sheet.write_number(row, 0, p.number)
        sheet.write(row, 1, _french_id(p.number))
        sheet.write(row, 2, p.age)
        sheet.write(row, 3, "F" if p.sex == "F" else "H")
        weight = f"{p.weight:.1f}".replace(".", ",")
        # Some weights were typed as text, one with its unit.
        if p.number % 4 == 0:
            sheet.write_string(row, 4, f"{weight} kg" if p.number == 12 else weight)
        else:
            sheet.write_number(row, 4, p.weight)
        sheet.write(row, 5, p.first, day)
        sheet.write(row, 6, p.before)
        if p.after is None:
            sheet.write(row, 7, "ND")
        else:
            sheet.write(row, 7, p.after)
        if p.number == 16:
            sheet.write(row, 8, "arrêt après 3 perfusions, a déménagé")
        if p.number == 5:
            sheet.write(row, 8, "vient avec sa sœur")
    end = 5 + len(patients)
    sheet.write(end, 1, "Moyenne", bold)
    mean = sum(p.before for p in patients) / N
    sheet.write(end, 6, f"=AVERAGE(G6:G{end})", bold, mean)
    sheet.write(end + 2, 0, "Légende : ND = non disponible; en bleu = dossier complet")


def _french_id(number: int) -> str:
    return f"K-{number:02d}"


def _write_french_infusions(book: xlsxwriter.Workbook, patients: list[Patient]) -> None:
    sheet = book.add_worksheet("Perfusions")
    sheet.write_row(0, 0, ["Code", "Perfusion no", "Date", "Dose (mg)", "Durée (min)", "TA avant"])
    row = 1
    for p in patients:
        for number in range(1, p.infusions + 1):
            when = p.first + timedelta(days=2 * (number - 1))
            # The clinic writes the code once for each patient; the cells below are merged with it.
            sheet.write(row, 1, number)
            sheet.write_string(row, 2, when.strftime("%d/%m/%Y"))
            sheet.write(row, 3, round(p.weight * 0.5))
            sheet.write(row, 4, 40)
            sheet.write_string(row, 5, f"{118 + number}/{74 + number}")
            row += 1
        # An id is written as the nurse of that day writes it.
        name = f"k{p.number:02d}" if p.number in (3, 9) else _french_id(p.number)
        sheet.merge_range(row - p.infusions, 0, row - 1, 0, name)


def _write_french_effects(book: xlsxwriter.Workbook, patients: list[Patient]) -> None:
    french = {
        "nausea": "nausées", "dissociation": "dissociation +", "headache": "céphalée légère",
        "dizziness": "étourdissements",
    }  # fmt: skip
    sheet = book.add_worksheet("Effets indésirables")
    sheet.write_row(0, 0, ["Code", "Effets indésirables"])
    for row, p in enumerate(patients, start=1):
        sheet.write(row, 0, _french_id(p.number))
        sheet.write(row, 1, ", ".join(french[e] for e in p.events) or "R.A.S.")


def write_english_workbook(path: Path) -> Truth:
    """Write an English-speaking clinic's workbook: a row for each visit, pounds, totals."""
    patients = draw_patients(seed=29)
    book = xlsxwriter.Workbook(str(path))
    _write_demographics(book, patients)
    _write_ratings(book, patients)
    _write_ketamine_log(book, patients)
    book.close()
    return count(patients)


def _english_id(number: int) -> str:
    return f"KET{number:03d}"


def _write_demographics(book: xlsxwriter.Workbook, patients: list[Patient]) -> None:
    sheet = book.add_worksheet("Demographics")
    sheet.write_row(0, 0, [
        "Study ID", "Initials", "DOB", "Age", "Sex (M/F)", "Wt", "Unit", "Dx", "# failed meds",
        "Prior ECT", "Comments",
    ])  # fmt: skip
    for row, p in enumerate(patients, start=1):
        pounds = p.number % 2 == 1
        weight = round(p.weight / 0.45359237) if pounds else p.weight
        sheet.write_row(row, 0, [
            _english_id(p.number), f"{chr(64 + p.number)}.X.", f"{2022 - p.age}-01-01", p.age,
            {"F": "Female", "M": "male"}[p.sex] if p.number % 5 == 0 else p.sex,
            weight, "lb" if pounds else "kg", "MDD", 2 + p.number % 4,
            "Y" if p.number % 6 == 0 else "N", "",
        ])  # fmt: skip
    sheet.write_row(N + 2, 0, ["N =", N])
    sheet.write_row(N + 3, 0, ["Mean age", "", "", sum(p.age for p in patients) / N])


def _write_ratings(book: xlsxwriter.Workbook, patients: list[Patient]) -> None:
    sheet = book.add_worksheet("MADRS")
    sheet.write_row(0, 0, ["Study ID", "Visit", "Date", "MADRS", "Rater"])
    row = 1
    for p in patients:
        # Half way through, somebody noted a rating after the third infusion too.
        ratings = [("Baseline", -1, p.before)]
        if p.number % 3 == 0 and p.after is not None:
            ratings.append(("Post inf 3", 5, round((p.before + p.after) / 2)))
        if p.after is not None:
            ratings.append(("Post inf 6", 11, p.after))
        ratings.append(("FU 1 month", 40, min(60, (p.after or p.before) + 3)))
        for visit, offset, score in ratings:
            when = p.first + timedelta(days=offset)
            rater = "JT" if p.number % 2 else "MB"
            sheet.write_row(
                row, 0, [_english_id(p.number), visit, when.strftime("%Y-%m-%d"), score, rater]
            )
            row += 1


def _write_ketamine_log(book: xlsxwriter.Workbook, patients: list[Patient]) -> None:
    sheet = book.add_worksheet("Ketamine log")
    sheet.write_row(0, 0, ["Study ID", "Infusion", "Date", "Dose mg", "Duration", "Side effects"])
    row = 1
    for p in patients:
        for number in range(1, p.infusions + 1):
            when = p.first + timedelta(days=2 * (number - 1))
            events = "; ".join(p.events) if number == 2 else "none"
            sheet.write_row(row, 0, [
                _english_id(p.number), number, when.strftime("%Y-%m-%d"), round(p.weight * 0.5),
                "40 min", events or "none",
            ])  # fmt: skip
            row += 1
