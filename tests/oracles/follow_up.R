# Time to relapse by survival::survfit, and repeated measures by nlme::gls, on 100 random follow-ups.
# Rscript tests/oracles/follow_up.R > tests/oracles/follow_up.json
# Scores are whole numbers: NA where a visit was missed, the later the more often.

here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
source(file.path(here, "json.R"))
library(survival)
library(nlme)

set.seed(20230419)
weeks <- c(4, 8, 12, 26)

fit_curve <- function(number) {
  n <- sample(2:25, 1)
  time <- sample(c(14, 28, 42, 56, 84, 112, 140, 168, 196), n, TRUE)
  if (number %% 4 == 0) time <- time + sample(0:6, n, TRUE)
  event <- runif(n) < c(.2, .5, .9, 1)[number %% 4 + 1]
  fit <- survfit(Surv(time, event) ~ 1, conf.type = "log-log")
  at <- weeks * 7
  known <- summary(fit, times = at[at <= max(time)], extend = FALSE)
  median <- quantile(fit, 0.5)
  list(days = as.integer(time), relapsed = as.integer(event),
       at_risk = as.integer(known$n.risk), survival = I(known$surv),
       low = known$lower, high = known$upper,
       median = as.numeric(c(median$quantile, median$lower, median$upper)))
}

# The same covariance in every run: a baseline, an outcome and up to four later visits.
fit_visits <- function(number) {
  n <- sample(12:40, 1)
  visits <- sample(3:5, 1)
  shift <- rnorm(n, 0, 5)
  scores <- sapply(seq_len(visits), function(visit) {
    score <- round(pmin(60, pmax(0, c(30, 18, 19, 21, 22, 23)[visit] + shift +
                                   rnorm(n, 0, c(3, 6, 6, 7, 7, 8)[visit]))))
    score[runif(n) < 0.07 * (visit - 1)] <- NA
    score
  })
  rows <- data.frame(patient = rep(seq_len(n), visits), visit = rep(seq_len(visits), each = n),
                     score = as.vector(scores))
  rows <- rows[!is.na(rows$score), ]
  rows <- rows[order(rows$patient, rows$visit), ]
  take <- function(fit) {
    list(means = as.numeric(coef(fit)), errors = as.numeric(sqrt(diag(vcov(fit)))),
         change_errors = vapply(2:visits, function(k) {
           sqrt(vcov(fit)[1, 1] + vcov(fit)[k, k] - 2 * vcov(fit)[1, k])
         }, 0), log_likelihood = as.numeric(logLik(fit)))
  }
  # gls stops short of the peak, or fails, with one optimiser or the other: the likelier fit counts.
  fit_best <- function(...) {
    fits <- lapply(c("nlminb", "optim"), function(optimiser) {
      control <- glsControl(tolerance = 1e-10, msTol = 1e-12, maxIter = 200, msMaxIter = 2000,
                            opt = optimiser, returnObject = TRUE)
      tryCatch(suppressWarnings(gls(score ~ factor(visit) - 1, data = rows, method = "REML",
                                    control = control, ...)), error = function(e) NULL)
    })
    fits <- Filter(Negate(is.null), fits)
    if (length(fits)) fits[[which.max(vapply(fits, logLik, 0))]]
  }
  general <- fit_best(correlation = corSymm(form = ~ visit | patient),
                      weights = varIdent(form = ~ 1 | visit))
  compound <- fit_best(correlation = corCompSymm(form = ~ 1 | patient))
  list(scores = apply(scores, 1, function(row) I(as.integer(row)), simplify = FALSE),
       unstructured = if (is.null(general)) NA else take(general), compound = take(compound))
}

print_json(list(
  r_version = R.version.string, survival_version = as.character(packageVersion("survival")),
  nlme_version = as.character(packageVersion("nlme")),
  curves = lapply(1:100, fit_curve), visits = lapply(1:100, fit_visits)
))
