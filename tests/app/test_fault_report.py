"""A fault report and the log tell where the code failed, and nothing of what a draft says."""

import errno
import json
import logging
import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app import log
from app.errors import AppError
from app.fault_report import compose
from app.numbers import canonical
from app.skeleton import kind_of_file, skeleton

SECRETS = ("清源县教育局", "4711", "0793-5551234", "Wang Xiaoming", "内部请示", "secret_name")
"""What a clerk has entered, or called a file."""
SAID = " ".join(SECRETS)
NOW = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)


def raised(fault: BaseException) -> BaseException:
    """The fault with a way that it went, over locals that hold what was entered."""
    entered = dict.fromkeys(SECRETS, SAID)
    try:
        raise fault
    except type(fault) as seen:
        assert entered
        return seen


def of_our_code() -> BaseException:
    """A fault that goes through the program's own code, with an argument that was entered."""
    try:
        canonical(SAID, SAID)  # type: ignore[arg-type]
    except AttributeError as fault:
        return fault
    raise AssertionError("it should have failed")


def chained() -> BaseException:
    try:
        try:
            raise KeyError(SAID)
        except KeyError as first:
            raise ValueError(SAID) from first
    except ValueError as fault:
        return fault


def in_its_handling() -> BaseException:
    try:
        try:
            raise KeyError(SAID)
        except KeyError:
            raise RuntimeError(SAID)  # noqa: B904 - the context is what is looked at
    except RuntimeError as fault:
        return fault


def with_notes() -> BaseException:
    fault = raised(ValueError(SAID))
    fault.add_note(SAID)
    return fault


def of_a_strange_name() -> BaseException:
    return raised(type("清源县教育局", (Exception,), {})())


def of_code_without_a_file() -> BaseException:
    try:
        exec(
            compile(
                "def 清源县教育局():\n    raise ValueError('4711')\n清源县教育局()", "/home/内部请示/4711.py", "exec"
            ),
            {},
        )
    except ValueError as fault:
        return fault
    raise AssertionError("it should have failed")


def of_sqlite() -> BaseException:
    try:
        sqlite3.connect(":memory:").execute(f'select "{SAID}" from "{SAID}"')
    except sqlite3.Error as fault:
        return fault
    raise AssertionError("it should have failed")


FAULTS = {
    "its words": lambda: raised(ValueError(SAID)),
    "an argument that is no text": lambda: raised(ValueError({"name": SAID})),
    "a key": lambda: raised(KeyError(SAID)),
    "words for the clerk": lambda: raised(AppError(SAID)),
    "a file's name": lambda: raised(OSError(errno.ENOSPC, SAID, f"/home/{SAID}/{SAID}.docx", None, f"/mnt/{SAID}")),
    "text that is not UTF-8": lambda: raised(UnicodeDecodeError("utf-8", SAID.encode(), 0, 1, SAID)),
    "code that cannot be read": lambda: raised(SyntaxError(SAID, (f"{SAID}.py", 1, 1, SAID))),
    "JSON that cannot be read": lambda: raised(json.JSONDecodeError(SAID, SAID, 0)),
    "what caused it": chained,
    "what it interrupted": in_its_handling,
    "its notes": with_notes,
    "several at once": lambda: raised(ExceptionGroup(SAID, [raised(ValueError(SAID)), chained()])),
    "its class": of_a_strange_name,
    "code without a file": of_code_without_a_file,
    "SQLite": of_sqlite,
    "our own code": of_our_code,
}


@pytest.fixture
def writing():
    """The log, written from now on."""
    handler = log.begin()
    assert handler is not None
    yield handler
    log.end(handler)


@pytest.mark.expects_log
@pytest.mark.parametrize("place", FAULTS)
def test_nothing_entered_gets_into_the_report_from(place: str, writing: logging.Handler) -> None:
    fault = FAULTS[place]()
    log.note("fault", logging.CRITICAL, fault)
    told = compose(fault, [("Qt", "6.9")], log.last_lines(), NOW, times=3)
    assert [secret for secret in SECRETS if secret in told or secret in log.log_file().read_text("utf-8")] == []
    assert "CRITICAL gongkai" in told
    assert "Qt: 6.9" in told


@pytest.mark.expects_log
def test_nothing_entered_gets_into_the_report_from_what_anybody_logs(writing: logging.Handler) -> None:
    other = logging.getLogger("reading.清源县教育局")
    other.warning("%s in %s", SAID, f"{SAID}.docx")
    other.error(f"in the text {SAID}", extra={"name2": SAID}, stack_info=True)
    log.note(f"Qt {SECRETS[0]} 0793-5551234 4711")
    try:
        raise ValueError(SAID)
    except ValueError:
        logging.getLogger("app.other").exception(SAID)
    told = compose(raised(ValueError()), [], log.last_lines(), NOW)
    assert [secret for secret in SECRETS if secret in told] == []
    assert "WARNING reading. test_fault_report.py:" in told or "WARNING reading test_fault_report.py:" in told
    assert "ValueError" in told


def test_the_report_says_where_in_the_code_it_went_wrong() -> None:
    told = "\n".join(skeleton(of_our_code()))
    assert "app/numbers.py:" in told
    assert "in parse" in told
    assert told.splitlines()[-1] == "AttributeError"


def test_a_code_line_of_ours_is_told_and_none_of_elsewhere() -> None:
    lines = skeleton(of_our_code())
    here = next(i for i, line in enumerate(lines) if line.startswith("app/numbers.py"))
    assert lines[here + 1].startswith("    ")
    assert lines[0].startswith("…:")  # this test is no part of the program


def test_what_the_system_reports_is_told_by_its_number_and_the_kind_of_file() -> None:
    fault = raised(OSError(errno.ENOSPC, SAID, f"/home/{SAID}/report.docx"))
    assert skeleton(fault)[-1] == "OSError ENOSPC .docx"


def test_the_name_of_sqlite_for_a_fault_is_told() -> None:
    assert skeleton(of_sqlite())[-1] == "sqlite3.OperationalError SQLITE_ERROR"


def test_what_caused_a_fault_stands_before_it() -> None:
    told = [line for line in skeleton(chained()) if not line.startswith("…")]
    assert told == ["KeyError", "then:", "ValueError"]


def test_a_fault_that_goes_in_a_circle_has_an_end() -> None:
    first, second = raised(ValueError()), raised(KeyError())
    first.__cause__, second.__cause__ = second, first
    assert len(skeleton(first)) < 50


def test_a_recursion_is_told_by_its_end() -> None:
    def again(depth: int) -> int:
        return again(depth + 1) + 1

    with pytest.raises(RecursionError) as seen:
        again(0)
    assert len(skeleton(seen.value)) < 150


@pytest.mark.parametrize(
    ("name", "kind"),
    [("/home/某人/报告.DOCX", ".docx"), ("清源县.某局", "…"), ("x.4711", "…"), (b"a.pdf", "…"), (7, "…"), ("", "…")],
)
def test_of_a_file_only_a_kind_that_the_program_knows_is_told(name: object, kind: str) -> None:
    assert kind_of_file(name) == kind


def test_a_packed_program_names_its_files_without_where_it_stands() -> None:
    code = compile("def store():\n    raise LookupError\nstore()", "app/store/rows.py", "exec")
    with pytest.raises(LookupError) as seen:
        exec(code, {})
    assert "app/store/rows.py:2 in store" in skeleton(seen.value)


def test_where_the_program_is_installed_is_not_told() -> None:
    told = "\n".join(skeleton(of_our_code()))
    assert str(Path(sys.prefix)) not in told
    assert str(Path.home()) not in told
