# What printed summaries allow: means and percentages of whole numbers by trying every count
# (GRIM), and ranges of what follows from rounded numbers by a grid over all that round to them.
# Rscript tests/oracles/consistency.R > tests/oracles/consistency.json
# Base R only.

here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
source(file.path(here, "json.R"))

half <- function(decimals) 0.5 * 10^-decimals
rounds_to <- function(values, printed, decimals) abs(values - printed) <= half(decimals) + 1e-9

grim <- function(mean, decimals, n) {
  list(mean = mean, decimals = decimals, n = n,
       possible = as.numeric(any(rounds_to((0:(60 * n)) / n, mean, decimals))))
}

counts <- function(percent, decimals, n) {
  found <- which(rounds_to(100 * (0:n) / n, percent, decimals)) - 1
  list(percent = percent, decimals = decimals, n = n, counts = as.list(found))
}

around <- function(printed, decimals) seq(printed - half(decimals), printed + half(decimals),
                                          length.out = 9)
range_of <- function(x) c(min(x), max(x))

# Every number that rounds to the printed ones; the SD of the differences from what is given.
summary_of <- function(n, before, s1, after, s2, given, value, decimals) {
  grid <- expand.grid(before = around(before, 1), s1 = around(s1, 1), after = around(after, 1),
                      s2 = around(s2, 1), value = around(value, decimals))
  difference <- grid$before - grid$after
  sd <- switch(given,
    sd = grid$value,
    r = sqrt(pmax(0, grid$s1^2 + grid$s2^2 - 2 * pmin(1, grid$value) * grid$s1 * grid$s2)),
    t = abs(difference / grid$value) * sqrt(n))
  spread <- range_of(sd)
  # Once it is a range, the spread is taken to be free of what it came from.
  free <- expand.grid(difference = range_of(difference), sd = spread, s1 = around(s1, 1),
                      s2 = around(s2, 1))
  list(
    n = n, before = before, s1 = s1, after = after, s2 = s2, given = given, value = value,
    decimals = decimals, difference = range_of(difference), sd = spread,
    # A printed t says d_z by itself.
    d_z = if (given == "t") range_of(grid$value) / sqrt(n) else
      range_of(free$difference / free$sd),
    t = range_of(free$difference / free$sd * sqrt(n)),
    r = range_of((free$s1^2 + free$s2^2 - free$sd^2) / (2 * free$s1 * free$s2)),
    d_av = range_of(difference / ((grid$s1 + grid$s2) / 2))
  )
}

means <- expand.grid(mean = c(3.45, 5.19, 18.62, 27.6, 27.62, 27.65), n = c(7, 20, 21, 28))
shares <- expand.grid(percent = c(0, 9.5, 19, 19.1, 33.3, 57.1, 100), n = c(7, 20, 21, 40))
print_json(list(
  r_version = R.version.string,
  grim = c(Map(grim, means$mean, 2, means$n), Map(grim, c(27.6, 18.6, 2.5), 1, c(21, 21, 3))),
  counts = Map(counts, shares$percent, 1, shares$n),
  summaries = list(
    summary_of(21, 27.6, 6.4, 18.6, 8.9, "t", 7.212, 3),
    summary_of(21, 27.6, 6.4, 18.6, 8.9, "sd", 5.72, 2),
    summary_of(21, 27.6, 6.4, 18.6, 8.9, "r", 0.77, 2),
    summary_of(12, 20.1, 4.2, 23.4, 5.0, "sd", 3.1, 1)
  )
))
