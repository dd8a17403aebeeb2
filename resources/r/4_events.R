# ---- Adverse events --------------------------------------------------------------------------

if (plan$events_recorded) {
  all_events <- read_table("adverse_events")
  all_events$soc[is.na(all_events$soc)] <- ""
  counted <- patients$patient_id[patients$counted_for_events]
  events <- all_events[all_events$patient_id %in% counted, ]
  given <- infusions[infusions$patient_id %in% counted, ]
  n <- length(counted)
  severities <- c("not_recorded", plan$severities)

  record("adverse_events.events", nrow(events))
  record("adverse_events.events_left_out", nrow(all_events) - nrow(events))
  record("adverse_events.asked", sum(patients$events_asked == "yes", na.rm = TRUE))
  record("adverse_events.not_asked", sum(patients$events_asked == "no", na.rm = TRUE))

  patients_with <- function(rows) length(unique(rows$patient_id))
  known <- function(column) nrow(events) == 0 || any(events[[column]])
  record_proportion("adverse_events.any", patients_with(events), n)
  if (known("says_serious"))
    record_proportion("adverse_events.serious", patients_with(events[events$serious, ]), n)
  if (known("says_relatedness"))
    record_proportion("adverse_events.related",
                      patients_with(events[events$relatedness >= plan$related_rank, ]), n)
  if (known("says_severity"))
    record_proportion("adverse_events.severe",
                      patients_with(events[events$severity >= plan$severe_rank, ]), n)
  if (known("says_action"))
    record_proportion("adverse_events.treatment_stopped", patients_with(events[events$stopped, ]), n)

  # Patients with an infusion or an event are the clusters of a rate.
  rate_of <- function(name, rows) {
    who <- union(given$patient_id, rows$patient_id)
    record_rate(name, as.numeric(table(factor(rows$patient_id, who))),
                as.numeric(table(factor(given$patient_id, who))))
  }
  record_highest <- function(name, rows) {
    if (!nrow(rows)) return(invisible())
    highest <- tapply(rows$severity, rows$patient_id, max)
    for (rank in unique(highest))
      record(paste0(name, ".", severities[rank + 1]), sum(highest == rank))
  }
  rate_of("adverse_events.rate", events)
  record_highest("adverse_events.patients_by_highest_severity", events)

  record_kind <- function(name, rows) {
    record_proportion(name, patients_with(rows), n, of = "patients")
    record(paste0(name, ".events"), nrow(rows))
    rate_of(paste0(name, ".rate"), rows)
  }
  for (soc in unique(events$soc))
    record_kind(paste0("adverse_events.classes.", soc), events[events$soc == soc, ])
  for (term in unique(events$term)) {
    key <- paste0("adverse_events.terms.", term)
    rows <- events[events$term == term, ]
    record_kind(key, rows)
    record_highest(paste0(key, ".patients_by_highest_severity"), rows)
  }
  for (word in unique(events$word))
    record(paste0("adverse_events.harmonised.", word, ".events"), sum(events$word == word))

  # Whoever had an event at an infusion that others received did so too.
  had <- unique(rbind(given[c("patient_id", "number")],
                      events[events$number %in% given$number, c("patient_id", "number")]))
  for (number in sort(unique(c(had$number, events$number)))) {
    rows <- events[events$number == number, ]
    infused <- if (number == 0) n else sum(had$number == number)
    key <- paste0("adverse_events.by_infusion.", if (number == 0) "" else number)
    if (number > 0) record(paste0(key, ".infusion"), number)
    if (number > 0 && infused > 0) record(paste0(key, ".infused"), infused)
    record(paste0(key, ".count"), patients_with(rows))
    record(paste0(key, ".events"), nrow(rows))
    if (infused > 0) record_proportion(key, patients_with(rows), infused)
  }
}
