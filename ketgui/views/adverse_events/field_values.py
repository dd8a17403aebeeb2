"""What was typed into a field of a row: read as the field's kind, or said why it cannot be."""

from __future__ import annotations

from datetime import date

from ketgui.domain.edits import Value
from ketgui.domain.fields import Field
from ketgui.text import _, bare, exact


class InvalidValueError(ValueError):
    """Words that are not of their field's kind; its text is for the person who typed them."""


def parse_value(field: Field, words: str) -> Value:
    """Return what `words` say, None for nothing.

    Raises
    ------
    NotOfKindError
        If they are not of the field's kind.
    """
    words = words.strip()
    if not words:
        return None
    if field.kind in ("number", "integer"):
        return _parse_number(field, words)
    if field.kind == "date":
        return _parse_date(words)
    return words


def find_range_warning(field: Field, value: Value) -> str:
    """Say in words that a number lies outside of what is usual; empty if it does not."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    low = field.low if field.low is not None else value
    high = field.high if field.high is not None else value
    if low <= value <= high:
        return ""
    return _("Usually {low} to {high}. Is {value} right?", low=bare(low), high=bare(high),
             value=bare(value))  # fmt: skip


def format_value(field: Field, value: Value) -> str:
    """Return a value as it would be typed, a number to its last digit."""
    if value is None:
        return ""
    return value if isinstance(value, str) else exact(value)


def _parse_number(field: Field, words: str) -> float:
    try:
        value = float("".join(words.split()).replace(",", ".").replace("\u2212", "-"))
    except ValueError:
        raise InvalidValueError(_("A number is expected.")) from None
    if abs(value) > 1e9 or value != value:
        raise InvalidValueError(_("A number is expected."))
    if field.kind == "integer" and not value.is_integer():
        raise InvalidValueError(_("A whole number is expected."))
    # What has 0 or more for its range cannot be less than nothing.
    if value < 0 and field.low is not None and field.low >= 0:
        raise InvalidValueError(_("It cannot be negative."))
    return value


def _parse_date(words: str) -> str:
    try:
        return date.fromisoformat(words).isoformat()
    except ValueError:
        raise InvalidValueError(_("A date is expected, as 2024-03-31.")) from None
