# Adverse events of an invented table, counted in base R by other means than the program's:
# by system organ class and term, by severity, by infusion; exact binomial and Poisson intervals.
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

rank <- match(events$severity, c("mild", "moderate", "severe"), nomatch = 0)
highest <- function(rows, ranks) {
  worst <- tapply(ranks, rows$patient_id, max)
  setNames(lapply(0:3, function(level) sum(worst == level)), c("none", "mild", "moderate", "severe"))
}
terms <- split(seq_len(nrow(events)), events$term)
infused <- function(number) sum(given$infusions >= number)
at <- function(number) line(events[events$infusion_number == as.character(number), ], infused(number))

print_json(list(
  r_version = R.version.string, infusions = exposure,
  any = line(events),
  serious = line(events[events$serious == "yes", ]),
  severe = line(events[rank >= 3, ]),
  related = line(events[events$relatedness %in% c("possible", "probable", "definite"), ]),
  soc = by("soc"), term = by("term"),
  severity = c(
    list(any = highest(events, rank)),
    lapply(terms, function(places) highest(events[places, ], rank[places]))
  ),
  infusion = setNames(lapply(1:6, at), 1:6)
))
