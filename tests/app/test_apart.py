"""Files read in a process of their own: the same as read here, and ended from outside when it hangs or grows."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import active_children
from pathlib import Path
from shutil import copytree

import pytest

from app import apart
from app.apart import Cancelled, limits, rest, take_in_apart, workers
from app.apart.worker import NotStarted, Worker
from app.errors import NoEdition, UnreadableDocument
from app.i18n import use_language
from app.intake import take_in
from app.paths import resources, samples
from app.store import open_store

REPORT = """某局2020年政府信息公开工作年度报告
一、总体情况
第一段。
二、主动公开政府信息情况
第二十条第（一）项
信息内容\t本年新制作数量\t本年新公开数量\t对外公开总数量
规章\t0\t1\t2笔
"""
PARENT = """
import sys, time
from pathlib import Path
from app import apart
if __name__ == "__main__":
    apart.take_in_apart(Path(sys.argv[1]))
    print(apart._workers._waiting[0].id, apart._workers._waiting[0]._folder, flush=True)
    {then}
"""
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked into by /proc")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


@pytest.fixture(autouse=True, scope="module")
def at_rest() -> Iterator[None]:
    yield
    rest()
    assert [child for child in active_children() if child.name == "gongkai-reading"] == []


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.fixture
def child(report: Path) -> Worker:
    """The child that reads next; it has read a file already."""
    rest()
    take_in_apart(report)
    (worker,) = apart._workers._waiting
    return worker


def ids() -> list[int]:
    return [worker.id for worker in apart._workers._waiting]


def is_there(process: int) -> bool:
    status = Path(f"/proc/{process}/stat")
    return status.exists() and status.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"


def gone_within(seconds: float, *processes: int) -> bool:
    end = time.monotonic() + seconds
    while any(map(is_there, processes)) and time.monotonic() < end:
        time.sleep(0.02)
    return not any(map(is_there, processes))


# The same as read here


@pytest.mark.parametrize("path", samples(), ids=lambda path: path.stem)
def test_a_sample_reads_the_same_apart(path):
    assert take_in_apart(path) == take_in(path)


def test_a_report_reads_the_same_apart_with_its_own_view(report):
    ours, theirs = take_in(report), take_in_apart(report)
    assert theirs == ours
    assert theirs.filing.form is ours.filing.form
    assert theirs.blocks == ours.blocks


def test_the_files_own_view_stays_behind_where_nobody_looks_at_it(report):
    intake = take_in_apart(report, with_blocks=False)
    assert (intake.blocks, dict(intake.origins)) == ((), {})
    assert intake.filing == take_in(report).filing


def test_organization_and_year_are_taken_along(report):
    report.write_text(REPORT.partition("\n")[2], encoding="utf-8")
    filing = take_in_apart(report, organization="另一局", year=2020).filing
    assert (filing.draft.organization, filing.draft.year) == ("另一局", 2020)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("name", ["none.txt", "empty.txt", "report.zzz", "folder.docx", "half.json", "letter.md"])
def test_a_refusal_has_the_same_words_apart(tmp_path, name, language):
    use_language(language)
    (tmp_path / "folder.docx").mkdir()
    for file, content in {"empty.txt": "", "report.zzz": "x", "half.json": "{", "letter.md": "# 通知\n"}.items():
        (tmp_path / file).write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableDocument) as here:
        take_in(tmp_path / name)
    with pytest.raises(UnreadableDocument) as there:
        take_in_apart(tmp_path / name)
    assert str(there.value) == str(here.value)


def test_a_refusal_is_of_the_same_kind_apart(report):
    report.write_text(REPORT.replace("2020", "2010"), encoding="utf-8")
    with pytest.raises(NoEdition, match="2010"):
        take_in_apart(report)


def test_a_relative_path_begins_where_the_parent_stands(report, monkeypatch):
    take_in_apart(report)
    monkeypatch.chdir(report.parent)
    assert take_in_apart(Path(report.name)).filing == take_in(report).filing


def test_the_forms_of_an_office_count_apart_too(report, tmp_path, monkeypatch):
    copytree(resources() / "forms" / "disclosure", tmp_path / "forms" / "other")
    with pytest.raises(UnreadableDocument):
        take_in_apart(report, family="other")
    monkeypatch.setenv("GONGKAI_FORMS", str(tmp_path / "forms"))
    assert take_in_apart(report, family="other").filing.draft.family == "other"
    monkeypatch.delenv("GONGKAI_FORMS")
    with pytest.raises(UnreadableDocument):
        take_in_apart(report, family="other")


# One child for many files


def test_a_child_is_kept_for_the_next_file(child, report):
    take_in_apart(report)
    take_in_apart(report)
    assert ids() == [child.id]


def test_a_child_is_kept_after_a_file_that_is_refused(child, tmp_path):
    with pytest.raises(UnreadableDocument):
        take_in_apart(tmp_path / "none.txt")
    assert ids() == [child.id]


def test_a_child_gives_way_to_a_new_one_after_so_many_files(child, report, monkeypatch):
    monkeypatch.setattr(workers, "MOST_FILES", 2)
    take_in_apart(report)
    assert ids() == []
    take_in_apart(report)
    assert ids() != [child.id]


def test_threads_that_read_at_once_have_a_child_each(report):
    rest()
    with ThreadPoolExecutor(3) as threads:
        read = [*threads.map(lambda _number: take_in_apart(report).filing, range(9))]
    assert read == [take_in(report).filing] * 9
    assert 1 <= len(set(ids())) == len(ids()) <= 3
    rest(kept=1)
    assert len(ids()) == 1


# A child that hangs, grows, dies


def test_a_child_that_hangs_is_ended_and_the_next_file_is_read(child, report):
    os.kill(child.id, signal.SIGSTOP)
    with pytest.raises(UnreadableDocument, match=r"report\.txt: after 1 seconds.*unchanged.*save it anew as \.docx"):
        take_in_apart(report, seconds=0.6)
    assert gone_within(1, child.id)
    assert take_in_apart(report).filing == take_in(report).filing


def test_a_child_that_grows_is_told_as_such(report, monkeypatch):
    report.write_text(REPORT + "有一段很长的话。" * 10_000 + "\n" + "第二段。\n" * 10_000, encoding="utf-8")
    monkeypatch.setattr(apart, "MEMORY", 20 * limits.MEGABYTE)
    with pytest.raises(UnreadableDocument, match=r"report\.txt: .*more than 20 MB of memory.*unchanged"):
        take_in_apart(report)
    monkeypatch.undo()
    report.write_text(REPORT, encoding="utf-8")
    assert take_in_apart(report).filing == take_in(report).filing


def test_a_child_that_dies_after_other_files_is_replaced_and_the_file_read(child, report, monkeypatch):
    dying = [child.id]
    ask = Worker.ask

    def ask_the_dead(self, order, cancelled):
        if self.id in dying:
            os.kill(self.id, signal.SIGKILL)
        return ask(self, order, cancelled)

    monkeypatch.setattr(Worker, "ask", ask_the_dead)
    assert take_in_apart(report).filing == take_in(report).filing
    assert child.id not in ids()


def test_a_file_that_brings_every_child_down_is_told_as_damaged(report, monkeypatch):
    ask = Worker.ask

    def ask_the_dead(self, order, cancelled):
        os.kill(self.id, signal.SIGKILL)
        return ask(self, order, cancelled)

    monkeypatch.setattr(Worker, "ask", ask_the_dead)
    with pytest.raises(UnreadableDocument, match=r"broke off.*damaged"):
        take_in_apart(report)


def test_a_child_that_died_while_it_waited_is_replaced(child, report):
    os.kill(child.id, signal.SIGKILL)
    assert gone_within(2, child.id)
    assert take_in_apart(report).filing == take_in(report).filing


def test_a_child_that_cannot_be_started_is_told(report, monkeypatch):
    def no_process(self):
        raise NotStarted

    rest()
    monkeypatch.setattr(Worker, "__init__", no_process)
    with pytest.raises(UnreadableDocument, match="could not be started"):
        take_in_apart(report)


def test_reading_is_cancelled_within_a_moment(child, report):
    os.kill(child.id, signal.SIGSTOP)
    begun = time.monotonic()
    with pytest.raises(Cancelled, match=r"report\.txt"):
        take_in_apart(report, cancelled=lambda: True)
    assert time.monotonic() - begun < 2
    assert gone_within(1, child.id)


@pytest.mark.expects_log
def test_a_fault_of_ours_is_told_and_logged_with_its_place(report, caplog):
    with pytest.raises(UnreadableDocument, match="the program has a fault"):
        take_in_apart(report, family=3)
    assert "TypeError" in caplog.text
    assert "form_file.py" in caplog.text


# A child by itself


@linux_only
def test_a_child_knows_neither_qt_nor_the_store(tmp_path, report):
    rest()
    with open_store(tmp_path / "gongkai.db"):
        take_in_apart(report)
        child = Path(f"/proc/{ids()[0]}")
        maps = (child / "maps").read_text(encoding="utf-8")
        opened = [str(one.readlink()) for one in (child / "fd").iterdir() if one.exists()]
    assert "lxml" in maps
    assert not any(name in maps for name in ("PySide6", "libQt6", "_sqlite3"))
    assert not any("gongkai.db" in name for name in opened)


@linux_only
def test_a_child_is_out_of_reach_of_ctrl_c_and_silent(child):
    assert os.getsid(child.id) != os.getsid(0)
    assert {str(Path(f"/proc/{child.id}/fd/{n}").readlink()) for n in (0, 1, 2)} == {os.devnull}


@linux_only
def test_what_a_child_left_on_disk_goes_with_it(child):
    folder = Path(child._folder)
    (folder / "left.tmp").write_text("x", encoding="utf-8")
    rest()
    assert not folder.exists()


@linux_only
@pytest.mark.parametrize("then", ["pass", "time.sleep(60)"], ids=["ends", "is killed"])
def test_a_child_ends_with_its_parent(report, tmp_path, then):
    script = tmp_path / "parent.py"
    script.write_text(PARENT.format(then=then), encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, str(script), str(report)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as parent:
        child, folder = parent.stdout.readline().split()
        if then != "pass":
            assert is_there(int(child))
            parent.send_signal(signal.SIGKILL)
    assert gone_within(5, int(child))
    assert not Path(folder).exists()


@linux_only
def test_a_process_is_ended_with_all_that_it_started_in_whatever_session():
    code = (
        "import subprocess, sys, time\n"
        "one = subprocess.Popen(['sleep', '60'], start_new_session=True)\n"
        "two = subprocess.Popen(['sh', '-c', 'sleep 60 & wait'])\n"
        "time.sleep(0.2)\n"
        "print('there', flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as parent:
        parent.stdout.readline()
        started = limits.started_by(parent.pid)
        assert len(started) >= 3
        limits.end(parent.pid)
    assert gone_within(2, parent.pid, *started)
