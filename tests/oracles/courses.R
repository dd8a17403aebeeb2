# A cohort with MADRS, PHQ-9 and CADSS, scores around TMS, maintenance infusions and a second course,
# computed patient by patient in base R by other means than the program's. Invented data.
# Rscript tests/oracles/courses.R > tests/oracles/courses.json

here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
source(file.path(here, "json.R"))
read <- function(name) read.csv(file.path(here, paste0("courses_", name, ".csv")))
infusions <- read("infusions")
ratings <- read("ratings")
tms <- read("tms")
who <- sort(unique(infusions$patient_id))
PLANNED <- 6; GAP <- 14; NEW <- 60; WINDOW <- 7; OLD <- 14

# One patient at a time: walk along the infusions and say of each what it is.
walk <- function(days) {
  phase <- character(0); course <- integer(0)
  for (i in seq_along(days)) {
    if (i == 1) { now <- 1; state <- "acute"; count <- 1 }
    else {
      gap <- days[i] - days[i - 1]
      if (gap > NEW) { now <- now + 1; state <- "acute"; count <- 1 }
      else if (state == "acute" && (gap > GAP || count >= PLANNED)) state <- "maintenance"
      else count <- count + 1
    }
    phase[i] <- state; course[i] <- now
  }
  data.frame(day = days, phase = phase, course = course)
}
walked <- lapply(who, function(id) walk(sort(infusions$day[infusions$patient_id == id])))
names(walked) <- who

ends <- function(id, scale) {
  given <- walked[[id]]
  acute <- given$day[given$course == 1 & given$phase == "acute"]
  rest <- given$day[!(given$course == 1 & given$phase == "acute")]
  mine <- ratings[ratings$patient_id == id & ratings$scale == scale, ]
  mine <- mine[order(mine$day), ]
  before <- mine[mine$day <= min(acute), ]
  after <- mine[mine$day > max(acute) & mine$day <= max(acute) + WINDOW, ]
  if (length(rest)) after <- after[after$day <= min(rest), ]
  c(before = if (nrow(before)) tail(before$score, 1) else NA,
    after = if (nrow(after)) after$score[1] else NA,
    age = if (nrow(before)) min(acute) - tail(before$day, 1) else NA)
}
scores <- function(scale) as.data.frame(t(sapply(who, ends, scale = scale)))

outcome <- function(scale, remission) {
  s <- scores(scale)
  full <- s[complete.cases(s[, c("before", "after")]), ]
  test <- t.test(full$before, full$after, paired = TRUE)
  d <- full$before - full$after
  remitted <- full$after < remission & full$before >= remission
  responded <- ((d / full$before >= 0.5) | remitted) & full$before >= remission
  list(
    n = nrow(full), mean_before = mean(full$before), sd_before = sd(full$before),
    mean_after = mean(full$after), sd_after = sd(full$after), mean_difference = mean(d),
    ci = as.numeric(test$conf.int), p = test$p.value, dz = mean(d) / sd(d),
    response = sum(responded), remission = sum(remitted),
    response_ci_enrolled = 100 * as.numeric(binom.test(sum(responded), length(who))$conf.int),
    response_ci_rated = 100 * as.numeric(binom.test(sum(responded), nrow(full))$conf.int),
    responders = rownames(full)[responded]
  )
}
madrs <- outcome("madrs", 10)
phq9 <- outcome("phq9", 5)

both <- who[complete.cases(scores("madrs")[, 1:2]) & complete.cases(scores("phq9")[, 1:2])]
first <- factor(both %in% madrs$responders, c(TRUE, FALSE))
second <- factor(both %in% phq9$responders, c(TRUE, FALSE))
p <- table(first, second) / length(both)
r <- rowSums(p); c. <- colSums(p); po <- sum(diag(p)); pe <- sum(r * c.)
kappa <- (po - pe) / (1 - pe)
a <- sum(sapply(1:2, function(i) p[i, i] * ((1 - pe) - (r[i] + c.[i]) * (1 - po))^2))
b <- 0
for (i in 1:2) for (j in 1:2) if (i != j) b <- b + p[i, j] * (c.[i] + r[j])^2
se <- sqrt((a + (1 - po)^2 * b - (po * pe - 2 * pe + po)^2) / (length(both) * (1 - pe)^4))

full <- tms[complete.cases(tms), ]
improved <- 1 - full$score_after / full$score_before
ket <- scores("madrs")
ket$id <- who
joined <- merge(full, ket, by.x = "patient_id", by.y = "id")
joined <- joined[complete.cases(joined[, c("before", "after")]), ]
x <- joined$score_before - joined$score_after
y <- joined$before - joined$after
rho <- cor(x, y, method = "spearman")
half <- qnorm(0.975) * sqrt((1 + rho^2 / 2) / (nrow(joined) - 3))
tms_test <- t.test(full$score_before, full$score_after, paired = TRUE)

all <- do.call(rbind, walked)
highest <- tapply(infusions$cadss, infusions$patient_id, function(v) if (all(is.na(v))) NA else max(v, na.rm = TRUE))
area <- sapply(who, function(id) {
  e <- ends(id, "madrs")
  if (any(is.na(e[1:2]))) return(NA)
  given <- walked[[id]]
  last <- max(given$day[given$course == 1 & given$phase == "acute"])
  m <- ratings[ratings$patient_id == id & ratings$scale == "madrs", ]
  m <- m[order(m$day), ]
  start <- max(m$day[m$day <= 0]); end <- min(m$day[m$day > last])
  m <- m[m$day >= start & m$day <= end, ]
  sum(diff(m$day) * (head(m$score, -1) + tail(m$score, -1)) / 2) / (end - start)
})

print_json(list(
  madrs = madrs, phq9 = phq9,
  holm = list(phq9 = p.adjust(phq9$p, "holm")),
  agreement = list(
    both = sum(first == TRUE & second == TRUE), clinician_alone = sum(first == TRUE & second == FALSE),
    self_alone = sum(first == FALSE & second == TRUE),
    neither = sum(first == FALSE & second == FALSE), kappa = kappa,
    ci = c(max(-1, kappa - qnorm(0.975) * se), min(1, kappa + qnorm(0.975) * se))
  ),
  tms = list(
    n = nrow(full), mean_before = mean(full$score_before), mean_after = mean(full$score_after),
    ci = as.numeric(tms_test$conf.int), failed = sum(improved < 0.5), responded = sum(improved >= 0.5),
    not_known = length(who) - nrow(full), correlated = nrow(joined), rho = rho,
    rho_ci = c(tanh(atanh(rho) - half), tanh(atanh(rho) + half))
  ),
  courses = list(
    acute = sum(all$phase == "acute" & all$course == 1), maintenance = sum(all$phase == "maintenance"),
    with_maintenance = sum(sapply(walked, function(w) any(w$phase == "maintenance"))),
    with_later_course = sum(sapply(walked, function(w) any(w$course > 1))),
    old_baseline = sum(scores("madrs")$age > OLD, na.rm = TRUE)
  ),
  cadss = list(patients = sum(!is.na(highest)), mean = mean(highest, na.rm = TRUE),
               sd = sd(highest, na.rm = TRUE)),
  area = mean(area, na.rm = TRUE)
))
