"""A full report as a page and as a workbook, from the filing to the bytes: against peers that write the same.

The peer of the page is Jinja2 filling a template with the same cells and paragraphs, that of the workbook openpyxl
writing the same cells with the same formulas; neither reads its own work back. Reading back is measured by itself.
"""

import io
import json
import subprocess
import sys
import time
from dataclasses import replace
from functools import partial

from figures import median, row, sample_draft

from app import carrier, layout
from app.blocks import Table
from app.draft import filing_of
from app.report import compose
from app.writers import READ_BACK, WRITERS

RUNS, WARMING = 40, 5
PAGE = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{{ title }}</title></head><body>
{% for block in blocks %}{% if block.cells is defined %}<table>{% for line in lines(block) %}<tr>
{% for cell in line %}<td rowspan="{{ cell.row_span }}" colspan="{{ cell.column_span }}">{{ cell.text }}</td>
{% endfor %}</tr>{% endfor %}</table>{% else %}<p>{{ block.text }}</p>{% endif %}{% endfor %}</body></html>"""


def rows():
    """The rows, from a process of its own: without Qt, and without what other parts have left in memory."""
    done = subprocess.run([sys.executable, __file__], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def report(number):
    """The sample for another body and with other words: nobody is served from memory."""
    draft = sample_draft()
    overview = f"{draft.values['overview']}\n第{number}段。"
    return filing_of(replace(draft, organization=f"清源县第{number}局", values={**draft.values, "overview": overview}))


def timed(act):
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


def measured():
    times = [turn(report(number)) for number in range(WARMING + RUNS)][WARMING:]
    page, page_peer, page_read, book, book_peer, book_read, text = map(median, zip(*times, strict=True))
    return [
        row("full report as a page of HTML, against jinja2", page, page_peer, "ms"),
        row("the page read back to prove it", page_read, None, "ms"),
        row("full report as a workbook, against openpyxl", book, book_peer, "ms"),
        row("the workbook read back to prove it", book_read, None, "ms"),
        row("full report as plain text", text, None, "ms"),
    ]


def turn(filing):
    """The times of one report, each way in turn."""
    page, book = written(".html", filing), written(".xlsx", filing)
    acts = [
        partial(written, ".html", filing),
        partial(filled, filing),
        partial(READ_BACK[".html"], page),
        partial(written, ".xlsx", filing),
        partial(by_openpyxl, filing),
        partial(READ_BACK[".xlsx"], book),
        partial(written, ".txt", filing),
    ]
    return [timed(act) for act in acts]


def written(suffix, filing):
    return WRITERS[suffix](compose(filing), layout.load(), carrier.identity(filing))


# Peers


def filled(filing):
    blocks = compose(filing)
    return template().render(title=blocks[0].text, blocks=blocks, lines=lines_of).encode()


def template():
    from jinja2 import Environment

    if "page" not in KEPT:
        KEPT["page"] = Environment(autoescape=True).from_string(PAGE)
    return KEPT["page"]


KEPT = {}


def lines_of(table):
    found = [[] for _row in range(table.rows)]
    for cell in table.cells:
        found[cell.row].append(cell)
    return found


def by_openpyxl(filing):
    """The same sheets: paragraphs, tables with merged and bordered cells, sums, and every address with its value."""
    from openpyxl import Workbook

    book, blocks = Workbook(), compose(filing)
    every = book.active
    for block in blocks:
        sheet = book.create_sheet()
        if isinstance(block, Table):
            lay(sheet, block)
            for cell in block.cells:
                if cell.kind == "value":
                    every.append(
                        [cell.address, cell.name, f"={cell.text}", cell.unit, filing.draft.year, "清源县教育局"]
                    )
        else:
            sheet["A1"] = block.text
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def lay(sheet, table):
    from openpyxl.styles import Alignment, Border, Side

    line = Side(style="thin")
    border, centred = Border(left=line, right=line, top=line, bottom=line), Alignment("center", wrap_text=True)
    for cell in table.cells:
        made = sheet.cell(cell.row + 1, cell.column + 1)
        made.border, made.alignment = border, centred
        made.value = f"=SUM(A1:A{len(cell.parts)})" if cell.parts else cell.text
        if cell.row_span > 1 or cell.column_span > 1:
            end = {"end_row": cell.row + cell.row_span, "end_column": cell.column + cell.column_span}
            sheet.merge_cells(start_row=cell.row + 1, start_column=cell.column + 1, **end)


if __name__ == "__main__":
    print(json.dumps(measured()))
