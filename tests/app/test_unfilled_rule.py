"""Signs that stand for what is still to be written are told, and nothing else is taken for one."""

import os
from pathlib import Path

import pytest

from app.check import check
from app.draft import new_filing, with_value
from app.intake import take_in
from app.paths import samples

CORPUS = Path(os.environ.get("GONGKAI_CORPUS", Path(__file__).resolve().parents[3] / "shared" / "corpus"))


def told(text):
    filing = with_value(new_filing("disclosure", "某局", 2023), "problems", text)
    return [finding for finding in check(filing).findings if finding.code == "text.unfilled"]


@pytest.mark.parametrize(
    "text",
    [
        "制发规章＿件。",
        "废止＿＿件",
        "共收到×件申请",
        "××网站",
        "联系人：XX",
        "全年公开xx条",
        "由○○○负责",
        "共××、××件",
        "××诉××案",
    ],
)  # fmt: skip
def test_a_sign_for_what_is_still_to_be_written_is_told(text):
    (finding,) = told(text)
    assert (finding.severity, finding.addresses) == ("warning", ("problems",))


@pytest.mark.parametrize(
    "text",
    [
        "全年公开信息12条。", "面积为3×5米。", "邮箱 xx_gk@example.cn。", "网址 https://www.example.cn/xx/a_b。",
        "是否公开？是。", "文件_1",
        "张××、李××等人申请公开。", "王×诉某局案。", "申请人赵某，张××等3人。",
        "第XX届", "XXL码", "XX型", "真的？？", "XML格式", "WIFI、APP", "Excel表",
    ],
)  # fmt: skip
def test_what_only_looks_like_one_is_left_alone(text):
    assert told(text) == []


def test_several_signs_of_a_text_are_one_finding():
    (finding,) = told("制发＿件。\n废止＿件。")
    assert len(finding.values) == 2


@pytest.mark.parametrize("path", samples(), ids=lambda path: path.stem)
def test_the_samples_have_none(path):
    assert not [f for f in check(take_in(path).filing).findings if f.code == "text.unfilled"]


@pytest.mark.skipif(not CORPUS.exists(), reason="needs the corpus (GONGKAI_CORPUS)")
def test_published_reports_have_next_to_none():
    """A check that finds much in what was published is no check; what it finds is looked at here."""
    seen = {}
    for path in sorted(CORPUS.glob("*.txt")):
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            for finding in told(line):
                seen[path.name, finding.values[0]] = line
    assert len(seen) <= 3, seen
