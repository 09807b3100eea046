"""Reports read: each format in this process and apart, against the format's own library; a folder of a thousand.

The peers read tables, or text, and understand nothing of it. PDF is made by LibreOffice, and left out where that is
not installed.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from functools import partial
from html import escape
from multiprocessing import active_children
from pathlib import Path

from figures import median, row, sample_draft

from app.apart import rest, take_in_apart
from app.blocks import Table
from app.draft import filing_of
from app.export import export
from app.intake import suffixes, take_in
from app.many import read_many
from app.report import compose

RUNS, WARMING = 30, 3
MIX = {".docx": 350, ".html": 300, ".xlsx": 200, ".txt": 100, ".pdf": 50}
"""How many of a thousand reports are of which format."""
OFFICE = shutil.which("soffice")


def rows():
    return [row for part in PARTS for row in measured(part)]


def measured(part):
    """The rows of a part, from a process of its own, without what other parts have left in memory."""
    done = subprocess.run([sys.executable, __file__, part], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def report(number):
    """The sample for another body and with other words: nobody is served from memory."""
    draft = sample_draft()
    overview = f"{draft.values['overview']}\n第{number}段。"
    return filing_of(replace(draft, organization=f"清源县第{number}局", values={**draft.values, "overview": overview}))


# Reports as files


def write_docx(path, number):
    export(report(number), path, copy="draft", overwrite=True)


def write_html(path, number):
    parts = ["<html><head><meta charset='utf-8'></head><body>"]
    for block in compose(report(number)):
        parts += html_rows(block) if isinstance(block, Table) else [f"<p>{escape(block.text)}</p>"]
    path.write_text("".join([*parts, "</body></html>"]), encoding="utf-8")


def html_rows(table):
    yield "<table border=1>"
    for number in range(table.rows):
        cells = (cell for cell in table.cells if cell.row == number)
        tags = (f"<td rowspan={c.row_span} colspan={c.column_span}>{escape(c.text)}</td>" for c in cells)
        yield f"<tr>{''.join(tags)}</tr>"
    yield "</table>"


def write_xlsx(path, number):
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    for block in compose(report(number)):
        top = sheet.max_row + 1
        if not isinstance(block, Table):
            sheet.cell(top, 1, block.text)
            continue
        for cell in block.cells:
            sheet.cell(top + cell.row, 1 + cell.column, cell.text)
            ends = top + cell.row + cell.row_span - 1, cell.column + cell.column_span
            if cell.row_span * cell.column_span > 1:
                sheet.merge_cells(None, top + cell.row, 1 + cell.column, *ends)
    book.save(path)


def write_txt(path, number):
    lines = []
    for block in compose(report(number)):
        if isinstance(block, Table):
            lines += ["\t".join(c.text for c in block.cells if c.row == n) for n in range(block.rows)]
        else:
            lines.append(block.text)
    path.write_text("\n".join(lines), encoding="utf-8")


def write_pdfs(paths):
    """By LibreOffice, all in one go."""
    if not paths:
        return
    with tempfile.TemporaryDirectory() as place:
        sources = [Path(place) / path.with_suffix(".docx").name for path in paths]
        for number, source in enumerate(sources):
            write_docx(source, number)
        profile = f"-env:UserInstallation={(Path(place) / 'profile').as_uri()}"
        command = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(paths[0].parent), *sources]
        subprocess.run(command, capture_output=True, check=True)


WRITERS = {".docx": write_docx, ".html": write_html, ".xlsx": write_xlsx, ".txt": write_txt}


def written(folder, suffix, count):
    """The paths of so many reports."""
    paths = [folder / f"{suffix[1:]}{number}{suffix}" for number in range(count)]
    if suffix == ".pdf":
        write_pdfs(paths)
    else:
        for number, path in enumerate(paths):
            WRITERS[suffix](path, number)
    return paths


def known():
    """The formats that are read and can be made here."""
    return [suffix for suffix in MIX if suffix in suffixes() and (suffix != ".pdf" or OFFICE)]


# Peers


def peer_docx(path):
    from docx import Document

    return [[cell.text for cell in row.cells] for table in Document(path).tables for row in table.rows]


def peer_html(path):
    from lxml import html

    return html.parse(str(path)).getroot().text_content()


def peer_xlsx(path):
    from openpyxl import load_workbook

    return [[*sheet.iter_rows(values_only=True)] for sheet in load_workbook(path)]


def peer_pdf(path):
    import pdfplumber

    with pdfplumber.open(path) as pages:
        return [page.extract_tables() for page in pages.pages]


PEERS = {
    ".docx": ("python-docx", peer_docx),
    ".html": ("lxml's text", peer_html),
    ".xlsx": ("openpyxl", peer_xlsx),
    ".pdf": ("pdfplumber", peer_pdf),
}


def one_by_one(folder):
    """Of each format the median of many, each way in turn; and the first file, for which a child is started."""
    found = []
    for suffix in known():
        if suffix in PEERS:
            found += of_format(suffix, written(folder, suffix, RUNS + WARMING))
    return [first_of_all(next(folder.glob("*.docx"))), *found]


def of_format(suffix, paths):
    name, peer = PEERS[suffix]
    times = [[timed(partial(act, path)) for act in (take_in, take_in_apart, peer)] for path in paths]
    here, apart, by_peer = map(median, zip(*times[WARMING:], strict=True))
    return [
        row(f"{suffix[1:]} report read and understood, against {name}", here, by_peer, "ms"),
        row(f"{suffix[1:]} report read and understood apart, against here", apart, here, "ms"),
    ]


def first_of_all(path):
    times = []
    for _run in range(5):
        rest()
        times.append(timed(partial(take_in_apart, path)))
    return row("first report read apart, with the start of the child", median(times), None, "ms")


def timed(act):
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


# A folder


def a_folder(folder):
    """A thousand reports of all formats, in as many children as there are cores."""
    for suffix in known():
        written(folder, suffix, MIX[suffix])
    count, children, begun = 0, 0, time.perf_counter()
    for outcome in read_many([folder]):
        assert outcome.intake is not None, outcome.error
        count += 1
        children = max([children, *(peak(child.pid) for child in active_children())])
    seconds = time.perf_counter() - begun
    return [
        row(f"folder of {count:,} mixed reports, {os.cpu_count()} cores", count / seconds, None, "/s"),
        row("peak memory of the program meanwhile", peak(os.getpid()), None, "MB"),
        row("peak memory of a child meanwhile", children, None, "MB"),
    ]


def peak(process):
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    found = status.partition("VmHWM:")[2].split()
    return int(found[0]) / 1024 if found else 0


PARTS = {"one by one": one_by_one, "folder": a_folder}

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        print(json.dumps(PARTS[sys.argv[1]](Path(place))))
