# The change with its tests and rates, and the before/after figure, as a script of one's own has them.
library(ggplot2)
arguments <- commandArgs(trailingOnly = TRUE)
patients <- read.csv(arguments[1])
before <- patients$MADRS.before
after <- patients$MADRS.after
change <- before - after
responders <- sum(change / before >= 0.5)
remitters <- sum(after <= 10)
print(c(mean(before), sd(before), mean(after), sd(after), median(change)))
print(t.test(before, after, paired = TRUE))
print(suppressWarnings(wilcox.test(before, after, paired = TRUE, conf.int = FALSE)))
if (length(change) <= 5000) print(shapiro.test(change))
print(cor.test(before, after))
print(mean(change) / sd(change))
for (count in c(responders, remitters)) print(binom.test(count, length(before))$conf.int)
long <- data.frame(
  patient = rep(patients$patient_id, 2),
  moment = factor(rep(c("Before", "After"), each = nrow(patients)), c("Before", "After")),
  score = c(before, after)
)
means <- aggregate(score ~ moment, long, mean)
figure <- ggplot(long, aes(moment, score)) +
  geom_line(aes(group = patient), colour = "grey60", alpha = 0.5) +
  geom_point(colour = "grey40") +
  geom_line(aes(group = 1), data = means, linewidth = 1.2) +
  geom_point(data = means, size = 3) +
  ylim(0, 60) + labs(x = NULL, y = "MADRS") + theme_classic()
ggsave(arguments[2], figure, width = 85, height = 85, units = "mm", dpi = 300)
