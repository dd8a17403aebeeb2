# ---- Patients --------------------------------------------------------------------------------

patients <- numeric_columns(read_table("patients"), c("score_before", "score_after"))
courses <- read_table("tms_courses")
infusions <- read_table("infusions")
excluded <- read_table("excluded")
before <- patients$score_before
after <- patients$score_after
rated <- !is.na(before) & !is.na(after)
enrolled <- nrow(patients)

record("cohort.enrolled", enrolled)
record("cohort.analysed", sum(rated))
record("cohort.invented", plan$invented)

record("flow.in_files", enrolled + nrow(excluded))
for (reason in unique(excluded$reason))
  record(paste0("flow.excluded.", reason, ".patients"), sum(excluded$reason == reason))
record("flow.enrolled", enrolled)
record("flow.infused", if (nrow(infusions)) length(unique(infusions$patient_id)) else NA)
record("flow.rated_before", sum(!is.na(before)))
record("flow.rated_after", sum(!is.na(after)))
record("flow.analysed", sum(rated))

describe <- function(key, x) {
  x <- x[!is.na(x)]
  if (!length(x)) return(invisible())
  record(paste0(key, ".n"), length(x))
  record(paste0(key, ".value"), if (plan$summary == "median") median(x) else mean(x))
  record(paste0(key, ".spread"), sd_or_na(x))
  record(paste0(key, ".median"), median(x))
  record(paste0(key, ".quartiles"), unname(quantile(x, c(.25, .75))))
}
for (name in plan$number_columns)
  describe(paste0("demographics.", name), as.numeric(patients[[name]]))
outcomes <- numeric_columns(read_table("outcomes"), c("before", "after"))
for (scale in names(plan$outcomes))
  describe(paste0("demographics.baseline.", scale), outcomes$before[outcomes$outcome == scale])

record_level <- function(name, level, count) {
  key <- paste0("demographics.", name, ".", level)
  record(paste0(key, ".n"), enrolled)
  record(paste0(key, ".value"), count)
  record(paste0(key, ".spread"), 100 * count / enrolled)
}
for (name in names(plan$category_levels)) {
  x <- as.character(patients[[name]])
  for (category in plan$category_levels[[name]])
    record_level(name, category, sum(x == category, na.rm = TRUE))
  record_level(name, "not_reported", sum(is.na(x)))
}
if ("maudsley" %in% plan$number_columns) for (band in names(plan$resistance)) {
  ends <- plan$resistance[[band]]
  stage <- as.numeric(patients$maudsley)
  record_level("maudsley", band, sum(stage >= ends[1] & stage <= ends[2], na.rm = TRUE))
}
if (any(!is.na(courses$stimulator))) {
  known <- unique(courses[!is.na(courses$stimulator), c("patient_id", "stimulator")])
  for (device in unique(known$stimulator))
    record_level("stimulator", device, sum(known$stimulator == device))
  record_level("stimulator", "not_reported", enrolled - length(unique(known$patient_id)))
}
