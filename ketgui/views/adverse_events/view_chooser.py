"""A chooser for how events are counted: by what, in which groups, and which of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ketgui.domain.events.adverse_events import RELATED, RELATEDNESS_ORDER, SEVERE, SEVERITY_ORDER
from ketgui.domain.events.event_plan import get_severity_titles
from ketgui.domain.fields import RELATEDNESS
from ketgui.text import _, integer
from ketgui.views import layout

if TYPE_CHECKING:
    from ketgui.statistics.analysis import Analysis
    from ketgui.statistics.events import EventView

_NOT_RECORDED = ("",)
_SHOWN_LETTERS = 5
_MIN_BOX_WIDTH = 18 * layout.STEP


class ViewChooser(QWidget):
    """Chooses a view of the events and filters them; filters do not change the denominator.

    Signals
    -------
    view_changed()
        The user chose another view.
    """

    view_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        from ketgui.statistics.events import VIEW_TITLES

        self.by = _create_box(_("View"), [(_(title), key) for key, title in VIEW_TITLES.items()])
        self.by.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.group = _create_box(_("Groups"), [])
        self.group.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.severity = _create_box(
            _("Severity"),
            _list_level_filters(get_severity_titles("three_step"), SEVERITY_ORDER, SEVERE),
        )
        serious = [(_("All"), "all"), (_("Serious"), "serious"), (_("Not serious"), "not_serious")]
        self.serious = _create_box(_("Serious"), serious)
        relations = {choice.key: choice.title for choice in RELATEDNESS}
        self.relatedness = _create_box(
            _("Relatedness"), _list_level_filters(relations, RELATEDNESS_ORDER, RELATED)
        )
        self.infusion = _create_box(_("Infusion"), [(_("All"), ())])
        self.clear = QPushButton(_("Show all"))
        self.clear.setToolTip(_("Clear filters"))
        self.clear.clicked.connect(self._on_clear)
        self._filters = (self.severity, self.serious, self.relatedness, self.infusion)
        self._group_label = layout.make_label(_("Groups"))
        self._lay_out()
        for box in (self.by, self.group, *self._filters):
            box.currentIndexChanged.connect(self._on_changed)
        self._update_controls()

    def build_view(self) -> EventView:
        """Return the chosen view."""
        from ketgui.statistics.events import EventFilters, EventView

        filters = EventFilters(
            self.severity.currentData(),
            self.relatedness.currentData(),
            self.serious.currentData(),
            self.infusion.currentData(),
        )
        return EventView(self.by.currentData(), self.group.currentData() or "", filters)

    def group_title(self) -> str:
        """Return the title of the chosen grouping, empty in a view without groups."""
        return self.group.currentText() if self.by.currentData() == "group" else ""

    def describe_filters(self) -> str:
        """Return the active filters as text, empty without any."""
        active = (box for box in self._filters if box.currentIndex() > 0)
        return "; ".join(
            _("{name}: {value}", name=box.accessibleName(), value=box.currentText())
            for box in active
        )

    def show_analysis(self, analysis: Analysis) -> None:
        """Offer the groups and infusions of a cohort; a choice stays if it is still offered."""
        from ketgui.statistics.grouping import find_groupings

        scale = get_severity_titles(analysis.plan.events.severity_scale)
        _refill_box(self.severity, _list_level_filters(scale, SEVERITY_ORDER, SEVERE))
        cohort = analysis.cohort
        groups = [
            (_(grouping.title), grouping.variable)
            for grouping in find_groupings(cohort)
            if grouping.levels.nunique() > 1
        ]
        _refill_box(self.group, groups)
        numbers = {
            int(number)
            for table in (cohort.infusions, cohort.adverse_events)
            for number in table["infusion_number"].dropna().unique()
        }
        infusions = [(integer(n), (n,)) for n in sorted(numbers)]
        if cohort.adverse_events["infusion_number"].isna().any():
            # No infusion has the number 0; the counts read it as "without a number".
            infusions.append((_("not recorded"), (0,)))
        _refill_box(self.infusion, [(_("All"), ()), *infusions])

    def _lay_out(self) -> None:
        first = layout.pad(QHBoxLayout(), 0)
        first.addWidget(layout.make_label(_("View")))
        first.addWidget(self.by)
        first.addWidget(self._group_label)
        first.addWidget(self.group)
        first.addStretch()
        first.addWidget(self.clear)
        second = layout.pad(QHBoxLayout(), 0, layout.STEP)
        titles = (_("Severity"), _("Serious"), _("Relatedness"), _("Infusion"))
        for title, box in zip(titles, self._filters, strict=True):
            second.addWidget(layout.make_label(title))
            box.setMinimumWidth(_MIN_BOX_WIDTH)
            second.addWidget(box, 1)
        rows = layout.pad(QVBoxLayout(self), 0, layout.STEP)
        rows.addLayout(first)
        rows.addLayout(second)

    def _update_controls(self) -> None:
        # Filters are always visible; the choice of groups means nothing in other views.
        grouped = self.by.currentData() == "group"
        self.group.setVisible(grouped)
        self._group_label.setVisible(grouped)
        self.clear.setEnabled(any(box.currentIndex() > 0 for box in self._filters))

    def _on_changed(self) -> None:
        self._update_controls()
        self.view_changed.emit()

    def _on_clear(self) -> None:
        for box in self._filters:
            # One signal after all filters are cleared, not one for each.
            box.blockSignals(True)
            box.setCurrentIndex(0)
            box.blockSignals(False)
        self._on_changed()


def _create_box(name: str, options: list[tuple[str, Any]]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    # The list is as wide as its texts; the box may shrink, so that large fonts still fit.
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    _fill_box(box, options)
    return box


def _fill_box(box: QComboBox, options: list[tuple[str, Any]]) -> None:
    for title, data in options:
        box.addItem(title, data)
    widest = max((len(title) for title, _data in options), default=0)
    box.setMinimumContentsLength(min(widest, _SHOWN_LETTERS))
    # The open list may be wider than its box, so that no title in it is cut.
    box.view().setMinimumWidth(box.view().sizeHintForColumn(0) + 2 * layout.MARGIN)


def _list_level_filters(
    titles: dict[str, str], order: tuple[str, ...], threshold: str
) -> list[tuple[str, Any]]:
    """Return the filters: all levels, those from `threshold` up, each level, none recorded."""
    title = titles[threshold]
    higher = order[order.index(threshold) :]
    return [
        (_("All"), ()),
        (_("{level} or more", level=_(title)), higher),
        *((_(title), (key,)) for key, title in titles.items()),
        (_("not recorded"), _NOT_RECORDED),
    ]


def _refill_box(box: QComboBox, options: list[tuple[str, Any]]) -> None:
    """Replace the options without a signal; the chosen one stays if it is still offered."""
    chosen = box.currentData()
    box.blockSignals(True)
    box.clear()
    _fill_box(box, options)
    keys = [data for _title, data in options]
    box.setCurrentIndex(keys.index(chosen) if chosen in keys else 0)
    box.blockSignals(False)
