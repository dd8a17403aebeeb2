"""A rating item by item, or as a total."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ketgui.domain.cohort import Cohort
from ketgui.domain.edit_rows import CellValue
from ketgui.domain.fields import get_field
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.scale import Scale
from ketgui.domain.scales import SCALES
from ketgui.text import _, bare
from ketgui.views import layout
from ketgui.views.entry.entry_form import Collected, EntryForm, find_rows, make_edit
from ketgui.views.entry.item_row import ItemRow
from ketgui.views.widgets.forms.field_values import InvalidValueError, parse_value
from ketgui.views.widgets.steady_area import SteadyArea

_OTHER = ""


class RatingForm(EntryForm):
    """Asks for the items or the total: ten items of the MADRS take ten keys and Enter."""

    def __init__(self) -> None:
        super().__init__()
        self._patient, self._plan = "", AnalysisPlan()
        self.scale, self.moment = QComboBox(), QComboBox()
        self.scale.setAccessibleName(_("Scale"))
        self.moment.setAccessibleName(_("Visit"))
        self._offer_scales()
        for choice in get_field("assessments", "moment").choices:
            self.moment.addItem(_(choice.title), choice.key)
        self.moment.addItem(_("Other visit, by its date"), _OTHER)
        self.date, self.total = QLineEdit(), QLineEdit()
        self.date.setAccessibleName(_("Date"))
        self.date.setPlaceholderText(_("2024-12-31, or t for today"))
        self.date.textEdited.connect(self._on_date)
        self.total.setAccessibleName(_("Total"))
        self.total.textEdited.connect(self._on_total)
        self.items: ItemRow | None = None
        # The items of another scale take the place of these, also in the order of Tab.
        self._items_box = layout.pad(QVBoxLayout(holder := QWidget()), 0)
        self._holder = holder
        self.words: QLabel = layout.make_paragraph()
        self._lay_out()
        self.scale.currentIndexChanged.connect(self._on_scale)

    def _lay_out(self) -> None:
        top = QWidget()
        form = QFormLayout(top)
        form.setContentsMargins(0, 0, 0, 0)
        for title, part in (
            (_("Scale"), self.scale), (_("Visit"), self.moment), (_("Date"), self.date),
        ):  # fmt: skip
            form.addRow(title, part)
        below = QWidget()
        total = QFormLayout(below)
        total.setContentsMargins(0, 0, 0, 0)
        total.addRow(_("Total"), self.total)
        page = QWidget()
        box = layout.pad(QVBoxLayout(page), 0)
        box.addWidget(top)
        box.addWidget(self._holder)
        box.addWidget(below)
        box.addWidget(self.words)
        box.addStretch()
        whole = layout.pad(QVBoxLayout(self), 0)
        whole.addWidget(SteadyArea(page))

    def _offer_scales(self) -> None:
        """List the scales of the program and of the plan; the chosen one stays chosen."""
        chosen = self.scale.currentData()
        known = {scale.key: scale for scale in (*SCALES, *self._plan.scales)}
        with QSignalBlocker(self.scale):
            self.scale.clear()
            for scale in known.values():
                if scale.occasion == "course":
                    self.scale.addItem(_(scale.title), scale.key)
            self.scale.setCurrentIndex(max(0, self.scale.findData(chosen)))

    def _get_scale(self) -> Scale:
        scale = self._plan.find_scale(str(self.scale.currentData()))
        assert scale is not None
        return scale

    def show_patient(self, cohort: Cohort, plan: AnalysisPlan, patient_id: str) -> None:
        """Offer the next rating of a patient: before treatment, after it, then follow-up."""
        self._patient = patient_id
        if plan.scales != self._plan.scales:
            self._plan = plan
            self._offer_scales()
        if not self.total.text() and not self._has_items():
            self.scale.setCurrentIndex(max(0, self.scale.findData(plan.scale)))
        key = str(self.scale.currentData())
        named = {"patient_id": patient_id, "scale": key}
        # The next rating of a patient is almost always the one that is missing.
        missing = (
            moment
            for moment in ("before", "after")
            if not find_rows(cohort, "assessments", **named, moment=moment)
        )
        self.moment.setCurrentIndex(self.moment.findData(next(missing, _OTHER)))
        self.total.clear()
        self._on_scale()

    def collect(self, cohort: Cohort) -> Collected:
        """Return the rating as typed; a rating of the same visit is changed."""
        scale = self._get_scale()
        items = self.items.scores() if self.items else []
        values: dict[str, CellValue] = {}
        try:
            day = parse_value(get_field("assessments", "date"), self.date.text())
            total = parse_value(get_field("assessments", "score"), self.total.text())
        except InvalidValueError as error:
            return self._refuse(str(error))
        if any(item is not None for item in items):
            missing = [str(number) for number, item in enumerate(items, 1) if item is None]
            if missing:
                return self._refuse(_("Missing items: {items}", items=", ".join(missing)))
            values = {f"item_{number}": item for number, item in enumerate(items, 1)}
            total = float(self._sum(items))
        if total is None:
            return self._refuse(_("Type the items, or the total."))
        moment = str(self.moment.currentData()) or None
        if moment is None and day is None:
            return self._refuse(_("Another visit needs its date."))
        if not isinstance(total, float) or not scale.low <= total <= scale.high:
            low, high = bare(scale.low), bare(scale.high)
            return self._refuse(
                _("{title}: {low} to {high}", title=_(scale.title), low=low, high=high)
            )
        self.words.clear()
        named = {"patient_id": self._patient, "scale": scale.key, "moment": moment}
        rows = find_rows(cohort, "assessments", **named)
        rows = rows if moment else find_rows(cohort, "assessments", **named, date=day)
        whole = {**named, "date": day, "score": total, **values}
        edit = make_edit(cohort, "assessments", rows[0] if rows else None, whole)
        line = _(
            "Rating entered: {scale} of {id}, {moment}", scale=_(scale.title), id=self._patient,
            moment=self.moment.currentText(),
        )  # fmt: skip
        return Collected((edit,), line) if edit else Collected()

    def begin(self) -> None:
        """Move the keyboard focus to the first item, or to the total if there are no items."""
        if self.items and self.items.lines:
            self.items.lines[0].setFocus()
        else:
            self.total.setFocus()

    def _sum(self, items: list[float | None]) -> float:
        # After the first paint: this is only called with a form in use.
        import numpy as np

        scale = self._get_scale()
        return float(scale.compute_total(np.array([items], dtype=float))[0])

    def _has_items(self) -> bool:
        return bool(self.items and any(score is not None for score in self.items.scores()))

    def _on_scale(self) -> None:
        """Show the items of the chosen scale, all empty."""
        if self.items:
            self._items_box.removeWidget(self.items)
            # It is deleted later, and must not take the focus until then.
            self.items.setParent(None)
            self.items.deleteLater()
            self.items = None
        scale = self._get_scale()
        if scale.item_count:
            self.items = ItemRow(scale)
            self.items.edited.connect(self._on_item)
            self._items_box.addWidget(self.items)
        self.words.setText(_("Rate with a licensed copy of the scale.") if scale.item_count else "")

    def _on_item(self) -> None:
        items = self.items.scores() if self.items else []
        whole = bool(items) and all(item is not None for item in items)
        self.total.setText(bare(self._sum(items)) if whole else "")

    def _on_total(self, text: str) -> None:
        """Clear the items: a typed total is recorded without them."""
        if text and self.items:
            for line in self.items.lines:
                line.clear()

    def _on_date(self, text: str) -> None:
        if text.casefold() == "t":
            self.date.setText(date.today().isoformat())

    def _refuse(self, reason: str) -> Collected:
        self.words.setText(reason)
        return Collected(problem=reason)
