# Difference of two groups' mean changes by Welch, and items with Holm's adjustment. Base R only.
# Rscript tests/oracles/groups.R > tests/oracles/groups.json

here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
source(file.path(here, "json.R"))
source(file.path(here, "samples.R"))

welch <- function(pairs, first) {
  d <- pairs$before - pairs$after
  rest <- setdiff(seq_along(d), first)
  test <- t.test(d[first], d[rest])
  list(
    before = pairs$before, after = pairs$after,
    level = ifelse(seq_along(d) %in% first, "A", "B"),
    difference = mean(d[first]) - mean(d[rest]), ci = as.numeric(test$conf.int),
    first_ci = as.numeric(t.test(d[first])$conf.int), first_sd = sd(d[first])
  )
}

# Nine patients; item 10 is looked at apart, so that nine p-values are adjusted.
patients <- 1:9
before_of <- function(item) (patients * 5 + item * 3) %% 4 + 2
after_of <- function(item) pmax(0, before_of(item) - (patients * item + item) %% 4)
p_of <- function(item) t.test(before_of(item), after_of(item), paired = TRUE)$p.value

items <- 1:10
p <- vapply(items, p_of, 0)
adjusted <- c(p.adjust(p[1:9], "holm"), NA)
print_json(list(
  r_version = R.version.string,
  welch = list(
    welch(samples$payette_invented_21, 1:8),
    welch(samples$twelve_decimals, c(1, 3, 5, 12)),
    welch(samples$forty, 1:5)
  ),
  items = lapply(items, function(item) list(
    item = item, before = before_of(item), after = after_of(item), p = p[item],
    holm = adjusted[item],
    ci = as.numeric(t.test(before_of(item), after_of(item), paired = TRUE)$conf.int)
  ))
))
