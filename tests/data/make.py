"""Write the sample files: one invented cohort in every format and layout the program reads.

Run with ``python tests/data/make.py`` where pandas, pyreadstat, xlwt, odfpy and XlsxWriter are
installed; the files are kept, so that the tests need none of these.
"""

# The libraries that write these formats are not among the program's own.
# pyright: reportMissingImports=false, reportArgumentType=false

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

HERE = Path(__file__).parent
PATIENTS = [
    # id, age, sex, before, after, events
    ("K01", 44.5, "female", 31, 12, "nausea"),
    ("K02", 52.0, "male", 28, 27, ""),
    ("K03", 61.5, "female", 35, 17, "dissociation"),
    ("K04", 38.0, "male", 24, 9, "dissociation"),
    ("K05", 47.5, "female", 27, 20, ""),
    ("K06", 29.0, "female", 40, 31, "nausea"),
    ("K07", 66.0, "male", 22, 8, ""),
    ("K08", 55.5, "female", 30, None, "headache"),
]
HEADERS = {
    "es": ("Código paciente", "Edad", "Sexo", "MADRS antes", "MADRS después"),
    "pt": ("Código", "Idade", "Sexo", "MADRS antes", "MADRS depois"),
    "de": ("Patienten-ID", "Alter", "Geschlecht", "MADRS vor", "MADRS nach"),
    "fr": ("N° patient", "Âge (années)", "Sexe", "MADRS avant", "MADRS après"),
}
SEX = {
    "es": {"female": "mujer", "male": "hombre"},
    "pt": {"female": "feminino", "male": "masculino"},
    "de": {"female": "weiblich", "male": "männlich"},
    "fr": {"female": "F", "male": "H"},
}


def main() -> None:
    """Write everything."""
    _plain()
    _languages()
    _layouts()
    _workbooks()
    _statistical()
    _redcap()
    _bids()


def _text(name: str, rows: list[list[object]], mark: str = ",", encoding: str = "utf-8") -> None:
    path = HERE / name
    path.parent.mkdir(exist_ok=True, parents=True)
    lines = [mark.join("" if cell is None else str(cell) for cell in row) for row in rows]
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))


def _rows(header: tuple[str, ...], words: dict[str, str] | None = None) -> list[list[object]]:
    body = [[i, a, (words or {}).get(s, s), b, c] for i, a, s, b, c, _events in PATIENTS]
    return [list(header), *body]


def _plain() -> None:
    rows = _rows(("patient_id", "age", "sex", "MADRS before", "MADRS after"))
    _text("clean.csv", rows)
    _text("unicode-text.txt", rows, "\t", "utf-16")


def _languages() -> None:
    for code in ("es", "pt", "de"):
        _text(f"headers-{code}.csv", _rows(HEADERS[code], SEX[code]), ";")
    rows = [[str(c).replace(".", ",") if isinstance(c, float) else c for c in row]
            for row in _rows(HEADERS["fr"], SEX["fr"])]  # fmt: skip
    _text("excel-fr-ca.csv", rows, ";", "cp1252")


def _split(total: int) -> list[int]:
    """Return ten items of 0–6 that add up to a total."""
    return [total // 10 + (place < total % 10) for place in range(10)]


def _layouts() -> None:
    ratings: list[list[object]] = [["patient_id", "age", "sex", "visit", "MADRS total"]]
    items: list[list[object]] = [
        ["patient_id", "age", "sex",
         *(f"madrs_i{n}_{when}" for when in ("pre", "post") for n in range(1, 11))]
    ]  # fmt: skip
    times: list[list[object]] = [["patient_id", "age", "sex", "madrs_pre", "madrs_24h", "madrs_w2"]]
    wide: list[list[object]] = [
        ["patient_id", "age", "sex", "MADRS before", "MADRS after", "nausea", "dissociation",
         "headache", "dose_1", "weight_1", "dose_2", "weight_2"]
    ]  # fmt: skip
    listed: list[list[object]] = [
        ["patient_id", "age", "sex", "MADRS before", "MADRS after", "adverse events"]
    ]
    for who, age, sex, before, after, events in PATIENTS:
        ratings += [[who, age, sex, "baseline", before], [who, age, sex, "week 1", before - 3]]
        ratings += [[who, age, sex, "post", after]] if after is not None else []
        blank = [None] * 10
        items += [[who, age, sex, *_split(before), *(_split(after) if after else blank)]]
        times += [[who, age, sex, before, before - 3, after]]
        happened = [
            "yes" if term in events else "no" for term in ("nausea", "dissociation", "headache")
        ]
        wide += [[who, age, sex, before, after, *happened, 0.5, 70, 0.5, 71]]
        listed += [[who, age, sex, before, after, events]]
    _text("one-row-per-rating.csv", ratings)
    _text("items.csv", items)
    _text("many-time-points.csv", times)
    _text("events-and-infusions-in-columns.csv", wide)
    _text("events-in-one-cell.csv", listed)


def _frame() -> pd.DataFrame:
    header, *body = _rows(("patient_id", "age", "sex", "madrs_pre", "madrs_post"))
    return pd.DataFrame(body, columns=[str(name) for name in header])


def _workbooks() -> None:
    import xlwt

    frame = _frame()
    for suffix, engine in (("xlsx", "xlsxwriter"), ("ods", "odf")):
        frame.to_excel(
            HERE / f"workbook.{suffix}", sheet_name="Patients", index=False, engine=engine
        )
    book = xlwt.Workbook()
    sheet = book.add_sheet("Patients")
    for row, cells in enumerate(_rows(tuple(frame.columns))):
        for column, cell in enumerate(cells):
            sheet.write(row, column, "" if cell is None else cell)
    book.save(str(HERE / "workbook.xls"))


def _statistical() -> None:
    import pyreadstat

    frame = _frame()
    frame["sex"] = frame["sex"].map({"male": 1.0, "female": 2.0})
    frame = frame.rename(columns={"patient_id": "subj", "madrs_pre": "m1", "madrs_post": "m2"})
    titles = ["Patient", "Age (years)", "Sexe", "MADRS avant", "MADRS après"]
    labels = {"sex": {1: "Homme", 2: "Femme"}}
    for write, suffix in ((pyreadstat.write_sav, "sav"), (pyreadstat.write_dta, "dta")):
        write(frame, HERE / f"labels.{suffix}", column_labels=titles, variable_value_labels=labels)
    plain = _frame().rename(columns={"patient_id": "subject"})
    pyreadstat.write_xport(
        plain, HERE / "transport.xpt", table_name="COHORT", file_format_version=8
    )


def _redcap() -> None:
    header = [
        "record_id", "redcap_event_name", "redcap_repeat_instrument", "redcap_repeat_instance",
        "age", "sex", "madrs_total", "dose_mg_per_kg", "infusion_number", "ae_term", "ae_severity",
    ]  # fmt: skip
    rows: list[list[object]] = [list(header)]
    for who, age, sex, before, after, events in PATIENTS:
        code = 1 if sex == "male" else 2
        rows.append([who, "baseline_arm_1", "", "", age, code, before, "", "", "", ""])
        rows += [
            [who, "infusions_arm_1", "infusion", n, "", "", "", 0.5, n, "", ""] for n in range(1, 7)
        ]
        if events:
            rows.append([who, "infusions_arm_1", "adverse_event", 1, *[""] * 5, events, 2])
        rows.append([who, "post_treatment_arm_1", "", "", "", "", after, "", "", "", ""])
    _text("redcap/export.csv", rows)
    dictionary = [
        ["Variable / Field Name", "Form Name", "Field Type", "Field Label",
         '"Choices, Calculations, OR Slider Labels"'],
        ["record_id", "baseline", "text", "Record ID", ""],
        ["sex", "baseline", "radio", "Sex", '"1, Male | 2, Female"'],
        ["ae_severity", "adverse_event", "radio", "Severity", '"1, Mild | 2, Moderate"'],
    ]  # fmt: skip
    _text("redcap/dictionary.csv", [list(row) for row in dictionary])
    titles = ["Record ID", "Event Name", "Repeat Instrument", "Repeat Instance", "Age", "Sex",
              "MADRS total", "Dose mg/kg", "Infusion number", "Event term", "Severity"]  # fmt: skip
    words = {1: "Male", 2: "Female"}
    labelled = [
        [words.get(c, c) if place == 5 and isinstance(c, int) else c for place, c in enumerate(row)]
        for row in rows[1:]
    ]
    _text("redcap-labels.csv", [titles, *labelled])


def _bids() -> None:
    rows = [["participant_id", "age", "sex"]]
    rows += [[f"sub-{who}", age, sex[0].upper()] for who, age, sex, *_rest in PATIENTS]
    _text("bids/participants.tsv", [list(row) for row in rows], "\t")
    about = {"sex": {"Description": "Sex", "Levels": {"F": "female", "M": "male"}}}
    (HERE / "bids/participants.json").write_text(json.dumps(about, indent=1))
    ratings: list[list[object]] = [["participant_id", "session_id", "madrs_total"]]
    for who, _age, _sex, before, after, _events in PATIENTS:
        ratings.append([f"sub-{who}", "ses-pre", before])
        ratings.append([f"sub-{who}", "ses-post", "n/a" if after is None else after])
    _text("bids/phenotype/madrs.tsv", ratings, "\t")
    levels = {"madrs_total": {"LongName": "MADRS total", "Levels": {"0": {"Description": "none"}}}}
    (HERE / "bids/phenotype/madrs.json").write_text(json.dumps(levels, indent=1))


if __name__ == "__main__":
    main()
