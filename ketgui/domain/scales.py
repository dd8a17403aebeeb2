"""The rating scales that the program knows. A new scale is one row of ``SCALES``.

Numbers without a source are in common use: they fill the plan, where they can be changed, and are
cited nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from ketgui.domain.scale import Band, Cutoff, Scale, Sourced
from ketgui.text import mark

# The usual response, of no particular source: half of the baseline score or less is left.
_HALVED = Cutoff(">=", 50)
DEPRESSION = mark("depression severity")
_ANHEDONIA = mark("anhedonia")
_DISSOCIATION = mark("severity of dissociation")
_PSYCHOSIS = mark("severity of positive psychotic symptoms")

MADRS = Scale(
    "madrs",
    "MADRS",
    0,
    60,
    measures=DEPRESSION,
    header_names=(
        "madrs", "montgomery asberg", "montgomery asberg depression rating scale", "montgomery",
    ),
    items=(
        mark("Apparent sadness"),
        mark("Reported sadness"),
        mark("Inner tension"),
        mark("Reduced sleep"),
        mark("Reduced appetite"),
        mark("Concentration difficulties"),
        mark("Lassitude"),
        mark("Inability to feel"),
        mark("Pessimistic thoughts"),
        mark("Suicidal thoughts"),
    ),
    item_highs=(6,) * 10,
    item_apart=10,
    bands=(
        Band(mark("absent"), 0, 6),
        Band(mark("mild"), 7, 19),
        Band(mark("moderate"), 20, 34),
        Band(mark("severe"), 35, 60),
    ),
    band_source="Snaith 1986",
    response=Cutoff(">=", 50, "Payette 2023"),
    remission=Cutoff("<", 10, "Payette 2023"),
    relapse=Cutoff(">=", 22, "Salloum 2020"),
    # For whole scores, "< 11" and "≤ 10" are one cut-off; each is written as it is published.
    remissions_in_use=(
        Cutoff("<", 8), Cutoff("<", 9), Cutoff("<", 10), Cutoff("<=", 10), Cutoff("<=", 11),
        Cutoff("<=", 12),
    ),
    # The lowest of the published reliabilities, the upper one of the published differences.
    reliability=Sourced(0.91),
    important_difference=Sourced(1.9, "Duru & Fantino 2008"),
)  # fmt: skip
MADRS_S = Scale(
    "madrs_s",
    "MADRS-S",
    0,
    54,
    measures=DEPRESSION,
    header_names=("madrs s", "madrs self", "madrs sr", "madrs self report", "self rated madrs"),
    rater="self",
    item_highs=(6,) * 9,
    response=_HALVED,
)
HAMD17 = Scale(
    "hamd17",
    "HAM-D 17",
    0,
    52,
    measures=DEPRESSION,
    header_names=(
        "ham d 17", "hdrs 17", "hrsd 17", "hamilton 17", "hamd17 total", "hamilton depression 17",
    ),
    ambiguous_names=(
        "ham d", "hdrs", "hrsd", "hamilton", "hamilton depression", "hamilton depression scale",
    ),
    # Nine items of 0–4 and eight of 0–2, in the order of the form.
    item_highs=(4, 4, 4, 2, 2, 2, 4, 4, 4, 4, 4, 2, 2, 2, 4, 2, 2),
    item_apart=3,
    response=_HALVED,
    remission=Cutoff("<=", 7),
)  # fmt: skip
QIDS_SR16 = Scale(
    "qids_sr16",
    "QIDS-SR16",
    0,
    27,
    measures=DEPRESSION,
    header_names=("qids sr 16", "qids sr", "qids self report", "qids 16 sr"),
    ambiguous_names=("qids", "qids 16"),
    rater="self",
    items=(
        mark("Falling asleep"),
        mark("Sleep during the night"),
        mark("Waking too early"),
        mark("Sleeping too much"),
        mark("Feeling sad"),
        mark("Decreased appetite"),
        mark("Increased appetite"),
        mark("Decreased weight"),
        mark("Increased weight"),
        mark("Concentration and decisions"),
        mark("View of oneself"),
        mark("Suicidal thoughts"),
        mark("General interest"),
        mark("Energy"),
        mark("Slowed down"),
        mark("Restless"),
    ),
    item_highs=(3,) * 16,
    # Sleep, mood, appetite or weight, concentration, self-view, thoughts of suicide, interest,
    # energy, and psychomotor changes.
    domains=((1, 2, 3, 4), (5,), (6, 7, 8, 9), (10,), (11,), (12,), (13,), (14,), (15, 16)),
    item_apart=12,
    bands=(
        Band(mark("absent"), 0, 5),
        Band(mark("mild"), 6, 10),
        Band(mark("moderate"), 11, 15),
        Band(mark("severe"), 16, 20),
        Band(mark("very severe"), 21, 27),
    ),
    response=_HALVED,
    remission=Cutoff("<=", 5),
)
PHQ9 = Scale(
    "phq9",
    "PHQ-9",
    0,
    27,
    measures=DEPRESSION,
    header_names=("phq 9", "patient health questionnaire 9", "qsp 9"),
    ambiguous_names=("phq", "patient health questionnaire"),
    rater="self",
    items=(
        mark("Little interest"),
        mark("Low mood"),
        mark("Sleep problems"),
        mark("Tiredness"),
        mark("Appetite problems"),
        mark("Feeling bad about oneself"),
        mark("Concentration difficulties"),
        mark("Slowed down or restless"),
        mark("Suicidal thoughts"),
    ),
    item_highs=(3,) * 9,
    item_apart=9,
    bands=(
        Band(mark("minimal"), 0, 4),
        Band(mark("mild"), 5, 9),
        Band(mark("moderate"), 10, 14),
        Band(mark("moderately severe"), 15, 19),
        Band(mark("severe"), 20, 27),
    ),
    response=_HALVED,
    remission=Cutoff("<", 5, "McInnes 2022"),
    important_difference=Sourced(1.7),
)
BDI2 = Scale(
    "bdi2",
    "BDI-II",
    0,
    63,
    measures=DEPRESSION,
    header_names=(
        "bdi ii",
        "bdi 2",
        "idb ii",
        "idb 2",
        "beck depression inventory ii",
        "beck ii",
        "beck 2",
    ),
    ambiguous_names=("bdi", "beck", "beck depression inventory"),
    rater="self",
    item_highs=(3,) * 21,
    item_apart=9,
    response=_HALVED,
)
GAD7 = Scale(
    "gad7",
    "GAD-7",
    0,
    21,
    measures=mark("anxiety severity"),
    header_names=("gad 7", "tag 7", "generalized anxiety disorder 7"),
    ambiguous_names=("gad",),
    rater="self",
    items=(
        mark("Feeling nervous"),
        mark("Uncontrolled worry"),
        mark("Worrying too much"),
        mark("Trouble relaxing"),
        mark("Restlessness"),
        mark("Irritability"),
        mark("Feeling afraid"),
    ),
    item_highs=(3,) * 7,
    bands=(
        Band(mark("minimal"), 0, 4),
        Band(mark("mild"), 5, 9),
        Band(mark("moderate"), 10, 14),
        Band(mark("severe"), 15, 21),
    ),
    important_difference=Sourced(1.5),
)
CGI_S = Scale(
    "cgi_s",
    "CGI-S",
    1,
    7,
    measures=mark("severity of illness"),
    header_names=("cgi s", "cgi severity", "clinical global impression severity", "icg g", "icg s"),
    ambiguous_names=("cgi", "clinical global impression"),
    kind="level",
)
CGI_I = Scale(
    "cgi_i",
    "CGI-I",
    1,
    7,
    measures=mark("improvement since baseline"),
    header_names=("cgi i", "cgi improvement", "cgi c", "clinical global impression improvement"),
    kind="improvement",
    response=Cutoff("<=", 2),
)
SHAPS = Scale(
    "shaps",
    "SHAPS",
    0,
    14,
    measures=_ANHEDONIA,
    header_names=("shaps", "snaith hamilton", "snaith hamilton pleasure scale"),
    rater="self",
    item_highs=(1,) * 14,
    bands=(Band(mark("normal"), 0, 2), Band(mark("abnormal"), 3, 14)),
    other_scoring="shaps_14_56",
)
# The same questions under the other scoring, on which no cut-off of the first holds.
SHAPS_14_56 = Scale(
    "shaps_14_56",
    "SHAPS (14–56)",
    14,
    56,
    measures=_ANHEDONIA,
    header_names=("shaps 14 56", "shaps 1 4"),
    rater="self",
    item_highs=(4,) * 14,
    item_low=1,
)
WSAS = Scale(
    "wsas",
    "WSAS",
    0,
    40,
    measures=mark("functional impairment"),
    header_names=("wsas", "work and social adjustment scale"),
    rater="self",
    item_highs=(8,) * 5,
)
YMRS = Scale(
    "ymrs",
    "YMRS",
    0,
    60,
    measures=mark("mania severity"),
    header_names=("ymrs", "young mania", "young mania rating scale"),
    item_highs=(4, 4, 4, 4, 8, 8, 4, 8, 8, 4, 4),
    remission=Cutoff("<=", 12),
)
CADSS = Scale(
    "cadss",
    "CADSS",
    0,
    92,
    measures=_DISSOCIATION,
    header_names=("cadss", "cadss 23", "clinician administered dissociative states scale"),
    occasion="infusion",
    item_highs=(4,) * 23,
)
# "CADSS 6" alone is that of the sixth infusion or item: these names say that items are counted.
CADSS_27 = Scale(
    "cadss_27",
    mark("CADSS (27 items)"),
    0,
    108,
    measures=_DISSOCIATION,
    header_names=("cadss 27 items", "cadss 27 item"),
    occasion="infusion",
    item_highs=(4,) * 27,
)
CADSS_6 = Scale(
    "cadss_6",
    mark("CADSS (6 items)"),
    0,
    24,
    measures=_DISSOCIATION,
    header_names=("cadss 6 items", "cadss 6 item"),
    occasion="infusion",
    item_highs=(4,) * 6,
)
# Each form of the CADSS by the word for it in the table of infusions.
CADSS_FORMS = {"23": CADSS, "27": CADSS_27, "6": CADSS_6}
BPRS = Scale(
    "bprs_positive",
    "BPRS+",
    0,
    24,
    measures=_PSYCHOSIS,
    header_names=("bprs positive", "bprs plus", "bprs psychosis"),
    ambiguous_names=("bprs",),
    occasion="infusion",
    other_scoring="bprs_positive_4_28",
)
BPRS_4_28 = Scale(
    "bprs_positive_4_28",
    "BPRS+ (4–28)",
    4,
    28,
    measures=_PSYCHOSIS,
    header_names=("bprs positive 4 28", "bprs 4 28"),
    occasion="infusion",
)

SCALES: tuple[Scale, ...] = (
    MADRS, MADRS_S, HAMD17, QIDS_SR16, PHQ9, BDI2, GAD7, CGI_S, CGI_I, SHAPS, SHAPS_14_56, WSAS,
    YMRS, CADSS, CADSS_27, CADSS_6, BPRS, BPRS_4_28,
)  # fmt: skip
# The scale of a new plan, which is suggested where scores name none.
USUAL = SCALES[0]


@dataclass(frozen=True)
class UnknownScale:
    """A scale known by name only: never read as a related scale, analysed only once declared."""

    title: str
    header_names: tuple[str, ...]


# Names that contain one of SCALES: without them "Hamilton anxiety" would be read as a HAM-D.
UNKNOWN_SCALES: tuple[UnknownScale, ...] = (
    UnknownScale("HAM-A", ("ham a", "hars", "hamilton anxiety", "hamilton anxiety scale")),
    UnknownScale("HAM-D 6", ("ham d 6", "hdrs 6", "hrsd 6")),
    UnknownScale("HAM-D 7", ("ham d 7", "hdrs 7", "hrsd 7")),
    UnknownScale("HAM-D 21", ("ham d 21", "hdrs 21", "hrsd 21", "hamilton 21")),
    UnknownScale("HAM-D 24", ("ham d 24", "hdrs 24", "hrsd 24", "hamilton 24")),
    UnknownScale("HAM-D 28", ("ham d 28", "hdrs 28", "hrsd 28")),
    UnknownScale("GRID-HAMD", ("grid ham d",)),
    UnknownScale("QIDS-C", ("qids c", "qids c 16", "qids clinician")),
    UnknownScale("IDS-SR", ("ids sr", "ids sr 30", "ids 30 sr")),
    UnknownScale("IDS-C", ("ids c", "ids c 30")),
    UnknownScale("PHQ-2", ("phq 2",)),
    UnknownScale("PHQ-4", ("phq 4",)),
    UnknownScale("PHQ-8", ("phq 8",)),
    UnknownScale("PHQ-15", ("phq 15",)),
    UnknownScale("GAD-2", ("gad 2",)),
    UnknownScale("BDI-I", ("bdi i", "bdi 1", "bdi ia")),
    UnknownScale("BDI-13", ("bdi 13", "bdi sf", "bdi short")),
    UnknownScale("BAI", ("bai", "beck anxiety", "beck anxiety inventory")),
    UnknownScale("BHS", ("bhs", "beck hopelessness", "beck hopelessness scale")),
    UnknownScale("BSS", ("bss", "ssi", "beck scale for suicide ideation")),
    UnknownScale("C-SSRS", ("c ssrs", "columbia suicide")),
    UnknownScale("CGI-E", ("cgi e", "cgi efficacy")),
    UnknownScale("PGI-S", ("pgi s",)),
    UnknownScale("PGI-I", ("pgi i", "pgi c")),
    UnknownScale("HADS", ("hads", "had scale")),
    UnknownScale("DASS", ("dass", "dass 21", "dass 42")),
    UnknownScale("GDS", ("gds", "gds 15", "gds 30")),
    UnknownScale("EPDS", ("epds",)),
    UnknownScale("CES-D", ("ces d",)),
    UnknownScale("SDS", ("sds", "sheehan", "sheehan disability scale")),
    UnknownScale("WHODAS", ("whodas", "whodas 2 0", "whodas 2")),
    UnknownScale("WHO-5", ("who 5",)),
    UnknownScale("Q-LES-Q", ("q les q", "q les q sf")),
    UnknownScale("EQ-5D", ("eq 5 d", "eq 5 d 5 l")),
    UnknownScale("SF-36", ("sf 36", "sf 12")),
    UnknownScale("GAF", ("gaf", "egf")),
    UnknownScale("VAS", ("vas", "eva", "pain vas", "vas pain", "visual analog scale")),
    UnknownScale("NRS", ("nrs", "pain nrs")),
    UnknownScale("PANSS", ("panss", "panss p", "panss n", "panss g")),
    UnknownScale("PCL-5", ("pcl 5", "pcl")),
    UnknownScale("CAPS-5", ("caps 5",)),
    UnknownScale("Y-BOCS", ("y bocs",)),
    UnknownScale("ISI", ("isi", "insomnia severity index")),
    UnknownScale("PSQI", ("psqi",)),
    UnknownScale("MoCA", ("mo ca",)),
    UnknownScale("MMSE", ("mmse",)),
    UnknownScale("BPRS-18", ("bprs 18", "bprs total", "bprs tot")),
    UnknownScale("BPRS-24", ("bprs 24",)),
)


# Short and longer forms whose names are also those of an item, a visit or the patients: they are
# known by the words that stand behind them in a header.
SHORT_FORMS: tuple[UnknownScale, ...] = (
    UnknownScale("MADRS-6", ("madrs 6 items", "madrs 6 item", "madrs 6")),
    UnknownScale("IDS", ("ids 30", "ids")),
)


def get_scale(key: str) -> Scale:
    """Return the scale with this key.

    Raises
    ------
    KeyError
        If no scale has it.
    """
    for scale in SCALES:
        if scale.key == key:
            return scale
    raise KeyError(key)
