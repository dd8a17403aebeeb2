"""The same job as a plain script: the paper's numbers from 21 pairs, and one picture."""

import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import pandas as pd
from scipy import stats

table = pd.read_csv(sys.argv[1])
ratings = table.dropna(subset=["score"]).sort_values("date").groupby("patient_id")["score"]
before, after = ratings.first(), ratings.last()
test = stats.ttest_rel(before, after)
change = (before - after) / before * 100
responders = int(((change >= 50) | (after < 10)).sum())
remitters = int((after < 10).sum())
print(before.mean(), before.std(), after.mean(), after.std(), test.statistic, test.pvalue)
print(test.confidence_interval(), change.mean(), change.std())
print(stats.wilcoxon(before, after), stats.shapiro(before - after), stats.pearsonr(before, after))
for count in (responders, remitters):
    print(count, stats.binomtest(count, len(before)).proportion_ci())
figure, axes = plt.subplots(figsize=(180 / 25.4, 155 / 25.4))
for first, last in zip(before, after, strict=True):
    axes.plot([1, 2], [first, last], color="grey", alpha=0.5)
axes.errorbar([0.9, 2.1], [before.mean(), after.mean()], [before.std(), after.std()], fmt="o-")
axes.set_xticks([1, 2], ["Before", "After"])
axes.set_ylabel("MADRS")
axes.set_ylim(0, 60)
figure.savefig(sys.argv[2], dpi=300)
