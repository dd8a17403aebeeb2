"""How complete the protocols are: a meter, and links to the fields of what is missing."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ketgui.text import _, integer
from ketgui.views import layout

if TYPE_CHECKING:
    from ketgui.reporting.methods import Completeness, MissingItem

_METER_HEIGHT = 8


class CompletenessMeter(QWidget):
    """Says how many of the parameters are reported and names the others.

    Signals
    -------
    field_wanted(str)
        The field of an item is to be shown: "tms:0:sessions", "ketamine:0:weeks".
    """

    field_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.share = layout.paragraph()
        self.meter = QProgressBar()
        self.meter.setTextVisible(False)
        self.meter.setFixedHeight(_METER_HEIGHT)
        self.meter.setAccessibleName(_("What a reader would miss"))
        self.missing = layout.paragraph()
        self.missing.setTextInteractionFlags(layout.LINKS)
        self.missing.linkActivated.connect(self.field_wanted)
        box = layout.padded(QVBoxLayout(self), 0)
        box.addWidget(layout.heading(_("What a reader would miss")))
        box.addWidget(self.meter)
        box.addWidget(self.share)
        box.addWidget(self.missing)

    def show_completeness(self, found: Completeness) -> None:
        """Show how complete the stated protocols are."""
        self.meter.setRange(0, max(1, found.wanted))
        self.meter.setValue(found.reported)
        self.share.setText(
            _(
                "{reported} of {wanted} reported.",
                reported=integer(found.reported),
                wanted=integer(found.wanted),
            )
        )
        groups = groupby(found.missing, key=lambda item: (item.treatment, item.place))
        self.missing.setText("".join(_format_group(list(items)) for _key, items in groups))


def _format_group(items: list[MissingItem]) -> str:
    """Return a paragraph of links: the protocol's name, then its items."""
    links = ", ".join(
        f'<a href="{one.treatment}:{one.place}:{one.parameter.key}">'
        f"{escape(_(one.parameter.term))}</a>"
        for one in items
    )
    first = items[0]
    name = _("Ketamine")
    if first.treatment == "tms":
        name = " ".join(filter(None, (_("TMS"), integer(first.place + 1), first.name)))
    return f"<p style='margin:0 0 4px 0'><b>{escape(name)}</b><br>{links}</p>"
