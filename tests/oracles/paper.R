# Paired statistics of every sample in samples.R, and intervals of proportions. Base R only.
# Rscript tests/oracles/paper.R > tests/oracles/paper.json
# The difference is before - after throughout.

here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
source(file.path(here, "json.R"))
source(file.path(here, "samples.R"))

confidences <- c(.90, .95, .99)
level_name <- function(level) sprintf("%.2f", level)
by_level <- function(f) setNames(lapply(confidences, f), level_name(confidences))

# The ncp at which t is the tail-quantile of the noncentral t distribution. From 37.62 on, pt
# only approximates; the search stays below. Warnings are of the last digits of tails that it
# passes through.
ncp_at <- function(t, df, tail) {
  f <- function(ncp) suppressWarnings(pt(t, df, ncp)) - tail
  uniroot(f, c(-37.6, 37.6), tol = 1e-13, maxiter = 10000)$root
}

dz_interval <- function(t, df, level) {
  c(ncp_at(t, df, (1 + level) / 2), ncp_at(t, df, (1 - level) / 2)) / sqrt(df + 1)
}

# Gamma(df/2) / (sqrt(df/2) Gamma((df-1)/2)); without a value below two degrees of freedom.
hedges_j <- function(df) {
  if (df < 2) return(NA)
  exp(lgamma(df / 2) - lgamma((df - 1) / 2)) / sqrt(df / 2)
}

wilcoxon_test <- function(before, after, ...) {
  suppressWarnings(wilcox.test(before, after, paired = TRUE, tol.root = 1e-12, ...))
}

# P of a rank sum at most the smaller one, twice, over all ways to sign the ranks: by listing them
# up to 16 ranks, by adding one rank after another beyond. R does so itself from 4.6 on.
conditional_p <- function(ranks, smaller) {
  if (length(ranks) <= 16) {
    signs <- as.matrix(expand.grid(rep(list(0:1), length(ranks))))
    below <- mean(signs %*% ranks <= smaller + 1e-9)
  } else {
    chances <- 1
    for (rank in round(2 * ranks)) {
      none <- rep(0, rank)
      chances <- (c(chances, none) + c(none, chances)) / 2
    }
    below <- sum(chances[seq_len(round(2 * smaller) + 1)])
  }
  min(1, 2 * below)
}

wilcoxon <- function(before, after) {
  d <- before - after
  kept <- d[d != 0]
  ranks <- rank(abs(kept))
  possible <- length(kept) == length(d) && !anyDuplicated(abs(kept))
  walsh <- outer(d, d, "+") / 2
  interval <- function(level) {
    # With two or three pairs the normal approximation has no interval.
    got <- try(wilcoxon_test(before, after, conf.int = TRUE, conf.level = level), silent = TRUE)
    if (inherits(got, "try-error")) return(list(ci = c(NA, NA), estimate = NA))
    list(
      ci = as.numeric(got$conf.int), achieved = attr(got$conf.int, "conf.level"),
      estimate = unname(got$estimate)
    )
  }
  list(
    # V of wilcox.test is the sum of the ranks of the positive differences; W the smaller sum.
    v_plus = sum(ranks[kept > 0]),
    v_minus = sum(ranks[kept < 0]),
    w = min(sum(ranks[kept > 0]), sum(ranks[kept < 0])),
    v_of_wilcox_test = unname(wilcoxon_test(before, after)$statistic),
    zeros = sum(d == 0),
    ties = sum(duplicated(abs(kept))),
    tied = sum(abs(kept) %in% abs(kept)[duplicated(abs(kept))]),
    p_by_default = wilcoxon_test(before, after)$p.value,
    p_exact = if (possible) wilcoxon_test(before, after, exact = TRUE)$p.value else NA,
    p_conditional = if (length(kept) && length(kept) < 50)
      conditional_p(ranks, min(sum(ranks[kept > 0]), sum(ranks[kept < 0]))) else NA,
    p_corrected = wilcoxon_test(before, after, exact = FALSE, correct = TRUE)$p.value,
    p_uncorrected = wilcoxon_test(before, after, exact = FALSE, correct = FALSE)$p.value,
    hodges_lehmann = median(walsh[!lower.tri(walsh)]),
    of_wilcox_test = by_level(interval)
  )
}

paired <- function(pairs) {
  before <- pairs$before
  after <- pairs$after
  d <- before - after
  df <- length(d) - 1
  test <- t.test(before, after, paired = TRUE)
  t <- unname(test$statistic)
  dz <- mean(d) / sd(d)
  percent <- 100 * d / before
  shapiro <- if (length(d) > 2) shapiro.test(d) else list(statistic = NA, p.value = NA)
  list(
    before = before, after = after, n = length(d),
    mean_before = mean(before), sd_before = sd(before),
    mean_after = mean(after), sd_after = sd(after),
    mean_difference = unname(test$estimate), sd_difference = sd(d),
    difference_ci = by_level(function(level)
      as.numeric(t.test(before, after, paired = TRUE, conf.level = level)$conf.int)),
    t = t, df = unname(test$parameter), p = test$p.value,
    cohen_dz = dz, cohen_dz_ci = by_level(function(level) dz_interval(t, df, level)),
    hedges_j = hedges_j(df), hedges_gz = hedges_j(df) * dz,
    cohen_dav = mean(d) / ((sd(before) + sd(after)) / 2),
    pearson_r = cor(before, after),
    shapiro_w = unname(shapiro$statistic), shapiro_p = shapiro$p.value,
    percent_mean = mean(percent), percent_sd = sd(percent),
    percent_of_means = 100 * (mean(before) - mean(after)) / mean(before),
    wilcoxon = wilcoxon(before, after)
  )
}

proportion <- function(count, n) {
  wilson <- function(level)
    as.numeric(suppressWarnings(prop.test(count, n, conf.level = level, correct = FALSE))$conf.int)
  exact <- function(level) as.numeric(binom.test(count, n, conf.level = level)$conf.int)
  list(count = count, n = n, clopper_pearson = by_level(exact), wilson = by_level(wilson))
}

others <- list(c(0, 1), c(1, 1), c(1, 2), c(3, 5), c(108, 195), c(1, 2665))
print_json(list(
  r_version = R.version.string,
  samples = lapply(samples, paired),
  proportions = c(
    lapply(0:21, proportion, n = 21),
    lapply(others, function(pair) proportion(pair[1], pair[2]))
  )
))
