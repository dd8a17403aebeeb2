"""The panels of Figure 1 as a plain matplotlib script draws them, at the same size and dpi."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import matplotlib as mpl

mpl.use("agg")
import matplotlib.pyplot as plt
import pandas as pd

table = pd.read_csv(sys.argv[1]).dropna(subset=["score"]).sort_values("date")
scores = table.groupby("patient_id")["score"].agg(["first", "last"])
names = ["Women", "Anxiety", "Bipolar", "Brainsway", "MagVenture"]
events = ["dissociation", "anxiety", "insomnia", "nausea", "serious"]
started = time.perf_counter()
figure, axes = plt.subplots(2, 2, figsize=(180 / 25.4, 180 * 0.86 / 25.4), dpi=600)
axes[0, 0].barh(names, [33, 57, 14, 38, 62])
axes[0, 1].barh(events, [43, 10, 5, 5, 0], xerr=[8, 6, 4, 4, 2], capsize=2)
axes[0, 1].barh(events, [14, 0, 0, 0, 0], left=[43, 10, 5, 5, 0])
for before, after in zip(scores["first"], scores["last"], strict=True):
    axes[1, 0].plot([0, 1], [before, after], color="#56B4E9", linewidth=0.8, marker="o")
axes[1, 0].errorbar([-0.2, 1.2], scores.mean(),
                    yerr=scores.std(), color="black", capsize=3)  # fmt: skip
axes[1, 0].axhline(10, linestyle="--")
axes[1, 1].bar(["Response", "Partial", "Remission"], [19, 48, 10], yerr=[12, 20, 9], capsize=3)
for place, one in enumerate(axes.flat):
    one.set_title("ABCD"[place], loc="left")
    one.tick_params(labelsize=7)
    for height in range(5):
        one.text(0.6, height / 5, f"{height}/21", fontsize=7, transform=one.transAxes)
figure.tight_layout()
with tempfile.TemporaryDirectory() as folder:
    figure.savefig(Path(folder, "figure_1.png"), dpi=600)
    print(time.perf_counter() - started)
