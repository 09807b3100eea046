"""Layouts: every file is read strictly, and says all that a writer needs."""

import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from app import layout as layouts
from app.errors import AppError, FormFileError
from app.paths import resources

FOLDER = resources() / "layouts"
NATIONAL = FOLDER / "national.toml"
NOW = datetime(2024, 1, 5, 9, 3)


def changed(tmp_path: Path, old: str, new: str) -> Path:
    text = NATIONAL.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "own.toml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def test_the_national_standard_stands_first_and_is_meant_where_none_is_named() -> None:
    assert next(one.id for one in layouts.layouts()) == layouts.NATIONAL
    assert layouts.load() is layouts.load("national")
    assert len(layouts.layouts()) >= 3


def test_the_national_standard_is_the_standard_in_numbers() -> None:
    page, lines = layouts.load().page, layouts.load().lines
    assert (page.text_width, page.text_height) == (156, 225)
    assert lines.rule == "grid"
    assert 22 * lines.pitch <= 225 * 1440 / 25.4 < 23 * lines.pitch
    faces = layouts.load().faces
    assert (faces.title.points, faces.body.points, faces.page_number.points) == (22, 16, 14)


def test_a_layout_names_all_its_fonts_once() -> None:
    fonts = layouts.load().fonts
    assert {"方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312", "宋体", "Times New Roman"} == set(fonts)
    assert len(fonts) == len(set(fonts))


def test_only_the_copies_that_are_not_filed_bear_a_mark() -> None:
    national = layouts.load()
    assert national.mark("filing", "3", NOW) == ""
    assert national.mark("draft", "3", NOW) == "草稿"
    assert national.mark("review", "3", NOW) == "送审稿　第3稿　2024年1月5日09:03"
    assert national.mark("review") == "送审稿"


def test_a_layout_that_does_not_exist_is_told_with_the_ones_that_do() -> None:
    with pytest.raises(AppError, match=r"natoinal.*national.*centred"):
        layouts.load("natoinal")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("pitch = 579", "pich = 579", "pich"),
        ('size = "二号"', 'size = "2号"', "2号"),
        ('rule  = "grid"', 'rule = "grids"', "grid"),
        ("top    = 37", 'top = "37"', "page.top"),
        ("{version}{time}", "{version}{clock}", "clock"),
        ("表{table} {cell}", "表{tabel}", "tabel"),
        ("— {page} —", "— —", "page_number.text"),
    ],
)
def test_a_fault_in_a_file_is_told_with_its_place(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(FormFileError, match=re.escape(told)) as caught:
        layouts.read(changed(tmp_path, old, new))
    assert "own.toml" in str(caught.value)


def test_every_key_stands_in_the_reference() -> None:
    reference = (FOLDER / "README.md").read_text(encoding="utf-8")
    keys = {
        line.split("=")[0].strip()
        for line in NATIONAL.read_text(encoding="utf-8").splitlines()
        if "=" in line and not line.startswith("#")
    }
    assert [key for key in sorted(keys) if key not in reference] == []


def test_layouts_are_made_in_code_from_others_as_well() -> None:
    national = layouts.load()
    own = replace(national, page_number=replace(national.page_number, place="center"))
    assert own.page_number.place != national.page_number.place
