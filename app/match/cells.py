"""What stands in a value cell: the number, and what stands behind it."""

import re
from dataclasses import dataclass
from typing import Literal

from app import numbers
from app.form import Value
from app.match.words import figure_in

CellState = Literal["blank", "number", "remark", "other"]
"""Remark: a number with something behind it; other: no number, or one that is not sure."""

_REMARK = re.compile(r"[^\W\d_]|[(\[〔【<]")
_CHANGE = re.compile("(?:新增|增加|增长|增|减少|减)[了:： ]?")
_LESS = "减"
_SECOND = re.compile(r"[-－—–−~～/、]\d[\d,.]*")
"""A second number behind the first: 15-15. The first is taken, both are told."""
_TIMES = tuple("十百千万亿")


@dataclass(frozen=True, slots=True)
class CellText:
    """The canonical number of a cell, "" where it has none that is sure."""

    state: CellState
    number: str = ""


def cell_text(text: str, value: Value) -> CellText:
    """What a cell's text means where the law asks for a value of this kind."""
    if not text:
        return CellText("blank")
    figure, rest = _signed_figure(text) if value.type == "signed" else figure_in(text)
    if numbers.parse(text, value) is not None:
        return CellText("remark" if rest else "number", numbers.canonical(text, value))
    if rest and _SECOND.fullmatch(rest) and numbers.parse(figure, value) is not None:
        return CellText("remark", numbers.canonical(figure, value))
    if numbers.parse(figure, value) is None or not _is_remark(rest, value):
        return CellText("other")
    return CellText("remark", numbers.canonical(figure, value))


def _signed_figure(text: str) -> tuple[str, str]:
    """A number that may be called an increase or a decrease in words, and what is told of it."""
    found = _CHANGE.match(text.strip())
    if not found:
        return figure_in(text)
    figure, rest = figure_in(text.strip()[found.end() :])
    is_plain = bool(figure) and figure[0].isdigit()
    return (f"-{figure}" if is_plain and found[0].startswith(_LESS) else figure), rest or found[0]


def _is_remark(rest: str, value: Value) -> bool:
    """Whether what follows a number leaves it what it is: 2笔 is 2, but 3万件 is not 3, nor 500元 an amount of 万元."""
    if not _REMARK.match(rest):
        return False
    if value.type == "money":
        return not value.unit
    return not rest.startswith(_TIMES)
