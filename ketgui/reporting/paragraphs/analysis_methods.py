"""Sentences for the Methods on outcomes and statistics."""

from __future__ import annotations

from ketgui import __version__
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.scale import Scale
from ketgui.domain.unavailable import Unavailable
from ketgui.reporting.paragraphs.follow_up import describe_follow_up_methods
from ketgui.reporting.paragraphs.further_outcomes import (
    describe_secondary_methods,
    describe_tms_rule,
)
from ketgui.reporting.paragraphs.safety import describe_ascertainment
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.further.literature import Literature
from ketgui.statistics.results.outcomes.items import Items
from ketgui.statistics.results.outcomes.mixed_model import MixedModel
from ketgui.statistics.results.outcomes.paired_change import PairedChange
from ketgui.statistics.results.outcomes.robust_change import RobustChange
from ketgui.statistics.results.safety.adverse_events import AdverseEvents
from ketgui.statistics.results.treatment.courses import Courses
from ketgui.statistics.tests.bootstrap import RESAMPLES
from ketgui.text import _, bare, integer, joined, plural

PAPER_DOI = "10.1016/j.jad.2023.04.019"


def _describe_measure(scale: Scale) -> str:
    placeholders = {"scale": scale.title, "low": bare(scale.low), "high": bare(scale.high)}
    if scale.kind == "total":
        return _(
            "The outcome was the total {scale} score ({low} to {high}), before the first and "
            "after the last infusion.",
            **placeholders,
        )
    return _(
        "The outcome was the {scale} score ({low} to {high}), before the first and after the last "
        "infusion.",
        **placeholders,
    )


def describe_outcomes(analysis: Analysis) -> dict[str, str]:
    """Return the sentences on the outcome measure and the definitions, by key."""
    plan = analysis.plan
    return {
        "measure": _describe_measure(plan.rating_scale),
        "definitions": " ".join(
            filter(None, (_describe_definitions(plan), _describe_percentages(plan)))
        ),
        "windows": _describe_windows(analysis),
        "secondary": describe_secondary_methods(analysis),
        "follow_up": describe_follow_up_methods(analysis),
        "tms": describe_tms_rule(analysis),
        "events": describe_ascertainment(analysis),
    }


def _describe_definitions(plan: AnalysisPlan) -> str:
    response, remission = plan.describe_response(), plan.format_remission()
    has_response = not isinstance(plan.response, Unavailable)
    has_remission = not isinstance(plan.remission, Unavailable)
    # Every definition fits into one sentence; otherwise each is written alone, or named as missing.
    if plan.has_partial_response and has_remission:
        return _(
            "Response was {response}, partial response {partial}, and remission a score "
            "{remission} after treatment.",
            response=response,
            partial=plan.describe_partial_response(),
            remission=remission,
        )
    scale = plan.rating_scale.title
    return " ".join(
        (
            _("Response was {response}.", response=response)
            if has_response
            else _("Response on the {scale} was not defined.", scale=scale),
            _("Remission was a score {remission} after treatment.", remission=remission)
            if has_remission
            else _("Remission on the {scale} was not defined.", scale=scale),
        )
    )


def _describe_percentages(plan: AnalysisPlan) -> str:
    """Return from where percentages are counted; empty where that is 0."""
    scale = plan.rating_scale
    best = scale.high if scale.higher_is_better else scale.low
    if scale.kind != "total" or not best:
        return ""
    return _(
        "Percentages are of the distance of the {scale} score from the best one, {best}.",
        scale=scale.title,
        best=bare(best),
    )


def _describe_windows(analysis: Analysis) -> str:
    """Return how dates defined baseline, outcome and the acute course; empty without dates."""
    return " ".join(
        filter(None, (_describe_course_window(analysis), _describe_tms_baseline(analysis)))
    )


def _describe_tms_baseline(analysis: Analysis) -> str:
    """Return whether ratings after TMS were baselines, where that decided for anyone."""
    sentences = [
        plural(
            "In {n} patient without another {scale} rating before the first infusion, the one "
            "after TMS, at most {window} days before it, was the baseline.",
            "In {n} patients without another {scale} rating before the first infusion, the one "
            "after TMS, at most {window} days before it, was the baseline.",
            int(study.tms_baselines.sum()),
            scale=study.plan.rating_scale.title,
            window=bare(analysis.plan.baseline_window_days),
        )
        for study in analysis.study.outcomes
        if study.tms_baselines.any()
    ]
    if unused := analysis[Courses].unused_after_tms:
        sentences.append(
            plural(
                "{n} patient had only a rating after TMS, which was not used as the baseline.",
                "{n} patients had only a rating after TMS, which was not used as the baseline.",
                unused,
            )
        )
    return " ".join(sentences)


def _describe_course_window(analysis: Analysis) -> str:
    plan, courses = analysis.plan, analysis[Courses]
    if not courses.is_dated:
        return ""
    sentence = _(
        "The baseline was the last rating at or before the first infusion, the outcome the first "
        "rating within {window} days after the last infusion of the acute course.",
        window=bare(plan.post_window_days),
    )
    if not courses.is_decided:
        return sentence
    return (
        sentence
        + " "
        + _(
            "The acute course ended with the planned number of infusions or before a gap of more "
            "than {gap} days; later infusions were maintenance, or a new course after more than "
            "{new} days, and ratings made after them were not outcomes.",
            gap=bare(plan.course_gap_days),
            new=bare(plan.new_course_days),
        )
    )


def describe_statistics(analysis: Analysis) -> dict[str, str]:
    """Return the sentences on tests, intervals, missing data and software, by key."""
    plan = analysis.plan
    return {
        "test": _describe_t_test(analysis),
        "ranks": _describe_companions(analysis),
        # Optional methods are described only if they were computed.
        "course": _describe_mixed_model(analysis),
        "bayes": _describe_bayes_factor(analysis),
        "sides": _describe_sidedness(analysis),
        "rates": _describe_rates(analysis),
        "events": _describe_event_rates(analysis),
        "published": _describe_published_rates(analysis),
        "summary": _("Numbers in Table 1 are medians with quartiles.")
        if plan.summary == "median"
        else "",
        "missing": _("Missing ratings were not replaced.")
        if not plan.carry_forward
        else _("The last rating was carried forward in a sensitivity analysis alone."),
        "software": describe_software(),
    }


def _describe_t_test(analysis: Analysis) -> str:
    if isinstance(analysis[PairedChange].t, Unavailable):
        return ""
    return _(
        "Scores before and after were compared by a paired t test in the patients who had "
        "both, with the mean difference, its {interval_name}, and Cohen d_z (mean over "
        "standard deviation of the differences) with an interval from the noncentral t "
        "distribution.",
        interval_name=analysis.plan.name_interval(),
    )


def _describe_companions(analysis: Analysis) -> str:
    """Name what was computed beside the t test, and nothing that was not."""
    change, robust = analysis[PairedChange], analysis[RobustChange]
    names: list[str] = []
    if not isinstance(change.shapiro_p, Unavailable):
        names.append(_("the Shapiro–Wilk test of the normality of the differences"))
    if not isinstance(change.wilcoxon_p, Unavailable) and change.n > 1:
        exact = change.wilcoxon_is_exact
        p = _("exact p") if exact else _("p from the normal approximation")
        names.append(
            _(
                "the Wilcoxon signed-rank test (differences of zero left out, mean ranks for "
                "ties, {p}) with the Hodges–Lehmann estimate (zeros included)",
                p=p,
            )
        )
    if not isinstance(robust.bootstrap_ci, Unavailable):
        names.append(
            _(
                "a BCa bootstrap of the mean difference ({times} resamples, seed {seed})",
                times=integer(RESAMPLES),
                seed=str(analysis.plan.bootstrap_seed),
            )
        )
    return _("Also computed: {names}.", names=joined(names)) if names else ""


def _describe_mixed_model(analysis: Analysis) -> str:
    if isinstance(analysis[MixedModel].slope, Unavailable):
        return ""
    return _(
        "The course over the infusions was described by a straight line with an intercept for "
        "each patient, fitted by restricted maximum likelihood, with intervals and p of t "
        "(ratings less patients less one degrees of freedom)."
    )


def _describe_bayes_factor(analysis: Analysis) -> str:
    if isinstance(analysis[RobustChange].bayes_factor, Unavailable):
        return ""
    return _("A JZS Bayes factor was computed with a Cauchy prior of scale √2/2.")


def _describe_event_rates(analysis: Analysis) -> str:
    rate = analysis[AdverseEvents].rate
    if isinstance(rate, Unavailable) or isinstance(rate.per_100, Unavailable):
        return ""
    if isinstance(rate.by_patient_ci, Unavailable):
        return _("Events per 100 infusions have exact Poisson intervals.")
    return _(
        "Events per 100 infusions have exact Poisson intervals, and intervals that allow for "
        "events repeated in a patient."
    )


def _describe_sidedness(analysis: Analysis) -> str:
    items = analysis[Items].items
    if isinstance(analysis[PairedChange].t, Unavailable) and not items:
        return ""
    if any(item.apart for item in items):
        return _(
            "Tests were two-sided; p values of single items but suicidal thoughts were adjusted "
            "by the method of Holm, those of the whole score were not adjusted for the number of "
            "tests."
        )
    if items:
        return _(
            "Tests were two-sided; p values of single items were adjusted by the method of Holm, "
            "those of the whole score were not adjusted for the number of tests."
        )
    return _(
        "Tests were two-sided; p values of the score were not adjusted for the number of tests."
    )


def _describe_published_rates(analysis: Analysis) -> str:
    tests = analysis[Literature].tests
    if not tests:
        return ""
    return plural(
        "The cohort's rates were compared with published ones: {n} exact binomial test that takes "
        "the published rate as fixed, and Newcombe's interval of the difference, which has the "
        "errors of both.",
        "The cohort's rates were compared with published ones: {n} exact binomial tests that take "
        "the published rate as fixed, with p values adjusted by the method of Holm, and Newcombe's "
        "intervals of the differences, which have the errors of both.",
        tests,
    )


def _describe_rates(analysis: Analysis) -> str:
    plan = analysis.plan
    if not plan.has_outcome:
        return _(
            "Rates have {method} {level} confidence intervals.",
            method=plan.name_method(),
            level=plan.format_level(),
        )
    if plan.population == "enrolled":
        sentence = _(
            "Rates are of all enrolled patients, those without both ratings counting as not "
            "having reached an outcome, with {method} {level} confidence intervals.",
            method=plan.name_method(),
            level=plan.format_level(),
        )
    else:
        sentence = _(
            "Rates are of the patients with both ratings, with {method} {level} confidence "
            "intervals.",
            method=plan.name_method(),
            level=plan.format_level(),
        )
    return sentence


def describe_software() -> str:
    """Return the sentence that names the program and its version."""
    return _("The analysis was made with KetGUI {version}.", version=__version__)


def cite_software(analysis: Analysis) -> str:
    """Return the citation of the program, its paper, and the hashes of the files read."""
    # Twelve digits identify a file and still fit a line.
    hashes = ", ".join(source.sha256[:12] for source in analysis.cohort.sources)
    citation = _(
        "KetGUI, version {version}: a program for depression scores before and after ketamine, "
        "after Payette et al. 2023, J Affect Disord, doi {doi}.",
        version=__version__,
        doi=PAPER_DOI,
    )
    files = _("Files read, by the beginning of their SHA-256: {hashes}.", hashes=hashes)
    return f"{citation} {files}" if hashes else citation
