"""A meter of how complete the protocols are, with links to the fields that are missing."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ketgui.text import _, integer
from ketgui.views import layout

if TYPE_CHECKING:
    from ketgui.reporting.paragraphs.methods import Completeness, MissingItem

_METER_HEIGHT = 8


class CompletenessMeter(QWidget):
    """Shows how many parameters are reported and links to those that are not.

    Signals
    -------
    field_wanted(str)
        The user wants to fill in a field: "tms:0:sessions", "ketamine:0:weeks".
    """

    field_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.share = layout.make_paragraph()
        self.meter = QProgressBar()
        self.meter.setTextVisible(False)
        self.meter.setFixedHeight(_METER_HEIGHT)
        self.meter.setAccessibleName(_("Missing from the protocol"))
        self.missing = layout.make_links()
        self.missing.linkActivated.connect(self.field_wanted)
        box = layout.pad(QVBoxLayout(self), 0)
        box.addWidget(layout.make_heading(_("Missing from the protocol")))
        box.addWidget(self.meter)
        box.addWidget(self.share)
        box.addWidget(self.missing)

    def show_completeness(self, completeness: Completeness) -> None:
        """Show how complete the protocols are."""
        # A range of 0 to 0 would make Qt show a busy indicator.
        self.meter.setRange(0, max(1, completeness.wanted))
        self.meter.setValue(completeness.reported)
        self.share.setText(
            _(
                "{reported} of {wanted} reported.",
                reported=integer(completeness.reported),
                wanted=integer(completeness.wanted),
            )
        )
        groups = groupby(
            completeness.missing, key=lambda item: (item.treatment, item.protocol_index)
        )
        self.missing.setText("".join(_format_group(list(items)) for _key, items in groups))


def _format_group(items: list[MissingItem]) -> str:
    """Return a paragraph of links: the protocol's name, then its items."""
    links = ", ".join(
        f'<a href="{item.treatment}:{item.protocol_index}:{item.parameter.key}">'
        f"{escape(_(item.parameter.term))}</a>"
        for item in items
    )
    first = items[0]
    # There is one ketamine protocol, but TMS protocols need a number and a stimulator.
    name = _("Ketamine")
    if first.treatment == "tms":
        name = " ".join(filter(None, (_("TMS"), integer(first.protocol_index + 1), first.name)))
    return f"<p style='margin:0 0 4px 0'><b>{escape(name)}</b><br>{links}</p>"
