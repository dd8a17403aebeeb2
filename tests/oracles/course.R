# Random-intercept model, point means and areas of two invented courses: ratings at 0, 2, 4 and 6
# infusions, complete and with gaps. nlme comes with R.
# Rscript tests/oracles/course.R > tests/oracles/course.json

here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
source(file.path(here, "json.R"))
library(nlme)

full <- expand.grid(infusions = c(0, 2, 4, 6), patient = 1:14)
full$score <- 29 + (full$patient * 7) %% 11 - 5 - 1.3 * full$infusions +
  ((full$patient * 13 + full$infusions * 5) %% 7 - 3) * 0.8 +
  ((full$patient^2 * 3 + full$infusions * full$patient) %% 5) * 0.6
gaps <- full[(full$patient * 3 + full$infusions) %% 5 != 1, ]

point <- function(infusions, course) {
  here <- course[course$infusions == infusions, ]
  scores <- here$score
  test <- t.test(scores)
  before <- course[course$infusions == 0, ]
  change <- before$score[match(here$patient, before$patient)] - scores
  change <- change[!is.na(change)]
  change_ci <- if (infusions == 0) c(NA, NA) else as.numeric(t.test(change)$conf.int)
  list(infusions = infusions, n = length(scores), mean = mean(scores), sd = sd(scores),
       ci = as.numeric(test$conf.int), change = mean(change), change_ci = change_ci)
}

# Trapezoids over the days, as if two infusions took two days, divided by the days between.
area <- function(rows) {
  days <- rows$infusions
  if (length(days) < 2) return(NA)
  sum(diff(days) * (head(rows$score, -1) + tail(rows$score, -1)) / 2) / diff(range(days))
}

# Response at 15 %, or below 10, against the score before: at some later rating, and with the last
# later rating standing in for a missing one after the sixth infusion. The day is that of the rating.
responses <- function(course) {
  reached <- function(before, score) 100 * (before - score) / before >= 15 | score < 10
  of_patient <- function(rows) {
    rows <- rows[order(rows$infusions), ]
    before <- rows$score[rows$infusions == 0]
    later <- rows[rows$infusions > 0, ]
    if (!length(before) || !nrow(later)) return(c(first = NA, carried = FALSE))
    hits <- later$infusions[reached(before, later$score)]
    c(first = if (length(hits)) hits[1] else NA,
      carried = reached(before, later$score[nrow(later)]))
  }
  found <- vapply(split(course, course$patient), of_patient, c(first = 0, carried = 0))
  list(ever = sum(!is.na(found["first", ])),
       median_first_day = median(found["first", ], na.rm = TRUE),
       carried_forward = sum(found["carried", ]))
}

described <- function(course) {
  fit <- lme(score ~ infusions, random = ~ 1 | patient, data = course, method = "REML",
             control = lmeControl(tolerance = 1e-12, msTol = 1e-12, returnObject = FALSE))
  sds <- as.numeric(VarCorr(fit)[, "StdDev"])
  estimates <- unname(fixef(fit))
  limits <- intervals(fit, which = "fixed")$fixed
  list(
    patient = sprintf("P%02d", course$patient), infusions = course$infusions,
    score = course$score,
    intercept = estimates[1], slope = estimates[2],
    intercept_ci = unname(limits[1, c("lower", "upper")]),
    slope_ci = unname(limits[2, c("lower", "upper")]),
    slope_p = summary(fit)$tTable[2, "p-value"],
    sd_between = sds[1], sd_within = sds[2],
    intraclass = sds[1]^2 / sum(sds^2),
    responses = responses(course),
    points = lapply(c(0, 2, 4, 6), point, course = course),
    areas = unname(vapply(split(course, course$patient), area, 0))
  )
}

print_json(list(
  r_version = R.version.string, nlme_version = as.character(packageVersion("nlme")),
  full = described(full), gaps = described(gaps)
))
