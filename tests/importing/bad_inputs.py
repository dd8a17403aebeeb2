"""The catalogue of hard inputs: a file for each row, and what the program has to say of it.

``test_bad_inputs`` reads them one by one. Rows of a program's own surroundings, such as a share
that goes away, have no file; ``test_hard_inputs`` names the test of each.
"""

from __future__ import annotations

import datetime as dt
import io
import unicodedata
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

HEAD = "id,MADRS before,MADRS after\n"
PLAIN = HEAD + "P1,30,12\nP2,28,20\nP3,33,9\n"
# The scores of PLAIN.
SCORES = (30.0, 28.0, 33.0, 12.0, 20.0, 9.0)
Files = dict[str, bytes]


@dataclass(frozen=True)
class BadInput:
    """One row of the catalogue.

    Attributes
    ----------
    row : str
        Its name: "E01".
    files : dict
        By name, the bytes of each file.
    keys : tuple of str
        The checks that have to say something.
    is_blocked : bool
        Whether nothing may be used before an answer or another file.
    scores : tuple of float or None
        The scores before and after in order of the file, where they are read; None to not compare.
    """

    row: str
    files: Files
    keys: tuple[str, ...] = ()
    is_blocked: bool = False
    scores: tuple[float, ...] | None = None


def _text(text: str, encoding: str = "utf-8", name: str = "a.csv") -> Files:
    return {name: text.encode(encoding)}


def _rows(*lines: str, head: str = HEAD) -> Files:
    return _text(head + "".join(f"{line}\n" for line in lines))


def _book(
    rows: Sequence[Sequence[Any]],
    change: Callable[[Any, Any], None] | None = None,
    name: str = "a.xlsx",
    **options: Any,
) -> Files:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, **options}) as book:
        sheet = book.add_worksheet("Patients")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if change:
            change(book, sheet)
    return {name: out.getvalue()}


PATIENTS = [["id", "MADRS before", "MADRS after"], ["P1", 30, 12], ["P2", 28, 20], ["P3", 33, 9]]


def _zip(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def _ok(row: str, files: Files, *keys: str) -> BadInput:
    return BadInput(row, files, keys, scores=SCORES)


def _asked(row: str, files: Files, *keys: str) -> BadInput:
    return BadInput(row, files, keys, is_blocked=True)


def _said(row: str, files: Files, *keys: str) -> BadInput:
    return BadInput(row, files, keys)


def _list_encodings() -> list[BadInput]:
    accents = PLAIN.replace("P1", "Élodie").replace("P2", "François")
    return [
        _ok("E01", _text(PLAIN, "utf-8-sig")),
        _ok("E02", {"a.txt": b"\xff\xfe" + PLAIN.replace(",", "\t").encode("utf-16-le")}),
        _asked("E03", _text(PLAIN, "utf-16-le"), "encoding_unknown"),
        _ok("E04", _text(accents, "cp1252"), "encoding_likely"),
        _asked("E05", _text(accents, "mac-roman"), "encoding_unknown"),
        _asked("E06", {"a.csv": accents.encode() + "é,1,2\n".encode("cp1252") + b"\x81,30,1\n"},
               "encoding_mixed"),
        _ok("E07", _text(PLAIN.replace("P1", "P\x001")), "zero_bytes"),
        _ok("E08", _text(PLAIN.replace("P1", "P\u200b1")), "hidden_characters"),
        _ok("E09", _text(PLAIN.replace("30", "30\u00a0").replace("28", "\u200928"))),
        _ok("E10", _text(PLAIN.replace("30", "３０")), "converted"),
        _said("E11", _rows("P1,30,12", "Р1,28,20", "P3,33,9"), "ids_alike"),
        _said("E12", {"a.csv": ("id,visit,MADRS\né1,before,30\n"
                                + unicodedata.normalize("NFD", "é1") + ",after,12\n").encode()}),
    ]  # fmt: skip


def _list_shapes() -> list[BadInput]:
    return [
        _ok("D01", _text(PLAIN.replace(",", ";"))),
        _ok("D02", _text(PLAIN.replace(",", "\t"))),
        _asked("D03", _text("MADRS\n30\n28\n33\n"), "which_moment"),
        _ok("D04", _text("sep=;\n" + PLAIN.replace(",", ";"))),
        _ok("D05", _text('id;ward;MADRS before;MADRS after\nP1;"a, b";30;12\n'
                         "P2;c;28;20\nP3;;33;9\n")),
        _ok("D06", _text('id,notes,MADRS before,MADRS after\r\nP1,"a\r\nb",30,12\r\n'
                         "P2,c,28,20\r\nP3,d,33,9\r\n")),
        _ok("D07", _text(PLAIN.replace("\n", "\r"))),
        _asked("D08", _text(PLAIN.replace("P2", '"P2')), "open_quote"),
        _ok("D09", _rows("P1,30,12,", "P2,28,20,", "P3,33,9,")),
        _asked("D10", _rows("P1,30,12", "P2,28", "P3,33,9"), "ragged_row"),
        _ok("D11", _text("Ketamine study\n\n" + PLAIN), "header_below"),
        _asked("D12", _text(PLAIN.removeprefix(HEAD)), "no_header"),
        _said("D13", _text(",MADRS,,PHQ-9,\nid,before,after,before,after\nP1,30,12,20,8\n"
                           "P2,28,20,18,9\n"), "header_two_rows"),
        _said("D14", _text("id,MADRS before,MADRS after,x,x\nP1,30,12,1,2\nP2,28,20,3,4\n"),
              "header_repeated"),
        _said("D15", _text("id,MADRS before,MADRS after,\nP1,30,12,x\nP2,28,20,y\n"), "not_used"),
        _ok("D16", _text(PLAIN.replace(HEAD, 'N° patient,"Score MADRS\navant ",MADRS APRÈS\n'))),
        _ok("D17", _rows("P1,30,12", ",,", "", "P2,28,20", "P3,33,9", ",,"), "empty_rows"),
        _ok("D18", _rows("P1,30,12", "P2,28,20", "P3,33,9", "Moyenne,30.3,13.7"), "totals_row"),
        _asked("D19", _text("id,P1,P2,P3\nage,40,50,60\nMADRS before,30,28,33\n"
                            "MADRS after,12,20,9\n"),
               "transposed"),
        _ok("D20", _text("id,visit,MADRS\n" + "".join(
            f"P{n + 1},before,{SCORES[n]:g}\nP{n + 1},after,{SCORES[n + 3]:g}\n" for n in range(3)
        ))),
    ]  # fmt: skip


def _list_numbers() -> list[BadInput]:
    pulses = "id;MADRS before;MADRS after;pulses per session\n"
    items = ",".join(f"madrs_{n}" for n in range(1, 11))
    ages = "id,age,MADRS before,MADRS after\n"
    events = "id,MADRS before,MADRS after,nausea,side effects\n"
    return [
        _ok("N01", _text(PLAIN.replace(",", ";").replace("30", "30,0"))),
        _asked("N02", _text(pulses + "P1;30;12;1.234\nP2;28;20;2.500\n"),
               "decimal_or_thousands"),
        _said("N03", _text(pulses + "P1;30;12;1 980\nP2;28;20;3 000\n")),
        _asked("N04", _rows("P1,61,12", "P2,28,600"), "outside_range"),
        _asked("N05", _rows("P1,-9,12", "P2,28,99"), "missing_code"),
        _said("N06", _rows("P1,27.5,12", "P2,28,20"), "not_whole"),
        _said("N07", _text(f"id,{items},madrs_total,visit\n"
                           "P1,3,3,3,3,3,3,3,3,3,3,31,before\nP1,1,1,1,1,1,1,1,1,1,1,10,after\n"),
              "total_against_items"),
        _asked("N08", _rows("P1,27 (approx),12", "P2,<10,20", "P3,33,9", "P4,30,8"),
               "score_with_words", "unread"),
        _said("N09", _rows("NA,30,n/a", "P2,28,null", "P3,33,9"), "no_after"),
        _said("N10", _rows("P1,30,ND", "P2,28,?", "P3,33,9"), "no_after"),
        _asked("N11", _rows("P1,inf,12", "P2,28,1e400"), "not_finite"),
        _said("N12", _rows("1E5,30,12", "2-3,28,20")),
        _said("N13", _rows("007,30,12", "008,28,20")),
        _said("N14", _book([PATIENTS[0], [1001, 30, 12], [1002, 28, 20]])),
        _said("N15", _rows("12345678901234567,30,12", "12345678901234568,28,20"), "digits_lost"),
        _said("N16", _text("id,MADRS before,MADRS after,TMS % MT\n"
                           "P1,30,12,120 %\nP2,28,20,110\n")),
        _said("N17", _text(events + "P1,30,12,Oui,\nP2,28,20,Non,\nP3,33,9,X,\n")),
        _said("N18", _text(events + "P1,30,12,no,headache; anxiety\nP2,28,20,no,\n")),
        _said("N19", _text(ages + "P1,1_000,30,12\nP2,44,28,20\nP3,51,33,9\nP4,38,30,10\n"),
              "unread"),
    ]  # fmt: skip


def _list_dates() -> list[BadInput]:
    def infusions(*days: str) -> Files:
        lines = [f"P{p},{n},{day}" for p in (1, 2) for n, day in enumerate(days, 1)]
        return _text(PLAIN) | {"infusions.csv": "\n".join(["id,infusion,date", *lines]).encode()}

    dated = "id,visit,date,MADRS\n"

    def use_1904(book: Any, sheet: Any) -> None:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write(0, 3, "TMS end")
        sheet.write_datetime(1, 3, dt.datetime(2023, 5, 4), day)

    return [
        _asked("T01", infusions("03/04/2024", "05/04/2024"), "date_order"),
        _asked("T02", infusions("45323", "45325"), "date_serial"),
        _ok("T03", _book(PATIENTS, use_1904, date_1904=True)),
        _said("T04", infusions("1900-01-02", "2204-01-05"), "strange_date"),
        _said("T05", _text(dated + "P1,before,2024-02-02,30\nP1,after,2024-01-01,12\n"),
              "after_not_later"),
        _said("T06", infusions("2024-01-02T10:00+02:00", "2024-01-04T09:00Z")),
        _said("T07", infusions("12 févr. 2024", "14 février 2024")),
    ]  # fmt: skip


def _list_patients() -> list[BadInput]:
    long = "id,visit,MADRS\nkt-01,before,30\nKT01,after,12\nP2,before,28\nP2,after,20\n"
    return [
        _asked("P01", _rows("P1,30,12", "P1,28,20"), "repeated_id"),
        _asked("P02", _text(long), "ids_alike"),
        _said("P03", _rows("P1,30,12", ",28,20", "P3,33,9"), "missing_id"),
        _said("P04", _rows("P1,30,", "P2,28,20", "P3,,9"), "no_after", "no_before"),
        _said("P06", _text("id,Nom,No de dossier,MADRS before,MADRS after\n"
                           "P1,Anne Roy,123456,30,12\nP2,Luc Roy,123457,28,20\n"),
              "identifier_left_out"),
        _said("P07", _rows("P1,30,12")),
    ]  # fmt: skip


def _list_workbooks() -> list[BadInput]:
    def formula(_book: Any, sheet: Any) -> None:
        sheet.write_formula(3, 2, "=3*3", None, "")

    def error(_book: Any, sheet: Any) -> None:
        sheet.write_formula(3, 2, "=1/0", None, "#DIV/0!")

    def second(book: Any, _sheet: Any) -> None:
        book.add_worksheet("Budget").write_row(0, 0, ["item", "price"])

    def hidden(_book: Any, sheet: Any) -> None:
        sheet.set_row(2, None, None, {"hidden": True})

    def merged(_book: Any, sheet: Any) -> None:
        sheet.write(0, 3, "site")
        sheet.merge_range(1, 3, 3, 3, "North")

    def chart(book: Any, _sheet: Any) -> None:
        drawing = book.add_chart({"type": "line"})
        drawing.add_series({"values": "=Patients!$B$2:$B$4"})
        book.add_chartsheet().set_chart(drawing)
        book.add_worksheet("Empty")

    def link(_book: Any, sheet: Any) -> None:
        sheet.write_url(3, 0, "https://example.org/", None, "P3")

    plain = _book(PATIENTS)["a.xlsx"]
    encrypted = (
        bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    )
    return [
        _asked("X01", _book(PATIENTS, formula), "uncomputed"),
        _said("X02", _book(PATIENTS, error), "error_cell"),
        _ok("X03", _book(PATIENTS, second)),
        _ok("X04", _book(PATIENTS, hidden), "hidden_cells"),
        _ok("X05", _book(PATIENTS, merged), "merged_cells"),
        _ok("X06", _book(PATIENTS, chart)),
        _asked("X07", {"a.xlsx": encrypted}, "workbook_encrypted"),
        _ok("X08", {"a.xlsx": PLAIN.encode()}),
        _ok("X09", {"a.xlsm": plain}),
        _ok("X10", _book(PATIENTS, link)),
        _asked("X11", {"a.xlsx": plain[: len(plain) // 2]}, "workbook_damaged"),
        _asked("X19", {"a.xlsx": _zip("../evil.xml", b"<x/>")}, "workbook_strange_names"),
        _asked("X20", _rows("P1,30,12", "P2,28," + "x" * (1 << 20) + "y"), "cell_too_long"),
        _said("X21", _text(HEAD.strip() + "".join(f",c{n}" for n in range(500)) + "\n"
                           + "P1,30,12" + ",1" * 500 + "\nP2,28,20" + ",1" * 500 + "\n"),
              "not_used"),
        _said("X23", _text("id,ward,MADRS before,MADRS after\nP1,=cmd|' /C calc'!A0,30,12\n"
                           "P2,@x,28,20\n")),
    ]  # fmt: skip


def _list_files() -> list[BadInput]:
    return [
        _asked("F01", {"a.csv": b""}, "empty_file"),
        _asked("F10", {"a.pdf": b"%PDF-1.7\n" + bytes(200)}, "not_a_table"),
        _said("F11", _text(PLAIN) | {"patients.csv": b"id,age\nP1,40\nP2,50\nP3,60\n"}),
        _asked("F12", {"a.csv.gz": bytes.fromhex("1f8b0800000000000003") + bytes(20)},
               "not_a_table"),
    ]  # fmt: skip


BAD_INPUTS: tuple[BadInput, ...] = (
    *_list_encodings(),
    *_list_shapes(),
    *_list_numbers(),
    *_list_dates(),
    *_list_patients(),
    *_list_workbooks(),
    *_list_files(),
)

# What else is right of the rows that are read: a column of the cohort, and its values.
RIGHT_VALUES: dict[str, tuple[str, list[Any]]] = {
    "E11": ("patients.patient_id", ["P1", "\u04201", "P3"]),
    "E12": ("patients.patient_id", ["\u00e91"]),
    "D13": ("assessments.score", [30, 28, 12, 20, 20, 18, 8, 9]),
    "D14": ("assessments.score", [30, 28, 12, 20]),
    "D15": ("assessments.score", [30, 28, 12, 20]),
    "N03": ("tms_courses.pulses_per_session", [1980, 3000]),
    "N06": ("assessments.score", [27.5, 28, 12, 20]),
    "N07": ("assessments.score", [31, 10]),
    "N09": ("patients.patient_id", ["NA", "P2", "P3"]),
    "N10": ("assessments.score", [30, 28, 33, 9]),
    "N12": ("patients.patient_id", ["1E5", "2-3"]),
    "N13": ("patients.patient_id", ["007", "008"]),
    "N14": ("patients.patient_id", ["1001", "1002"]),
    "N15": ("patients.patient_id", ["12345678901234567", "12345678901234568"]),
    "N16": ("tms_courses.percent_mt", [120, 110]),
    "N17": ("adverse_events.patient_id", ["P1", "P3"]),
    "N18": ("adverse_events.term", ["headache", "anxiety"]),
    "N19": ("patients.age", [None, 44, 51, 38]),
    "T04": ("infusions.patient_id", ["P1", "P1", "P2", "P2"]),
    "T05": ("assessments.score", [30, 12]),
    "T06": ("infusions.date", [dt.datetime(2024, 1, 2, 10), dt.datetime(2024, 1, 4, 9)] * 2),
    "T07": ("infusions.date", [dt.datetime(2024, 2, 12), dt.datetime(2024, 2, 14)] * 2),
    "P03": ("patients.patient_id", ["P1", "row-3", "P3"]),
    "P04": ("assessments.score", [30, 28, 20, 9]),
    "P06": ("patients.patient_id", ["P1", "P2"]),
    "P07": ("assessments.score", [30, 12]),
    "X02": ("assessments.score", [30, 28, 33, 12, 20]),
    "X21": ("assessments.score", [30, 28, 12, 20]),
    "X23": ("assessments.score", [30, 28, 12, 20]),
    "F11": ("patients.age", [40, 50, 60]),
}
