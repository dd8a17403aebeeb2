# Random-intercept models of 400 courses by nlme::lme, a third of them with nothing between the
# patients.
# Rscript tests/oracles/random_intercept.R > tests/oracles/random_intercept.json
# lme stops where the likelihood no longer rises visibly, with six digits or so. From there the
# root of the likelihood's slope is sought, with nlme::gls at fixed correlations within patients
# (the same model, but for negative correlations), which gives eight or more.

here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
source(file.path(here, "json.R"))
library(nlme)

set.seed(20230419)
tight <- lmeControl(msTol = 1e-14, tolerance = 1e-14, niterEM = 200, maxIter = 500,
                    msMaxIter = 500)

draw_course <- function(number) {
  patients <- sample(3:10, 1)
  between <- c(0, 0.5, 3)[number %% 3 + 1]
  within <- sample(c(1, 4), 1)
  rows <- do.call(rbind, lapply(seq_len(patients), function(subject) {
    x <- sort(sample(0:6, sample(2:5, 1)))
    data.frame(subject = subject - 1, x = x, shift = rnorm(1, 0, between))
  }))
  rows$y <- round(28 + rows$shift - 1.5 * rows$x + rnorm(nrow(rows), 0, within), number %% 2)
  rows
}

fit_at <- function(rows, correlation) {
  gls(y ~ x, data = rows, method = "REML",
      correlation = corCompSymm(correlation, form = ~ 1 | subject, fixed = TRUE))
}

# The correlation at which the restricted likelihood has its peak, near that of lme.
find_peak <- function(rows, near) {
  height <- function(at) as.numeric(logLik(fit_at(rows, at)))
  slope <- function(at) {
    step <- 0.003 * (1 - at)
    (8 * (height(at + step) - height(at - step)) - height(at + 2 * step) +
       height(at - 2 * step)) / (12 * step)
  }
  ends <- c(max(near - 0.01, 0), near + min(0.01, (1 - near) / 10))
  if (near < 0.01 && slope(0) <= 0) return(0)
  uniroot(slope, ends, tol = 1e-12)$root
}

fit_course <- function(rows) {
  fit <- lme(y ~ x, random = ~ 1 | subject, data = rows, method = "REML", control = tight)
  spreads <- c(sqrt(as.numeric(getVarCov(fit))), fit$sigma)
  shares <- spreads^2 / sum(spreads^2)
  correlation <- find_peak(rows, shares[1])
  best <- fit_at(rows, correlation)
  table <- summary(best)$tTable
  list(
    sizes = as.integer(table(rows$subject)), x = rows$x, tenths = as.integer(round(10 * rows$y)),
    lme = c(summary(fit)$tTable[, 1:2], spreads),
    best = c(table[, 1:2], best$sigma * sqrt(c(correlation, 1 - correlation))),
    log_likelihood = as.numeric(logLik(fit))
  )
}

print_json(list(
  r_version = R.version.string, nlme_version = as.character(packageVersion("nlme")),
  courses = lapply(lapply(1:400, draw_course), fit_course)
))
