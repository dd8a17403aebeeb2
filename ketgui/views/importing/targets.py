"""What a column was taken for, as the page says it: Score (MADRS, day 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketgui.domain.fields import field_of
from ketgui.domain.scales import scale_of
from ketgui.text import _

if TYPE_CHECKING:
    from ketgui.importing.mapping import Target


def words_of(target: Target) -> str:
    """Return the field's title, and what the header states besides, in words."""
    name = target.title().partition(" (")[0] if target.given else target.title()
    stated = ", ".join(_stated(target, key, value) for key, value in target.given)
    return f"{name} ({stated})" if stated else name


def _stated(target: Target, key: str, value: str) -> str:
    if key == "scale":
        try:
            return scale_of(value).title
        except KeyError:
            return value
    if key == "day":
        return _("day {n}", n=value)
    try:
        choices = {choice.key: _(choice.title) for choice in field_of(target.table, key).choices}
    except KeyError:
        return value
    return choices.get(value, value)
