# Exact Poisson intervals of 0 to 20 events over 126 infusions (21 patients, six each).
# Rscript tests/oracles/poisson.R > tests/oracles/poisson.json
# The rate and its limits are events per infusion.

here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
source(file.path(here, "json.R"))

infusions <- 126
confidences <- c(.90, .95, .99)
rate <- function(events) {
  interval <- function(level)
    as.numeric(poisson.test(events, infusions, conf.level = level)$conf.int)
  list(
    events = events, infusions = infusions, rate = events / infusions,
    ci = setNames(lapply(confidences, interval), sprintf("%.2f", confidences))
  )
}
print_json(list(r_version = R.version.string, rates = lapply(0:20, rate)))
