# Adverse events of an invented table, counted in base R by other means than the program's:
# by system organ class and term, by severity, relatedness, infusion, onset and group; exact binomial
# and Poisson intervals; the CADSS at each infusion and at its highest in each patient.
# Rscript tests/oracles/events.R > tests/oracles/events.json

here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
source(file.path(here, "json.R"))

events <- read.csv(file.path(here, "events.csv"), colClasses = "character")
given <- read.csv(file.path(here, "events_infusions.csv"))
N <- nrow(given)
exposure <- sum(given$infusions)

line <- function(rows, n = N) {
  patients <- length(unique(rows$patient_id))
  list(
    patients = patients, n = n, events = nrow(rows),
    ci = 100 * as.numeric(binom.test(patients, n)$conf.int),
    rate = 100 * nrow(rows) / exposure,
    rate_ci = 100 * as.numeric(poisson.test(nrow(rows), exposure)$conf.int)
  )
}
by <- function(column) lapply(split(events, events[[column]]), line)

severities <- c("mild", "moderate", "severe")
relations <- c("unrelated", "unlikely", "possible", "probable", "definite")
terms <- split(seq_len(nrow(events)), events$term)
highest <- function(column, levels) {
  ranks <- match(events[[column]], levels, nomatch = 0)
  lapply(c(list(any = seq_len(nrow(events))), terms), function(places) {
    worst <- tapply(ranks[places], events$patient_id[places], max)
    counts <- lapply(0:length(levels), function(level) sum(worst == level))
    setNames(counts, c("none", levels))
  })
}
infused <- function(number) sum(given$infusions >= number)
at <- function(number) line(events[events$infusion_number == as.character(number), ], infused(number))

sites <- split(given$patient_id, given$site)
in_site <- function(who) {
  mine <- events[events$patient_id %in% who, ]
  rows <- c(list(any = mine, serious = mine[mine$serious == "yes", ]), split(mine, mine$term))
  lapply(rows, function(some) {
    list(patients = length(unique(some$patient_id)), n = length(who), events = nrow(some))
  })
}

# Of those with an infusion alone: the events of the others are no part of it.
treated <- given$patient_id[given$infusions > 0]
theirs <- events[events$patient_id %in% treated, ]
treated_lines <- lapply(
  c(list(any = theirs), split(theirs, theirs$term)),
  function(rows) line(rows, length(treated))
)

cadss <- read.csv(file.path(here, "events_cadss.csv"))
described <- function(scores) {
  list(n = length(scores), mean = mean(scores), sd = sd(scores), low = min(scores), high = max(scores))
}

print_json(list(
  r_version = R.version.string, infusions = exposure,
  any = line(events),
  serious = line(events[events$serious == "yes", ]),
  severe = line(events[events$severity == "severe", ]),
  related = line(events[events$relatedness %in% c("possible", "probable", "definite"), ]),
  soc = by("soc"), term = by("term"), treated = treated_lines,
  stopped = line(events[events$action == "ketamine stopped", ]),
  severity = highest("severity", severities),
  relatedness = highest("relatedness", relations),
  infusion = setNames(lapply(1:6, at), 1:6),
  onset = by("onset"),
  group = setNames(lapply(sites, in_site), names(sites)),
  cadss = c(
    lapply(split(cadss$cadss, cadss$infusion_number), described),
    list(peak = described(as.numeric(tapply(cadss$cadss, cadss$patient_id, max))))
  )
))
