# Noncentralities for which t lies at the two tails of a level, at few degrees of freedom.
# Rscript tests/oracles/noncentral_t.R > tests/oracles/noncentral_t.json
# uniroot over pt, within its reach: pt loses digits where the noncentrality exceeds 37.62.

here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
source(file.path(here, "json.R"))

inverse <- function(t, df, level) {
  at <- function(tail)
    uniroot(function(nc) suppressWarnings(pt(t, df, nc)) - tail, c(-37, 37), tol = 1e-13)$root
  list(t = t, df = df, level = level, limits = c(at((1 + level) / 2), at((1 - level) / 2)))
}
cases <- list(
  inverse(10, 1, .95), inverse(10, 1, .5), inverse(-3, 1, .9), inverse(12, 2, .9),
  inverse(0, 3, .99), inverse(25, 20, .95), inverse(-1.5, 400, .95), inverse(20, 5000, .999)
)
print_json(list(r_version = R.version.string, limits = cases))
