# ---- Change of the score ---------------------------------------------------------------------

# The definitions of the primary outcome. A change is positive where it is an improvement;
# decimals are kept to nine places, so that 30.3 - 20.1 and 25.1 - 14.9 are equal.
primary <- plan$outcomes[[plan$primary]]
improve <- function(b, a, rules = primary) round(if (rules$is_rising) a - b else b - a, 9)
# How far a score lies from the best one: what percentages are of.
distance <- function(x, rules = primary) (if (rules$is_rising) -1 else 1) * (x - rules$best)
change <- improve(before, after)
b <- before[rated]
a <- after[rated]
d <- change[rated]
n <- length(d)

paired_change <- function(name, b, a) {
  put <- function(key, value) record(paste0(name, ".", key), value)
  d <- improve(b, a)
  n <- length(d)
  put("n", n)
  for (side in list(list("before", b), list("after", a))) {
    put(paste0("mean_", side[[1]]), mean_or_na(side[[2]]))
    put(paste0("sd_", side[[1]]), sd_or_na(side[[2]]))
    put(paste0("mean_", side[[1]], "_ci"), mean_interval(side[[2]]))
  }
  put("mean_difference", mean_or_na(d))
  put("sd_difference", sd_or_na(d))
  for (side in list(list("before", b), list("after", a), list("difference", d))) {
    if (!n) next
    put(paste0("median_", side[[1]]), median(side[[2]]))
    put(paste0("quartiles_", side[[1]]), unname(quantile(side[[2]], c(.25, .75))))
  }
  test <- t_test(d)
  put("difference_ci", test$ci)
  put("t", test$t)
  put("df", test$df)
  put("p", test$p)
  if (!is.na(test$t)) {
    dz <- mean(d) / sd(d)
    ci <- noncentrality_limits(dz * sqrt(n), n - 1) / sqrt(n)
    put("cohen_dz", dz)
    put("cohen_dz_ci", ci)
    if (n > 2) {
      J <- exp(lgamma((n - 1) / 2) - lgamma((n - 2) / 2)) / sqrt((n - 1) / 2)
      put("hedges_gz", J * dz)
      put("hedges_gz_ci", J * ci)
    }
    put("cohen_dav_ci", ci * sd(d) / ((sd(b) + sd(a)) / 2))
  }
  if (n > 1 && sd(b) + sd(a) > 0) put("cohen_dav", mean(d) / ((sd(b) + sd(a)) / 2))
  if (n > 2 && sd(b) > 1e-12 && sd(a) > 1e-12) {
    r <- cor(b, a)
    put("pearson_r", r)
    if (n > 3 && abs(r) < 1 - 1e-12)
      put("pearson_r_ci", tanh(atanh(r) + c(-1, 1) * qnorm(1 - tail) / sqrt(n - 3)))
  }
  w <- signed_rank(d)
  put("wilcoxon_w", w$w)
  put("wilcoxon_p", w$p)
  put("wilcoxon_zeros", sum(d == 0))
  put("wilcoxon_tied", w$tied)
  put("wilcoxon_is_exact", w$is_exact)
  if (n) put("hodges_lehmann", hodges_lehmann(d)$estimate)
  if (n > 2 && n <= 5000 && sd(d) > 1e-12) {
    shapiro <- shapiro.test(d)
    put("shapiro_w", shapiro$statistic)
    put("shapiro_p", shapiro$p.value)
  }
}
paired_change("paired_change", b, a)

from_best <- list(b = distance(b), a = distance(a))
usable <- from_best$b > 0 & primary$has_percentages
percent <- 100 * (from_best$b[usable] - from_best$a[usable]) / from_best$b[usable]
record("percent_improvement.n", length(percent))
record("percent_improvement.mean", mean_or_na(percent))
record("percent_improvement.sd", sd_or_na(percent))
record("percent_improvement.ci", mean_interval(percent))
if (length(percent)) record("percent_improvement.of_means", 100 *
  (mean(from_best$b) - mean(from_best$a)) / mean(from_best$b))
if (n > 1 && length(percent)) with(from_best, {
  # Fieller's interval of mean(a)/mean(b): where a - ratio b has a mean not unlike 0.
  v <- qt(1 - tail, n - 1)^2 * cov(cbind(b, a)) / n
  roots <- polyroot(c(mean(a)^2 - v[2, 2], -2 * (mean(a) * mean(b) - v[1, 2]),
                      mean(b)^2 - v[1, 1]))
  if (mean(b)^2 > v[1, 1] && diff(range(Re(roots))) > 1e-5)
    record("percent_improvement.of_means_ci", 100 * (1 - sort(Re(roots), decreasing = TRUE)))
})

# ---- Response and remission ------------------------------------------------------------------

slack <- 1e-9
compare <- function(x, operator, value) {
  if (is.na(operator)) return(rep(FALSE, length(x)))
  reached <- switch(operator, ">=" = x >= value, ">" = x > value, "<=" = x <= value,
                    "<" = x < value)
  reached & !is.na(reached)
}
# Who reached which outcome; who was in remission at baseline already, by `own`, reached none.
reach <- function(b, a, rules = primary, own = rules, partial = plan$partial_response_percent) {
  already <- compare(b, own$remission_operator, own$remission_value)
  both <- !is.na(b) & !is.na(a) & !already
  far <- distance(b, rules)
  reduction <- ifelse(far > 0 & rules$has_percentages, 100 * (far - distance(a, rules)) / far, NA)
  known <- !is.na(reduction)
  reduction[!known] <- 0
  remission <- both & compare(a, rules$remission_operator, rules$remission_value)
  response <- if (rules$response_is_score) {
    both & compare(a, rules$response_operator, rules$response_value)
  } else {
    nudge <- if (identical(rules$response_operator, ">=")) slack else -slack
    both & known & compare(reduction + nudge, rules$response_operator, rules$response_value)
  }
  if (rules$remitters_are_responders) response <- response | remission
  moved <- improve(b, a, rules)
  worse <- both & !is.na(moved) & moved < 0 & !response
  partial <- both & !response & rules$has_partial & reduction >= partial - slack
  list(response = response, partial_response = partial, remission = remission,
       unchanged = both & !(response | partial | worse), worse = worse, already = already)
}
is_defined <- function(rules) c(
  response = !is.na(rules$response_operator), partial_response = rules$has_partial,
  remission = !is.na(rules$remission_operator), unchanged = !is.na(rules$response_operator),
  worse = TRUE)
# An outcome that is not defined counts nobody of nobody.
record_rate_of <- function(name, flags, of, defined) {
  record_proportion(name, if (defined) sum(flags) else 0, if (defined) of else 0)
}
population_of <- function(rated, which = plan$population) {
  if (rated && which == "enrolled") enrolled else rated
}
population <- population_of(n)
reached <- reach(before, after)
for (outcome in names(is_defined(primary)))
  record_rate_of(paste0("outcomes.", outcome), reached[[outcome]], population,
                 is_defined(primary)[[outcome]])
record("outcomes.in_remission_at_baseline", sum(reached$already))

for (outcome in c("response", "remission")) {
  if (!is_defined(primary)[[outcome]]) {
    for (which in c("enrolled", "rated", "best_case"))
      record_proportion(paste("populations", outcome, which, sep = "."), 0, 0)
    next
  }
  whole <- population_of(n, "enrolled")
  count <- sum(reached[[outcome]])
  key <- paste0("populations.", outcome)
  record_proportion(paste0(key, ".enrolled"), count, whole)
  record_proportion(paste0(key, ".rated"), count, n)
  record_proportion(paste0(key, ".best_case"), if (whole) count + enrolled - n else 0, whole)
}

for (i in seq_len(nrow(plan$cut_offs))) {
  cut <- plan$cut_offs[i, ]
  rules <- primary
  if (cut$outcome == "response") {
    rules$response_value <- cut$value
  } else {
    rules$remission_operator <- cut$operator
    rules$remission_value <- cut$value
  }
  tried <- reach(before, after, rules, primary, min(plan$partial_response_percent,
    if (cut$outcome == "response") cut$value else Inf))[[cut$outcome]]
  key <- paste("cut_offs", cut$outcome, cut$operator, cut$value, sep = ".")
  record(paste0(key, ".rule.value"), cut$value)
  record_proportion(key, sum(tried), population)
}

if (n > 0) {
  record("reliable_change.sd", sd_or_na(b))
  if (n > 1 && sd(b) > 0 && !is.na(plan$reliability)) {
    threshold <- 1.96 * sqrt(2) * sd(b) * sqrt(1 - plan$reliability)
    record("reliable_change.threshold", threshold)
    record_proportion("reliable_change.improved", sum(d > threshold), n)
    record_proportion("reliable_change.worsened", sum(d < -threshold), n)
  }
  if (!is.na(plan$minimal_important_difference))
    record_proportion("reliable_change.importantly_improved",
                      sum(d >= plan$minimal_important_difference), n)
}

for (i in seq_len(nrow(plan$bands))) {
  key <- paste0("bands.bands.", plan$bands$name[i])
  record(paste0(key, ".low"), plan$bands$low[i])
  record(paste0(key, ".high"), plan$bands$high[i])
}
if (nrow(plan$bands)) {
  band <- function(x) factor(findInterval(x, plan$bands$low), seq_len(nrow(plan$bands)))
  crossed <- table(band(b), band(a))
  for (i in seq_len(nrow(plan$bands)))
    record(paste0("bands.before_by_after.", i), as.numeric(crossed[i, ]))
}

# ---- Missing ratings -------------------------------------------------------------------------

responders <- sum(reached$response)
record("missing.without_before", sum(is.na(before)))
record("missing.without_after", sum(is.na(after)))
has_response <- is_defined(primary)[["response"]]
record_rate_of("missing.response_complete", responders, n, has_response)
record_rate_of("missing.response_worst_case", responders, enrolled, has_response)
record_rate_of("missing.response_best_case", responders + sum(!rated), enrolled, has_response)
ratings <- read_table("ratings")
if (plan$carry_forward) {
  during <- ratings[!is.na(ratings$study_day) & ratings$study_day > 0 & is.na(ratings$moment), ]
  during <- during[order(during$study_day, during$score), ]
  last <- tapply(during$score, during$patient_id, function(x) x[length(x)])
  filled <- ifelse(is.na(after), last[patients$patient_id], after)
  known <- sum(!is.na(before) & !is.na(filled))
  record_rate_of("missing.response_carried_forward", reach(before, filled)$response,
                 if (known && plan$population == "enrolled") enrolled else known, has_response)
}

# ---- Without the normal distribution ---------------------------------------------------------

record("robust_change.sign_improved", sum(d > 0))
record("robust_change.sign_worsened", sum(d < 0))
record("robust_change.sign_unchanged", sum(d == 0))
if (n) {
  hl <- hodges_lehmann(d)
  record("robust_change.hodges_lehmann", hl$estimate)
  record("robust_change.hodges_lehmann_ci", hl$ci)
  record("robust_change.achieved_level", hl$achieved)
}
if (any(d != 0))
  record("robust_change.sign_p", binom.test(sum(d > 0), sum(d != 0))$p.value)
if (n > 2 && n <= 5000 && diff(range(d)) > 1e-12) {
  set.seed(plan$bootstrap_seed)
  drawn <- replicate(40, bca_interval(d))
  record("robust_change.bootstrap_ci", apply(drawn, 1, median))
  bootstrap_error <- apply(drawn, 1, function(x) diff(range(x)))
  if (plan$bayes_factor) record("robust_change.bayes_factor", bayes_factor(d))
}

record("outlying.n", n)
if (n >= 4 && diff(range(d)) > 1e-12) {
  quartiles <- unname(quantile(d, c(.25, .75)))
  fences <- quartiles + c(-1.5, 1.5) * diff(quartiles)
  record("outlying.fences", fences)
  record("outlying.outside_fences", sum(d < fences[1] - slack | d > fences[2] + slack))
  far <- sapply(seq_along(d), function(i) {
    others <- d[-i]
    spread <- sd(others) * sqrt(1 + 1 / (n - 1))
    away <- abs(d[i] - mean(others))
    if (spread > 1e-6 * away) away / spread else if (away > 1e-12) Inf else 0
  })
  record("outlying.studentised_beyond_3", sum(far > 3))
} else {
  record("outlying.outside_fences", 0)
  record("outlying.studentised_beyond_3", 0)
}

# ---- Beside published rates ------------------------------------------------------------------

published <- plan$published
p_of <- function(count, percent) {
  if (is.na(percent) || population == 0) return(NA)
  if (percent %in% c(0, 100)) return(as.numeric(count == population * percent / 100))
  binom.test(count, population, percent / 100)$p.value
}
# Newcombe's interval of a difference (method 10), with the errors of both rates.
newcombe <- function(count, percent, their_n) {
  own <- count / population
  theirs <- percent / 100
  mine <- wilson(count, population)
  other <- wilson(theirs * their_n, their_n)
  100 * (own - theirs + c(-sqrt((own - mine[1])^2 + (other[2] - theirs)^2),
                          sqrt((mine[2] - own)^2 + (theirs - other[1])^2)))
}
counts <- list(response = sum(reached$response), remission = sum(reached$remission))
p <- sapply(names(counts), function(outcome)
  vapply(published[[outcome]], function(percent)
    if (is_defined(primary)[[outcome]]) p_of(counts[[outcome]], percent) else NA_real_, 0))
if (nrow(published)) {
  p <- matrix(p, ncol = 2, dimnames = list(NULL, names(counts)))
  adjusted <- matrix(holm(as.numeric(t(p))), ncol = 2, byrow = TRUE, dimnames = dimnames(p))
}
for (i in seq_len(nrow(published))) for (outcome in names(counts)) {
  key <- paste0("literature.", published$study[i], ".", outcome)
  percent <- published[[outcome]][i]
  record(paste0(key, "_p"), p[i, outcome])
  record(paste0(key, "_p_holm"), adjusted[i, outcome])
  if (is.na(percent) || population == 0 || !is_defined(primary)[[outcome]]) next
  record(paste0(key, "_difference"), 100 * counts[[outcome]] / population - percent)
  if (!is.na(published$n[i]))
    record(paste0(key, "_difference_ci"), newcombe(counts[[outcome]], percent, published$n[i]))
}

# ---- Course ----------------------------------------------------------------------------------

record_points <- function(name, rows, unit) {
  for (place in sort(unique(rows[[unit]]))) {
    x <- rows[rows[[unit]] == place, ]
    moved <- before[match(x$patient_id, patients$patient_id)] - x$score
    moved <- moved[!is.na(moved)]
    key <- paste0("trajectory.", name, ".", place)
    record(paste0(key, ".", unit), place)
    record(paste0(key, ".n"), nrow(x))
    record(paste0(key, ".mean"), mean(x$score))
    record(paste0(key, ".sd"), sd_or_na(x$score))
    record(paste0(key, ".ci"), mean_interval(x$score))
    record(paste0(key, ".change"), mean_or_na(moved))
    if (place > 0) record(paste0(key, ".change_ci"), mean_interval(moved))
  }
}
course <- read_table("course")
weekly <- read_table("weeks")
record_points("points", course, "infusions")
if (any(weekly$week > 0)) record_points("weeks", weekly, "week")

every <- read_table("every_rating")
later <- every[every$given & every$patient_id %in% patients$patient_id, ]
responded <- reach(before[match(later$patient_id, patients$patient_id)], later$score)$response
record("trajectory.responders_ever", length(unique(later$patient_id[responded])))
first <- later[responded & !is.na(later$study_day), ]
if (nrow(first)) record("trajectory.first_response_day_median",
                        median(tapply(first$study_day, first$patient_id, min)))

# Area under the curve per day, by trapezoids, of the patients with both ratings; ratings stand
# in their order of time.
timed <- every[!is.na(every$study_day) & every$patient_id %in% patients$patient_id[rated], ]
areas <- unlist(lapply(split(timed, timed$patient_id), function(x) {
  days <- diff(x$study_day)
  if (!length(days) || sum(days) <= 0) return(NULL)
  sum(days * (head(x$score, -1) + x$score[-1]) / 2) / sum(days)
}))
if (length(areas)) record("trajectory.mean_area_per_day", mean(areas))

if (plan$mixed_model && nrow(course)) {
  seen <- tapply(course$infusions, course$patient_id, function(x) length(unique(x)))
  fit <- if (sum(seen > 1) >= 3 && length(unique(course$score)) > 1)
    random_intercept(course$infusions, course$score, course$patient_id)
  if (!is.null(fit) && fit$within > 1e-9) {
    df <- nrow(course) - length(seen) - 1
    t <- qt(1 - tail, df)
    key <- "mixed_model."
    record(paste0(key, "ratings"), nrow(course))
    record(paste0(key, "patients"), length(seen))
    record(paste0(key, "intercept"), fit$beta[1])
    record(paste0(key, "intercept_ci"), fit$beta[1] + c(-t, t) * fit$errors[1])
    record(paste0(key, "slope"), fit$beta[2])
    record(paste0(key, "slope_ci"), fit$beta[2] + c(-t, t) * fit$errors[2])
    record(paste0(key, "slope_p"), 2 * pt(-abs(fit$beta[2] / fit$errors[2]), df))
    record(paste0(key, "sd_between"), sqrt(fit$between))
    record(paste0(key, "sd_within"), sqrt(fit$within))
    record(paste0(key, "intraclass"), fit$between / (fit$between + fit$within))
    # nlme::lme fits the same model by an iteration of its own.
    again <- try(nlme::lme(score ~ infusions, random = ~ 1 | patient_id, data = course,
                           method = "REML"), silent = TRUE)
    if (!inherits(again, "try-error"))
      cat(sprintf("nlme::lme: slope %.6f (here %.6f)\n", nlme::fixef(again)[2], fit$beta[2]))
  }
}

# ---- Items and groups ------------------------------------------------------------------------

items <- read_table("items")
if (nrow(items)) {
  tests <- lapply(split(items, items$item), function(x) t_test(x$before - x$after))
  apart <- names(tests) == plan$item_apart
  adjusted <- rep(NA, length(tests))
  adjusted[!apart] <- holm(sapply(tests, `[[`, "p")[!apart])
  names(adjusted) <- names(tests)
  for (item in names(tests)) {
    x <- items[items$item == item, ]
    key <- paste0("items.", plan$item_names[as.numeric(item)])
    record(paste0(key, ".item"), as.numeric(item))
    record(paste0(key, ".n"), nrow(x))
    record(paste0(key, ".mean_before"), mean(x$before))
    record(paste0(key, ".mean_after"), mean(x$after))
    record(paste0(key, ".mean_difference"), mean(x$before - x$after))
    record(paste0(key, ".ci"), tests[[item]]$ci)
    record(paste0(key, ".p"), tests[[item]]$p)
    record(paste0(key, ".holm_p"), adjusted[[item]])
    record(paste0(key, ".apart"), item == plan$item_apart)
  }
}

welch <- function(x, y) {
  if (min(length(x), length(y)) < 2) return(c(NA, NA))
  errors <- c(var(x) / length(x), var(y) / length(y))
  if (sum(errors) == 0) return(c(NA, NA))
  df <- sum(errors)^2 / sum(errors^2 / (c(length(x), length(y)) - 1))
  mean(x) - mean(y) + c(-1, 1) * qt(1 - tail, df) * sqrt(sum(errors))
}
record_contrast <- function(name, x, y) {
  record(paste0(name, ".n"), length(x) + length(y))
  record(paste0(name, ".difference"), mean(x) - mean(y))
  record(paste0(name, ".ci"), welch(x, y))
  record(paste0(name, ".small"), min(length(x), length(y)) < 10)
}
members <- read_table("groups")
for (variable in unique(members$variable)) {
  own <- members[members$variable == variable, ]
  own$change <- change[match(own$patient_id, patients$patient_id)]
  own <- own[!is.na(own$change), ]
  levels <- unique(own$level)
  for (group in levels) {
    x <- own$change[own$level == group]
    key <- paste("groups.groups", variable, group, sep = ".")
    record(paste0(key, ".n"), length(x))
    record(paste0(key, ".mean"), mean(x))
    record(paste0(key, ".sd"), sd_or_na(x))
    record(paste0(key, ".ci"), mean_interval(x))
    record(paste0(key, ".small"), length(x) < 10)
  }
  key <- paste("groups.differences", variable, sep = ".")
  if (length(levels) == 2) {
    record_contrast(key, own$change[own$level == levels[1]],
                    own$change[own$level == levels[2]])
  } else for (group in levels) record_contrast(
    paste0(key, ".", group), own$change[own$level == group], own$change[own$level != group])
}

# ---- Regression to the mean ------------------------------------------------------------------

z <- (plan$selection_score - plan$population_mean) / plan$population_sd
record("caveats.regression_to_the_mean",
       (1 - plan$reliability) * plan$population_sd * dnorm(z) / pnorm(z, lower.tail = FALSE))

# ---- Secondary outcomes, agreement of raters, TMS --------------------------------------------

scores_of <- function(name) {
  rows <- outcomes[outcomes$outcome == name, ]
  rows[match(patients$patient_id, rows$patient_id), ]
}
p_values <- c()
for (scale in setdiff(names(plan$outcomes), plan$primary)) {
  rules <- plan$outcomes[[scale]]
  s <- scores_of(scale)
  key <- paste0("secondary_outcomes.", scale)
  put <- function(name, value) record(paste0(key, ".", name), value)
  put("is_primary", 0)
  if (rules$rates_improvement) {
    known <- s$after[!is.na(s$after)]
    put("n", length(known))
    put("mean_after", mean_or_na(known))
    put("sd_after", sd_or_na(known))
    record_proportion(paste0(key, ".response"),
                      sum(compare(known, rules$response_operator, rules$response_value)),
                      population_of(length(known)))
    record_proportion(paste0(key, ".remission"), 0, 0)
    p_values[scale] <- NA
    next
  }
  both <- !is.na(s$before) & !is.na(s$after)
  moved <- improve(s$before[both], s$after[both], rules)
  test <- t_test(moved)
  put("n", sum(both))
  put("mean_before", mean_or_na(s$before[both]))
  put("sd_before", sd_or_na(s$before[both]))
  put("mean_after", mean_or_na(s$after[both]))
  put("sd_after", sd_or_na(s$after[both]))
  put("mean_difference", mean_or_na(moved))
  put("difference_ci", test$ci)
  put("cohen_dz", test$t / sqrt(sum(both)))
  put("p", test$p)
  p_values[scale] <- test$p
  flags <- reach(s$before, s$after, rules)
  for (outcome in c("response", "remission"))
    record_rate_of(paste0(key, ".", outcome), flags[[outcome]], population_of(sum(both)),
                   is_defined(rules)[[outcome]])
}
adjusted <- holm(p_values)
for (scale in names(adjusted))
  record(paste0("secondary_outcomes.", scale, ".holm_p"), adjusted[[scale]])

# Cohen's kappa with the large-sample error of Fleiss, Cohen and Everitt (1969).
kappa <- function(counts) {
  n <- sum(counts)
  if (n == 0) return(c(NA, NA, NA))
  p <- counts / n
  rows <- rowSums(p)
  columns <- colSums(p)
  observed <- sum(diag(p))
  expected <- sum(rows * columns)
  if (1 - expected < 1e-12) return(c(NA, NA, NA))
  k <- (observed - expected) / (1 - expected)
  crossed <- p * t(outer(rows, columns, `+`))^2
  v <- sum(diag(p) * ((1 - expected) - (rows + columns) * (1 - observed))^2) +
    (1 - observed)^2 * (sum(crossed) - sum(diag(crossed))) -
    (observed * expected - 2 * expected + observed)^2
  error <- sqrt(max(0, v) / n) / (1 - expected)^2
  # Without a standard error there is no interval: all agree, or one side is empty.
  if (error < 1e-6) return(c(k, NA, NA))
  half <- qnorm(1 - tail) * error
  c(k, max(-1, k - half), min(1, k + half))
}
can_respond <- Filter(function(name) {
  rules <- plan$outcomes[[name]]
  !rules$rates_improvement && !is.na(rules$response_operator)
}, names(plan$outcomes))
of_rater <- function(rater) Filter(function(name)
  identical(plan$outcomes[[name]]$rater, rater), can_respond)
for (clinician in of_rater("clinician")) for (self in of_rater("self")) {
  x <- scores_of(clinician)
  y <- scores_of(self)
  both <- !is.na(x$before) & !is.na(x$after) & !is.na(y$before) & !is.na(y$after)
  r1 <- reach(x$before, x$after, plan$outcomes[[clinician]])$response[both]
  r2 <- reach(y$before, y$after, plan$outcomes[[self]])$response[both]
  counts <- matrix(c(sum(r1 & r2), sum(!r1 & r2), sum(r1 & !r2), sum(!r1 & !r2)), 2)
  key <- paste("rater_agreement", clinician, self, sep = ".")
  record(paste0(key, ".both"), counts[1, 1])
  record(paste0(key, ".clinician_alone"), counts[1, 2])
  record(paste0(key, ".self_alone"), counts[2, 1])
  record(paste0(key, ".neither"), counts[2, 2])
  k <- kappa(counts)
  record(paste0(key, ".kappa"), k[1])
  record(paste0(key, ".kappa_ci"), k[2:3])
}

around <- scores_of("tms")
both <- !is.na(around$before) & !is.na(around$after)
if (any(both)) {
  put <- function(name, value) record(paste0("tms_outcome.", name), value)
  moved <- improve(around$before[both], around$after[both])
  test <- t_test(moved)
  put("n", sum(both))
  put("mean_before", mean(around$before[both]))
  put("sd_before", sd_or_na(around$before[both]))
  put("mean_after", mean(around$after[both]))
  put("sd_after", sd_or_na(around$after[both]))
  put("mean_difference", mean(moved))
  put("difference_ci", test$ci)
  put("p", test$p)
  put("cohen_dz", test$t / sqrt(sum(both)))
  flags <- reach(around$before, around$after)
  record_rate_of("tms_outcome.response", flags$response, population_of(sum(both)),
                 is_defined(primary)[["response"]])
  far <- distance(around$before)
  improved <- ifelse(far > 0 & primary$has_percentages,
                     100 * (far - distance(around$after)) / far, NA)
  failed <- sum(improved < plan$tms_failure_percent - slack, na.rm = TRUE)
  responded <- sum(improved >= plan$tms_failure_percent - slack, na.rm = TRUE)
  record_rate_of("tms_outcome.failed", failed, enrolled, primary$has_percentages)
  put("responded", responded)
  put("not_known", if (primary$has_percentages) sum(is.na(improved)) else 0)
  if (primary$has_percentages) {
    record("flow.tms_failed", failed)
    record("flow.tms_responded", responded)
    record("flow.tms_not_known", sum(is.na(improved)))
  }
  # Spearman's rho with the interval of Bonett and Wright (2000).
  # A score that ends one change and begins the other would tie the two by itself.
  shared <- patients$patient_id %in% settled$patient_id[settled$is_baseline_of_tms]
  pairs <- both & rated & !shared
  put("change_correlation.n", sum(pairs))
  x <- improve(around$before[pairs], around$after[pairs])
  y <- change[pairs]
  if (sum(pairs) > 3 && length(unique(x)) > 1 && length(unique(y)) > 1) {
    rho <- cor(rank(x), rank(y))
    put("change_correlation.rho", rho)
    if (abs(rho) < 1 - 1e-12)
      put("change_correlation.ci", tanh(atanh(rho) + c(-1, 1) * qnorm(1 - tail) *
                                          sqrt((1 + rho^2 / 2) / (sum(pairs) - 3))))
  }
}
