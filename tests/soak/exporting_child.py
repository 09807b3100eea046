"""A program that exports a report over and over, changed each time, and says what was exported; killed from outside.

Given a step of writing, it kills itself there.
"""

import os
import signal
import sys
from dataclasses import replace
from itertools import count
from pathlib import Path

from app import export as exporting
from app import safe_file
from app.draft import filing_of
from app.draft_file import read_draft
from app.paths import samples

SAMPLE = read_draft(samples()[-1])[0].draft


def report(number):
    """The sample with as many more paragraphs as tell versions apart in every part of the file."""
    more = "\n".join(f"第{number}版第{paragraph}段。" for paragraph in range(number * 7 % 60))
    return filing_of(replace(SAMPLE, values={**SAMPLE.values, "overview": f"{SAMPLE.values['overview']}\n{more}"}))


def die(*_arguments, **_more):
    os.kill(os.getpid(), signal.SIGKILL)


def die_opening(temporary, _content):
    with temporary.open("xb"):
        die()


def die_writing(temporary, content):
    temporary.write_bytes(content[: len(content) // 2])
    die()


def die_replaced(source, target):
    source.rename(target)
    die()


STEPS = {
    "opening": (safe_file, "_write", die_opening),
    "writing": (safe_file, "_write", die_writing),
    "flushing": (safe_file.os, "fsync", die),
    "proving": (exporting, "_reads_as", die),
    "replacing": (Path, "replace", die),
    "replaced": (Path, "replace", die_replaced),
}
"""Where to die: what is replaced there, and by what."""


def main(path, first, step=""):
    if step:
        setattr(*STEPS[step])
    print("ready", flush=True)
    for number in count(int(first)):
        exporting.export(report(number), Path(path), overwrite=True)
        print(number, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
