"""Write one invented study as REDCap, an SDTM data set and a BIDS data set export it.

Run with ``python tests/data/make_systems.py``; the files are kept in ``systems``. The columns are
those that these systems write: forms' states, time stamps and repeated instruments; domains with
one row a question and a visit; tables of a phenotype beside their descriptions.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "systems"
DAYS = (0, 2, 4, 7, 9, 11)
ITEMS = (
    "Apparent Sadness", "Reported Sadness", "Inner Tension", "Reduced Sleep", "Reduced Appetite",
    "Concentration Difficulties", "Lassitude", "Inability to Feel", "Pessimistic Thoughts",
    "Suicidal Thoughts",
)  # fmt: skip
# id, age, sex, weight, first infusion, infusions, MADRS before and after, PHQ-9 before and after.
PATIENTS = (
    ("K01", 44, "F", 64.0, "2022-03-07", 6, 31, 12, 19, 8),
    ("K02", 52, "M", 88.5, "2022-03-14", 6, 28, 27, 17, 16),
    ("K03", 61, "F", 71.0, "2022-04-04", 6, 35, 17, 22, 11),
    ("K04", 38, "M", 80.0, "2022-04-11", 4, 24, 9, 14, 4),
    ("K05", 47, "F", 58.5, "2022-05-02", 6, 27, 20, 16, 13),
    ("K06", 29, "F", 66.0, "2022-05-09", 6, 40, 31, 25, 20),
    ("K07", 66, "M", 92.0, "2022-06-06", 6, 22, 8, 13, 3),
    ("K08", 55, "F", 69.5, "2022-06-13", 2, 30, None, 18, None),
    ("K09", 33, "M", 77.0, "2022-09-05", 6, 33, 16, 20, 9),
    ("K10", 41, "F", 61.0, "2022-09-12", 6, 29, 14, 17, 7),
)
# Patient, infusion, words, preferred term, severity, serious.
EVENTS = (
    ("K01", 1, "felt sick", "Nausea", 1, 0),
    ("K01", 3, "spaced out", "Dissociation", 2, 0),
    ("K03", 1, "head ache", "Headache", 1, 0),
    ("K06", 2, "vomited twice", "Vomiting", 2, 0),
    ("K08", 2, "very anxious, stopped", "Anxiety", 3, 0),
    ("K09", 5, "dizzy", "Dizziness", 1, 0),
)


TITLES = {
    "madrs": "Montgomery-Asberg Depression Rating Scale",
    "phq9": "Patient Health Questionnaire",
}


def split(total: int, parts: int) -> list[int]:
    """Return items that add up to a total."""
    return [total // parts + (place < total % parts) for place in range(parts)]


def write(name: str, rows: list[dict[str, Any]], mark: str = ",", missing: str = "") -> None:
    """Write rows under the headers of all of them."""
    headers = list(dict.fromkeys(key for row in rows for key in row))
    path = HERE / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=mark, lineterminator="\n")
        writer.writerow(headers)
        for row in rows:
            cells = (row.get(header, "") for header in headers)
            writer.writerow([missing if cell in ("", None) else cell for cell in cells])


def list_dates(first: str, count: int) -> list[dt.date]:
    """Return the dates of a patient's infusions."""
    return [dt.date.fromisoformat(first) + dt.timedelta(days) for days in DAYS[:count]]


def write_redcap() -> None:
    """Write a longitudinal project with repeated instruments, and its data dictionary."""
    own = ("record_id", "redcap_event_name", "redcap_repeat_instrument", "redcap_repeat_instance",
           "redcap_data_access_group", "redcap_survey_identifier")  # fmt: skip
    forms: dict[str, list[str]] = {
        "demographics": ["consent_date", "age", "sex", "history___1", "history___2", "history___3",
                         "tms_device", "demographics_notes"],
        "madrs": ["madrs_date", "madrs_rater", *(f"madrs_{n:02d}" for n in range(1, 11)),
                  "madrs_total"],
        "phq9": ["phq9_timestamp", *(f"phq9_{n}" for n in range(1, 10)), "phq9_total"],
        "infusion": ["infusion_number", "infusion_date", "weight_kg", "dose_mg_per_kg", "dose_mg",
                     "duration_min", "sbp_pre", "dbp_pre", "sbp_max", "dbp_max", "cadss_total"],
        "adverse_event": ["ae_term", "ae_start", "ae_severity", "ae_serious", "ae_relatedness"],
    }  # fmt: skip
    headers = [*own, *(field for form, fields in forms.items()
                       for field in (*fields, f"{form}_complete"))]  # fmt: skip
    rows: list[dict[str, Any]] = []
    for at, (who, age, sex, weight, first, count, *scores) in enumerate(PATIENTS):
        base = {"record_id": who, "redcap_data_access_group": ("montreal", "quebec")[at % 2]}
        dates = list_dates(first, count)
        visits = (
            ("baseline_arm_1", 0, dates[0]),
            ("post_treatment_arm_1", 1, dates[-1] + dt.timedelta(1)),
        )
        for event, place, date in visits:
            madrs, phq9 = scores[place], scores[2 + place]
            row: dict[str, Any] = base | {"redcap_event_name": event}
            if place == 0:
                row |= {"consent_date": dates[0] - dt.timedelta(7), "age": age,
                        "sex": 1 if sex == "F" else 2, "history___1": at % 2, "history___2": 0,
                        "history___3": int(at == 3), "tms_device": 1 + at % 2,
                        "demographics_complete": 2}  # fmt: skip
            if madrs is not None and phq9 is not None:
                items = split(madrs, 10)
                row |= {"madrs_date": date, "madrs_rater": "AB", "madrs_total": madrs,
                        "madrs_complete": 2, "phq9_timestamp": f"{date} 10:15:00",
                        "phq9_total": phq9, "phq9_complete": 2}  # fmt: skip
                row |= {f"madrs_{n:02d}": item for n, item in enumerate(items, 1)}
                row |= {f"phq9_{n}": item for n, item in enumerate(split(phq9, 9), 1)}
            else:
                row |= {"madrs_complete": 0, "phq9_complete": 0}
            rows.append(row)
        rows += list_repeats(who, base, weight, dates)
    write("redcap/KetamineTRD_DATA_2023-01-15_1002.csv",
          [{header: row.get(header, "") for header in headers} for row in rows])  # fmt: skip
    write("redcap/KetamineTRD_DataDictionary_2023-01-15.csv", list_dictionary(forms))


def list_repeats(
    who: str, base: dict[str, Any], weight: float, dates: list[dt.date]
) -> list[dict[str, Any]]:
    """Return a row for each repeat of the forms of infusions and of events."""
    rows: list[dict[str, Any]] = []
    for number, date in enumerate(dates, 1):
        rows.append(base | {
            "redcap_event_name": "treatment_arm_1", "redcap_repeat_instrument": "infusion",
            "redcap_repeat_instance": number, "infusion_number": number,
            "infusion_date": date, "weight_kg": weight, "dose_mg_per_kg": 0.5,
            "dose_mg": weight / 2, "duration_min": 40, "sbp_pre": 118 + number,
            "dbp_pre": 76, "sbp_max": 138 + number, "dbp_max": 88,
            "cadss_total": 20 - 2 * number, "infusion_complete": 2,
        })  # fmt: skip
    for instance, (_who, number, _words, term, severity, serious) in enumerate(
        (event for event in EVENTS if event[0] == who), 1
    ):
        rows.append(base | {
            "redcap_event_name": "treatment_arm_1", "redcap_repeat_instrument": "adverse_event",
            "redcap_repeat_instance": instance, "ae_term": term,
            "ae_start": dates[number - 1], "ae_severity": severity, "ae_serious": serious,
            "ae_relatedness": 2, "adverse_event_complete": 2,
        })  # fmt: skip
    return rows


def list_dictionary(forms: dict[str, list[str]]) -> list[dict[str, Any]]:
    """Return REDCap's rows, of which one describes each field."""
    labels = {
        "record_id": "Record ID", "consent_date": "Date of consent", "age": "Age at consent",
        "sex": "Sex", "history": "Psychiatric history", "tms_device": "TMS device",
        "demographics_notes": "Notes", "madrs_date": "Date of rating", "madrs_rater": "Rater",
        "madrs_total": "MADRS total", "phq9_total": "PHQ-9 total",
        "phq9_timestamp": "Completed at", "infusion_number": "Infusion number",
        "infusion_date": "Infusion date", "weight_kg": "Weight", "dose_mg_per_kg": "Dose by weight",
        "dose_mg": "Dose", "duration_min": "Duration", "sbp_pre": "Systolic before",
        "dbp_pre": "Diastolic before", "sbp_max": "Highest systolic",
        "dbp_max": "Highest diastolic", "cadss_total": "CADSS total (40 min)",
        "ae_term": "Adverse event", "ae_start": "Start date",
        "ae_severity": "Severity", "ae_serious": "Serious?",
        "ae_relatedness": "Related to ketamine",
    }  # fmt: skip
    labels |= {f"madrs_{n:02d}": f"{n}. {item}" for n, item in enumerate(ITEMS, 1)}
    labels |= {f"phq9_{n}": f"PHQ-9 item {n}" for n in range(1, 10)}
    choices = {
        "sex": "1, Female | 2, Male",
        "history": "1, Anxiety disorder | 2, Bipolar II | 3, Suicide attempt",
        "tms_device": "1, MagVenture R30 | 2, Brainsway H1",
        "ae_severity": "1, Mild | 2, Moderate | 3, Severe",
        "ae_relatedness": "1, Unlikely | 2, Possible | 3, Probable",
        "madrs_total": "sum([madrs_01],[madrs_02],[madrs_03],[madrs_04],[madrs_05],[madrs_06],"
        "[madrs_07],[madrs_08],[madrs_09],[madrs_10])",
        "phq9_total": "sum([phq9_1],[phq9_2],[phq9_3],[phq9_4],[phq9_5],[phq9_6],[phq9_7],"
        "[phq9_8],[phq9_9])",
    }  # fmt: skip
    kinds = {"sex": "radio", "history": "checkbox", "tms_device": "dropdown", "madrs_total": "calc",
             "phq9_total": "calc", "ae_severity": "radio", "ae_serious": "yesno",
             "ae_relatedness": "radio", "demographics_notes": "notes"}  # fmt: skip
    notes = {"weight_kg": "kg, on the day of the infusion", "dose_mg": "mg, 0.5 mg/kg",
             "duration_min": "minutes", "madrs_total": "0 to 60"}  # fmt: skip
    rows: list[dict[str, Any]] = []
    for form, fields in forms.items():
        names = dict.fromkeys(name.partition("___")[0] for name in fields)
        for name in ("record_id", *names) if form == "demographics" else names:
            validation = "date_ymd" if name.endswith(("_date", "_start")) else ""
            rows.append({
                "Variable / Field Name": name, "Form Name": form, "Section Header": "",
                "Field Type": kinds.get(name, "text"), "Field Label": labels[name],
                "Choices, Calculations, OR Slider Labels": choices.get(name, ""),
                "Field Note": notes.get(name, ""),
                "Text Validation Type OR Show Slider Number": validation,
                "Text Validation Min": "", "Text Validation Max": "", "Identifier?": "",
                "Branching Logic (Show field only if...)": "", "Required Field?": "",
                "Custom Alignment": "", "Question Number (surveys only)": "",
                "Matrix Group Name": "", "Matrix Ranking?": "", "Field Annotation": "",
            })  # fmt: skip
    return rows


def write_sdtm() -> None:
    """Write the domains DM, QS, EX, AE and VS, and the code list of their define file."""
    study = "KET-TRD"
    demographics: list[dict[str, Any]] = []
    tables: dict[str, list[dict[str, Any]]] = {name: [] for name in ("qs", "ex", "ae", "vs")}
    for at, (who, age, sex, weight, first, count, before, after, *phq9) in enumerate(PATIENTS):
        subject = f"{study}-{at % 2 + 1:02d}-{who}"
        dates = list_dates(first, count)
        key = {"STUDYID": study, "DOMAIN": "", "USUBJID": subject}
        demographics.append(key | {
            "DOMAIN": "DM", "SUBJID": who, "RFSTDTC": dates[0], "RFENDTC": dates[-1],
            "RFXSTDTC": dates[0], "RFXENDTC": dates[-1], "RFICDTC": dates[0] - dt.timedelta(7),
            "DTHDTC": "", "DTHFL": "", "SITEID": f"{at % 2 + 1:02d}", "AGE": age, "AGEU": "YEARS",
            "SEX": sex, "RACE": "", "ETHNIC": "", "ARMCD": "KET", "ARM": "Ketamine 0.5 mg/kg",
            "ACTARMCD": "KET", "ACTARM": "Ketamine 0.5 mg/kg", "COUNTRY": "CAN",
        })  # fmt: skip
        add_ratings(tables["qs"], key, dates, (before, after), phq9)
        for number, date in enumerate(dates, 1):
            tables["ex"].append(key | {
                "DOMAIN": "EX", "EXSEQ": number, "EXTRT": "KETAMINE", "EXDOSE": weight / 2,
                "EXDOSU": "mg", "EXDOSFRM": "SOLUTION", "EXDOSFRQ": "ONCE",
                "EXROUTE": "INTRAVENOUS", "VISITNUM": number + 1, "VISIT": f"INFUSION {number}",
                "EPOCH": "TREATMENT", "EXSTDTC": f"{date}T09:00", "EXENDTC": f"{date}T09:40",
                "EXSTDY": (date - dates[0]).days + 1,
            })  # fmt: skip
            for test, name, value, unit in (
                ("SYSBP", "Systolic Blood Pressure", 118 + number, "mmHg"),
                ("DIABP", "Diastolic Blood Pressure", 76, "mmHg"),
                ("WEIGHT", "Weight", weight, "kg"),
            ):
                tables["vs"].append(key | {
                    "DOMAIN": "VS", "VSSEQ": len(tables["vs"]) + 1, "VSTESTCD": test,
                    "VSTEST": name, "VSORRES": value, "VSORRESU": unit, "VSSTRESC": value,
                    "VSSTRESN": value, "VSSTRESU": unit, "VSLOBXFL": "Y" if number == 1 else "",
                    "VISITNUM": number + 1, "VISIT": f"INFUSION {number}",
                    "VSDTC": f"{date}T08:45", "VSTPT": "PRE-DOSE",
                })  # fmt: skip
        words = {1: "MILD", 2: "MODERATE", 3: "SEVERE"}
        for number, (_who, infusion, text, term, severity, _serious) in enumerate(
            (event for event in EVENTS if event[0] == who), 1
        ):
            tables["ae"].append(key | {
                "DOMAIN": "AE", "AESEQ": number, "AETERM": text, "AELLT": term, "AEDECOD": term,
                "AEBODSYS": "", "AESEV": words[severity], "AESER": "N", "AEREL": "POSSIBLE",
                "AEACN": "DRUG WITHDRAWN" if severity == 3 else "DOSE NOT CHANGED",
                "AEOUT": "RECOVERED/RESOLVED", "AESTDTC": dates[infusion - 1],
                "AEENDTC": dates[infusion - 1], "AESTDY": DAYS[infusion - 1] + 1,
            })  # fmt: skip
    write("sdtm/dm.csv", demographics)
    for name, rows in tables.items():
        write(f"sdtm/{name}.csv", rows)
    write("sdtm/codelist.csv", [
        {"Codelist": codelist, "Code": code, "Decode": decode}
        for codelist, code, decode in (
            ("SEX", "F", "Female"), ("SEX", "M", "Male"), ("NY", "N", "No"), ("NY", "Y", "Yes"),
            ("AESEV", "MILD", "Mild"), ("AESEV", "MODERATE", "Moderate"),
            ("AESEV", "SEVERE", "Severe"), ("QSTESTCD", "MADRS01", "Apparent Sadness"),
            ("QSTESTCD", "MADRS11", "Total"),
        )
    ])  # fmt: skip


def add_ratings(
    rows: list[dict[str, Any]],
    key: dict[str, Any],
    dates: list[dt.date],
    madrs: tuple[int, int | None],
    phq9: list[int | None],
) -> None:
    """Add a row for each item and each total of two scales at two visits."""
    visits = (("BASELINE", 1, dates[0]), ("END OF TREATMENT", 8, dates[-1] + dt.timedelta(1)))
    for place, (visit, number, date) in enumerate(visits):
        for scale, total, parts in (("MADRS", madrs[place], 10), ("PHQ-9", phq9[place], 9)):
            if total is None:
                continue
            code = scale.replace("-", "")
            tests = [
                (f"{code}{n:02d}", f"{code}-{ITEMS[n - 1] if parts == 10 else f'Item {n}'}", item)
                for n, item in enumerate(split(total, parts), 1)
            ]
            tests.append((f"{code}{parts + 1}", f"{code}-Total Score", total))
            for code_, name, value in tests:
                rows.append(key | {
                    "DOMAIN": "QS", "QSSEQ": len(rows) + 1, "QSTESTCD": code_, "QSTEST": name,
                    "QSCAT": scale, "QSORRES": value, "QSSTRESC": value, "QSSTRESN": value,
                    "QSSTAT": "", "QSBLFL": "Y" if place == 0 else "", "VISITNUM": number,
                    "VISIT": visit, "EPOCH": ("SCREENING", "TREATMENT")[place], "QSDTC": date,
                    "QSDY": (date - dates[0]).days + 1,
                })  # fmt: skip


def write_bids() -> None:
    """Write the participants and two phenotype tables with their descriptions."""
    write("bids/participants.tsv", [
        {"participant_id": f"sub-{who}", "age": age, "sex": sex, "group": "ketamine",
         "site": ("montreal", "quebec")[at % 2], "weight_kg": weight, "n_infusions": count}
        for at, (who, age, sex, weight, _first, count, *_scores) in enumerate(PATIENTS)
    ], "\t", "n/a")  # fmt: skip
    write_json("bids/participants.json", {
        "age": {"Description": "Age at consent", "Units": "years"},
        "sex": {"Description": "Sex assigned at birth", "Levels": {"F": "female", "M": "male"}},
        "group": {"Description": "Study arm", "Levels": {"ketamine": "open-label ketamine"}},
        "site": {"Description": "Where the patient was treated"},
        "weight_kg": {"Description": "Weight before the first infusion", "Units": "kg"},
        "n_infusions": {"Description": "Number of infusions received"},
    })  # fmt: skip
    for name, place, parts in (("madrs", 6, 10), ("phq9", 8, 9)):
        rows: list[dict[str, Any]] = []
        for patient in PATIENTS:
            for visit, total in (("ses-pre", patient[place]), ("ses-post", patient[place + 1])):
                items = [""] * parts if total is None else split(int(str(total)), parts)
                row: dict[str, Any] = {"participant_id": f"sub-{patient[0]}", "session_id": visit}
                row |= {f"{name}_{n:02d}": item for n, item in enumerate(items, 1)}
                rows.append(row | {f"{name}_total": "" if total is None else total})
        write(f"bids/phenotype/{name}.tsv", rows, "\t", "n/a")
        write_json(f"bids/phenotype/{name}.json", {
            "MeasurementToolMetadata": {"Description": TITLES[name]},
            "session_id": {"Description": "Session", "Levels": {
                "ses-pre": "before the first infusion", "ses-post": "after the last infusion"}},
            f"{name}_total": {"Description": "Sum of the items"},
        })  # fmt: skip
    write_json("bids/dataset_description.json", {
        "Name": "Invented ketamine study", "BIDSVersion": "1.8.0", "DatasetType": "raw",
    })  # fmt: skip


def write_json(name: str, document: dict[str, Any]) -> None:
    """Write a description beside a table."""
    path = HERE / name
    path.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_redcap()
    write_sdtm()
    write_bids()
