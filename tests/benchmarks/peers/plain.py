"""The change with its tests and rates, and the before/after figure, as a plain script has them."""

import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.collections import LineCollection
from scipy import stats

patients = pd.read_csv(sys.argv[1])
before, after = patients["MADRS before"], patients["MADRS after"]
change = before - after
print(before.mean(), before.std(), after.mean(), after.std(), change.median())
print(stats.ttest_rel(before, after), stats.ttest_rel(before, after).confidence_interval())
print(stats.wilcoxon(before, after), stats.pearsonr(before, after))
print(stats.shapiro(change[:5000]), change.mean() / change.std())
for count in (int((change / before >= 0.5).sum()), int((after <= 10).sum())):
    print(count, stats.binomtest(count, len(before)).proportion_ci())
figure, axes = plt.subplots(figsize=(85 / 25.4, 85 / 25.4))
pairs = [((1, first), (2, last)) for first, last in zip(before, after, strict=True)]
axes.add_collection(LineCollection(pairs, colors="grey", alpha=0.5))
axes.plot([1] * len(before), before, "o", [2] * len(after), after, "o", color="grey", ms=3)
axes.plot([1, 2], [before.mean(), after.mean()], "ko-", lw=2)
axes.set_xticks([1, 2], ["Before", "After"])
axes.set(ylabel="MADRS", ylim=(0, 60), xlim=(0.5, 2.5))
figure.savefig(sys.argv[2], dpi=300)
