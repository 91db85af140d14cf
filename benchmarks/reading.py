"""Reading a foreign table of 100,000 rows, the reading process started fresh each time, beside what reads it fastest in
a process that runs already; and how long a person waits for it.

    .venv/bin/python benchmarks/reading.py [--rows N] [--seconds S]

The table is an ads platform's export, a row for each campaign and day: ten columns, two lines above its header, figures
with grouped thousands in quotes. *xlsx* is read by calamine alone into Python's lists, *CSV* by pandas.read_csv. *To
the worksheet* is `formats.open_document`, from the file's name to the document's figures. *To the preview* is the real
window: from the chosen file to the dialog's painted preview, nothing of either loaded before, in a fresh process each
time.
"""

from __future__ import annotations

import argparse
import csv
import gc
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import pandas as pd
import xlsxwriter
from pairs import Row, paired, plain
from python_calamine import load_workbook

from roiapp.files.formats import open_document
from roiapp.files.table_reader import read_table

ROWS, PREVIEWED = 100_000, 10_000
PAIRS = 400  # at most
#: times the baseline, and seconds at that size
LIMIT_XLSX, LIMIT_CSV, MOST_IMPORTING, MOST_PREVIEW = 1.8, 3.0, 5.0, 1.0
_HEADER = ("Day", "Campaign status", "Campaign", "Campaign ID", "Currency code", "Cost", "Impr.", "Clicks",
           "Conversions", "Conv. value")  # fmt: skip
_ABOVE = ("Campaign report", "January 1, 2025 - August 23, 2026")
_DAYS = 600
_WORDS = ("Emergency Plumber", "Drain Care", "Water Heaters", "Brand", "Competitors", "Boiler", "Bathroom", "Garden")
_KINDS = ("Search", "Display", "PMax", "Video")


def export(rows: int, seed: int = 3) -> Iterator[tuple[date, str, str, int, str, float, int, int, float, float]]:
    """The rows of the export, each campaign day by day."""
    drawn = random.Random(seed)
    campaigns = [f"{word} - {kind}" for word in _WORDS for kind in _KINDS]
    for i in range(rows):
        yield (
            date(2025, 1, 1) + timedelta(i % _DAYS), "Enabled", campaigns[i // _DAYS % len(campaigns)],
            20_411_877_301 + i % 97, "USD", round(drawn.uniform(1, 90), 2), drawn.randint(10, 3000),
            drawn.randint(0, 120), round(drawn.uniform(0, 9), 2), round(drawn.uniform(0, 900), 2),
        )  # fmt: skip


def write_csv(path: Path, rows: int) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerows([[line] for line in _ABOVE])
        writer.writerow(_HEADER)
        for day, status, name, id_, currency, cost, shown, *rest in export(rows):
            writer.writerow([day.isoformat(), status, name, id_, currency, f"{cost:,.2f}", f"{shown:,}", *rest])


def write_xlsx(path: Path, rows: int) -> None:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    day_format = book.add_format({"num_format": "yyyy-mm-dd"})
    for place, line in enumerate(_ABOVE):
        sheet.write(place, 0, line)
    sheet.write_row(2, 0, _HEADER)
    for row, (day, *cells) in enumerate(export(rows), 3):
        sheet.write_datetime(row, 0, day, day_format)
        sheet.write_row(row, 1, cells)
    book.close()


def reading(seconds: float, rows: int = ROWS) -> Iterator[Row]:
    """The lines of the table."""
    with tempfile.TemporaryDirectory() as folder:
        text, book = Path(folder, "ads.csv"), Path(folder, "ads.xlsx")
        write_csv(text, rows)
        write_xlsx(book, rows)
        size, whole = f"{rows:,} rows", rows == ROWS
        kept: list[object] = []

        def free() -> None:
            """What was read before goes without being timed."""
            kept.clear()
            gc.collect()

        def ours(path: Path) -> None:
            kept.append(read_table(path))

        def opened(path: Path) -> None:
            kept.append(open_document(path))

        def calamine() -> None:
            kept.append(load_workbook(book).get_sheet_by_index(0).to_python())

        def pandas() -> None:
            kept.append(pd.read_csv(text, skiprows=len(_ABOVE)))

        found = paired(lambda: ours(book), calamine, seconds, (5 if whole else 1, PAIRS), free)
        yield Row("Reading xlsx", size, *found, limit=LIMIT_XLSX, against="calamine alone")
        found = paired(lambda: ours(text), pandas, seconds, (9 if whole else 1, PAIRS), free)
        yield Row("Reading CSV", size, *found, limit=LIMIT_CSV, against="pandas.read_csv")
        most = MOST_IMPORTING if whole else None
        for path, other, against in ((text, pandas, "pandas.read_csv"), (book, calamine, "calamine alone")):
            found = paired(partial(opened, path), other, seconds / 2, (3 if whole else 1, PAIRS), free)
            yield Row(f"… {path.suffix[1:]} to the worksheet", size, *found, against=against, most=most)
        yield from previews(Path(folder), *((PREVIEWED, 5) if whole else (rows, 1)))


def previews(folder: Path, rows: int, times: int) -> Iterator[Row]:
    """From the chosen file to the painted preview, in so many fresh windows for each kind of file."""
    for ending, write in ((".csv", write_csv), (".xlsx", write_xlsx)):
        path = folder / f"month{ending}"
        write(path, rows)
        lines = [_previewed(path) for _ in range(times)]
        ours, reading_alone = zip(*lines, strict=True)
        yield Row(f"From choosing {ending[1:]} to its preview", f"{rows:,} rows", ours, reading_alone,
                  against="reading alone", most=MOST_PREVIEW if rows == PREVIEWED else None)  # fmt: skip


def _previewed(path: Path) -> tuple[float, float]:
    """Seconds to the preview in a fresh window, and to read the same file again there."""
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("preview.py")), str(path)],
        capture_output=True, text=True, check=True, timeout=120,
        env={"QT_QPA_PLATFORM": "offscreen", **os.environ},
    )  # fmt: skip
    preview, alone = done.stdout.split()
    return float(preview), float(alone)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--seconds", type=float, default=30.0)
    asked = parser.parse_args()
    print(plain(list(reading(asked.seconds, asked.rows))))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
