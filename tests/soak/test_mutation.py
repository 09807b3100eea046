"""The report on mutants says what mutmut kept, and what pyproject.toml names for it is there."""

import json
import re
import runpy
import shutil
import signal
import sys
import time
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MUTATION = runpy.run_path(str(Path(__file__).with_name("mutation.py")))
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
MUTATED = """
class Line:
    def xǁLineǁat__mutmut_orig(self, ids):
        return tuple(ids)

    def xǁLineǁat__mutmut_1(self, ids):
        return tuple(None)


def x_zero__mutmut_orig(left):
    found = left
    return found


def x_zero__mutmut_1(left):
    found = None
    return found


def x_zero__mutmut_2(left):
    found = left
    return not found
"""
ENDINGS = {
    "app.size.xǁLineǁat__mutmut_1": 33,
    "app.size.x_zero__mutmut_1": 0,
    "app.size.x_zero__mutmut_2": 1,
    "app.size.x_zero__mutmut_3": -24,
}
NOT_TRIED = "app.size.x_zero__mutmut_4"


@pytest.fixture
def tree(tmp_path):
    """What mutmut leaves behind, and those who tried its mutants."""
    kept = tmp_path / "mutants" / "app"
    kept.mkdir(parents=True)
    (kept / "size.py").write_text(MUTATED, encoding="utf-8")
    names = dict.fromkeys([*ENDINGS, NOT_TRIED])
    (kept / "size.py.meta").write_text(json.dumps({"exit_code_by_key": names}), encoding="utf-8")
    lines = [f"{name} {ending}\n" for name, ending in ENDINGS.items()]
    for number, some in enumerate((lines[:3], [*lines[3:], NOT_TRIED[:-3]])):
        (tmp_path / "mutants" / f"endings-{number}.txt").write_text("".join(some), encoding="utf-8")
    return tmp_path


def test_every_ending_has_its_verdict(tree):
    verdicts = [(one.module, one.verdict) for one in MUTATION["mutants_in"](tree)]
    said = ["reached by no test", "survived", "killed", "hung"]
    assert verdicts == [("app/size.py", verdict) for verdict in said]


def test_what_does_not_end_in_time_is_killed_with_all_its_children(tmp_path):
    stubborn = "import subprocess, sys, time; print(subprocess.Popen(['sleep', '60']).pid, flush=True); time.sleep(60)"
    with (tmp_path / "said").open("wb") as words:
        running = MUTATION["start"]([sys.executable, "-c", stubborn], tmp_path, words=words)
    while not (child := (tmp_path / "said").read_text(encoding="utf-8")).endswith("\n"):
        time.sleep(0.01)
    assert MUTATION["ended"](running, until=0) == 1
    assert running.returncode == -signal.SIGKILL
    assert is_gone(int(child))


def is_gone(process):
    """Whether a process ends soon: nobody here may wait for it."""
    for _patience in range(500):
        try:
            if Path(f"/proc/{process}/stat").read_text(encoding="utf-8").split()[2] == "Z":
                return True
        except FileNotFoundError:
            return True
        time.sleep(0.01)
    return False


TESTS = """
import os

def test_the_second_is_noticed():
    assert os.environ["MUTANT_UNDER_TEST"] != "app.size.x_zero__mutmut_2"

def test_the_fourth_is_not_told_of():
    if os.environ["MUTANT_UNDER_TEST"] == "app.size.x_zero__mutmut_4":
        os._exit(-24)
"""
SETTINGS_OF_THESE = '[tool.mutmut]\npytest_add_cli_args = []\npytest_add_cli_args_test_selection = ["tests"]\n'


def test_each_mutant_is_tried_by_the_tests_that_reach_it(tree, monkeypatch):
    folder = tree / "mutants"
    for kept in folder.glob("endings-*.txt"):
        kept.unlink()
    (folder / "tests" / "app").mkdir(parents=True)
    shutil.copy(ROOT / "tests" / "soak" / "mutation_conftest.py", folder / "tests" / "app" / "conftest.py")
    (folder / "tests" / "app" / "test_size.py").write_text(TESTS, encoding="utf-8")
    (folder / "pyproject.toml").write_text(SETTINGS_OF_THESE, encoding="utf-8")
    names = [f"tests/app/test_size.py::{name}" for name in re.findall(r"test_\w+", TESTS)]
    known = {"duration_by_test": {}, "tests_by_mangled_function_name": {"app.size.x_zero": names}}
    (folder / "mutmut-stats.json").write_text(json.dumps(known), encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("GONGKAI_CORPUS", str(tree / "none"))
    MUTATION["try_mutants"](folder, [*ENDINGS, NOT_TRIED], 2, time.monotonic() + 100)
    found = {one.name.rpartition(".")[2]: one.verdict for one in MUTATION["mutants_in"](tree)}
    assert found == {
        "xǁLineǁat__mutmut_1": "reached by no test",
        "x_zero__mutmut_1": "survived",
        "x_zero__mutmut_2": "killed",
        "x_zero__mutmut_3": "survived",
        "x_zero__mutmut_4": "hung",
    }


def test_what_is_noticed_is_a_share_of_what_was_tried(tree):
    _head, module, everything = MUTATION["lines_of"](list(MUTATION["mutants_in"](tree)))
    assert module.split() == ["4", "1", "1", "1", "1", "50.0%", "app/size.py"]
    assert everything.split() == ["4", "1", "1", "1", "1", "50.0%", "all"]


def test_a_mutant_is_told_by_what_it_changes(tree):
    method, function, *_others = MUTATION["mutants_in"](tree)
    assert MUTATION["change"](tree, method) == "- return tuple(ids)\n+ return tuple(None)"
    assert MUTATION["change"](tree, function) == "- found = left ⏎ return found\n+ found = None ⏎ return found"


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="git says what is no product")
def test_the_copy_has_what_is_no_product(tmp_path):
    MUTATION["copy_tree"](tmp_path / "tree")
    assert (tmp_path / "tree" / "app" / "check.py").read_bytes() == (ROOT / "app" / "check.py").read_bytes()
    assert (tmp_path / "tree" / "tests" / "app" / "conftest.py").is_file()
    assert not {".git", ".venv", "build"} & {one.name for one in (tmp_path / "tree").iterdir()}


def test_the_tests_that_are_chosen_and_those_left_out_are_there():
    chosen = [ROOT / name for name in SETTINGS["pytest_add_cli_args_test_selection"]]
    assert [one for one in chosen if not one.is_file()] == []
    text = "\n".join(one.read_text(encoding="utf-8") for one in chosen)
    *_options, words = SETTINGS["pytest_add_cli_args"]
    left_out = [word for word in words.split() if word not in ("not", "and")]
    assert left_out
    assert [word for word in left_out if word not in text] == []
