"""Checks: of a full report with last year's at hand, after a key, of a long text; a thousand reports from JSON.

No peer checks such reports, so the goals are in milliseconds alone.
"""

import inspect
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from figures import median, p99, row, sample_draft

from app.check import check, check_again
from app.draft import filing_of, with_value, with_values
from app.draft_file import write_draft

RUNS, WARMING = 60, 5
TEXTS = {"text", "passage", "sentence", "plain", "line"}
"""What functions call a text that they are given; what they keep by other names is vocabulary."""
CHARACTERS = 10_000
CELL = "applications/received/applicant.natural_person"
MANY = 1000


def rows():
    return [*full(), one_cell(), long_text(), thousand()]


def pair(number=0):
    """This year's sample and last year's, with words of their own."""
    filings = []
    for year in (2023, 2022):
        draft = sample_draft(year)
        filing = filing_of(replace(draft, organization=f"清源县第{number}局"))
        texts = {place: filing.value(place).replace("。", f"（{number}）。") for place in filing.form.narratives}
        filings.append(with_values(filing, texts))
    return filings


def full():
    """Of a report whose text was never read before, and of the same one read again."""
    this, last = (filing_of(sample_draft(year)) for year in (2023, 2022))
    check(this, last)
    kept, times = memories(), {"new": [], "again": []}
    for _run in range(RUNS):
        for memory in kept:
            memory.cache_clear()
        for kind in times:
            times[kind].append(timed(lambda: check(this, last)))
    return [
        row("all checks of a full report with last year's, of new text", median(times["new"]), None, "ms"),
        row("all checks of a full report with last year's, asked again", median(times["again"]), None, "ms"),
    ]


def memories():
    """What the checks keep of the texts that they have read: down to the clause."""
    modules = [module for name, module in sys.modules.items() if name.startswith(("app.facts", "app.rules"))]
    kept = {id(one): one for module in modules for one in vars(module).values() if hasattr(one, "cache_clear")}
    return [one for one in kept.values() if TEXTS & {*inspect.signature(one).parameters}]


def one_cell():
    """What is asked again after a cell, all findings listed anew: what a key costs but for the painting."""
    this, last = pair()
    checked, times = check(this, last), []
    for number in range(RUNS * 5):
        changed = with_value(checked.filing, CELL, str(number))
        begun = time.perf_counter()
        checked = check_again(checked, changed, [CELL])
        times.append((time.perf_counter() - begun) * 1000)
    return row("checks after one changed cell, p99", p99(times), None, "ms")


def long_text():
    """A text of which every paragraph is new, as after a paste."""
    this, last = pair()
    checked, times = check(this, last), []
    for number in range(RUNS // 2):
        changed = with_value(checked.filing, "overview", lengthened(this.value("overview"), number))
        assert len(changed.value("overview")) >= CHARACTERS
        times.append(timed(lambda new=changed: check_again(checked, new, ["overview"])))
    return row("checks of 10,000 new characters of text, median", median(times[WARMING:]), None, "ms")


def lengthened(text, number):
    paragraphs = [line for line in text.split("\n") if line]
    lines, count = [], 0
    while count < CHARACTERS:
        line = f"{paragraphs[len(lines) % len(paragraphs)]}（{number}之{len(lines)}）"
        lines.append(line)
        count += len(line) + 1
    return "\n".join(lines)


def thousand():
    """The command line as an office calls it: half of this year, half of last, found among the files."""
    with tempfile.TemporaryDirectory() as place:
        for number in range(MANY // 2):
            for filing in pair(number):
                path = Path(place) / f"{filing.draft.year}-{number}.json"
                path.write_text(write_draft(filing), encoding="utf-8")
        command = [sys.executable, "-m", "ui", "--store", f"{place}/gongkai.db", "check", place, "--json"]
        begun = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True)
        seconds = time.perf_counter() - begun
    found = json.loads(done.stdout)
    assert len(found) == MANY
    assert sum("last" in one for one in found) == MANY // 2
    return row(f"{MANY:,} reports checked from JSON, {os.cpu_count()} cores", MANY / seconds, None, "/s")


def timed(act):
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    for one in rows():
        print(f"{one['name']:60} {one['ours']:9.2f} {one['unit']}")
