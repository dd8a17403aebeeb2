"""One patient's records: characteristics, TMS, infusions, ratings, events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ketgui.text import _
from ketgui.views import layout
from ketgui.views.parts.tables import ListingModel, TableView

if TYPE_CHECKING:
    from ketgui.statistics.analysis import Analysis

_MOST_ROWS = 12


def patient_page(analysis: Analysis, patient_id: str) -> QScrollArea:
    """Return a patient's rows of every table; a table without any says so."""
    from ketgui.reporting.tables.listing import listing, table_titles

    page = QWidget()
    box = layout.padded(QVBoxLayout(page))
    for key, title in table_titles().items():
        rows = listing(analysis, key).of_patient(patient_id)
        box.addWidget(layout.heading(title))
        if len(rows) == 0:
            box.addWidget(layout.paragraph(_("Nothing is recorded.")))
            continue
        model = ListingModel()
        view = TableView(model, title)
        model.show_listing(rows)
        view.fit_rows(_MOST_ROWS)
        box.addWidget(view)
    box.addStretch()
    scroll = QScrollArea()
    scroll.setWidget(page)
    scroll.setWidgetResizable(True)
    return scroll
