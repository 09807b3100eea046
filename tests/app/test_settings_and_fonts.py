"""What is remembered beside the store, and which fonts of a layout a computer lacks."""

from pathlib import Path

import pytest

from app.fonts import Lacking, lacking
from app.layout import layouts, load
from app.settings import Settings, load_settings, save_settings


def test_settings_are_kept_beside_the_store(tmp_path: Path) -> None:
    store = tmp_path / "gongkai.db"
    assert load_settings(store) == Settings()
    assert save_settings(store, Settings("centred", "/home/某人"))
    assert load_settings(store) == Settings("centred", "/home/某人")


@pytest.mark.parametrize("content", ["", "{", "[1]", '{"layout": 3, "folder": "x", "later": true}'])
def test_settings_that_cannot_be_read_are_as_at_the_first_start(tmp_path: Path, content: str) -> None:
    (tmp_path / "settings.json").write_text(content, encoding="utf-8")
    assert load_settings(tmp_path / "gongkai.db").layout == ""


def test_settings_that_cannot_be_kept_cost_no_work(tmp_path: Path) -> None:
    assert not save_settings(tmp_path / "no such folder" / "gongkai.db", Settings())


@pytest.mark.parametrize("layout", layouts(), ids=lambda layout: layout.id)
def test_a_computer_with_every_font_lacks_none(layout) -> None:
    assert lacking(layout, layout.fonts) == ()


def test_a_font_is_at_hand_under_its_other_name() -> None:
    names = {one.name for one in lacking(load(), ["FangSong_GB2312", "simhei"])}
    assert not names & {"仿宋_GB2312", "黑体"}
    assert "楷体_GB2312" in names


def test_what_is_shown_instead_is_a_font_that_is_there() -> None:
    missing = lacking(load(), ["KaiTi", "Noto Serif CJK SC"])
    assert Lacking("楷体_GB2312", "KaiTi") in missing
    assert Lacking("方正小标宋简体", "") in missing
