# ---- Follow-up -------------------------------------------------------------------------------

rule <- plan$relapse
rescues <- c("ect", "admission", "new_course")

# Days from the last acute infusion. A relapse is dated by the first of the visits that confirm it;
# a patient without relapse is followed to the last rating.
find_end <- function(patient, visits, baseline) {
  worse <- if (primary$is_rising) -1 else 1
  by_score <- !is.na(rule$score) & worse * (visits$score - rule$score) >= 0
  far <- distance(baseline)
  improved <- 100 * (far - distance(visits$score)) / far
  by_loss <- !is.na(rule$lost_percent) & primary$has_percentages & far > 0 &
    improved < rule$lost_percent - slack
  meets <- by_score | by_loss
  confirmed <- if (rule$visits == 2) meets & c(meets[-1], FALSE) else meets
  relapses <- unlist(patient[intersect(rescues, rule$counted)])
  if (any(confirmed)) {
    first <- which(confirmed)[1]
    kind <- if (by_score[first]) "score" else "lost_response"
    relapses <- c(setNames(visits$day[first], kind), relapses)
  }
  relapses <- relapses[!is.na(relapses)]
  if (length(relapses))
    return(data.frame(days = min(relapses), relapsed = TRUE, end = names(which.min(relapses))))
  last <- if (nrow(visits)) max(visits$day) else patient$rated_after
  data.frame(days = max(0, last, na.rm = TRUE), relapsed = FALSE, end = "last_rating")
}

followed <- numeric_columns(read_table("follow_up"), c(rescues, "rated_after"))
later <- numeric_columns(read_table("later_ratings"), c("day", "score"))
is_well <- if (rule$among == "remitters") reached$remission else reached$response
followed <- followed[followed$patient_id %in% patients$patient_id[is_well], ]
visits_of <- lapply(followed$patient_id, function(id) later[later$patient_id == id, ])
ends <- Map(function(i, visits)
  find_end(followed[i, ], visits, before[patients$patient_id == followed$patient_id[i]]),
  seq_len(nrow(followed)), visits_of)
followed <- cbind(followed, if (length(ends)) do.call(rbind, ends) else
  data.frame(days = numeric(0), relapsed = logical(0), end = character(0)))
followed$rated_again <- vapply(visits_of, function(visits) nrow(visits) > 0, TRUE)

record("follow_up.patients", nrow(followed))
record("follow_up.rated_again", sum(followed$rated_again))
record("follow_up.relapsed", sum(followed$relapsed))
for (kind in c("score", "lost_response", rescues))
  record(paste0("follow_up.relapsed_by.", kind), sum(followed$end == kind))
record("follow_up.with_maintenance", sum(followed$on_maintenance))
for (kind in rescues) record(paste0("follow_up.with_", kind), sum(!is.na(followed[[kind]])))
for (week in c(4, 8, 12, 26)) {
  record(paste0("follow_up.still_well.", week, ".week"), week)
  record(paste0("follow_up.still_well.", week, ".at_risk"), 0)
}

has_rule <- !is.na(rule$score) || !is.na(rule$lost_percent) || length(rule$counted) > 0
if (has_rule && any(followed$rated_again | followed$relapsed)) {
  library(survival)
  fit <- survfit(Surv(days, relapsed) ~ 1, data = followed, conf.type = "log-log",
                 conf.int = level)
  # quantile() sorts the limits, which need not fall steadily; here the first time counts.
  reach_half <- function(curve) fit$time[which(curve <= 0.5)[1]]
  record("follow_up.median_days", quantile(fit, 0.5, conf.int = FALSE))
  record("follow_up.median_days_low", reach_half(fit$lower))
  record("follow_up.median_days_high", reach_half(fit$upper))
  for (place in seq_along(fit$time)) {
    key <- paste0("follow_up.curve.", place)
    record(paste0(key, ".day"), fit$time[place])
    record(paste0(key, ".at_risk"), fit$n.risk[place])
    record(paste0(key, ".relapsed"), fit$n.event[place])
    record(paste0(key, ".censored"), fit$n.censor[place])
    record(paste0(key, ".percent"), 100 * fit$surv[place])
  }
  for (week in c(4, 8, 12, 26)) if (7 * week <= max(followed$days)) {
    at <- summary(fit, times = 7 * week)
    key <- paste0("follow_up.still_well.", week)
    record(paste0(key, ".at_risk"), at$n.risk)
    record(paste0(key, ".percent"), 100 * at$surv)
    # Before the first relapse, and once everybody has relapsed, there is no interval.
    if (at$surv > 0 && at$surv < 1) record(paste0(key, ".ci"), 100 * c(at$lower, at$upper))
  }
}

# gls stops short of the peak, or fails, with one optimiser or the other: the likelier fit counts.
fit_visits <- function(rows, ...) {
  fits <- lapply(c("nlminb", "optim"), function(optimiser) {
    control <- glsControl(tolerance = 1e-10, msTol = 1e-12, maxIter = 200, msMaxIter = 2000,
                          opt = optimiser, returnObject = TRUE)
    tryCatch(suppressWarnings(gls(score ~ factor(visit) - 1, data = rows, method = "REML",
                                  control = control, ...)), error = function(e) NULL)
  })
  fits <- Filter(Negate(is.null), fits)
  if (length(fits)) fits[[which.max(vapply(fits, logLik, 0))]]
}

visits <- read_table("visits")
if (!is.na(plan$visit_structure)) {
  library(nlme)
  visits <- visits[order(visits$patient_id, visits$visit), ]
  fit <- if (plan$visit_structure == "unstructured") {
    fit_visits(visits, correlation = corSymm(form = ~ visit | patient_id),
               weights = varIdent(form = ~ 1 | visit))
  } else fit_visits(visits, correlation = corCompSymm(form = ~ 1 | patient_id))
  n <- length(unique(visits$patient_id))
  record("visit_means.patients", n)
  t <- qt(1 - tail, n - 1)
  for (visit in sort(unique(visits$visit))) {
    key <- paste0("visit_means.visits.", visit)
    record(paste0(key, ".n"), sum(visits$visit == visit))
    if (is.null(fit)) next
    mean <- coef(fit)[[visit]]
    record(paste0(key, ".mean"), mean)
    record(paste0(key, ".ci"), mean + c(-1, 1) * t * sqrt(vcov(fit)[visit, visit]))
    if (visit == 1) next
    contrast <- replace(numeric(length(coef(fit))), c(1, visit), c(1, -1))
    if (plan$outcomes[[1]]$is_rising) contrast <- -contrast
    change <- sum(contrast * coef(fit))
    error <- sqrt(drop(contrast %*% vcov(fit) %*% contrast))
    record(paste0(key, ".change"), change)
    record(paste0(key, ".change_ci"), change + c(-1, 1) * t * error)
  }
}
