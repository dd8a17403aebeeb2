"""The short built-in list of adverse events: what files call each, and its body system.

MedDRA is licensed: this list is short, its own, and shown to the user, who can switch it off or
add words. Its terms are translated; a term that it has not stays as in the file.
"""

from __future__ import annotations

from dataclasses import dataclass

from ketgui.text import mark

# MedDRA is licensed: only these classes are named here; any other is the file's own word.
PSYCHIATRIC = mark("Psychiatric disorders")
NERVOUS = mark("Nervous system disorders")
GASTROINTESTINAL = mark("Gastrointestinal disorders")
VASCULAR = mark("Vascular disorders")
CARDIAC = mark("Cardiac disorders")
EYE = mark("Eye disorders")
RENAL = mark("Renal and urinary disorders")
INVESTIGATIONS = mark("Investigations")


@dataclass(frozen=True)
class EventTerm:
    """A usual term for an adverse event.

    Attributes
    ----------
    name : str
        The preferred term (English, translated where shown).
    soc : str
        Its class, proposed where the file names none; the file's own word always wins.
    words : str
        What files call it in several languages, separated by "|".
    """

    name: str
    soc: str
    words: str


EVENT_TERMS: tuple[EventTerm, ...] = (
    EventTerm(
        mark("dissociation"),
        PSYCHIATRIC,
        "dissociative symptoms|dissociative effects|dissociative|dissociatif|dissoc.|"
        "symptômes dissociatifs|symptôme dissociatif|sx dissociatifs|"
        "effets dissociatifs|disociación|dissociação|Dissoziation",
    ),
    EventTerm(
        mark("insomnia"),
        PSYCHIATRIC,
        "insomnie|insomnio|insónia|Schlaflosigkeit|sleeplessness",
    ),
    EventTerm(
        mark("anxiety"),
        PSYCHIATRIC,
        "anxiété|anxious|ansiedad|ansiedade|Angst|anxiety during infusion",
    ),
    EventTerm(
        mark("headache"),
        NERVOUS,
        "céphalée|céphalées|mal de tête|maux de tête|cefalea|dolor de cabeza|"
        "dor de cabeça|cefaleia|Kopfschmerz|Kopfschmerzen|headaches|HA|céph.",
    ),
    EventTerm(
        mark("dizziness"),
        NERVOUS,
        "étourdissement|étourdissements|vertige|vertiges|mareo|mareos|tontura|tonturas|"
        "Schwindel|dizzy",
    ),
    EventTerm(
        mark("sedation"),
        NERVOUS,
        "sedación|sedação|Sedierung|sedated",
    ),
    EventTerm(
        mark("somnolence"),
        NERVOUS,
        "somnolent|somnolente|somnolencia|sonolência|Schläfrigkeit|drowsiness|"
        "sommnolence|drowsy|sleepiness",
    ),
    EventTerm(
        mark("nausea"),
        GASTROINTESTINAL,
        "nausées|nausée|náuseas|Übelkeit|nauseous|nauseated|nauséeux|nauséeuse",
    ),
    EventTerm(
        mark("vomiting"),
        GASTROINTESTINAL,
        "vomissement|vomissements|vómito|vómitos|Erbrechen|emesis|vomited|vom.",
    ),
    EventTerm(
        mark("hypertension"),
        VASCULAR,
        "hipertensión|hipertensão|Bluthochdruck|HTA",
    ),
    EventTerm(
        mark("blood pressure increased"),
        INVESTIGATIONS,
        "increased blood pressure|high blood pressure|"
        "élévation de la pression artérielle|BP increased|tension élevée",
    ),
    EventTerm(
        mark("visual hallucination"),
        PSYCHIATRIC,
        "hallucination, visual|visual hallucinations|hallucination visuelle|"
        "hallucinations visuelles|alucinación visual|alucinação visual",
    ),
    EventTerm(
        mark("derealisation"),
        PSYCHIATRIC,
        "derealization|desrealización|desrealização",
    ),
    EventTerm(
        mark("depersonalisation"),
        PSYCHIATRIC,
        "depersonalization|dépersonnalisation|despersonalización|despersonalização",
    ),
    EventTerm(
        mark("paraesthesia"),
        NERVOUS,
        "paraesthesias|paresthesia|paresthesias|paresthésie|paresthésies|tingling|"
        "fourmillements|picotements|parestesia|parestesias|Parästhesie",
    ),
    EventTerm(
        mark("tremor"),
        NERVOUS,
        "tremors|tremblement|tremblements|temblor|temblores|tremores",
    ),
    EventTerm(
        mark("blurred vision"),
        EYE,
        "vision blurred|blurry vision|vision trouble|vision floue|vision brouillée|"
        "visión borrosa|visão turva",
    ),
    EventTerm(
        mark("double vision"),
        EYE,
        "diplopia|diplopie|vision double|visión doble",
    ),
    EventTerm(
        mark("dry mouth"),
        GASTROINTESTINAL,
        "bouche sèche|sécheresse buccale|sécheresse de la bouche|boca seca|Mundtrockenheit",
    ),
    EventTerm(
        mark("tachycardia"),
        CARDIAC,
        "tachycardie|taquicardia|Tachykardie",
    ),
    EventTerm(
        mark("bladder pain"),
        RENAL,
        "douleur vésicale|douleurs vésicales|dolor vesical",
    ),
)
SOC_OF_TERM: dict[str, str] = {term.name: term.soc for term in EVENT_TERMS}

# What a file tells of whom a serious event befell without naming the event.
SERIOUS_EVENT = mark("serious adverse event")
UNNAMED_EVENT = mark("adverse event")

# From the lowest up; the last two are CTCAE grades 4 and 5.
SEVERITY_ORDER = ("mild", "moderate", "severe", "life_threatening", "death")
RELATEDNESS_ORDER = ("unrelated", "unlikely", "possible", "probable", "definite")
# From here on an event is called severe, and related to the treatment.
SEVERE, RELATED = "severe", "possible"
# Beginnings of words in "action taken" that mean that the
# treatment was stopped; folded, so without accents.
STOPPING = ("stop", "discontinu", "withdr", "cess", "arret", "interromp", "abandon", "suspen")
# One of these words shortly before turns it into its opposite.
NOT_STOPPING = frozenset(("no", "non", "not", "never", "without", "pas", "sans", "aucun", "aucune"))
