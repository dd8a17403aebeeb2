# Rates by cut-off, severity bands, missing ratings at their worst and best, and the size of
# regression to the mean, of the 21 invented pairs and of the same with gaps. Base R only.
# Rscript tests/oracles/outcomes.R > tests/oracles/outcomes.json

here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
source(file.path(here, "json.R"))
source(file.path(here, "samples.R"))

pairs <- samples$payette_invented_21
gaps <- pairs
gaps$before[3] <- NA
gaps$after[c(5, 9, 21)] <- NA

rate <- function(count, n) {
  list(count = count, n = n, ci = 100 * as.numeric(binom.test(count, n)$conf.int))
}

responds <- function(p, percent) {
  reduction <- 100 * (p$before - p$after) / p$before
  remits <- p$after < 10
  reached <- (reduction >= percent | remits)
  ifelse(is.na(reached), FALSE, reached)
}

bands <- function(p) {
  named <- function(x) cut(x, c(-Inf, 6, 19, 34, 60), labels = FALSE)
  table(factor(named(p$before), 1:4), factor(named(p$after), 1:4))
}

# Of patients treated from a score on, by the mean and SD of all who were considered.
regression_to_the_mean <- function(selection_score, mean, sd, reliability) {
  z <- (selection_score - mean) / sd
  (1 - reliability) * sd * dnorm(z) / pnorm(z, lower.tail = FALSE)
}

complete <- !is.na(gaps$before) & !is.na(gaps$after)
reached <- sum(responds(gaps, 50))
print_json(list(
  r_version = R.version.string,
  before = pairs$before, after = pairs$after,
  response = lapply(seq(30, 60, 5), function(percent)
    c(list(percent = percent), rate(sum(responds(pairs, percent)), 21))),
  remission = list(
    below_8 = rate(sum(pairs$after < 8), 21), below_9 = rate(sum(pairs$after < 9), 21),
    below_10 = rate(sum(pairs$after < 10), 21), up_to_10 = rate(sum(pairs$after <= 10), 21),
    up_to_11 = rate(sum(pairs$after <= 11), 21), up_to_12 = rate(sum(pairs$after <= 12), 21)
  ),
  bands = lapply(1:4, function(row) as.numeric(bands(pairs)[row, ])),
  gaps = list(
    without_before = 3, without_after = c(5, 9, 21),
    complete = rate(reached, sum(complete)),
    worst = rate(reached, 21),
    best = rate(reached + sum(!complete), 21)
  ),
  regression_to_the_mean = lapply(list(c(20, 22, 8, .75), c(20, 14.5, 6.25, .91)), function(x)
    list(selection_score = x[1], mean = x[2], sd = x[3], reliability = x[4],
         size = regression_to_the_mean(x[1], x[2], x[3], x[4])))
))
