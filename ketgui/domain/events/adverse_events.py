"""The short built-in list of adverse events, and the body system of each."""

from __future__ import annotations

from ketgui.text import mark

# MedDRA is licensed: only these classes are named here; any other is the file's own word.
PSYCHIATRIC = mark("Psychiatric disorders")
NERVOUS = mark("Nervous system disorders")
GASTROINTESTINAL = mark("Gastrointestinal disorders")
VASCULAR = mark("Vascular disorders")
INVESTIGATIONS = mark("Investigations")

# Proposed where the file names no system organ class; the file's own word always wins.
SOC_OF_TERM: dict[str, str] = {
    mark("dissociation"): PSYCHIATRIC,
    mark("insomnia"): PSYCHIATRIC,
    mark("anxiety"): PSYCHIATRIC,
    mark("headache"): NERVOUS,
    mark("dizziness"): NERVOUS,
    mark("sedation"): NERVOUS,
    mark("somnolence"): NERVOUS,
    mark("nausea"): GASTROINTESTINAL,
    mark("vomiting"): GASTROINTESTINAL,
    mark("hypertension"): VASCULAR,
    mark("blood pressure increased"): INVESTIGATIONS,
}

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
