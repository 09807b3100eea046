"""Ten thousand mangled files of each format, read apart: none crashes, hangs or grows, and each child is watched."""

import os
import random
import runpy
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.apart.limits import MEGABYTE, MEMORY
from app.apart.order import Fault, Order, Refusal
from app.apart.worker import Ended, TooSlow
from app.apart.workers import Workers
from app.form_file import DEFAULT_FAMILY
from app.i18n import use_language

FILES = {".pdf": 2_000}
MOST_FILES = 10_000
IN_SUITE = 10
LONGEST, LARGEST = 5.0, 500 * MEGABYTE
FUZZ = runpy.run_path(str(Path(__file__).parents[1] / "app" / "test_reader_fuzz.py"))
formats, mangled, mutated, seed, endless = (FUZZ[name] for name in ("formats", "mangled", "mutated", "seed", "ENDLESS"))

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a child's memory is read from /proc")


@pytest.fixture
def workers():
    use_language("en")
    with_children = Workers()
    yield with_children
    with_children.end()
    use_language("zh_CN")


@pytest.fixture
def count(share):
    """How many files of a format: all in a soak (GONGKAI_FILES says otherwise), a few in the suite."""
    most = int(os.environ.get("GONGKAI_FILES", MOST_FILES))
    return lambda suffix: min(most, FILES.get(suffix, most)) if share(20) == 20 else IN_SUITE


@pytest.mark.parametrize("suffix", formats())
def test_mangled_files_are_read_or_refused_within_bounds(tmp_path, workers, count, suffix, capsys):
    if not seed(suffix):
        pytest.skip("LibreOffice Calc makes this seed, and is not installed")
    tried(workers, tmp_path, suffix, lambda number: mangled(suffix, number), count(suffix), capsys)


def test_mangled_pdfs_with_fonts_of_their_own_are_read_or_refused_within_bounds(tmp_path, workers, count, capsys):
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice makes this seed, and is not installed")
    source = tmp_path / "seed.docx"
    source.write_bytes(seed(".docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    whole = source.with_suffix(".pdf").read_bytes()
    tried(
        workers,
        tmp_path,
        ".pdf",
        lambda number: mutated(whole, random.Random(f"fonts {number}")),
        count(".pdf"),
        capsys,
    )


def tried(workers, folder, suffix, content_of, files, capsys):
    """Reads so many files, several at once; one with a fault stays, to be looked at."""

    def one(number):
        path = folder / f"{number}{suffix}"
        path.write_bytes(content_of(number))
        outcome = watched(workers, path)
        if not outcome[2]:
            path.unlink()
        return outcome

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        outcomes = [*threads.map(one, range(files))]
    seconds, peaks, faults = zip(*outcomes, strict=True)
    with capsys.disabled():
        print(f"\n{suffix}: {len(outcomes)} files, slowest {max(seconds):.2f} s, peak {max(peaks) / MEGABYTE:.0f} MB")
    assert [fault for fault in faults if fault] == []
    assert max(seconds) < LONGEST
    assert max(peaks) < LARGEST


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".mht"])
def test_endless_lines_are_read_or_refused_within_bounds(tmp_path, workers, share, suffix):
    if suffix not in formats():
        pytest.skip(f"{suffix} is not read yet")
    for unit in endless if share(20) == 20 else endless[:1]:
        path = tmp_path / f"line{suffix}"
        path.write_text(unit * (1_900_000 // len(unit.encode())), encoding="utf-8")
        seconds, peak, fault = watched(workers, path)
        assert (unit, fault) == (unit, "")
        assert seconds < LONGEST
        assert peak < LARGEST


def watched(workers, path):
    """The seconds that a file took, the most memory that its child ever had, and what was wrong with it."""
    order = Order.of(
        path,
        organization="某局",
        year=2023,
        family=DEFAULT_FAMILY,
        seconds=LONGEST,
        memory=MEMORY,
        with_blocks=True,
    )
    with workers.lent() as worker:
        begun = time.perf_counter()
        try:
            fault = fault_in(worker.ask(order, lambda: False))
        except TooSlow:
            fault = "too slow"
        except Ended:
            fault = "the child is gone"
        return time.perf_counter() - begun, peak_of(worker), f"{path}: {fault}" if fault else ""


def fault_in(reply):
    if isinstance(reply, Fault):
        return reply.trace
    return reply.words if isinstance(reply, Refusal) and reply.is_spent else ""


def peak_of(worker):
    """Bytes; nothing for a child that is gone."""
    try:
        status = Path(f"/proc/{worker.id}/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    peak = status.partition("VmHWM:")[2].split()
    return int(peak[0]) * 1024 if peak else 0
