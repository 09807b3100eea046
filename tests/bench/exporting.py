"""A full report as a Word file: against docxtpl filling the same one, against zipping the same bytes, and often."""

import io
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from figures import median, row, sample_draft
from lxml import etree

from app import carrier, layout
from app.draft import filing_of
from app.export import export, must_be_mended
from app.report import compose
from app.writers import READ_BACK, WRITERS

RUNS, WARMING = 40, 5
MANY, SETTLED, AROUND = 1000, 100, 20
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FILLED = {"Title", "Signature", "Date"}
"""The styles of what a template fills besides the values."""


def rows():
    return [row for part in PARTS for row in measured(part)]


def measured(part):
    """The rows of a part, from a process of its own: without Qt, and without what other parts have left in memory."""
    done = subprocess.run([sys.executable, __file__, part], capture_output=True, text=True, check=True)
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


# Against peers


def against_peers(folder):
    template = folder / "template.docx"
    template.write_bytes(template_of(composed(report(0))))
    times = [turn(number, template) for number in range(WARMING + RUNS)][WARMING:]
    ours, peer, memory, peer_memory, zipping = map(median, zip(*times, strict=True))
    return [
        row("full report exported with fsync and proof, against docxtpl", ours, peer, "ms"),
        row("the same in memory without them, against docxtpl in memory", memory, peer_memory, "ms"),
        row("the same in memory without them, against zipping", memory, zipping, "ms"),
        row("the same with fsync and proof, against zipping", ours, zipping, "ms"),
    ]


def turn(number, template):
    """The times of one report, each way in turn; both programs print the same."""
    filing = report(number)
    content = composed(filing)
    values, parts = values_of(content), parts_of(content)
    ours, peer = template.with_name("ours.docx"), template.with_name("peer.docx")
    acts = [
        partial(export, filing, ours, overwrite=True),
        partial(fill, template, values, peer),
        partial(composed, filing),
        partial(fill, template, values, io.BytesIO()),
        partial(zipped, parts),
    ]
    times = [timed(act) for act in acts]
    assert printed(ours) == printed(peer)
    return times


def composed(filing):
    """All that an export does before it writes: whether the report may be filed, what is printed, the file's bytes."""
    assert must_be_mended(filing) == ()
    return WRITERS[".docx"](compose(filing), layout.load(), carrier.identity(filing))


def fill(template, values, target):
    from docxtpl import DocxTemplate  # not at the top: it has no place where our memory is measured

    document = DocxTemplate(template)
    document.render(values, autoescape=True)
    document.save(target)


def printed(path):
    return READ_BACK[".docx"](path.read_bytes())


def zipped(parts):
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def parts_of(content):
    with ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


# docxtpl's template


def template_of(content):
    """Our own document with a place of docxtpl's for every value, paragraph and 落款."""
    parts = parts_of(content)
    body = etree.fromstring(parts["word/document.xml"])
    for number, text in enumerate(filled(body)):
        text.text = f"{{{{ v{number} }}}}"
    return zipped(parts | {"word/document.xml": etree.tostring(body, xml_declaration=True, encoding="UTF-8")})


def values_of(content):
    """What docxtpl is to fill in: the text for each of the places."""
    body = etree.fromstring(parts_of(content)["word/document.xml"])
    return {f"v{number}": text.text for number, text in enumerate(filled(body))}


def filled(body):
    """The texts that differ from report to report: within content controls, and in title and 落款."""
    for paragraph in body.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        is_filled = style is not None and style.get(f"{W}val") in FILLED
        for part in [paragraph] if is_filled else paragraph.iter(f"{W}sdtContent"):
            yield from part.iter(f"{W}t")


# Often


def often(folder):
    """The time for a report, and what memory has grown by once all is warm.

    The system takes and gives memory in pieces of 1.5 MB here: keeping one report's XML each would be 150 MB.
    """
    times, memory = [], []
    for number in range(MANY):
        filing = report(number)
        times.append(timed(partial(export, filing, folder / "often.docx", overwrite=True)))
        memory.append(resident())
    grown = median(memory[-AROUND:]) - median(memory[SETTLED - AROUND : SETTLED])
    return [
        row(f"{MANY:,} exports in one process, median of each", median(times), None, "ms"),
        row(f"memory grown from the {SETTLED}th to the {MANY:,}th", grown, None, "MB"),
    ]


def resident():
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


PARTS = {"peers": against_peers, "often": often}

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        print(json.dumps(PARTS[sys.argv[1]](Path(place))))
