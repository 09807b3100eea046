"""Hostile and mangled files: read or refused in words within moments, never a crash; nothing beside them is opened."""

import io
import json
import os
import random
import re
import shutil
import subprocess
import time
import traceback
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import pytest

from app.apart import OFFICE, rest, take_in_apart
from app.draft import filing_of, new_filing, with_values
from app.draft_file import write_draft
from app.errors import AppError, UnreadableDocument
from app.export import export
from app.grid import grid
from app.i18n import use_language
from app.intake import JSON, suffixes, take_in
from app.paths import samples
from app.readers import IDENTITIES, READERS

pytestmark = pytest.mark.slow

FILES = 200
UNDERSTOOD = 20
"""One in so many is also understood here; in a soak every file is."""
LONGEST = 5.0
REPORT = """某局2023年政府信息公开工作年度报告
一、总体情况
2023年，本局主动公开政府信息12条。
二、主动公开政府信息情况
第二十条第（一）项
信息内容\t本年制发件数\t本年废止件数\t现行有效件数
规章\t0\t0\t0
行政规范性文件\t3\t2\t10
三、收到和处理政府信息公开申请情况
（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）\t申请人情况
自然人\t法人或其他组织\t总计
商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他
一、本年新收政府信息公开申请数量\t12\t1\t0\t0\t0\t0\t13
二、上年结转政府信息公开申请数量\t0\t0\t0\t0\t0\t0\t0
五、存在的主要问题及改进情况
还有不足。
"""
HAS_OFFICE = shutil.which("soffice") is not None
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


# Seeds: one good file of each format


def small_filing():
    filing = filing_of(new_filing("disclosure", "某局", 2023).draft)
    cells = [address for address, cell in filing.form.cells.items() if not cell.is_total]
    texts = {address: str(number % 97) for number, address in enumerate(cells)}
    return with_values(filing, texts | {"overview": "第一段。\n第二段。", "problems": "不足。", "other": "无。"})


def docx(folder):
    return export(small_filing(), folder / "seed.docx", copy="draft").read_bytes()


def grids():
    form = small_filing().form
    return [(section.title, grid(section).cells) for section in form.sections if section.kind == "table"]


def text_of(cell):
    return cell.text or "7"


def html(_folder):
    parts = [
        "<html><head><meta charset='utf-8'></head><body><h1>某局2023年政府信息公开工作年度报告</h1><p>一、总体情况</p>"
    ]
    for title, cells in grids():
        rows = {row: [cell for cell in cells if cell.row == row] for row in {cell.row for cell in cells}}
        parts.append(f"<p>{title}</p><table border=1>")
        for _row, found in sorted(rows.items()):
            tags = "".join(f"<td rowspan={one.row_span} colspan={one.column_span}>{text_of(one)}</td>" for one in found)
            parts.append(f"<tr>{tags}</tr>")
        parts.append("</table>")
    return "".join(parts).encode()


def mht(folder):
    head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
    kind = "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    return (head + kind).encode() + html(folder) + b"\r\n--x--\r\n"


def xlsx(_folder):
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append(["某局2023年政府信息公开工作年度报告"])
    for title, cells in grids():
        sheet.append([title])
        top = sheet.max_row + 1
        for one in cells:
            sheet.cell(top + one.row, 1 + one.column, text_of(one))
            if one.row_span * one.column_span > 1:
                end = {"end_row": top + one.row + one.row_span - 1, "end_column": one.column + one.column_span}
                sheet.merge_cells(start_row=top + one.row, start_column=1 + one.column, **end)
    out = io.BytesIO()
    book.save(out)
    dated = parts_of(out.getvalue())
    return packed({name: re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"", content) for name, content in dated.items()})


def pdf(_folder):
    """A page with ruled cells and numbers, by hand: fonts of its own are no matter here."""
    lines = [f"{x} 700 m {x} 500 l S" for x in range(100, 401, 100)] + [
        f"100 {y} m 400 {y} l S" for y in range(500, 701, 50)
    ]
    words = [
        f"BT /F1 12 Tf {110 + 100 * column} {670 - 50 * row} Td ({row * 3 + column}) Tj ET"
        for row in range(4)
        for column in range(3)
    ]
    stream = "\n".join([*lines, *words, "BT /F1 12 Tf 100 750 Td (Report 2023) Tj ET"]).encode()
    return pdf_of(stream)


def pdf_of(stream):
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def xls(folder):
    """The workbook as Excel 97 has it, by LibreOffice; nothing where that is not installed, or cannot do sheets."""
    if not HAS_OFFICE:
        return b""
    source = folder / "book.xlsx"
    source.write_bytes(xlsx(folder))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xls", "--outdir", str(folder), str(source)]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    made = source.with_suffix(".xls")
    return made.read_bytes() if made.exists() else b""


SEEDS: dict[str, Callable[[Path], bytes]] = {
    ".docx": docx,
    ".txt": lambda _folder: REPORT.encode(),
    ".md": lambda _folder: ("# " + REPORT.replace("\t", " | ")).encode(),
    ".html": html,
    ".mht": mht,
    ".xlsx": xlsx,
    ".xls": xls,
    ".pdf": pdf,
    ".json": lambda _folder: write_draft(take_in(samples()[-1]).filing).encode(),
}


def formats():
    """The suffixes to be tried: those that have a reader and a seed."""
    return [suffix for suffix in suffixes() if suffix in SEEDS]


@lru_cache
def seed(suffix):
    with TemporaryDirectory() as folder:
        return SEEDS[suffix](Path(folder))


# Mutations

NUMBERS = [b"-1", b"0", b"255", b"65536", b"999999999", b"4294967296", b"1" * 30, b"1e9", b""]


def flipped(raw, chance):
    out = bytearray(raw)
    for _flip in range(chance.choice([1, 2, 8, 40])):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def cut(raw, chance):
    return raw[: chance.randrange(1, len(raw) + 1)]


def without_a_piece(raw, chance):
    start, end = piece(raw, chance)
    return raw[:start] + raw[end:]


def doubled(raw, chance):
    start, end = piece(raw, chance)
    return raw[:end] + raw[start:end] * chance.choice([1, 1, 2, 20]) + raw[end:]


def swapped(raw, chance):
    (a, b), (c, d) = sorted([piece(raw, chance), piece(raw, chance)])
    c = max(b, c)
    return raw[:a] + raw[c:d] + raw[b:c] + raw[a:b] + raw[d:] if d >= c else raw


def noisy(raw, chance):
    start, end = piece(raw, chance)
    end = min(end, start + 64)
    noise = bytes(end - start) if chance.random() < 0.3 else chance.randbytes(end - start)
    return raw[:start] + noise + raw[end:]


def with_another_number(raw, chance):
    found = [*re.finditer(rb"\d+", raw)]
    for one in sorted(chance.sample(found, min(len(found), 3)), key=lambda one: -one.start()):
        raw = raw[: one.start()] + chance.choice(NUMBERS) + raw[one.end() :]
    return raw


def with_tags_astray(raw, chance):
    """A tag gone, twice, or in another's place: markup that is no tree any more, or quite another one."""
    found = [*re.finditer(rb"<[^<>]{1,200}>", raw)]
    if len(found) < 2:
        return flipped(raw, chance)
    one, other = chance.sample(found, 2)
    tag = chance.choice([b"", one[0] * 2, one[0] * 300, other[0]])
    return raw[: one.start()] + tag + raw[one.end() :]


def piece(raw, chance):
    start = chance.randrange(len(raw))
    return start, min(len(raw), start + chance.choice([1, 4, 64, 1024, 8192]))


PLAIN = [flipped, cut, without_a_piece, doubled, swapped, noisy, with_another_number, with_tags_astray]
PACKED = [*PLAIN, *[with_another_number] * 5]
"""Within a package: most of the others end at the first look at the XML."""


def mutated(raw, chance):
    """The bytes after one to three accidents; within a package mostly to what is packed."""
    if raw.startswith(b"PK") and chance.random() < 0.85:
        return repacked(raw, chance)
    for _accident in range(chance.choice([1, 1, 2, 3])):
        raw = chance.choice(PLAIN)(raw, chance) or raw
    return raw


def repacked(raw, chance):
    parts = parts_of(raw)
    names = [name for name in parts if parts[name]]
    sizes = {name: len(parts[name]) ** 0.5 for name in names}
    for _accident in range(chance.choice([1, 1, 2, 3])):
        name = chance.choices(names, [sizes[one] for one in names])[0]
        act = chance.random()
        if act < 0.05:
            parts.pop(name, None)
        elif act < 0.1:
            parts[name] = parts.get(chance.choice(names), b"")
        else:
            parts[name] = chance.choice(PACKED)(parts.get(name) or b"x", chance)
    return packed(parts)


def parts_of(raw):
    with ZipFile(io.BytesIO(raw)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts, method=ZIP_DEFLATED):
    out = io.BytesIO()
    with ZipFile(out, "w", method, compresslevel=1) as package:
        for name, content in parts.items():
            package.writestr(ZipInfo(name), content, method)  # without the time, so that it comes again
    return out.getvalue()


def mangled(suffix, number):
    """The so-manieth mangled file of a format; always the same bytes for the same seed."""
    chance = random.Random(f"{suffix} {number}")
    return mutated(seed(suffix), chance)


# What becomes of them


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


@pytest.fixture(autouse=True, scope="module")
def at_rest() -> Iterator[None]:
    yield
    rest()


def read(path):
    """What the reader makes of a file, without what the law makes of it."""
    if path.suffix == JSON:
        return take_in(path, organization="某局", year=2023)
    if path.suffix in IDENTITIES:
        IDENTITIES[path.suffix](path)
    return READERS[path.suffix](path)


@pytest.mark.parametrize("suffix", formats())
def test_a_mangled_file_is_read_or_refused_in_words(tmp_path, suffix):
    if not seed(suffix):
        pytest.skip("LibreOffice Calc makes this seed, and is not installed")
    path = tmp_path / f"mangled{suffix}"
    faults, slowest = [], 0.0
    for number in range(FILES):
        path.write_bytes(mangled(suffix, number))
        begun = time.process_time()
        fault = fault_of(path, is_understood=number % UNDERSTOOD == 0)
        slowest = max(slowest, time.process_time() - begun)
        faults += [f"{suffix} {number}: {fault}"] if fault else []
    assert faults == []
    assert slowest < LONGEST


def fault_of(path, *, is_understood):
    """What is wrong with how a file was read or refused; nothing in the best case."""
    try:
        take_in(path, organization="某局", year=2023) if is_understood else read(path)
    except AppError as error:
        return "" if path.name in str(error) or "edition" in str(error) else f"does not name the file: {error}"
    except Exception:  # noqa: BLE001  whatever it is
        return traceback.format_exc(limit=-2)
    return ""


@pytest.mark.parametrize("suffix", formats())
def test_a_seed_is_a_good_file(tmp_path, suffix):
    """A mutation of what is refused anyway would try nothing."""
    if not seed(suffix):
        pytest.skip("LibreOffice Calc makes this seed, and is not installed")
    path = tmp_path / f"seed{suffix}"
    path.write_bytes(seed(suffix))
    assert read(path)


def test_every_reader_has_a_seed():
    """What LibreOffice has to convert takes seconds a file, and is read as Word file or sheet then."""
    tried = {READERS[suffix] for suffix in formats() if suffix in READERS}
    assert {suffix for suffix, reader in READERS.items() if reader not in tried} <= OFFICE


def test_mutations_differ_and_come_again():
    files = [mangled(".docx", number) for number in range(30)]
    assert len(set(files)) == 30
    assert files == [mangled(".docx", number) for number in range(30)]


# Made to do harm


def refused(path, words, *, seconds=LONGEST):
    """Refused in such words, here and apart, within the time and memory that any file may take."""
    begun = time.perf_counter()
    with pytest.raises(UnreadableDocument, match=words) as error:
        take_in_apart(path, organization="某局", year=2023, seconds=seconds)
    assert time.perf_counter() - begun < seconds
    assert path.name in str(error.value)


def refused_or_read(path, words, *, seconds=LONGEST):
    try:
        read = take_in_apart(path, organization="某局", year=2023, seconds=seconds).read["values"]
    except UnreadableDocument as error:
        assert re.search(words, str(error))  # noqa: PT017  it may be read, or refused in these words
    else:
        assert read > 100


def known(suffix):
    if suffix not in suffixes():
        pytest.skip(f"{suffix} is not read yet")
    return suffix


def parts(suffix):
    return parts_of(seed(known(suffix)))


def write(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


MAIN = {".docx": "word/document.xml", ".xlsx": "xl/worksheets/sheet1.xml"}
packages = pytest.mark.parametrize("suffix", MAIN)
LAUGHS = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))
LAUGHS = f"<!DOCTYPE x [<!ENTITY l0 'ha'>{LAUGHS}]>"


@packages
def test_a_zip_bomb_is_not_unpacked(tmp_path, suffix):
    begin, end = parts(suffix)[MAIN[suffix]].split(b">", 1)
    bomb = parts(suffix) | {MAIN[suffix]: begin + b">" + b" " * 60_000_000 + end}
    refused(write(tmp_path / f"bomb{suffix}", packed(bomb)), "far larger than any report.*do harm")


@packages
def test_a_zip_bomb_that_lies_about_its_size_is_not_unpacked(tmp_path, suffix):
    plain = parts(suffix)
    bomb = packed(plain | {MAIN[suffix]: plain[MAIN[suffix]] + b" " * 60_000_000})
    size = (len(plain[MAIN[suffix]]) + 60_000_000).to_bytes(4, "little")
    lying = bomb.replace(size, (len(plain[MAIN[suffix]]) + 9).to_bytes(4, "little"))
    assert lying != bomb
    refused(write(tmp_path / f"bomb{suffix}", lying), "damaged|far larger")


@packages
def test_a_package_of_very_many_parts_is_not_opened(tmp_path, suffix):
    many = packed(parts(suffix) | {f"x/{number}": b"" for number in range(6000)})
    refused(write(tmp_path / f"many{suffix}", many), "far larger than any report")


@packages
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_that_grow_are_not_expanded(tmp_path, suffix, encoding):
    main = parts(suffix)[MAIN[suffix]].decode()
    main = re.sub(r"<\?xml[^>]*\?>\s*", "", main)
    begin, end = main.split(">", 1)
    xml = f"<?xml version='1.0' encoding='{encoding}'?>{LAUGHS}{begin}>&l9;{end}".encode(encoding)
    path = write(tmp_path / f"laughs{suffix}", packed(parts(suffix) | {MAIN[suffix]: xml}))
    refused(path, "document type of its own")


def test_entities_that_grow_stay_words_in_a_page(tmp_path):
    known(".html")
    page = seed(".html").decode().replace("<p>一、", "<p>&l9;</p><p>一、", 1)
    path = write(tmp_path / "laughs.html", LAUGHS.replace("<!DOCTYPE x", "<!DOCTYPE html") + page)
    intake = take_in_apart(path, organization="某局", year=2023, seconds=LONGEST)
    assert intake.read["values"] > 100
    assert sum(map(len, intake.filing.draft.values.values())) < 1000
    assert "haha" not in repr(intake.filing.draft)


@packages
@pytest.mark.parametrize("target", ["file://{secret}", "http://localhost:9/secret"])
def test_an_external_entity_is_not_opened(tmp_path, suffix, target):
    os.mkfifo(tmp_path / "secret")  # whoever opens it waits for ever
    kind = f"<!DOCTYPE x [<!ENTITY e SYSTEM '{target.format(secret=tmp_path / 'secret')}'>]>"
    main = parts(suffix)[MAIN[suffix]].decode()
    main = re.sub(r"<\?xml[^>]*\?>\s*", "", main)
    begin, end = main.split(">", 1)
    path = write(tmp_path / f"entity{suffix}", packed(parts(suffix) | {MAIN[suffix]: f"{kind}{begin}>&e;{end}"}))
    refused(path, "document type of its own")


@pytest.mark.parametrize("target", ["file://{secret}", "http://localhost:9/secret"])
def test_nothing_that_a_page_names_is_opened(tmp_path, target):
    known(".html")
    os.mkfifo(tmp_path / "secret")
    address = target.format(secret=tmp_path / "secret")
    kind = f"<!DOCTYPE html SYSTEM '{address}' [<!ENTITY e SYSTEM '{address}'>]>"
    named = f"<link rel=stylesheet href='{address}'><img src='{address}'><iframe src='{address}'></iframe>&e;"
    page = seed(".html").decode().replace("<body>", f"<body>{named}<script src='{address}'></script>")
    path = write(tmp_path / "page.html", kind + page)
    assert take_in_apart(path, organization="某局", year=2023, seconds=LONGEST).read["values"] > 100


def test_nothing_that_a_word_file_names_is_opened(tmp_path):
    os.mkfifo(tmp_path / "secret")
    relations = "word/_rels/document.xml.rels"
    link = "<Relationship Id='x9' Type='http://x/{kind}' TargetMode='External' Target='{target}'/></Relationships>"
    address = (tmp_path / "secret").as_uri()
    changed = parts(".docx")
    for kind in ("image", "attachedTemplate", "styles", "officeDocument"):
        added = link.format(kind=kind, target=address).encode()
        changed[relations] = changed[relations].replace(b"</Relationships>", added)
    path = write(tmp_path / "links.docx", packed(changed))
    assert take_in_apart(path, seconds=LONGEST).read["values"] > 100


@pytest.mark.parametrize(
    ("suffix", "words"),
    [
        (".docx", "too large|far larger|damaged"),
        (".xlsx", "too large|far larger|damaged"),
        (".txt", "too large"),
        (".html", "too large"),
    ],
)
def test_a_cell_of_a_hundred_megabytes_is_refused(tmp_path, suffix, words):
    raw, cell = seed(known(suffix)), "7" * 100_000_000
    if suffix in MAIN:
        changed = parts(suffix)
        name = max((n for n in changed if b">1<" in changed[n] or n == MAIN[suffix]), key=lambda n: len(changed[n]))
        changed[name] = re.sub(rb">([^<>]+)<", lambda one: b">" + cell.encode() + b"<", changed[name], count=1)
        assert len(changed[name]) > 100_000_000
        raw = packed(changed)
    else:
        place = raw.index("一、".encode())
        raw = raw[:place] + cell.encode() + raw[place:]
    refused(write(tmp_path / f"cell{suffix}", raw), words)


def test_a_word_file_that_is_not_packed_may_be_no_larger(tmp_path):
    changed = parts(".docx")
    text = b"<w:p><w:r><w:t>" + b"x" * 20_000_000 + b"</w:t></w:r></w:p></w:body>"
    changed[MAIN[".docx"]] = changed[MAIN[".docx"]].replace(b"</w:body>", text)
    refused(write(tmp_path / "stored.docx", packed(changed, ZIP_STORED)), "too large")


def test_ten_thousand_tables_within_each_other_are_refused_in_a_word_file(tmp_path):
    table = b"<w:tbl><w:tr><w:tc>"
    nested = table * 10_000 + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * 10_000 + b"</w:body>"
    main = parts(".docx")[MAIN[".docx"]].replace(b"</w:body>", nested)
    refused(write(tmp_path / "nested.docx", packed(parts(".docx") | {MAIN[".docx"]: main})), "damaged|far larger")


def test_ten_thousand_tables_within_each_other_end_a_page(tmp_path):
    known(".html")
    nested = "<table><tr><td>" * 10_000 + "1" + "</td></tr></table>" * 10_000
    report = seed(".html").decode()
    alone = write(tmp_path / "nested.html", f"<html><body>{nested}</body></html>")
    refused(alone, r"no report|nothing to read")
    after = write(tmp_path / "after.html", report.replace("</body>", "") + nested)
    assert take_in_apart(after, organization="某局", year=2023, seconds=LONGEST).read["values"] > 100


def test_a_sheet_that_claims_a_million_rows_costs_nothing(tmp_path):
    changed = parts(".xlsx")
    main = changed[MAIN[".xlsx"]]
    claimed = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', main)
    assert claimed != main
    path = write(tmp_path / "rows.xlsx", packed(changed | {MAIN[".xlsx"]: claimed}))
    assert take_in_apart(path, organization="某局", year=2023, seconds=LONGEST).read["values"] > 100


def test_a_sheet_with_a_cell_in_the_last_of_a_million_rows_costs_nothing(tmp_path):
    changed = parts(".xlsx")
    far = b'<row r="1048576"><c r="XFD1048576"><v>7</v></c></row></sheetData>'
    main = changed[MAIN[".xlsx"]].replace(b"</sheetData>", far)
    path = write(tmp_path / "far.xlsx", packed(changed | {MAIN[".xlsx"]: main}))
    refused_or_read(path, "too large|far larger")


@pytest.mark.parametrize("text", ["[" * 100_000, '{"values":' * 100_000])
def test_deep_data_is_refused(tmp_path, text):
    refused(write(tmp_path / "deep.json", text), "JSON")


def test_data_of_a_hundred_megabytes_is_read_or_refused_within_bounds(tmp_path):
    whole = json.loads(seed(".json"))
    whole["values"]["overview"] = "x" * 100_000_000
    path = write(tmp_path / "large.json", json.dumps(whole))
    refused_or_read(path, "too large|memory", seconds=30)


ENDLESS = [
    "政府信息公开",
    "一、总体情况",
    "7",
    " ",
    "\t",
    "|",
    "（",
    "0 ",
    "第一项加第二项之和，",
    "<td>7",
    "规章\t0\t",
    "(",
    "#",
]
"""What a line may repeat for ever; the suite tries some of them."""


@pytest.mark.parametrize("suffix", [".txt", ".html"])
@pytest.mark.parametrize("unit", ["一、总体情况", "|"])
def test_an_endless_line_is_told_within_moments(tmp_path, suffix, unit):
    known(suffix)
    size = 1_900_000 // len(unit.encode())
    path = write(tmp_path / f"line{suffix}", unit * size)
    refused(path, "one line|no report|too large|nothing to read|no text file")


def test_an_endless_line_within_a_report_is_read_within_moments(tmp_path):
    path = write(tmp_path / "line.txt", REPORT.replace("还有不足。", "还有不足" * 140_000 + "。"))
    assert take_in_apart(path, seconds=LONGEST).read["narratives"] == 2


@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_text_with_nul_bytes_is_no_text(tmp_path, suffix):
    refused(write(tmp_path / f"nul{suffix}", REPORT.replace("规章", "规\0章")), "no text file")


@pytest.mark.parametrize("suffix", formats())
@pytest.mark.parametrize("byte", [b"\0", b"\xff"])
def test_a_file_of_one_byte_over_and_over_is_refused(tmp_path, suffix, byte):
    refused(write(tmp_path / f"same{suffix}", byte * 100_000), ".")


# What is no file


@pytest.mark.parametrize("suffix", suffixes())
def test_what_is_no_file_is_refused_and_nothing_waits_for_it(tmp_path, suffix):
    folder, pipe, round_, zero = (tmp_path / f"{name}{suffix}" for name in ("folder", "pipe", "round", "zero"))
    folder.mkdir()
    refused(folder, "this is a folder")
    os.mkfifo(pipe)
    refused(pipe, "empty|no file")
    round_.symlink_to(round_)
    refused(round_, "no such file")
    zero.symlink_to("/dev/zero")
    refused(zero, "empty|no file")


def test_a_file_that_is_cut_while_it_is_read_is_refused(tmp_path):
    raw = seed(".docx")
    for length in (0, 1, 30, len(raw) // 2, len(raw) - 1):
        refused(write(tmp_path / "cut.docx", raw[:length]), "empty|damaged")


def test_packing_and_unpacking_is_sound():
    assert parts_of(packed(parts_of(seed(".docx")))) == parts_of(seed(".docx"))
    with pytest.raises(BadZipFile):
        parts_of(b"PK")
