# Random-intercept models of 60 courses by nlme::lme, a third of them with nothing between the
# patients, and by least squares alone.
# Rscript tests/oracles/random_intercept.R > tests/oracles/random_intercept.json
# lme stops where the likelihood no longer rises visibly: its last digits are those of its
# optimiser, most of all where the variance between patients is 0, which it only approaches.

here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
source(file.path(here, "json.R"))
library(nlme)

set.seed(20230419)
tight <- lmeControl(msTol = 1e-14, tolerance = 1e-14, niterEM = 200, maxIter = 500,
                    msMaxIter = 500)

course <- function(number) {
  patients <- sample(3:25, 1)
  between <- c(0, 0.5, 3)[number %% 3 + 1]
  within <- sample(c(1, 4), 1)
  rows <- do.call(rbind, lapply(seq_len(patients), function(subject) {
    x <- sort(sample(0:6, sample(2:5, 1)))
    data.frame(subject = subject - 1, x = x, shift = rnorm(1, 0, between))
  }))
  rows$y <- round(28 + rows$shift - 1.5 * rows$x + rnorm(nrow(rows), 0, within), number %% 2)
  rows
}

fitted_to <- function(rows) {
  fit <- lme(y ~ x, random = ~ 1 | subject, data = rows, method = "REML", control = tight)
  table <- summary(fit)$tTable
  spreads <- as.numeric(VarCorr(fit)[, "StdDev"])
  plain <- summary(lm(y ~ x, data = rows))
  list(
    subject = rows$subject, x = rows$x, y = rows$y,
    coefficients = table[, "Value"], errors = table[, "Std.Error"],
    between = spreads[1], within = spreads[2], log_likelihood = as.numeric(logLik(fit)),
    least_squares = list(coefficients = unname(coef(plain)[, "Estimate"]),
                         errors = unname(coef(plain)[, "Std. Error"]), within = plain$sigma)
  )
}

print_json(list(
  r_version = R.version.string, nlme_version = as.character(packageVersion("nlme")),
  courses = lapply(lapply(1:60, course), fitted_to)
))
