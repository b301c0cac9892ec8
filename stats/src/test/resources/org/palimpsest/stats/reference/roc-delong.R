# Makes roc-delong.json with pROC: the DeLong variance of an area, and the z of the paired DeLong test.
suppressMessages(library(pROC))
scores <- function(n, a, c, p, shift) ((0:(n - 1)) * a + c) %% p + shift
number <- function(x) sprintf("%.17g", x)
case <- function(m, n, p, shift) {
  labels <- c(rep(1, m), rep(0, n))
  first <- c(scores(m, 7919, 3, p, shift), scores(n, 104729, 8, p, 0))
  second <- first + c(scores(m, 6007, 4, p, shift), scores(n, 6007, 5, p, 0))
  one <- roc(labels, first, levels = c(0, 1), direction = "<", quiet = TRUE)
  two <- roc(labels, second, levels = c(0, 1), direction = "<", quiet = TRUE)
  test <- roc.test(one, two, method = "delong", paired = TRUE)
  sprintf('{"m":%d,"n":%d,"p":%d,"shift":%d,"auc":%s,"variance":%s,"second":%s,"z":%s}', m, n, p, shift,
          number(auc(one)), number(var(one, method = "delong")), number(auc(two)), number(test$statistic))
}
cases <- c()
for (size in list(c(5, 6), c(10, 10), c(30, 20), c(50, 400), c(300, 300), c(1000, 800)))
  for (law in list(c(1000003, 0), c(1000003, 300001), c(1000003, 700001), c(1009, -200), c(1009, 400), c(101, -30), c(13, 2),
                   c(11, 1), c(7, 1)))
    cases <- c(cases, case(size[1], size[2], law[1], law[2]))
writeLines(c(sprintf('{"madeBy":"script roc-delong.R, R %s, pROC %s","cases":[', getRversion(), packageVersion("pROC")),
             paste(cases, collapse = ",\n"), "]}"), "roc-delong.json")
