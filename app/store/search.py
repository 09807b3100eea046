"""Words sought in every text of every draft. Read through and through: an index of three letters finds no 年报."""

import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from itertools import islice

from app.draft import ORGANIZATION
from app.entry import Hit
from app.errors import AppError
from app.form import Address
from app.form_file import form_for
from app.store.columns import decoding, text, whole

MOST = 500
"""More hits than anybody reads."""

_AROUND = 20
_CHARACTERS = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
_NARROW = range(0x21, 0x7F)
_TO_WIDE = 0xFEE0
_DRAFTS = """
    select id, family, organization, year from drafts where deleted = ''
    order by year desc, organization, saved desc, id"""
_TEXTS = """
    select address, text from draft_values indexed by words
    where draft = ? and ltrim(text, '-') glob '*[^0-9.]*' and instr(text, ?) order by address"""


class Sought:
    """What is looked for: in a text with all the words, the whole phrase if it stands there, or else the first word.

    Upper and lower case, full and half width are the same. `characters` stand as they are in each text that has the
    words: SQLite passes over the others sooner.
    """

    def __init__(self, words: str) -> None:
        words = unicodedata.normalize("NFC", words)
        self.characters = max(_CHARACTERS.findall(words), key=len, default="")
        each = [_pattern(word) for word in words.split()]
        self._words = [re.compile(one, re.IGNORECASE) for one in each]
        self._phrase = re.compile(r"\s*".join(each), re.IGNORECASE)

    def __bool__(self) -> bool:
        return bool(self._words)

    def found(self, text: str) -> tuple[int, int] | None:
        """From where to where; None where a word is missing."""
        first = self._words[0].search(text)
        if first is None or not all(word.search(text) for word in self._words[1:]):
            return None
        return (self._phrase.search(text) or first).span()


def search(db: sqlite3.Connection, words: str) -> tuple[Hit, ...]:
    """The places where all the words stand: newest year first, then by organization and address."""
    sought = Sought(words)
    return tuple(islice(_hits(db, sought), MOST)) if sought else ()


def _hits(db: sqlite3.Connection, sought: Sought) -> Iterator[Hit]:
    for id, family, organization, year in _drafts(db):
        if span := sought.found(organization):
            yield _hit(id, _address_of_organization(family, year), organization, span)
        for address, value in _texts(db, id, sought.characters):
            if span := sought.found(value):
                yield _hit(id, address, value, span)


def _drafts(db: sqlite3.Connection) -> list[tuple[str, str, str, int]]:
    with decoding():
        rows = db.execute(_DRAFTS).fetchall()
        return [(text(id), text(family), text(body), whole(year)) for id, family, body, year in rows]


def _texts(db: sqlite3.Connection, id: str, characters: str) -> list[tuple[Address, str]]:
    with decoding():
        return [(text(address), text(value)) for address, value in db.execute(_TEXTS, (id, characters))]


def _hit(id: str, address: Address, text: str, span: tuple[int, int]) -> Hit:
    """The text around the words in one line, an ellipsis where something is left out."""
    begin, end = max(span[0] - _AROUND, 0), span[1] + _AROUND
    before = ("…" if begin else "") + text[begin : span[0]]
    words = text[slice(*span)]
    after = text[span[1] : end] + ("…" if end < len(text) else "")
    line = (before + words + after).replace("\n", " ")
    return Hit(id, address, line, len(before), len(before) + len(words))


def _address_of_organization(family: str, year: int) -> Address:
    """Where the name of the organization stands in the form of the year; "" where there is none."""
    try:
        fields = form_for(family, year).fields
    except AppError:
        return ""
    return next((address for address, field in fields.items() if field.id == ORGANIZATION), "")


def _pattern(word: str) -> str:
    return "".join(map(_either, word))


def _either(letter: str) -> str:
    """The pattern of a letter; of one that has two widths, in both."""
    for narrow in (ord(letter), ord(letter) - _TO_WIDE):
        if narrow in _NARROW:
            return f"[{re.escape(chr(narrow))}{chr(narrow + _TO_WIDE)}]"
    return re.escape(letter)
