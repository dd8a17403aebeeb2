"""The CONSORT Harms checklist for adverse events."""

from __future__ import annotations

from ketgui.reporting.checklists import answers
from ketgui.reporting.checklists.item import Checklist, Item
from ketgui.statistics.analysis import Analysis
from ketgui.text import _, mark


def _list_items(analysis: Analysis) -> tuple[Item, ...]:
    return (
        Item(
            _("Title or abstract names harms"), "", _("That both benefits and harms are reported.")
        ),
        Item(
            _("Definitions"), answers.answer_severity(analysis), _("Terms, grades and seriousness.")
        ),
        Item(
            _("How harms were found"),
            answers.answer_ascertainment(analysis),
            _("With a checklist or volunteered; by whom; when."),
        ),
        Item(_("Time covered"), "", _("From when to when after each infusion.")),
        Item(
            _("Relation to treatment"),
            answers.answer_relatedness(analysis),
            _("How it was judged, and by whom."),
        ),
        Item.from_data(_("Denominator"), answers.answer_denominator(analysis)),
        Item.from_data(_("Events and patients"), answers.answer_safety(analysis)),
        Item.from_data(_("Severity"), answers.answer_severity(analysis)),
        Item(
            _("Stopped because of harm"),
            answers.answer_discontinuation(analysis),
            _("How many, and why, even if zero."),
        ),
        Item(_("Deaths"), "", _("How many, even if zero.")),
        Item.from_data(_("Analysis"), answers.answer_software(analysis)),
        Item(
            _("Discussion"),
            answers.answer_limitations(analysis),
            _("Harm weighed against benefit."),
        ),
    )


CHECKLIST = Checklist("harms", mark("CONSORT Harms 2022: adverse events"), _list_items)
