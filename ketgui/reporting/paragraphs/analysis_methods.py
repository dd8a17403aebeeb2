"""Sentences for the Methods on outcomes and statistics."""

from __future__ import annotations

from collections.abc import Iterator

from ketgui import __version__
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.scale import Cutoff, Scale
from ketgui.domain.unavailable import Unavailable
from ketgui.reporting.paragraphs.follow_up import describe_follow_up_methods
from ketgui.reporting.paragraphs.further_outcomes import (
    describe_secondary_methods,
    describe_tms_rule,
)
from ketgui.reporting.paragraphs.safety import describe_ascertainment
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.further.literature import Literature
from ketgui.statistics.results.further.secondary_outcomes import SecondaryOutcomes
from ketgui.statistics.results.outcomes.items import Items
from ketgui.statistics.results.outcomes.mixed_model import MixedModel
from ketgui.statistics.results.outcomes.outcomes import Outcomes
from ketgui.statistics.results.outcomes.paired_change import PairedChange
from ketgui.statistics.results.outcomes.robust_change import RobustChange
from ketgui.statistics.results.safety.adverse_events import AdverseEvents
from ketgui.statistics.results.treatment.courses import Courses
from ketgui.statistics.tests.bootstrap import RESAMPLES
from ketgui.text import _, bare, integer, joined, plural_spelled, plural_start

PAPER_DOI = "10.1016/j.jad.2023.04.019"


def _describe_measure(scale: Scale) -> str:
    values = {"scale": scale.title, "low": bare(scale.low), "high": bare(scale.high)}
    if not scale.measures:
        return _(
            "The outcome was the {scale} score ({low}–{high}), rated before the first infusion and "
            "after the last.",
            **values,
        )
    sentence = _(
        "{measure} was rated with the {scale} ({low}–{high}) before the first infusion and after "
        "the last.",
        measure=_(scale.measures),
        **values,
    )
    return sentence[:1].upper() + sentence[1:]


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
    """Return every definition that is set in one sentence, and name those that are not."""
    parts = [*_define_response(plan), *_define_remission(plan)]
    sentence = joined(parts)
    if plan.remitters_are_responders and len(parts) > 1:
        sentence = _("{rules}; patients in remission were counted as responders", rules=sentence)
    scale = plan.rating_scale.title
    missing = (
        _("Response on the {scale} was not defined.", scale=scale)
        if isinstance(plan.response, Unavailable)
        else "",
        _("Remission on the {scale} was not defined.", scale=scale)
        if isinstance(plan.remission, Unavailable)
        else "",
    )
    sentence = f"{sentence[:1].upper()}{sentence[1:]}." if sentence else ""
    return " ".join(filter(None, (sentence, *missing)))


def _define_response(plan: AnalysisPlan) -> Iterator[str]:
    cutoff = plan.response
    if isinstance(cutoff, Unavailable):
        return
    if plan.is_score:
        yield _("response was a score {rule} after treatment", rule=_write_cutoff(cutoff))
        return
    yield _("response was {change} from baseline", change=plan.describe_response_change(cutoff))
    if plan.has_partial_response:
        yield _("partial response {change}", change=plan.describe_partial_response())


def _define_remission(plan: AnalysisPlan) -> Iterator[str]:
    cutoff = plan.remission
    if isinstance(cutoff, Unavailable):
        return
    rule = _write_cutoff(cutoff)
    # The verb of the first definition serves for those that follow it.
    yield (
        _("remission was a score {rule} after treatment", rule=rule)
        if isinstance(plan.response, Unavailable)
        else _("remission a score {rule} after treatment", rule=rule)
    )


def _write_cutoff(cutoff: Cutoff) -> str:
    """Return a comparison with a score in words: "below 10"."""
    score = bare(cutoff.value)
    match cutoff.operator:
        case "<":
            return _("below {score}", score=score)
        case "<=":
            return _("of at most {score}", score=score)
        case ">":
            return _("above {score}", score=score)
        case ">=":
            return _("of at least {score}", score=score)


def _describe_percentages(plan: AnalysisPlan) -> str:
    """Return from where percentages are counted; empty where that is 0."""
    scale = plan.rating_scale
    best = scale.high if scale.higher_is_better else scale.low
    if scale.kind != "total" or not best:
        return ""
    return _(
        "Percentages are of the distance between the {scale} score and the best score, {best}.",
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
        plural_spelled(
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
            plural_start(
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
        "summary": _("Table 1 gives medians with quartiles.") if plan.summary == "median" else "",
        "missing": _("Missing scores were not imputed.")
        if not plan.carry_forward
        else _("The last score was carried forward in a sensitivity analysis only."),
        "software": describe_software(),
    }


def _describe_t_test(analysis: Analysis) -> str:
    change = analysis[PairedChange]
    if isinstance(change.t, Unavailable):
        return ""
    sentences = (
        _("Scores before and after treatment were compared with a paired t test."),
        _(
            "We report the mean difference with its {level} confidence interval and Cohen’s d_z "
            "with an interval from the noncentral t distribution.",
            level=analysis.plan.format_level(),
        ),
        ""
        if isinstance(change.shapiro_p, Unavailable)
        else _("Normality of the differences was checked with the Shapiro–Wilk test."),
    )
    return " ".join(filter(None, sentences))


def _describe_companions(analysis: Analysis) -> str:
    """Name what was computed beside the t test, and nothing that was not."""
    names = [*_name_rank_test(analysis), *_name_bootstrap(analysis)]
    if not names:
        return ""
    text = joined(names)
    text = f"{text[:1].upper()}{text[1:]}"
    is_one = len(names) == 1
    # Where all differences are equal there is no t test to accompany.
    if isinstance(analysis[PairedChange].t, Unavailable):
        return (
            _("{methods} was computed.", methods=text)
            if is_one
            else _("{methods} were computed.", methods=text)
        )
    return (
        _("{methods} served as a sensitivity analysis.", methods=text)
        if is_one
        else _("{methods} served as sensitivity analyses.", methods=text)
    )


def _name_rank_test(analysis: Analysis) -> Iterator[str]:
    change = analysis[PairedChange]
    if isinstance(change.wilcoxon_p, Unavailable) or change.n < 2:
        return
    details = [_("exact p") if change.wilcoxon_is_exact else _("p from the normal approximation")]
    if change.wilcoxon_zeros:
        details.append(_("differences of zero left out"))
    if change.wilcoxon_tied:
        details.append(_("mean ranks for ties"))
    test = _("a Wilcoxon signed-rank test ({details})", details=", ".join(details))
    if isinstance(analysis[RobustChange].hodges_lehmann, Unavailable):
        yield test
    elif change.wilcoxon_zeros:
        yield _("{test} with the Hodges–Lehmann estimate (zeros included)", test=test)
    else:
        yield _("{test} with the Hodges–Lehmann estimate", test=test)


def _name_bootstrap(analysis: Analysis) -> Iterator[str]:
    if not isinstance(analysis[RobustChange].bootstrap_ci, Unavailable):
        yield _(
            "a BCa bootstrap of the mean difference ({times} resamples, seed {seed})",
            times=integer(RESAMPLES),
            seed=str(analysis.plan.bootstrap_seed),
        )


def _describe_mixed_model(analysis: Analysis) -> str:
    if isinstance(analysis[MixedModel].slope, Unavailable):
        return ""
    return _(
        "The course over the infusions was described by a linear mixed model with a random "
        "intercept for each patient (restricted maximum likelihood; intervals and p values from "
        "the t distribution, with ratings minus patients minus one degrees of freedom)."
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
        return _("Events per 100 infusions are given with exact Poisson intervals.")
    return _(
        "Events per 100 infusions are given with exact Poisson intervals and with intervals that "
        "allow for repeated events within a patient."
    )


def _describe_sidedness(analysis: Analysis) -> str:
    items, change = analysis[Items].items, analysis[PairedChange]
    tests = (change.t, change.wilcoxon_p)
    has_test = change.n > 1 and not all(isinstance(test, Unavailable) for test in tests)
    if not has_test and not items:
        return ""
    if any(item.apart for item in items):
        return _(
            "Tests were two-sided; p values of single items other than suicidal thoughts were "
            "adjusted by the Holm method, those of the total score were not adjusted."
        )
    if items:
        return _(
            "Tests were two-sided; p values of single items were adjusted by the Holm method, "
            "those of the total score were not adjusted."
        )
    # Elsewhere in the report p values are adjusted: of several secondary outcomes or of rates.
    if len(analysis[SecondaryOutcomes].secondary) > 1 or analysis[Literature].tests > 1:
        return _("Tests were two-sided; those of the primary outcome were not adjusted.")
    return _("Tests were two-sided and not adjusted for multiplicity.")


def _describe_published_rates(analysis: Analysis) -> str:
    tests = analysis[Literature].tests
    if not tests:
        return ""
    return plural_spelled(
        "The rates were compared with published rates by {n} exact binomial test, which takes the "
        "published rate as fixed, and a Newcombe interval of the difference, which includes the "
        "error of both rates.",
        "The rates were compared with published rates by {n} exact binomial tests, which take the "
        "published rate as fixed, with p values adjusted by the Holm method, and Newcombe "
        "intervals of the differences, which include the error of both rates.",
        tests,
    )


def _describe_rates(analysis: Analysis) -> str:
    plan = analysis.plan
    values = {"method": plan.name_method(), "level": plan.format_level()}
    if not plan.has_outcome or not analysis.pairs.analysed:
        return _("Rates are given with {method} {level} confidence intervals.", **values)
    if plan.population == "rated":
        return _(
            "Rates are given over the patients with both ratings, with {method} {level} "
            "confidence intervals.",
            **values,
        )
    sentence = _(
        "Rates are given over all enrolled patients with {method} {level} confidence intervals",
        **values,
    )
    if not analysis[Outcomes].unrated_counted:
        return f"{sentence}."
    return _(
        "{sentence}; patients without both ratings were counted as non-responders.",
        sentence=sentence,
    )


def describe_software() -> str:
    """Return the sentence that names the program and its version."""
    return _("Analyses were run in KetGUI {version}.", version=__version__)


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
