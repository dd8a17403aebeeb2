"""The CARE checklist for case reports."""

from __future__ import annotations

from ketgui.reporting.checklists import answers
from ketgui.reporting.checklists.item import Checklist, Item
from ketgui.statistics.analysis import Analysis
from ketgui.text import _, mark


def _list_items(analysis: Analysis) -> tuple[Item, ...]:
    return (
        Item(_("Title"), "", _("The words “case series”, the treatment and the illness.")),
        Item(_("Keywords"), "", _("Two to five, with the kind of study among them.")),
        Item(_("Abstract"), "", _("Background, patients, main finding, what is learnt.")),
        Item(_("Introduction"), "", _("What is known, and why these patients are reported.")),
        Item(
            _("Patients"),
            answers.answer_patients(analysis),
            _("History, comorbidity, earlier care."),
        ),
        Item(
            _("Clinical findings"),
            answers.answer_outcomes(analysis),
            _("Findings other than the scale."),
        ),
        Item(
            _("Timeline"), answers.answer_exposure(analysis), _("Dates or intervals of the course.")
        ),
        Item(_("Diagnosis"), "", _("By whom and how; how resistance to treatment was defined.")),
        Item(
            _("Treatment"),
            answers.answer_treatment(analysis),
            answers.count_missing_parameters(analysis),
        ),
        Item(
            _("Follow-up and outcomes"), answers.answer_effect(analysis), _("What came afterwards.")
        ),
        Item(
            _("Discussion"),
            answers.answer_limitations(analysis),
            _("Strengths, literature, conclusions."),
        ),
        Item(_("Patient's view"), "", _("What patients said about the treatment, if recorded.")),
        Item(_("Consent"), "", _("Consent of each patient, or the board that waived it.")),
    )


CHECKLIST = Checklist("care", mark("CARE: case reports"), _list_items)
