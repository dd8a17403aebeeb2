"""Time the saving of a study with a large table against a plain ZIP of that table.

    python tests/benchmarks/save_large.py [MEGABYTES]

Saving runs off the main thread; the longest pause of the main thread meanwhile is printed too.
"""

from __future__ import annotations

import random
import sys
import tempfile
import threading
import time
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


def write_table(path: Path, megabytes: int) -> None:
    """Write a table of ratings of that size."""
    chance = random.Random(7)
    with path.open("w", encoding="utf-8") as file:
        file.write("patient_id,date,madrs,phq9,remark\n")
        patient = 0
        while file.tell() < megabytes << 20:
            lines = []
            for _row in range(1_000):
                patient += 1
                day = f"2024-{1 + patient % 12:02d}-{1 + patient % 28:02d}"
                remark = "".join(chance.choices("abcdefghijklmnop ", k=40))
                score = chance.randrange(61)
                lines.append(f"P{patient // 4:07d},{day},{score},{chance.randrange(28)},{remark}\n")
            file.write("".join(lines))


def main() -> None:
    """Save both ways, and print the ratio."""
    from ketgui.importing import import_files
    from ketgui.importing.pipeline import Import
    from ketgui.project.recipe import Recipe
    from ketgui.project.saving import Contents, save_study

    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 80
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_table(folder / "large.csv", megabytes)
        imported: Import = import_files([folder / "large.csv"])
        assert imported.tables
        begin = time.monotonic()
        with zipfile.ZipFile(folder / "plain.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(folder / "large.csv", "large.csv")
        plain = time.monotonic() - begin
        recipe = Recipe(("large.csv",), imported.sources, imported.mapping)
        contents = Contents(imported, (), lambda _folder, _numbers: recipe)
        saver = threading.Thread(target=save_study, args=(folder / "a.ketgui", contents))
        begin = last = time.monotonic()
        pause = 0.0
        saver.start()
        while saver.is_alive():
            time.sleep(0.005)
            now = time.monotonic()
            pause, last = max(pause, now - last), now
        ours = time.monotonic() - begin
        size = (folder / "a.ketgui").stat().st_size / (1 << 20)
    print(f"{megabytes} MB: plain ZIP {plain:.1f} s, study {ours:.1f} s ({size:.0f} MB)")
    print(f"ratio {ours / plain:.2f}; the main thread paused for up to {1000 * pause:.0f} ms")


if __name__ == "__main__":
    main()
