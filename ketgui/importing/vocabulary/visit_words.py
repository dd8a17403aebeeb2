"""Words of visits in five languages: before and after, days, infusions, and what is no score."""

from __future__ import annotations

import re
from typing import Literal

About = Literal["", "derived", "date", "status", "person", "text", "part"]

BEFORE = frozenset(
    {
        "pre", "before", "baseline", "bl", "base", "basline", "avant", "depart", "initial",
        "initiale", "antes", "basal", "basale", "inicial", "vor", "t0", "d0", "j0", "w0", "s0",
        "pretreatment", "preketamine", "vorher", "previo", "previa", "ingreso", "aufnahme",
        "screening", "admission", "prekx", "preinfusion", "pretx", "preket", "intake", "entree",
        "linea", "preperfusion", "tiempo0", "prae", "pra", "pretraitement", "inclusion", "av",
        "prek",
    }
)  # fmt: skip
# Those of BEFORE that may be weeks earlier than the baseline of the same patient.
EARLY = frozenset(
    {
        "screening", "intake", "admission", "ingreso", "aufnahme", "entree", "previo", "previa",
        "inclusion",
    }
)  # fmt: skip
AFTER = frozenset(
    {
        "post", "after", "endpoint", "end", "final", "finale", "finales", "apres", "fin", "despues",
        "depois", "nach", "eot", "sortie", "discharge", "posttreatment", "postketamine", "exit",
        "apos", "pos", "last", "fim", "ende", "postinfusion", "nachher", "alta", "entlassung",
        "abschluss", "ap", "posttx", "postket", "postperfusion", "posttraitement", "eos",
        "termination", "endtreat", "endtreatment", "eotx",
    }
)  # fmt: skip
# Only beside a scale's name: alone, they are when an infusion began and ended.
SCORED_BEFORE, SCORED_AFTER = frozenset({"start", "debut"}), frozenset({"finish"})
SIDED = {"before": BEFORE, "after": AFTER}
# Words that a visit's name may hold without saying anything about it.
FILLER = frozenset(
    {
        "i", "ig", "tot", "inventory",
        "puntuacion", "puntaje", "pontuacao", "escore", "punktzahl", "punktwert", "gesamt",
        "gesamtwert", "summe", "summenwert", "summenscore",
        "score", "scores", "total", "totale", "totals", "totaux",
        "sum", "somme", "suma", "soma", "at", "au", "aux", "a", "the", "le", "la", "les", "tx",
        "treatment", "traitement", "tratamiento", "tratamento", "behandlung", "ketamine", "ket",
        "kt", "infusion", "infusions", "perfusion", "perfusions", "inf", "perf", "visit",
        "visite", "visita", "of", "de", "du", "des", "del", "do", "da", "day", "days", "jour",
        "jours", "dia", "dias", "week", "weeks", "semaine", "semaines", "value", "valeur",
        "valor", "wert", "rating", "time", "timepoint", "moment", "event", "scale", "echelle",
        "escala", "skala", "study", "etude", "ses", "session", "raw", "brut", "points", "pts",
        "pt", "rs", "dep", "depression", "kx", "esketamine", "der", "die", "das", "an", "bei",
        "el", "en", "em", "ketamina", "ketamin", "therapie", "therapy", "assessment",
        "evaluation", "eval", "mean", "observed", "al", "ao", "l", "d", "zum", "zur", "beim", "y",
        "1st", "first", "premiere", "k", "se", "questionnaire", "self", "report", "rated",
    }
)  # fmt: skip
# Another treatment's "after" may be before ketamine, so that its words settle no moment.
TMS_COURSE = frozenset({"tms", "rtms", "smt", "smtr", "emt", "emtr"})
OTHER_COURSE = TMS_COURSE | {"ect", "electroconvulsive", "sismotherapie", "tec"}
# What makes a column no score, though it names a scale.
_ABOUT: tuple[tuple[About, str], ...] = (
    (
        "derived",
        "change changes changed delta diff difference reduction reduced improvement "
        "improved improve pct percent percentage pourcent response responder responders "
        "respond remission remitter remitted remit recovered cat category categories "
        "categorie class classification classe severity severite gravite gravedad "
        "schweregrad band group groupe z zscore tscore percentile rank quartile variation "
        "amelioration evolution mejoria cambio cambios veranderung anderung aenderung "
        "reponse repondeur respuesta resposta verbesserung auc slope rci mudanca melhora "
        "interpretation interpretacion risk flag chg bl2 pchg ",
    ),
    (
        "date",
        "date dates fecha data datum dt dtc dte dat ",
    ),
    (
        "status",
        "complete completed completion status done fait fini valid validity missing "
        "manquant timestamp stat statut estado erledigt available collected ",
    ),
    (
        "person",
        "rater evaluator evaluateur assessor by par cotateur examiner initials initiales "
        "interviewer rated_by evaluador avaliador untersucher ",
    ),
    (
        "text",
        "comment comments commentaire commentaires note notes remark remarks remarque "
        "remarques text version language langue form lieu method methode mode modality "
        "source reason raison why comentario comentarios observacion bemerkung ",
    ),
)
ABOUT: dict[str, About] = {word: about for about, words in _ABOUT for word in words.split()}
_INFUSIONS = (
    r"inf|infs|infusion|infusions|infusao|infusion|infusiones|perf|perfusion|perfusions|tx|ket|kt"
    r"|ketamine|treatment|traitement|dose"
)
INFUSION = re.compile(
    rf"\b(?:post|pre)?(?:{_INFUSIONS}) ?(?:no |nr |n |number |numero )?(\d{{1,2}})\b"
    rf"|\b(\d{{1,2}}) ?(?:st|nd|rd|th|er|ere|e|eme|a|o)? (?:{_INFUSIONS})\b"
)
FOLLOW_UP = re.compile(
    r"\b(?:fu|f u|follow ?ups?|suivi|seguimiento|seguimento|nachsorge|katamnese|relance"
    r"|maintenance)(?=\d|\b)"
)
MINUTES = re.compile(
    r"\b(?:t ?)?(\d{1,3}) ?(?:min|mins|minutes?|mn|minutos?|minuten)\b"
    r"|\b(?:min|mins|minutes?|mn) ?(\d{1,3})\b"
)
ORDER = re.compile(
    r"\b(?:t|v|visit|visite|visita|visitnum|besuch|stage|time|timepoint|time point|session|ses"
    r"|seance|sesion|sessao|sitzung"
    r"|wave|phase|etape|tiempo|tempo|zeitpunkt|mesure|measure|evaluation|eval|assessment|rating"
    r"|momento|temps|moment|test|point|cotation|medida|messung) ?(?:no |nr |n )?(\d{1,2})\b"
    r"|\b(\d{1,2})$"
)
# A unit's names, and how many days it has; the number stands before or after the name.
_UNITS = (
    ("d|day|days|j|jour|jours|dia|dias|tag|tage", 1.0),
    ("w|wk|wks|week|weeks|s|sem|semaine|semaines|semana|semanas|woche|wochen", 7.0),
    ("mo|month|months|mois|mes|meses|monat|monate|m", 30.0),
    ("h|hr|hrs|hour|hours|heure|heures|hora|horas|stunde|stunden", 1 / 24),
)
DAYS = tuple(
    (re.compile(rf"\b(?:{names}) ?(?P<n>\d{{1,3}})\b|\b(?P<m>\d{{1,3}}) ?(?:{names})\b"), days)
    for names, days in _UNITS
)
# "Day -7" and "J-1" lie before the first infusion; the dash of "day-14" only parts words.
NEGATIVE_DAY = re.compile(r"(?:\b(?:day|jour|tag|dia)s? |\b[dj] ?)[-−–](?=\d)", re.IGNORECASE)
# What a column of bare numbers counts, by its header.
COUNTED_DAYS = {
    name: int(days) for names, days in _UNITS[:3] for name in names.split("|") if len(name) > 2
}


# Words of a header whose numbers count treatments.
SESSIONS = frozenset({"seance", "session", "sesion", "sessao", "sitzung", "infusion", "perfusion"})
_INFUSION_NUMBER = re.compile(r"\D{0,20}(\d{1,2})(?:\D.{0,20})?")


def find_infusion_number(word: str) -> int | None:
    """Return the number of an infusion in a cell, None where it holds none.

    Examples
    --------
    >>> find_infusion_number("Perf. 3"), find_infusion_number("#2"), find_infusion_number("last")
    (3, 2, None)
    """
    match = _INFUSION_NUMBER.fullmatch(word)
    return int(match[1]) if match else None
