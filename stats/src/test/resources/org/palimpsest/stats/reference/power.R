# Reference values for power.json: Rscript power.R > power.json
rows <- character(0)
add <- function(curve, alternative, alpha, effect, n, power, extra = numeric(0)) {
  rows[[length(rows) + 1]] <<- sprintf(
    '{"curve":"%s","alternative":"%s","alpha":%.17g,"effect":%.17g,"n":%d,"extra":[%s],"power":%.17g}',
    curve, alternative, alpha, effect, as.integer(n), paste(sprintf("%.17g", extra), collapse = ","), power)
}
sizes <- function(curve, alternative, alpha, effect, power, n, extra = numeric(0)) {
  rows[[length(rows) + 1]] <<- sprintf(
    '{"curve":"%s","alternative":"%s","alpha":%.17g,"effect":%.17g,"wanted":%.17g,"size":%d,"extra":[%s]}',
    curve, alternative, alpha, effect, power, as.integer(n), paste(sprintf("%.17g", extra), collapse = ","))
}
side <- function(alternative) if (alternative == "two-sided") "two.sided" else "one.sided"

# t tests: power.t.test, both tails counted.
for (case in list(c(20, .5, .05), c(5, 1.2, .01), c(2, 3, .05), c(200, .2, .001), c(1000, .1, .01), c(12, 0, .05))) {
  for (alternative in c("greater", "two-sided")) {
    one <- power.t.test(n = case[1], delta = case[2], sd = 1, sig.level = case[3], type = "one.sample",
                        alternative = side(alternative), strict = TRUE)$power
    two <- power.t.test(n = case[1], delta = case[2], sd = 1, sig.level = case[3], type = "two.sample",
                        alternative = side(alternative), strict = TRUE)$power
    add("paired", alternative, case[3], case[2], case[1], one)
    add("twoSamples", alternative, case[3], case[2], case[1], two)
  }
}
for (case in list(c(.5, .05, .9), c(.3, .01, .8), c(1, .001, .9))) {
  n <- power.t.test(delta = case[1], sig.level = case[2], power = case[3], type = "one.sample",
                    alternative = "one.sided", tol = 1e-10)$n
  sizes("paired", "greater", case[2], case[1], case[3], ceiling(n))
  n <- power.t.test(delta = case[1], sig.level = case[2], power = case[3], type = "two.sample",
                    alternative = "one.sided", tol = 1e-10)$n
  sizes("twoSamples", "greater", case[2], case[1], case[3], ceiling(n))
}
# One against many: the noncentral t law.
for (case in list(c(9, 4, .05), c(19, 3, .01), c(5, 8, .001), c(99, 5, .0001))) {
  m <- case[1]
  add("oneAgainstMany", "greater", case[3], case[2], m,
      pt(qt(case[3], m - 1, lower.tail = FALSE), m - 1, ncp = case[2] / sqrt(1 + 1 / m), lower.tail = FALSE))
}
# Binomial: all critical values by qbinom, the smallest sample size by trying each.
binomialPower <- function(n, q0, q, alpha) {
  s <- 0:(n + 1)
  critical <- s[which(pbinom(s - 1, n, q0, lower.tail = FALSE) <= alpha)[1]]
  pbinom(critical - 1, n, q, lower.tail = FALSE)
}
for (case in list(c(.5, .7, .05), c(.01, .05, .01), c(.1, .25, .001), c(1/7776, .02, 1e-6), c(.3, .31, .05))) {
  for (n in c(10, 97, 400)) add("binomial", "greater", case[3], case[2], n, binomialPower(n, case[1], case[2], case[3]), case[1])
}
for (case in list(c(.5, .7, .05, .9), c(.01, .05, .01, .9), c(.1, .25, .001, .8), c(1/7776, .02, 1e-6, .9), c(.05, .9, .01, .9))) {
  n <- 1
  while (binomialPower(n, case[1], case[2], case[3]) < case[4]) n <- n + 1
  sizes("binomial", "greater", case[3], case[2], case[4], n, case[1])
}
# Fixed pool: Fisher's exact test over all tables.
for (case in list(c(10, .2, .6, .05, 1), c(25, .1, .4, .01, 2), c(40, .5, .55, .05, 1), c(8, .05, .9, .001, 3))) {
  n <- case[1]; others <- n * case[5]
  power <- 0
  for (x in 0:n) {
    y <- 0:others
    p <- phyper(x - 1, n, others, x + y, lower.tail = FALSE)
    power <- power + dbinom(x, n, case[3]) * sum(dbinom(y, others, case[2]) * (p <= case[4]))
  }
  add("hypergeometric", "greater", case[4], case[3], n, power, c(case[2], case[5]))
}
# Correlations by Fisher's z.
for (case in list(c(30, .4, .05), c(1000, .08, .01), c(8000, .078, 1e-8))) {
  for (alternative in c("greater", "two-sided")) {
    z <- qnorm(if (alternative == "greater") case[3] else case[3] / 2, lower.tail = FALSE)
    mu <- atanh(case[2]) * sqrt(case[1] - 3)
    add("spearman", alternative, case[3], case[2], case[1],
        pnorm(z - mu, lower.tail = FALSE) + (alternative == "two-sided") * pnorm(z + mu, lower.tail = FALSE))
    mu <- atanh(case[2]) * sqrt((case[1] - 4) / .437)
    add("kendall", alternative, case[3], case[2], case[1],
        pnorm(z - mu, lower.tail = FALSE) + (alternative == "two-sided") * pnorm(z + mu, lower.tail = FALSE))
  }
}
# Two samples: Noether; one AUC by Hanley and McNeil with binormal Q1 = Q2.
accurate <- function(f, low, high) integrate(f, low, high, rel.tol = 1e-12, subdivisions = 2000)$value
for (case in list(c(50, .65, .05, 1), c(200, .55, .01, 2), c(30, .9, .001, .5))) {
  n <- case[1]; m <- n * case[4]; auc <- case[2]
  z <- qnorm(case[3], lower.tail = FALSE)
  add("mannWhitney", "greater", case[3], auc, n, pnorm((auc - .5) * sqrt(12 * n * m / (n + m)) - z), case[4])
  d <- sqrt(2) * qnorm(auc)
  q <- accurate(function(x) dnorm(x) * pnorm(x + d)^2, -12, 12)
  variance <- (auc * (1 - auc) + (n + m - 2) * (q - auc^2)) / (n * m)
  null <- (n + m + 1) / (12 * n * m)
  add("auc", "greater", case[3], auc, n, pnorm((auc - .5 - z * sqrt(null)) / sqrt(variance)), case[4])
}
# Two AUCs of the same texts.
for (case in list(c(100, .7, .08, .05, .5), c(400, .6, .05, .01, .8))) {
  n <- case[1]; h <- qnorm(case[2]); k <- qnorm(case[2] + case[3]); r <- case[5]
  both <- function(h, k, r) { # P(U <= h, V <= k) - Phi(h) Phi(k)
    accurate(function(u) dnorm(u) * pnorm((k - r * u) / sqrt(1 - r^2)), -12, h) - pnorm(h) * pnorm(k)
  }
  one <- function(h) (pnorm(h) * pnorm(-h) + (2 * n - 2) * both(h, h, .5)) / n^2
  variance <- one(h) + one(k) - 2 * (both(h, k, r) + (2 * n - 2) * both(h, k, r / 2)) / n^2
  add("pairedAuc", "greater", case[4], case[3], n, pnorm(case[3] / sqrt(variance) - qnorm(case[4], lower.tail = FALSE)), c(case[2], r))
}
# One trap among N controls; summed traps.
for (case in list(c(19, .8, .05), c(99, .95, .01), c(999, .9, .01), c(999, .99, .001), c(9999, .9, .05))) {
  N <- case[1]; rank <- floor(case[3] * (N + 1) + 1e-9); d <- sqrt(2) * qnorm(case[2])
  grid <- c(-10, seq(d - 8, d + 8, by = .25), 20)
  power <- sum(sapply(seq_len(length(grid) - 1), function(i) accurate(
    function(x) dnorm(x - d) * pbinom(rank - 1, N, pnorm(x, lower.tail = FALSE)), grid[i], grid[i + 1])))
  add("oneTrap", "greater", case[3], case[2], N, power)
}
for (case in list(c(46, .676, 1e-3, 9), c(26, .8, 1e-6, 99))) {
  mu <- sqrt(2) * qnorm(case[2]) * sqrt(case[1] / (1 + 1 / case[4]))
  add("summedScores", "greater", case[3], case[2], case[1], pnorm(mu - qnorm(case[3], lower.tail = FALSE)), case[4])
}
cat('{"madeBy":"script power.R, R ', as.character(getRversion()), '","cases":[\n', paste(rows, collapse = ",\n"), "\n]}\n", sep = "")
