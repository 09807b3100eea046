"""The report on mutants says what mutmut kept, and what pyproject.toml names for it is there."""

import json
import runpy
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
    "app.size.x_zero__mutmut_4": None,
}


@pytest.fixture
def tree(tmp_path):
    """What mutmut leaves behind."""
    kept = tmp_path / "mutants" / "app"
    kept.mkdir(parents=True)
    (kept / "size.py").write_text(MUTATED, encoding="utf-8")
    (kept / "size.py.meta").write_text(json.dumps({"exit_code_by_key": ENDINGS}), encoding="utf-8")
    return tmp_path


def test_every_ending_has_its_verdict(tree):
    verdicts = [(one.module, one.verdict) for one in MUTATION["mutants_in"](tree)]
    said = ["reached by no test", "survived", "killed", "hung", "not tried"]
    assert verdicts == [("app/size.py", verdict) for verdict in said]


def test_what_is_noticed_is_a_share_of_what_was_tried(tree):
    tried = [one for one in MUTATION["mutants_in"](tree) if one.verdict != "not tried"]
    _head, module, everything = MUTATION["lines_of"](tried)
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
    _option, words = SETTINGS["pytest_add_cli_args"]
    left_out = [word for word in words.split() if word not in ("not", "and")]
    assert left_out
    assert [word for word in left_out if word not in text] == []
