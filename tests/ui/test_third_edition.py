"""An edition of the law that no code has ever heard of: one TOML file, and the window fills it."""

import json

import pytest

from app.draft import new_filing

FORM = """
edition = "2031"
first_year = 2031
source = "某办函〔2031〕1号"

[[section]]
id = "cover"
kind = "fields"
title = "基本信息"
short = "基本信息"
fields = [
  { id = "organization", type = "text", label = "单位全称", required = true },
  { id = "year", type = "year", label = "报告年度", required = true },
]

[[section]]
id = "visits"
kind = "table"
title = "一、来访情况"
short = "一、来访"
[[section.band]]
corner = "来访者"
value = { type = "count", unit = "人次" }
columns = [{ id = "people", label = "人次" }]
rows = [
  { id = "all", label = "收到" },
  { id = "done", label = "办理" },
  { id = "done.yes", label = "办结" },
  { id = "done.no", label = "未办结" },
  { id = "done.total", label = "合计", sum = ["done"] },
]
[[section.rule]]
code = "visits.balance"
rule = "V1"
severity = "error"
kind = "equal"
left = ["all"]
right = ["done.total"]
message = "{column}：收到 {left}，办理合计 {right}"

[[section]]
id = "words"
kind = "narrative"
title = "二、说明"
short = "二、说明"
required = true
"""


@pytest.fixture
def third_edition(tmp_path, monkeypatch):
    folder = tmp_path / "forms" / "visits"
    folder.mkdir(parents=True)
    (folder / "2031.toml").write_text(FORM, encoding="utf-8")
    monkeypatch.setenv("GONGKAI_FORMS", str(tmp_path / "forms"))
    return "visits"


def test_its_pages_are_shown_filled_checked_and_exported_without_a_line_of_code(
    window, keyboard, third_edition, tmp_path
):
    from app.draft_file import write_draft
    from app.intake import take_in

    window.open_draft(window.library._store.add(new_filing(third_edition, "某局", 2031).draft))
    wizard, session = window.editor.wizard, window.editor.session
    assert wizard.steps == 4
    keyboard.press("2", "Control")
    for number in ("7", "4", "2"):
        keyboard.type(number)
        keyboard.press("Return")
    assert session.filing.value("visits/done.no/people") == "2"
    (finding,) = session.findings
    assert finding.code == "visits.balance"
    assert finding.values == ("7", "6")
    keyboard.press("Up")
    keyboard.type("3")
    keyboard.press("Return")
    assert session.findings == ()
    keyboard.press("3", "Control")
    keyboard.type("无其他事项")
    wizard.commit()
    assert session.verdict.state == "ready"

    path = tmp_path / "visits.json"
    path.write_text(write_draft(session.filing), encoding="utf-8")
    assert json.loads(path.read_text(encoding="utf-8"))["edition"] == "2031"
    assert take_in(path, family=third_edition).filing.draft == session.filing.draft
