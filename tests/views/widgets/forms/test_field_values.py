"""Text typed into a field becomes a value of its kind, or an error that says what is expected."""

from __future__ import annotations

import pytest

from ketgui.domain.fields import Field, get_fields
from ketgui.views.widgets.forms.field_values import (
    InvalidValueError,
    find_range_warning,
    format_value,
    parse_value,
)

FIELDS: dict[str, Field] = {
    field.key: field for table in ("patients", "adverse_events") for field in get_fields(table)
}
DATE = next(field for field in get_fields("infusions") if field.kind == "date")


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("duration_hours", "1,5", 1.5),
        ("duration_hours", " 1 200 ", 1200.0),
        ("infusion_number", "3", 3.0),
        ("infusion_number", "", None),
        ("term", " nausea ", "nausea"),
        ("term", "   ", None),
    ],
)
def test_text_becomes_a_value(key, text, value):
    assert parse_value(FIELDS[key], text) == value


@pytest.mark.parametrize(
    ("key", "text", "message"),
    [
        ("duration_hours", "long", "A number is expected."),
        ("duration_hours", "nan", "A number is expected."),
        ("duration_hours", "inf", "A number is expected."),
        ("duration_hours", "\u22123", "It cannot be negative."),
        ("infusion_number", "2.5", "A whole number is expected."),
    ],
)
def test_an_error_says_what_is_expected(key, text, message):
    with pytest.raises(InvalidValueError) as error:
        parse_value(FIELDS[key], text)
    assert str(error.value) == message


def test_dates_are_iso():
    assert parse_value(DATE, "2024-03-31") == "2024-03-31"
    for text in ("31.03.2024", "2024-02-30"):
        with pytest.raises(InvalidValueError, match="2024-03-31"):
            parse_value(DATE, text)


def test_an_unusual_number_has_a_warning():
    number = FIELDS["infusion_number"]
    assert find_range_warning(number, 99) == "Usually 1 to 60. Is 99 right?"
    assert find_range_warning(number, 60) == find_range_warning(number, None) == ""
    assert find_range_warning(FIELDS["term"], "nausea") == ""


@pytest.mark.parametrize("value", [1.5, 0.1 + 0.2, 12, "nausea"])
def test_a_formatted_value_is_parsed_again_exactly(value):
    field = FIELDS["term"] if isinstance(value, str) else FIELDS["duration_hours"]
    assert parse_value(field, format_value(field, value)) == value
    assert format_value(field, None) == ""
