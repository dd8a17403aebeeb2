# ---- Treatment -------------------------------------------------------------------------------

# What follows from a TMS protocol: pulses, duty cycle, nominal time, time as a device shows it.
record_tms <- function(name, p) {
  # The table has no column for a parameter that no course can record.
  for (parameter in c("pulses_per_burst", "burst_frequency_hz", "frequency_hz", "train_seconds",
                "pulses_per_train", "trains", "inter_train_interval_seconds",
                "pulses_per_session", "sessions"))
    if (!length(p[[parameter]])) p[[parameter]] <- NA_real_
  bursts <- !is.na(p$pulses_per_burst) || !is.na(p$burst_frequency_hz)
  each <- if (bursts) p$pulses_per_burst else 1
  train <- p$frequency_hz * p$train_seconds * each
  typed <- if (is.na(train)) p$pulses_per_train else train
  session <- typed * p$trains
  on <- if (is.na(p$train_seconds)) p$pulses_per_train / (p$frequency_hz * each) else
    p$train_seconds
  pause <- p$inter_train_interval_seconds
  if (is.na(pause) && !is.na(p$trains) && p$trains == 1) pause <- 0
  record(paste0(name, ".pulses_per_train"), train)
  record(paste0(name, ".pulses_per_session"), session)
  record(paste0(name, ".duty_cycle"), 100 * on / (on + pause))
  record(paste0(name, ".nominal_minutes"), p$trains * (on + pause) / 60)
  stimuli <- typed / each
  within <- if (bursts) (each - 1) / p$burst_frequency_hz else 0
  record(paste0(name, ".device_minutes"),
         (p$trains * ((stimuli - 1) / p$frequency_hz + within) + (p$trains - 1) * pause) / 60)
  record(paste0(name, ".course_pulses"),
         (if (is.na(session)) p$pulses_per_session else session) * p$sessions)
}

if (nrow(courses)) {
  same <- do.call(paste, c(courses[plan$tms_parameters], sep = "\r"))
  groups <- split(courses, factor(same, unique(same)))
  size <- sapply(groups, function(g) length(unique(g$patient_id)))
  groups <- groups[order(-size)]
  for (i in seq_along(groups)) {
    g <- groups[[i]]
    key <- paste0("tms_protocols.", i)
    record(paste0(key, ".patients"), length(unique(g$patient_id)))
    sessions <- as.numeric(g$sessions[!is.na(g$sessions)])
    p <- as.list(g[1, ])
    p$sessions <- if (length(unique(sessions)) == 1) sessions[1] else NA
    for (parameter in plan$tms_numbers) p[[parameter]] <- as.numeric(p[[parameter]])
    for (parameter in plan$tms_numbers)
      record(paste0(key, ".parameters.", parameter), p[[parameter]])
    record_tms(paste0(key, ".derived"), p)
    if (length(sessions)) {
      record(paste0(key, ".sessions_recorded.courses"), length(sessions))
      record(paste0(key, ".sessions_recorded.median"), median(sessions))
      record(paste0(key, ".sessions_recorded.least"), min(sessions))
      record(paste0(key, ".sessions_recorded.most"), max(sessions))
    }
  }
}
for (i in seq_along(plan$tms)) record_tms(paste0("protocol.tms.", i, ".derived"), plan$tms[[i]])

record_ketamine <- function(name, p) {
  record(paste0(name, ".rate_mg_per_kg_per_hour"), p$dose_mg_per_kg / (p$duration_minutes / 60))
  record(paste0(name, ".planned_infusions"), p$infusions_per_week * p$weeks)
}
record_ketamine("protocol.ketamine.derived", plan$ketamine)

commonest <- function(x) {
  counts <- table(x)
  if (length(counts)) min(as.numeric(names(counts)[counts == max(counts)])) else NA
}
received <- list(dose_mg_per_kg = commonest(infusions$dose_mg_per_kg),
                 duration_minutes = commonest(infusions$duration_minutes),
                 infusions_per_week = NA, weeks = NA)
for (parameter in c("dose_mg_per_kg", "duration_minutes"))
  record(paste0("ketamine_protocol.parameters.", parameter), received[[parameter]])
record_ketamine("ketamine_protocol.derived", received)

# ---- Infusions received ----------------------------------------------------------------------

each <- table(infusions$patient_id)
record_mean_sd <- function(name, x) {
  x <- x[!is.na(x)]
  record(name, mean_or_na(x))
  record(paste0(name, "_sd"), sd_or_na(x))
}
record_median_range <- function(name, x) {
  if (!length(x)) return(invisible())
  record(paste0(name, "_median"), median(x))
  record(paste0(name, "_range"), range(x))
}
record("exposure.infusions", nrow(infusions))
if (nrow(infusions)) {
  record_proportion("exposure.infused", length(each), enrolled)
  record_median_range("exposure.infusions", as.numeric(each))
  for (parameter in c("dose_mg_per_kg", "dose_mg", "duration_minutes"))
    record_mean_sd(paste0("exposure.", parameter), as.numeric(infusions[[parameter]]))
  totals <- tapply(as.numeric(infusions$dose_mg), infusions$patient_id, sum)
  record_mean_sd("exposure.total_mg", totals)
  if (any(!is.na(totals))) record("exposure.total_mg_range", range(totals, na.rm = TRUE))
  record_median_range("exposure.interval_days",
                      infusions$days_since_last[!is.na(infusions$days_since_last)])
}
since <- patients$days_since_tms[!is.na(patients$days_since_tms)]
record_median_range("exposure.days_since_tms", since)
if (!is.na(plan$planned_infusions)) {
  record("exposure.planned_infusions", plan$planned_infusions)
  record("exposure.infusions_planned", plan$planned_infusions * enrolled)
  if (nrow(infusions))
    record_proportion("exposure.completed", sum(
      table(infusions$patient_id[infusions$is_acute]) >= plan$planned_infusions), enrolled)
}
settled <- read_table("courses")
record("courses.patients", nrow(settled))
record("courses.acute_infusions", sum(settled$acute))
record("courses.with_maintenance", sum(settled$maintenance > 0))
record("courses.maintenance_infusions", sum(settled$maintenance))
record("courses.with_later_course", sum(settled$later_courses > 0))
record("courses.baseline_older_than_window", sum(settled$is_baseline_old))
record("courses.baseline_after_tms", sum(settled$is_baseline_of_tms))
for (rule in unique(settled$decided))
  record(paste0("courses.acute_course_ended_by.", rule), sum(settled$decided == rule))
for (reason in unique(settled$without_outcome[!is.na(settled$without_outcome)]))
  record(paste0("courses.without_dated_outcome.", reason),
         sum(settled$without_outcome == reason, na.rm = TRUE))

record("patient_courses.with_tms",
       length(unique(courses$patient_id[courses$is_last & !is.na(courses$stimulator)])))
record("patient_courses.with_infusions", length(each))

# ---- Measured at the infusions ---------------------------------------------------------------

measured <- list()
for (measure in plan$measures) measured[[measure]] <- as.numeric(infusions[[measure]])
for (pressure in c("systolic", "diastolic"))
  measured[[paste0(pressure, "_rise")]] <-
    as.numeric(infusions[[paste0(pressure, "_peak")]]) -
    as.numeric(infusions[[paste0(pressure, "_before")]])
for (measure in names(measured)) {
  x <- measured[[measure]][!is.na(measured[[measure]])]
  if (!length(x)) next
  key <- paste0("monitoring.", measure)
  record(paste0(key, ".infusions"), length(x))
  record(paste0(key, ".mean"), mean(x))
  record(paste0(key, ".sd"), sd_or_na(x))
  record(paste0(key, ".low"), min(x))
  record(paste0(key, ".high"), max(x))
}
for (pressure in c("systolic_rise", "diastolic_rise")) {
  rises <- measured[[pressure]]
  means <- tapply(rises, infusions$patient_id, mean, na.rm = TRUE)
  means <- as.numeric(means[!is.nan(means)])
  if (!length(means)) next
  test <- t_test(means)
  key <- paste0("monitoring.", pressure, "_test")
  record(paste0(key, ".patients"), length(means))
  record(paste0(key, ".mean"), mean(means))
  record(paste0(key, ".ci"), test$ci)
  record(paste0(key, ".t"), test$t)
  record(paste0(key, ".p"), test$p)
}
if (!is.na(plan$systolic_rise_limit) && any(!is.na(measured$systolic_rise))) {
  highest <- tapply(measured$systolic_rise, infusions$patient_id, function(x)
    if (all(is.na(x))) NA else max(x, na.rm = TRUE))
  highest <- highest[!is.na(highest)]
  record_proportion("monitoring.systolic_rise_reached", sum(highest >= plan$systolic_rise_limit),
                    length(highest))
}

scores <- read_table("infusion_scores")
record_scores <- function(name, number, x) {
  record(paste0(name, ".infusion"), number)
  record(paste0(name, ".n"), length(x))
  record(paste0(name, ".mean"), mean(x))
  record(paste0(name, ".sd"), sd_or_na(x))
  record(paste0(name, ".low"), min(x))
  record(paste0(name, ".high"), max(x))
}
for (number in sort(unique(scores$number)))
  record_scores(paste0("cadss.infusions.", number), number, scores$score[scores$number == number])
if (nrow(scores)) record_scores("cadss.highest", 0, tapply(scores$score, scores$patient_id, max))
