"""The header rows of ``tests/data/headers``: read, and judged column by column."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ketgui.importing import Import, import_files
from ketgui.importing.mapping.mapping import ColumnMapping

FOLDER = Path(__file__).parents[1] / "data" / "headers"
Verdict = Literal["right", "asked", "wrong"]


@dataclass(frozen=True)
class Judged:
    """One column or visit of a case: what is right, what was found, and how that is judged."""

    case: str
    name: str
    wanted: str
    found: str
    verdict: Verdict


def cases() -> list[Path]:
    """Return the files of the corpus."""
    return sorted(FOLDER.glob("*.toml"))


def judge(case: Path, folder: Path) -> Iterator[Judged]:
    """Read a case as a user would open it, and judge each of its columns and visits."""
    document = tomllib.loads(case.read_text(encoding="utf-8"))
    path = folder / document.get("file", "table.csv")
    path.write_text(document["text"].lstrip("\n"), encoding="utf-8")
    imported = import_files([path])
    columns = {c.header: c for table in imported.mapping.tables for c in table.columns}
    for header, wanted in document["columns"].items():
        column = columns.get(header)
        found = describe(column) if column else "no such column"
        yield Judged(case.stem, header, wanted, found, _verdict(imported, column, wanted, found))
    yield from _judge_visits(imported, document.get("visits", {}), case.stem)


def describe(column: ColumnMapping) -> str:
    """Return what a column was taken for, in the corpus's words."""
    target = column.target
    if target is None:
        return "asked" if column.candidates else ""
    when = target.of("moment") or (f"day {target.of('day')}" if target.of("day") else "")
    when = when or ("visit" if target.of("visit") else "")
    scale = target.of("scale")
    words: list[str] = {
        "patient_id": ["id"],
        "score": ["score", scale or "unnamed", when],
        "item": ["item", scale, target.of("item"), when],
        "present": ["event", target.of("term")],
        "terms": ["events"],
        "other": ["other"],
        "unit": ["unit"],
    }.get(target.field, [])
    if target.path == "assessments.date" and when:
        words = ["date", scale, when]
    words = words or [target.path, target.of("infusion_number")]
    return " ".join(word for word in words if word)


def _verdict(imported: Import, column: ColumnMapping | None, wanted: str, found: str) -> Verdict:
    if column is None:
        return "wrong"
    allowed = [word.strip() for word in wanted.split("|")]
    # Where the rows name the scale, the column of scores is of none by itself.
    found = "assessments.score" if found == "score unnamed" and found not in allowed else found
    if found in allowed or (found == "" and "-" in allowed):
        return "right"
    open_question = bool(column.candidates or column.question) or _is_asked(imported, column)
    if "?" in allowed:
        return "right" if open_question else "wrong"
    # A column that stays out is named, and can be chosen: nothing is taken for anything.
    return "asked" if open_question or found == "" else "wrong"


def _is_asked(imported: Import, column: ColumnMapping) -> bool:
    """Tell whether an issue about the column offers another meaning for it."""
    return any(
        issue.answers and issue.severity != "note" and column.header in text
        for issue in imported.issues
        for text in (issue.message, *(answer.title for answer in issue.answers))
    )


def _judge_visits(imported: Import, visits: dict[str, Any], case: str) -> Iterator[Judged]:
    moments = [
        column
        for table in imported.mapping.tables
        for column in table.columns
        if column.target and column.target.field == "moment"
    ]
    codes = {word: key for column in moments for word, key in column.rule.codes}
    days = _days(imported)
    for visit, wanted in visits.items():
        found = codes.get(visit) or days.get(visit, "")
        allowed = [word.strip() for word in str(wanted).split("|")]
        right = found in allowed or ("?" in allowed and not found)
        verdict: Verdict = "right" if right else "asked" if not found else "wrong"
        yield Judged(case, f"visit {visit}", str(wanted), found, verdict)


def _days(imported: Import) -> dict[str, str]:
    from ketgui.importing.vocabulary.timepoints import read_header

    found: dict[str, str] = {}
    for table in imported.mapping.tables:
        texts = next((t for t in imported.tables if t.file == table.file), None)
        for column in table.find_columns("assessments.moment"):
            cells = texts.columns[texts.letters.index(column.column)] if texts else None
            for word in cells.words if cells else ():
                said = read_header(str(word))
                if said.day is not None and not said.follow_up:
                    found[str(word)] = f"{said.day:g}"
    return found
