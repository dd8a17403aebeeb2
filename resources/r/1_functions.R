# ---- What the analysis is made of ------------------------------------------------------------

here <- dirname(sub("^--file=", "", c(grep("^--file=", commandArgs(FALSE), value = TRUE), ".")[1]))
read_table <- function(name) {
  read.csv(file.path(here, paste0(name, ".csv")), na.strings = "", check.names = FALSE,
           colClasses = c(patient_id = "character"), fileEncoding = "UTF-8")
}
numeric_columns <- function(table, names) {
  for (name in names) table[[name]] <- as.numeric(table[[name]])
  table
}

level <- plan$confidence_level
tail <- (1 - level) / 2

# Every number computed here, by the name that it has in analysis.json.
computed <- new.env()
record <- function(name, value) {
  value <- as.numeric(value)
  if (length(value) == 1) {
    assign(name, value, envir = computed)
  } else for (place in seq_along(value)) {
    assign(paste0(name, ".", place), value[place], envir = computed)
  }
}

# ---- Statistics ------------------------------------------------------------------------------

# Clopper-Pearson or Wilson, in percent.
proportion_interval <- function(count, n) {
  if (n == 0) return(c(NA, NA))
  if (plan$interval_method == "clopper-pearson") {
    limits <- c(if (count > 0) qbeta(tail, count, n - count + 1) else 0,
                if (count < n) qbeta(1 - tail, count + 1, n - count) else 1)
  } else {
    limits <- wilson(count, n)
  }
  100 * limits
}

wilson <- function(count, n) {
  z <- qnorm(1 - tail)
  share <- count / n
  half <- z * sqrt(share * (1 - share) / n + z^2 / (4 * n^2))
  limits <- (share + z^2 / (2 * n) + c(-half, half)) / (1 + z^2 / n)
  c(if (count == 0) 0 else limits[1], if (count == n) 1 else limits[2])
}

record_proportion <- function(name, count, n, of = "count") {
  record(paste0(name, ".", of), count)
  record(paste0(name, ".n"), n)
  record(paste0(name, ".percent"), if (n > 0) 100 * count / n else NA)
  record(paste0(name, ".ci"), proportion_interval(count, n))
}

mean_or_na <- function(x) if (length(x)) mean(x) else NA
sd_or_na <- function(x) if (length(x) > 1) sd(x) else NA

# The t interval of a mean.
mean_interval <- function(x) {
  if (length(x) < 2) return(c(NA, NA))
  mean(x) + c(-1, 1) * qt(1 - tail, length(x) - 1) * sd(x) / sqrt(length(x))
}

# A one-sample t test of 0: of differences, the paired t test.
t_test <- function(x) {
  if (length(x) < 2 || sd(x) < 1e-12) return(list(t = NA, p = NA, df = NA, ci = c(NA, NA)))
  t <- mean(x) / (sd(x) / sqrt(length(x)))
  list(t = t, p = 2 * pt(-abs(t), length(x) - 1), df = length(x) - 1, ci = mean_interval(x))
}

# P(T <= t) of the noncentral t distribution, by integrating over the chi distribution: pt(ncp)
# is exact only for ncp up to 37.62.
noncentral_t <- function(t, df, ncp) {
  density <- function(s) {
    exp(log(2) + df / 2 * log(df / 2) - lgamma(df / 2) + (df - 1) * log(s) - df * s^2 / 2) *
      pnorm(t * s - ncp)
  }
  edges <- sort(unique(pmax(1e-12, c(0, (ncp + c(-9, -3, 0, 3, 9)) / t, 0.5, 1, 1.5,
                                     1 + 12 / sqrt(2 * df)))))
  edges <- edges[edges <= 1 + 12 / sqrt(2 * df)]
  sum(mapply(function(low, high) integrate(density, low, high, rel.tol = 1e-12,
                                           subdivisions = 1000, stop.on.error = FALSE)$value,
             head(edges, -1), edges[-1]))
}

noncentrality_limits <- function(t, df) {
  if (t < 0) return(-rev(noncentrality_limits(-t, df)))
  if (t == 0) return(qnorm(c(tail, 1 - tail)))
  at <- function(p) {
    uniroot(function(ncp) noncentral_t(t, df, ncp) - p,
            c(-40, t * (1 + 10 / sqrt(2 * df)) + 40), tol = 1e-12, maxiter = 2000)$root
  }
  c(at(1 - tail), at(tail))
}

# Wilcoxon's signed-rank test: zeros dropped, mean ranks; exact given the ties below 50
# differences, as wilcox.test has it from R 4.6 on, by adding one rank after another.
signed_rank <- function(d) {
  kept <- d[d != 0]
  if (!length(kept)) return(list(w = NA, p = NA, tied = 0, is_exact = 0))
  ranks <- rank(abs(kept))
  w <- min(sum(ranks[kept > 0]), sum(ranks[kept < 0]))
  n <- length(kept)
  ties <- table(abs(kept))
  if (n < 50) {
    chances <- 1
    for (rank in round(2 * ranks)) {
      none <- rep(0, rank)
      chances <- (c(chances, none) + c(none, chances)) / 2
    }
    p <- min(1, 2 * sum(chances[seq_len(round(2 * w) + 1)]))
  } else {
    variance <- n * (n + 1) * (2 * n + 1) / 24 - sum(ties^3 - ties) / 48
    p <- 2 * pnorm(-max(0, abs(w - n * (n + 1) / 4) - 0.5) / sqrt(variance))
  }
  list(w = w, p = p, tied = sum(ties[ties > 1]), is_exact = as.numeric(n < 50))
}

# Hodges and Lehmann's estimate and its interval: Walsh averages of all differences.
hodges_lehmann <- function(d) {
  n <- length(d)
  walsh <- outer(d, d, "+") / 2
  walsh <- sort(walsh[!lower.tri(walsh)])
  if (n <= 400) {
    k <- qsignrank(tail, n)
    if (psignrank(k, n) > tail + 1e-15) k <- k - 1
    place <- k + 1
    achieved <- 1 - 2 * psignrank(k, n)
  } else {
    middle <- n * (n + 1) / 4
    spread <- sqrt(n * (n + 1) * (2 * n + 1) / 24)
    place <- floor(middle + 0.5 + qnorm(tail) * spread)
    achieved <- 1 - 2 * pnorm((place - 0.5 - middle) / spread)
  }
  list(estimate = median(walsh), achieved = if (place >= 1) achieved else NA,
       ci = if (place >= 1) walsh[c(place, length(walsh) + 1 - place)] else c(NA, NA))
}

# The bias-corrected and accelerated bootstrap of a mean (Efron 1987). It is random: drawn anew,
# its limits move, most where patients are few.
bca_interval <- function(d, times = 9999) {
  means <- colMeans(matrix(sample(d, length(d) * times, replace = TRUE), length(d)))
  equal <- abs(means - mean(d)) < 1e-9
  z0 <- qnorm(mean(means[!equal] < mean(d)) * mean(!equal) + mean(equal) / 2)
  away <- d - mean(d)
  a <- sum(away^3) / (6 * sum(away^2)^1.5)
  z <- z0 + qnorm(c(tail, 1 - tail))
  unname(quantile(means, pnorm(z0 + z / (1 - a * z))))
}

# JZS Bayes factor of a one-sample t test (Rouder et al. 2009), Cauchy prior of scale sqrt(2)/2.
bayes_factor <- function(d) {
  n <- length(d)
  t <- mean(d) / (sd(d) / sqrt(n))
  log_ratio <- function(log_g) {
    shrink <- 1 + n * exp(log_g) / 2
    -log(shrink) / 2 - n / 2 * log1p(t^2 / (shrink * (n - 1))) + n / 2 * log1p(t^2 / (n - 1)) -
      log(2 * pi) / 2 - log_g / 2 - exp(-log_g) / 2
  }
  top <- optimize(log_ratio, c(-6, 40), maximum = TRUE, tol = 1e-10)
  heights <- function(x) exp(log_ratio(x) - top$objective)
  edges <- sort(c(-6, top$maximum, top$maximum + c(-4, -1, 1, 4, 12), 40))
  edges <- unique(pmin(40, pmax(-6, edges)))
  whole <- sum(mapply(function(low, high) integrate(heights, low, high, rel.tol = 1e-12,
                                                    subdivisions = 2000)$value,
                      head(edges, -1), edges[-1]))
  exp(top$objective + log(whole))
}

# Holm's adjustment over the p values there are.
holm <- function(p) {
  known <- !is.na(p)
  p[known] <- p.adjust(p[known], "holm")
  p
}

# Events over infusions: Garwood's exact interval, and one that takes patients as clusters.
record_rate <- function(name, events, infusions) {
  total <- sum(events)
  exposure <- sum(infusions)
  record(paste0(name, ".infusions"), exposure)
  if (exposure == 0) return(invisible())
  rate <- 100 * total / exposure
  exact <- c(if (total > 0) qgamma(tail, total) else 0, qgamma(1 - tail, total + 1))
  record(paste0(name, ".per_100_infusions"), rate)
  record(paste0(name, ".ci"), 100 * exact / exposure)
  k <- length(events)
  if (total == 0 || k < 10) return(invisible())
  spread <- k / (k - 1) * sum((events - total / exposure * infusions)^2)
  if (spread < 1e-12) return(invisible())
  reach <- qt(1 - tail, k - 1) * sqrt(spread) / total
  record(paste0(name, ".by_patient_ci"), rate * exp(c(-reach, reach)))
}

# Random intercept by restricted maximum likelihood: with ratio = variance between / within, all
# but the ratio has a closed form, and the derivative of the likelihood is set to zero.
random_intercept <- function(x, y, subject) {
  m <- table(subject)
  X <- cbind(1, x)
  n <- length(y)
  sums <- function(v) rowsum(v, subject)
  at <- function(ratio) {
    w <- as.numeric(ratio / (1 + m * ratio))
    A <- crossprod(X) - crossprod(sums(X), w * sums(X))
    b <- crossprod(X, y) - crossprod(sums(X), w * sums(y))
    beta <- solve(A, b)
    rss <- sum(y^2) - sum(w * sums(y)^2) - sum(beta * b)
    list(A = A, beta = beta, rss = rss)
  }
  deviance <- function(ratio) {
    fit <- at(ratio)
    (n - 2) * log(fit$rss) + sum(log1p(m * ratio)) + log(det(fit$A))
  }
  slope <- function(log_ratio) {
    ratio <- exp(log_ratio)
    fit <- at(ratio)
    shrink <- as.numeric(1 / (1 + m * ratio))
    left <- sums(y - X %*% fit$beta)
    leverage <- rowSums((sums(X) %*% solve(fit$A)) * sums(X))
    ratio * (sum(m * shrink) - (n - 2) * sum(shrink^2 * left^2) / fit$rss -
               sum(shrink^2 * leverage))
  }
  grid <- seq(log(1e-9), log(1e9), length.out = 200)
  slopes <- sapply(grid, slope)
  peaks <- which(head(slopes, -1) < 0 & slopes[-1] >= 0)
  ratios <- c(0, sapply(peaks, function(i)
    exp(uniroot(slope, grid[i + 0:1], tol = 1e-14, maxiter = 1000)$root)))
  ratios <- unlist(ratios)
  ratio <- ratios[which.min(sapply(ratios, deviance))]
  fit <- at(ratio)
  within <- fit$rss / (n - 2)
  list(beta = as.numeric(fit$beta), errors = sqrt(diag(solve(fit$A)) * within),
       between = ratio * within, within = within)
}
