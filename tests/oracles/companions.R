# What stands beside the t test, of every sample in samples.R: BCa bootstrap, JZS Bayes factor,
# reliable change, sign test, Tukey's fences and studentised differences.
# Rscript tests/oracles/companions.R > tests/oracles/companions.json
# boot comes with R; it draws its resamples itself, so that its limits agree within their error.

here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
source(file.path(here, "json.R"))
source(file.path(here, "samples.R"))
library(boot)

bca <- function(d) {
  set.seed(20230419)
  drawn <- boot(d, function(x, i) mean(x[i]), R = 99999)
  # The influence of each value on the mean, in place of the regression that boot.ci would fit.
  found <- boot.ci(drawn, conf = .95, type = "bca", L = d - mean(d))
  as.numeric(found$bca[4:5])
}

# Rouder et al. 2009, eq. 1, with a Cauchy prior of scale sqrt(2)/2 on the effect size.
jzs <- function(d) {
  n <- length(d)
  t <- unname(t.test(d)$statistic)
  scale <- sqrt(2) / 2
  marginal <- function(log_g) {
    g <- exp(log_g)
    shrink <- 1 + n * g * scale^2
    shrink^(-1 / 2) * (1 + t^2 / (shrink * (n - 1)))^(-n / 2) *
      (2 * pi)^(-1 / 2) * g^(-3 / 2) * exp(-1 / (2 * g)) * g
  }
  above <- integrate(marginal, -12, 40, rel.tol = 1e-10, subdivisions = 2000)$value
  above / (1 + t^2 / (n - 1))^(-n / 2)
}

reliable <- function(before, d, reliability) {
  threshold <- 1.96 * sqrt(2) * sd(before) * sqrt(1 - reliability)
  list(reliability = reliability, threshold = threshold,
       improved = sum(d > threshold), worsened = sum(d < -threshold))
}

beside <- function(pairs) {
  d <- pairs$before - pairs$after
  changed <- d[d != 0]
  quartiles <- unname(quantile(d, c(.25, .75)))
  fences <- quartiles + c(-1.5, 1.5) * diff(quartiles)
  list(
    before = pairs$before, after = pairs$after,
    bca = bca(d), jzs = jzs(d),
    before_ci = as.numeric(t.test(pairs$before)$conf.int),
    after_ci = as.numeric(t.test(pairs$after)$conf.int),
    pearson_ci = as.numeric(cor.test(pairs$before, pairs$after)$conf.int),
    percent_ci = as.numeric(t.test(100 * d / pairs$before)$conf.int),
    mean_sd = (sd(pairs$before) + sd(pairs$after)) / 2, sd_difference = sd(d),
    reliable = lapply(c(.75, .91), reliable, before = pairs$before, d = d),
    improved_by_2 = sum(d >= 1.9),
    sign_p = binom.test(sum(changed > 0), length(changed))$p.value,
    fences = fences, outside = sum(d < fences[1] | d > fences[2]),
    studentised = unname(rstudent(lm(d ~ 1)))
  )
}

large_enough <- samples[vapply(samples, function(pairs) length(pairs$before) >= 5, TRUE)]
far <- list(before = c(30, 28, 31, 26, 27, 33, 29, 40), after = c(21, 20, 22, 18, 17, 24, 21, 3))
print_json(list(
  r_version = R.version.string, boot_version = as.character(packageVersion("boot")),
  samples = lapply(c(large_enough, list(one_far = far)), beside)
))
