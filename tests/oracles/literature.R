# Exact two-sided binomial p of the paper's response and remission against published rates.
# Rscript tests/oracles/literature.R > tests/oracles/literature.json
# Two-sided as binom.test has it: the outcomes that are no likelier than the one observed.

here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
source(file.path(here, "json.R"))

against <- function(count, n, percent) {
  list(count = count, n = n, percent = percent, p = binom.test(count, n, percent / 100)$p.value)
}

cases <- data.frame(
  count = c(4, 4, 4, 2, 2, 2, 4, 0, 21),
  percent = c(51, 45, 20, 26, 30, 10.9, 55.4, 26, 51)
)
print_json(list(
  r_version = R.version.string,
  binomial = Map(against, cases$count, 21, cases$percent)
))
