"""The pages of the help as text, and the entries of its glossary."""

from __future__ import annotations

from urllib.parse import quote

from ketgui.languages import ENGLISH
from ketgui.paths import find_resource
from ketgui.text import _, current_language

NUMBERS, GLOSSARY = "numbers", "glossary"
_HEADING = "## "
_CELLS = 2


def read_page(key: str) -> str:
    """Return a page as Markdown: in the language of the interface, else in English."""
    translated = find_resource("help", current_language(), f"{key}.md")
    path = translated if translated.exists() else find_resource("help", ENGLISH.code, f"{key}.md")
    return path.read_text(encoding="utf-8")


def find_title(markdown: str) -> str:
    """Return the title of a page: its first heading."""
    return markdown.partition("\n")[0].removeprefix("# ")


def read_glossary() -> dict[str, str]:
    """Return what each term and each result of the glossary means, in the interface's language."""
    rows = map(_split_row, read_page(GLOSSARY).splitlines())
    return dict(row for row in rows if row)


def link_to_numbers(glossary: str, numbers: str) -> str:
    """Return the glossary with a link in each entry that is a heading of the numbers' page."""
    headings = {line.removeprefix(_HEADING) for line in numbers.splitlines()}
    return "\n".join(_add_link(line, headings) for line in glossary.splitlines())


def _add_link(line: str, headings: set[str]) -> str:
    row = _split_row(line)
    if row is None or row[0] not in headings:
        return line
    term, meaning = row
    link = f"[{_('How it is computed')}]({NUMBERS}#{quote(term)})"
    return f"| {term} | {meaning}. {link} |"


def _split_row(line: str) -> tuple[str, str] | None:
    """Return the two cells of a table's row; None of any other line."""
    cells = [cell.strip() for cell in line.strip("|").split(" | ")]
    return (cells[0], cells[1]) if line.startswith("|") and len(cells) == _CELLS else None
