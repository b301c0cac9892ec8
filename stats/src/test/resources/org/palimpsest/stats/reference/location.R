# Makes location.json: location tests by R (wilcox.test, coin, t.test, pt). Run: Rscript location.R > location.json
suppressMessages(library(coin))
cases <- character(0)
num <- function(x) sprintf("%.17g", x)
# values_i = ((i * step) mod modulus) * factor + shift, i = 1..n
values <- function(d) ((seq_len(d$n) * d$step) %% d$modulus) * d$factor + d$shift
design <- function(n, step, modulus, factor = 1, shift = 0)
  list(n = n, step = step, modulus = modulus, factor = factor, shift = shift)
json <- function(d) sprintf('{"n":%d,"step":%d,"modulus":%d,"factor":%s,"shift":%s}', d$n, d$step, d$modulus, num(d$factor), num(d$shift))
emit <- function(kind, x, y, alternative, statistic, log10p)
  cases <<- c(cases, sprintf('{"kind":"%s","x":%s,"y":%s,"alternative":"%s","statistic":%s,"log10P":%s}',
                             kind, json(x), json(y), alternative, num(statistic), num(log10p)))
side <- c(GREATER = "greater", LESS = "less", TWO_SIDED = "two.sided")

mannWhitney <- function(a, b) {
  x <- values(a); y <- values(b)
  u <- sum(outer(x, y, ">")) + 0.5 * sum(outer(x, y, "=="))
  one <- function(alt) {
    if (!any(duplicated(c(x, y)))) {
      wilcox.test(x, y, alternative = alt, exact = TRUE)$p.value
    } else {
      g <- factor(rep(c("x", "y"), c(length(x), length(y))))
      as.numeric(pvalue(wilcox_test(c(x, y) ~ g, distribution = "exact", alternative = alt)))
    }
  }
  p <- c(GREATER = one("greater"), LESS = one("less"))
  p["TWO_SIDED"] <- min(1, 2 * min(p))
  for (s in names(side)) emit("mannWhitney", a, b, s, u, log10(p[[s]]))
}
tails <- function(kind, a, b, t, df) {
  p <- c(GREATER = pt(t, df, lower.tail = FALSE, log.p = TRUE), LESS = pt(t, df, log.p = TRUE))
  p["TWO_SIDED"] <- min(0, log(2) + pt(abs(t), df, lower.tail = FALSE, log.p = TRUE))
  for (s in names(side)) emit(kind, a, b, s, t, p[[s]] / log(10))
}
welch <- function(a, b) {
  r <- t.test(values(a), values(b))
  tails("welch", a, b, r$statistic[[1]], r$parameter[[1]])
}
paired <- function(a, b) {
  r <- t.test(values(a), values(b), paired = TRUE)
  tails("paired", a, b, r$statistic[[1]], r$parameter[[1]])
}
# The pooled t test of a sample of one.
oneAgainstMany <- function(a, b) {
  r <- t.test(values(a), values(b), var.equal = TRUE)
  tails("oneAgainstMany", a, b, r$statistic[[1]], r$parameter[[1]])
}

# Untied
mannWhitney(design(1, 7919, 1009), design(1, 6007, 997, 1, 0.5))
mannWhitney(design(3, 7919, 1009), design(4, 6007, 997, 1, 0.5))
mannWhitney(design(8, 7919, 1009), design(8, 6007, 997, 1, 700.5))
mannWhitney(design(20, 7919, 1009), design(15, 6007, 997, 1, -200.5))
mannWhitney(design(30, 7919, 1009), design(30, 6007, 997, 1, 2000.5))
mannWhitney(design(45, 7919, 1009), design(45, 6007, 997, 1, 100.5))
mannWhitney(design(2, 7919, 1009), design(60, 6007, 997, 1, 0.5))
mannWhitney(design(60, 7919, 1009), design(3, 6007, 997, 1, 0.5))
# Tied
mannWhitney(design(3, 1, 2), design(3, 1, 3))
mannWhitney(design(10, 7, 4), design(12, 5, 4, 1, 1))
mannWhitney(design(20, 7, 3), design(20, 5, 2, 1, 1))
mannWhitney(design(15, 1, 15), design(25, 3, 10, 1, 3))
mannWhitney(design(30, 1, 10, 1, 2), design(30, 3, 11))
mannWhitney(design(40, 1, 20), design(4, 3, 2, 1, 18))
mannWhitney(design(50, 1, 2), design(50, 1, 5))
for (m in c(101, 1009)) for (shift in c(0, 40, 1e3, 1e5)) {
  welch(design(12, 7919, m, 1, shift), design(20, 6007, 97, 3))
  paired(design(25, 7919, m, 1, shift), design(25, 6007, 97, 3))
}
welch(design(2, 1, 2), design(2, 1, 7, 0.01, 5))
welch(design(1000, 7919, 1009, 1e-3, 5), design(2000, 6007, 997, 1e-4))
paired(design(2, 1, 2), design(2, 1, 7, 0.25, 5))
paired(design(2000, 7919, 1009, 1e-3, 30), design(2000, 6007, 997, 1e-3))
for (m in c(2, 3, 9, 20, 99)) for (shift in c(-300, 10, 500, 1e6))
  oneAgainstMany(design(1, 1, 1009, 1, shift), design(m, 7919, 1009))

cat('{"madeBy":"script location.R, ', R.version.string, ", coin ", as.character(packageVersion("coin")), '","cases":[\n',
    paste(cases, collapse = ",\n"), "\n]}\n", sep = "")
