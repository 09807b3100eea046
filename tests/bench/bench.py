"""Speed and memory, each against a peer in the same run; prints a table and writes build/bench.json.

Rows: name, ours, peer, ratio, unit. Goals stand in GOALS and are told beside, never asserted.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import checking
import editing
import exporting
import keeping
import paging
import papering
import publishing
import reading
import starting
import writing

GOALS = {
    "start to first paint of an empty library": "ratio ≤ 1.5",
    "start to first paint of an opened draft": "ratio ≤ 2.5",
    "peak memory after it": "ratio ≤ 1.8",
    "cell edited to totals and findings painted, p99": "ours ≤ 16 ms",
    "page met for the first time, slowest step's median": "ours ≤ 100 ms",
    "page met again, slowest step's median": "ours ≤ 100 ms",
    "key typed in 20,000 characters to painted, p99": "ours ≤ 16 ms",
    "whole table pasted, entered and painted, slowest": "ours ≤ 50 ms",
    "draft out of 1,000 opened and painted, median": "ours ≤ 50 ms",
    "full report exported with fsync and proof, against docxtpl": "ratio ≤ 0.1",
    "the same in memory without them, against zipping": "ratio ≤ 8",
    "full report as a page of HTML, against jinja2": "ours ≤ 10 ms",
    "full report as a workbook, against openpyxl": "ours ≤ 60 ms",
    "full report as PDF with fsync and proof, against LibreOffice": "ours ≤ 300 ms, ratio ≤ 0.2",
    "preview opened to its first page painted, the first time": "ours ≤ 150 ms",
    "one cell saved, against a bare commit": "ratio ≤ 3",
    "library of 1,000 drafts shown": "ours ≤ 100 ms",
    "library of 10,000 drafts shown": "ours ≤ 300 ms",
    "search over 1,000 drafts, slowest": "ours ≤ 50 ms",
    "start to painted library, 1,000 drafts against one": "ratio ≤ 1.1",
    "memory grown from the 100th to the 1,000th": "ours ≤ 4 MB",
    "docx report read and understood, against python-docx": "ours ≤ 50 ms",
    "html report read and understood, against lxml's text": "ours ≤ 50 ms",
    "xlsx report read and understood, against openpyxl": "ours ≤ 50 ms",
    "pdf report read and understood, against pdfplumber": "ours ≤ 1,500 ms",
    "all checks of a full report with last year's, of new text": "ours ≤ 10 ms",
    "all checks of a full report with last year's, asked again": "ours ≤ 10 ms",
    "checks after one changed cell, p99": "ours ≤ 3 ms",
    "checks of 10,000 new characters of text, median": "ours ≤ 30 ms",
}


def main():
    parts = (starting, editing, paging, writing, exporting, publishing, papering, keeping, reading, checking)
    rows = [row for part in parts for row in part.rows()]
    target = Path("build/bench.json")
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    width = max(len(row["name"]) for row in rows)
    print(f"{'':{width}}  {'ours':>9}  {'peer':>9}  {'ratio':>6}  unit  goal")
    for row in rows:
        peer, ratio = (f"{row[key]:.2f}" if row[key] is not None else "–" for key in ("peer", "ratio"))
        goal = GOALS.get(row["name"], "")
        print(f"{row['name']:{width}}  {row['ours']:9.2f}  {peer:>9}  {ratio:>6}  {row['unit']:4}  {goal}")


if __name__ == "__main__":
    main()
