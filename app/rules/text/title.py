"""The title names office and year as reports do (mistake 19), and the signature is the office's (mistake 20)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from app.draft import ORGANIZATION, Filing
from app.finding import Finding
from app.form import Address, Form, Section, Severity
from app.i18n import _
from app.rules.base import Check
from app.rules.text.telling import Said, check, own_fields, own_value, told
from app.rules.text.vocabulary import vocabulary

TITLE, SIGNED_BY, SHORT = "title", "signed_by", "short_name"
"""Ids of the fields of the cover that hold names."""

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_BESIDE = re.compile("关于|年度?")
_LEAST_NAME = 2
_DOUBLED = re.compile("年度(?=.*年度)")


def title(form: Form, section: Section) -> Iterator[Check]:
    """One check of the title and one of the signature, where the cover has them; a blank one is made by the program."""
    names = tuple(own_fields(form, ORGANIZATION, SHORT))
    for asked in section.fields:
        address = f"{section.id}/{asked.id}"
        if asked.id == TITLE and form.title:
            yield check((address, *names), partial(_of_title, address))
        elif asked.id == SIGNED_BY:
            yield check((address, *names), partial(_of_signature, address))


@dataclass(frozen=True, slots=True)
class _Fault:
    """What is wrong with a title, and the title that is meant where there is only one."""

    id: str
    message: str
    meant: str = ""
    severity: Severity = "warning"


def _of_title(address: Address, filing: Filing, last: Filing | None) -> Iterator[Finding]:
    text = "".join(filing.value(address).split())
    usual = filing.form.title.format(organization=filing.draft.organization, year=filing.draft.year)
    for one in _faults(filing, text) if text else ():
        names = {"year": filing.draft.year, "name": filing.draft.organization, "words": _ending(filing.form)}
        values = (filing.value(address), *filter(None, (one.meant,)))
        mend = _("Write {title}, or leave the field blank: the title is made of name and year.")
        said = Said(
            one.message.format(title=text, **names),
            words=one.id,
            values=values,
            mend=mend.format(title=one.meant or usual),
            severity=one.severity,
        )
        yield told("title", address, said)


def _faults(filing: Filing, text: str) -> Iterator[_Fault]:
    years, own, ending = set(_YEAR.findall(text)), str(filing.draft.year), _ending(filing.form)
    if not years:
        yield _Fault("yearless", _("The title “{title}” names no year; the report is that of {year}."))
    elif own not in years:
        meant = _YEAR.sub(own, text) if len(years) == 1 else ""
        yield _Fault("year", _("The title “{title}” names another year; the report is that of {year}."), meant)
    if not _is_named(filing, text):
        yield _Fault("nameless", _("The title “{title}” does not name {name}."))
    if not text.endswith(ending):
        yield _Fault("ending", _("The title “{title}” does not end with “{words}”."))
    elif _DOUBLED.search(text):
        meant = _DOUBLED.sub("年", text)
        yield _Fault("doubled", _("The title “{title}” has the word for “year” twice."), meant, "info")


def _ending(form: Form) -> str:
    """What every title ends with."""
    return form.title.rpartition("}")[2].removeprefix("年")


def _is_named(filing: Filing, text: str) -> bool:
    """Whether what stands beside the year and the usual ending is the office's name, or short for it."""
    parts = (_BESIDE.sub("", part) for part in _YEAR.split(text.removesuffix(_ending(filing.form))))
    named = next(filter(None, parts), "")
    names = ("".join(name.split()) for name in (filing.draft.organization, own_value(filing, SHORT)) if name)
    return len(named) >= _LEAST_NAME and any(_is_short_for(named, one) or _is_short_for(one, named) for one in names)


def _of_signature(address: Address, filing: Filing, last: Filing | None) -> Iterator[Finding]:
    signed, name = "".join(filing.value(address).split()), "".join(filing.draft.organization.split())
    if not signed or not name or signed == own_value(filing, SHORT) or _may_sign(signed, name):
        return
    message = _("The report is signed by “{signed}”, but is that of “{name}”.")
    mend = _("If it is misspelt or an earlier name, write {name}.")
    said, how = message.format(signed=signed, name=name), mend.format(name=name)
    yield told("signature", address, Said(said, values=(filing.value(address), filing.draft.organization), mend=how))


def _may_sign(signed: str, name: str) -> bool:
    """Whether one name is short for the other, or an office that works for it."""
    joins = vocabulary().offices.joins
    bases = (signed, *(signed.removesuffix(one) for one in joins if signed.endswith(one)))
    return any(_is_short_for(one, name) or _is_short_for(name, one) for one in bases if one)


def _is_short_for(short: str, name: str) -> bool:
    """Whether the characters of a name stand in the other one, in their order: 市科委 in 市科学技术委员会."""
    rest = iter(name)
    return all(sign in rest for sign in short)
