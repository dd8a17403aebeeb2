"""What the program claims, and the tests that hold it to each claim."""

from __future__ import annotations

from dataclasses import dataclass

from ketgui.text import mark


@dataclass(frozen=True)
class Claim:
    """One claim.

    Attributes
    ----------
    title : str
        English, translated where shown.
    tests : tuple of str
        Paths of tests in the source of this version.
    oracle : str
        What the tests compare with, outside the program.
    """

    title: str
    tests: tuple[str, ...]
    oracle: str = ""


_R = "R"
CLAIMS: tuple[Claim, ...] = (
    Claim(
        mark("Ratings before and after are paired by patient; the denominator is the enrolled."),
        ("tests/statistics/test_pairing.py", "tests/statistics/results/patients/test_flow.py"),
    ),
    Claim(
        mark("Mean change, its interval, paired t test and effect sizes are those of R."),
        ("tests/statistics/results/outcomes/test_paired_change.py",),
        _R,
    ),
    Claim(
        mark("Wilcoxon test, Hodges–Lehmann estimate and bootstrap interval are those of R."),
        ("tests/statistics/results/outcomes/test_robust_change.py",),
        _R,
    ),
    Claim(
        mark("Rates and their exact intervals are those of R."),
        ("tests/statistics/results/outcomes/test_outcomes.py",),
        _R,
    ),
    Claim(
        mark("The mixed model and the means of visits are those of R."),
        (
            "tests/statistics/results/outcomes/test_mixed_model.py",
            "tests/statistics/results/follow_up/test_visit_means.py",
        ),
        "R, nlme",
    ),
    Claim(
        mark("Relapse curves and their intervals are those of R."),
        ("tests/statistics/results/follow_up/test_relapse.py",),
        "R, survival",
    ),
    Claim(
        mark("Adverse events are counted by patient, event and infusion as R counts them."),
        ("tests/statistics/events/test_counting.py",),
        _R,
    ),
    Claim(
        mark("Every number of the founding paper comes out of data that carry it."),
        ("tests/statistics/results/outcomes/test_paired_change.py", "tests/test_paper.py"),
        "Payette et al. 2023",
    ),
    Claim(
        mark("What cannot be computed is a reason in words, never a number."),
        ("tests/end_to_end/test_number_cases.py",),
    ),
    Claim(
        mark("After a change, everything that rests on it is computed anew."),
        ("tests/statistics/test_memo.py",),
    ),
    Claim(
        mark("Numbers, definitions and files are of one analysis at every moment."),
        ("tests/session/test_latest_analysis.py", "tests/end_to_end/test_one_snapshot.py"),
    ),
    Claim(
        mark("A study is saved whole or not at all; a cut or altered file is known as such."),
        ("tests/project/test_saving.py", "tests/project/test_study_file.py"),
    ),
    Claim(
        mark("Each change has its line in the history, which shows where it was altered."),
        ("tests/project/test_audit.py",),
    ),
    Claim(
        mark("A sealed study opens with its password alone."),
        ("tests/project/test_encryption.py",),
        "libsodium",
    ),
    Claim(
        mark("Nothing of a patient is left in settings, temporary files or lists of recent files."),
        ("tests/end_to_end/test_planted_names.py",),
    ),
    Claim(
        mark("The program opens no connection."),
        ("tests/test_architecture.py",),
    ),
)
