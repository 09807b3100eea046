"""No place of a text is left to be written: ＿, ××, XX where a figure or a name is meant (statutory rule A6)."""

import re
from collections.abc import Iterator

from app.draft import Filing
from app.finding import Finding
from app.form import Form, Section
from app.i18n import _, n_
from app.naming import name_of
from app.rules.base import Check

_MEANT = r"(?=[县市区镇乡局委办人元件条个份次项网街路年月日。，；：、）)]|$)"
_SIGN = re.compile(
    rf"＿+|_{{2,}}|×{{2,}}|×(?=[件条个份次项元人家起年月日])|○{{2,}}|(?:[ＸX]{{2,}}|[ｘx]{{2,}}){_MEANT}"
)
_IN_ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+|(?:https?://|www\.)[^\s，。；、）)]+", re.ASCII)
_HIDDEN = re.compile(
    r"(?<![一-鿿])[一-鿿]×{1,2}(?=诉|先生|女士|同志|等[0-9一二三四五六七八九十人]|、[一-鿿]×)|(?<=、)[一-鿿]×{1,2}(?=诉|等)"
)
"""A name of which only the family's is told, as the law asks of personal data: 张××诉."""
_AROUND = 8

UNFILLED = "text.unfilled"
"""The finding of a text in which something is still to be written."""


def texts_written(form: Form, section: Section) -> Iterator[Check]:
    """One check for a narrative: the signs that stand for what is still to be written, all in one finding."""
    if section.kind == "narrative":
        yield Check(frozenset((section.id,)), lambda filing, last: _findings(form, section, filing))


def _findings(form: Form, section: Section, filing: Filing) -> tuple[Finding, ...]:
    found = _signs(filing.value(section.id))
    if not found:
        return ()
    text = n_(
        "{place}: something is still to be written: “{around}”",
        "{place}: {count} things are still to be written, the first: “{around}”",
        len(found),
    )
    return (
        Finding(
            code=UNFILLED,
            rule="A6",
            severity="warning",
            addresses=(section.id,),
            message=text.format(place=name_of(form, section.id), count=len(found), around=found[0]),
            values=tuple(found),
            mend=_("Write what is meant over the sign, or take the words out."),
        ),
    )


def _signs(text: str) -> list[str]:
    """The signs with a few characters around each; none of an address of the net, or of a hidden name."""
    plain = _IN_ADDRESS.sub(_blank, text)
    plain = _HIDDEN.sub(_blank, plain) if "×" in plain else plain
    return [
        text[max(found.start() - _AROUND, 0) : found.end() + _AROUND].strip().replace("\n", " ")
        for found in _SIGN.finditer(plain)
    ]


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])
