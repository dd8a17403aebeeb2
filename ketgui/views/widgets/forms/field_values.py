"""Text typed into a field, parsed as the field's kind, and values formatted as text again."""

from __future__ import annotations

from datetime import date

from ketgui.domain.edit_rows import CellValue
from ketgui.domain.fields import Field
from ketgui.text import _, bare, exact


class InvalidValueError(ValueError):
    """Text that is not of its field's kind; the message is for the person who typed it."""


def parse_value(field: Field, text: str) -> CellValue:
    """Return the value of a typed text, None if it is empty.

    Raises
    ------
    InvalidValueError
        If it is not of the field's kind.
    """
    text = text.strip()
    if not text:
        return None
    if field.kind in ("number", "integer"):
        return _parse_number(field, text)
    if field.kind == "date":
        return _parse_date(text)
    return text


def find_range_warning(field: Field, value: CellValue) -> str:
    """Return a warning if a number is outside its usual range, else an empty string."""
    # bool is an int in Python, but yes and no have no range.
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    low = field.low if field.low is not None else value
    high = field.high if field.high is not None else value
    if low <= value <= high:
        return ""
    return _("Usually {low} to {high}. Is {value} right?", low=bare(low), high=bare(high),
             value=bare(value))  # fmt: skip


def format_value(field: Field, value: CellValue) -> str:
    """Return a value as a user would type it, a number to its last digit."""
    if value is None:
        return ""
    return value if isinstance(value, str) else exact(value)


def _parse_number(field: Field, text: str) -> float:
    try:
        # As people type numbers: spaces between thousands, a decimal comma, a typographic minus.
        value = float("".join(text.split()).replace(",", ".").replace("\u2212", "-"))
    except ValueError:
        raise InvalidValueError(_("A number is expected.")) from None
    # float() also reads "nan" and "inf", which are no measurements.
    if abs(value) > 1e9 or value != value:
        raise InvalidValueError(_("A number is expected."))
    if field.kind == "integer" and not value.is_integer():
        raise InvalidValueError(_("A whole number is expected."))
    # A usual range may be left; a range from 0 means that the quantity cannot be negative.
    if value < 0 and field.low is not None and field.low >= 0:
        raise InvalidValueError(_("It cannot be negative."))
    return value


def _parse_date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise InvalidValueError(_("A date is expected, as 2024-03-31.")) from None
