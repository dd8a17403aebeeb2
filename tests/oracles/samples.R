# The paired samples that paper.R computes on: before, after.

samples <- list(
  # The 21 invented pairs that reproduce the numbers printed by Payette et al. 2023.
  payette_invented_21 = list(
    before = c(18, 19, 20, 22, 23, 23, 25, 25, 25, 25, 27, 27, 29, 29, 30, 30, 31, 33, 37, 40, 42),
    after = c(10, 12, 11, 15, 8, 13, 9, 10, 14, 20, 10, 18, 24, 26, 17, 29, 24, 37, 25, 21, 38)
  ),
  two = list(before = c(30, 22), after = c(20, 19)),
  three = list(before = c(30, 25, 28), after = c(20, 19, 21)),
  # A difference of zero, none tied: it ends the exact Wilcoxon test.
  five_with_zero = list(before = c(30, 25, 28, 33, 21), after = c(20, 25, 26, 29, 24)),
  # More worse than better.
  five_worse = list(before = c(21, 30, 26, 18, 35), after = c(28, 29, 31, 21, 46)),
  # Decimals, no ties, no zeros: the exact Wilcoxon test.
  twelve_decimals = list(
    before = c(27.3, 31.8, 22.1, 35.6, 29.9, 24.4, 38.2, 26.7, 33.5, 30.2, 28.6, 41.1),
    after = c(14.9, 27.1, 23.4, 20.3, 28.1, 18.6, 30.1, 12.6, 34.1, 21.3, 25.7, 29.9)
  ),
  # Ties and zeros.
  twelve_tied = list(
    before = c(26, 31, 22, 35, 29, 24, 38, 26, 33, 30, 28, 41),
    after = c(21, 26, 22, 30, 31, 22, 33, 24, 33, 32, 23, 36)
  ),
  forty = list(
    before = c(34, 28, 22, 31, 40, 25, 27, 19, 36, 30, 33, 21, 29, 38, 24, 26, 35, 32, 23, 20,
               28, 31, 37, 27, 30, 22, 34, 26, 29, 41, 25, 33, 18, 36, 24, 39, 28, 30, 32, 27),
    after = c(20, 27, 10, 31, 22, 26, 9, 12, 30, 14, 33, 8, 17, 25, 24, 11, 38, 16, 15, 7,
              21, 13, 36, 28, 19, 10, 23, 6, 29, 40, 12, 18, 20, 27, 5, 31, 14, 30, 9, 22)
  ),
  # Either side of the number from which wilcox.test no longer is exact by itself; steps of 1/64
  # are exact in binary, so that no rounding makes or breaks a tie.
  forty_nine_untied = list(
    before = 20 + ((1:49) * 23) %% 49 / 4,
    after = 20 + ((1:49) * 23) %% 49 / 4 - (((1:49) * 37) %% 101 - 30) / 8 - 1 / 64
  ),
  fifty_untied = list(
    before = 20 + ((1:50) * 23) %% 53 / 4,
    after = 20 + ((1:50) * 23) %% 53 / 4 - (((1:50) * 37) %% 101 - 30) / 8 - 1 / 64
  )
)
