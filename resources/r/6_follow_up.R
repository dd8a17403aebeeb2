# ---- Follow-up -------------------------------------------------------------------------------

followed <- read_table("follow_up")
record("follow_up.patients", nrow(followed))
record("follow_up.rated_again", sum(followed$rated_again))
record("follow_up.relapsed", sum(followed$relapsed))
for (kind in c("score", "lost_response", "new_course"))
  record(paste0("follow_up.relapsed_by.", kind), sum(followed$end == kind))
record("follow_up.with_maintenance", sum(followed$on_maintenance))
record("follow_up.with_new_course", sum(followed$had_new_course))
for (week in c(4, 8, 12, 26)) {
  record(paste0("follow_up.still_well.", week, ".week"), week)
  record(paste0("follow_up.still_well.", week, ".at_risk"), 0)
}

if (nrow(followed) && any(followed$rated_again | followed$relapsed)) {
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
