"""Text that lost its line ends and its cell borders, taken apart by what the form prints: titles, labels, numbers.

A page copied as one line is parted at the sections' titles; within a section with tables labels and numbers that touch
each other become rows. Anything else stays the text that it was, in its place.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby, pairwise

from app.form import Form, Section
from app.match.lexicon import find, labels_of
from app.match.lines import Line
from app.match.surroundings import is_around_text
from app.match.title import usual_name
from app.match.words import folded_signs, words

_NUMERALS = "一二三四五六七八九"
_LONG = 120
"""Characters: a shorter line is never several sections."""
_MISPRINTED = 0.2
"""How much of a title's letters may be others; it may be so many letters shorter or longer."""
_SHORTER, _LONGER = 3, 6
_SAME_BEGINNING, _LONGEST_TITLE = 5, 26
_BEGINS = re.compile(r"\d{4}年|[（(]一[）)]|\s")
"""How a section's text begins behind a title in other words, of which the first letters are the law's."""
_NUMBER = re.compile(r"[+-]?\d[\d,.]*[^\W\d_]{0,2}(?=[\s\d+-]|$)|[+-]?\d[\d,.]*")
_NEXT_NUMBER = re.compile(r"(?<=\d)(\d)[.、．]$")
_NUMBERS_AHEAD = re.compile(rf"(\d[\d\s.]*?)(?:\s+(?=\D)|(?=[（(])|(?=[{_NUMERALS}]{{1,2}}$))")
_NUMBERS_BEHIND = re.compile(r"(?<=[^\d\s.,+-])\s?([+-]?\d[\d\s]*)$")
"""Numbers of the row before that text follows after a blank; numbers behind a label that is misprinted."""
_TITLE_WITHIN = 400
_LONGEST_WORD = 24


def unglued(form: Form, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, those that hold several sections parted at the titles, the report's own title included."""
    return tuple(piece for line in lines for piece in _sections(form, line))


def _sections(form: Form, line: Line) -> Iterator[Line]:
    text = line.text
    cuts = _titles(form, text) if line.is_single and len(text) > _LONG else []
    if len(cuts) < 2:
        parts = list(_front(form, text)) if line.is_single else []
        yield from (_piece(line, part) for part in parts) if len(parts) > 1 else (line,)
        return
    yield from (_piece(line, part) for part in _front(form, text[: cuts[0][0]]))
    for (start, end), following in zip(cuts, [*(cut[0] for cut in cuts[1:]), len(text)], strict=True):
        yield _piece(line, text[start:end])
        yield from (_piece(line, part) for part in _ends(text[end:following]))


def _piece(line: Line, text: str) -> Line:
    return replace(line, cells=(text.strip(),), columns=(0,), is_row=False, whole="", is_glued=True)


def _front(form: Form, text: str) -> Iterator[str]:
    """What stands before the first section, parted where text follows the title after a blank.

    The words up to the title's end come one by one, then those that a page prints behind it, then the rest.
    """
    name = usual_name(form)
    is_named = bool(name) and name[-1] in text[:_TITLE_WITHIN]
    ends = [found.end() for found in _name_pattern(name).finditer(text[:_TITLE_WITHIN])] if is_named else []
    if not ends:
        return iter((text,) if text.strip() else ())
    ahead, rest = text[: ends[-1]].split(), text[ends[-1] :].split(" ")
    count = next((place for place, word in enumerate(rest) if _is_prose(word)), 0)
    words_around = rest[:count] if any(is_around_text(word) for word in rest[:count]) else []
    return (part for part in (*ahead, *words_around, " ".join(rest[len(words_around) :])) if part.strip())


@lru_cache(maxsize=16)
def _name_pattern(name: str) -> re.Pattern[str]:
    return re.compile(r"\W{0,2}".join(map(re.escape, name)) + r"\s+(?=\S)")


def _is_prose(word: str) -> bool:
    return len(word) > _LONGEST_WORD or "《" in word or "。" in word


def _ends(text: str) -> Iterator[str]:
    """A section's text; what follows its last full stop after a blank, an office and a date, is a line of its own."""
    found = re.search(r"(?<=\S)\s+(?=\S{2,40}\s?\d{4}年\d{1,2}月\d{1,2}日\s*$)", text)
    parts = (text[: found.start()], text[found.end() :]) if found else (text,)
    return (part for part in parts if part.strip())


def _titles(form: Form, text: str) -> list[tuple[int, int]]:
    """Where the titles of sections stand in a text, in the order of the form: each with the law's number before it."""
    cuts: list[tuple[int, int]] = []
    begin = 0
    for section in form.sections:
        if section.title and section.kind != "fields":
            found = _title(section.title, text, begin)
            if found:
                cuts.append(found)
                begin = found[1]
    return cuts


def _title(title: str, text: str, begin: int) -> tuple[int, int] | None:
    """The first place with the title word for word; else the first with nearly its words behind its number."""
    exact = _title_pattern(title).search(text, begin)
    if exact:
        return exact.span()
    from rapidfuzz.distance import Levenshtein

    asked = words(title).text
    number = re.escape(title[0]) + r"\s?[、.．,，]"
    for found in re.finditer(number, text[begin:]):
        start = begin + found.end()
        ends = range(start + len(asked) - _SHORTER, start + len(asked) + _LONGER)
        distances = ((Levenshtein.distance(words(text[start:end]).text, asked), end) for end in ends)
        distance, _off, end = min((far, abs(end - start - len(asked)), end) for far, end in distances)
        if distance <= len(asked) * _MISPRINTED:
            return begin + found.start(), end
        if text.startswith(asked[:_SAME_BEGINNING], start) and (
            cut := _BEGINS.search(text, start, start + _LONGEST_TITLE)
        ):
            return begin + found.start(), cut.start()
    return None


@lru_cache(maxsize=64)
def _title_pattern(title: str) -> re.Pattern[str]:
    letters = [re.escape(char) for char in title if char.isalnum()]
    return re.compile(letters[0] + r"\s?[、.．,，]\s?" + r"[^\w]{0,2}".join(letters[1:]))


# Rows


@dataclass(frozen=True, slots=True)
class _Token:
    """A label, some numbers, or other text, from where to where it stands."""

    kind: str
    text: str


def rows_in(form: Form, section: Section, line: Line) -> tuple[Line, ...]:
    """The rows of a table whose labels and numbers touch each other in a line; the line itself where none do."""
    if line.is_row or not line.filled or not section.bands:
        return (line,)
    tokens = list(_tokens(form, section, line.text))
    if not _is_table(tokens):
        return (line,)
    return tuple(replace(line, cells=cells, columns=tuple(range(len(cells))), is_row=len(cells) > 1, whole="")
                 for cells in _rows(tokens))  # fmt: skip


def _is_table(tokens: Sequence[_Token]) -> bool:
    """Whether two labels touch each other, or one touches a number; a sentence may hold a label and a number too."""
    kinds = [token.kind for token in tokens]
    pairs = list(pairwise(kinds))
    touching = sum("label" in (one[:5], two[:5]) and "text" not in (one, two) for one, two in pairs)
    return len(tokens) > 1 and touching > kinds.count("text")


def _rows(tokens: Sequence[_Token]) -> Iterator[tuple[str, ...]]:
    """The cells of each row: a row's label with its numbers, a head's labels together, text alone."""
    row: list[str] = []
    head: list[str] = []
    for kind, group in groupby(tokens, key=lambda token: token.kind):
        texts = [token.text for token in group]
        if kind == "label.column":
            yield from _closed(row)
            head += texts
            continue
        yield from _closed(head)
        if kind == "number":
            row += [word for text in texts for word in text.split()]
            yield from _closed(row)
        elif kind == "label.row":
            yield from ((text,) for text in texts[:-1])
            row.append(texts[-1])
        else:
            yield from _closed(row)
            yield from ((text,) for text in texts)
    yield from _closed(row)
    yield from _closed(head)


def _closed(cells: list[str]) -> Iterator[tuple[str, ...]]:
    if cells:
        yield tuple(cells)
        cells.clear()


def _tokens(form: Form, section: Section, text: str) -> Iterator[_Token]:
    """Labels, and between them numbers or text; the number in front of a label is the label's."""
    plain = folded_signs(text)
    place = 0
    for found in _labels_pattern(form, section).finditer(plain):
        yield from _between(form, section, text[place : found.start()])
        yield _Token(_kind(form, section, text[found.start() : found.end()]), text[found.start() : found.end()])
        place = found.end()
    yield from _between(form, section, text[place:])


def _between(form: Form, section: Section, text: str) -> Iterator[_Token]:
    """What stands between two labels: numbers, a label that is misprinted, or text."""
    stripped = text.strip(" \t\u3000\xa0")
    if not stripped:
        return
    own = _NEXT_NUMBER.sub("", stripped)
    if _is_numbers(own):
        yield _Token("number", own)
        return
    ahead, behind = _NUMBERS_AHEAD.match(stripped), _NUMBERS_BEHIND.search(stripped)
    if ahead:
        yield _Token("number", ahead[1])
        yield _Token("text", stripped[ahead.end() :])
    elif behind and _kind(form, section, stripped[: behind.start()]) != "text":
        yield _Token(_kind(form, section, stripped[: behind.start()]), stripped[: behind.start()])
        yield _Token("number", behind[1])
    else:
        yield _Token(_kind(form, section, stripped), stripped)


def _is_numbers(text: str) -> bool:
    return bool(text) and not _NUMBER.sub("", text).strip(" \t\u3000\xa0+-")


def _kind(form: Form, section: Section, text: str) -> str:
    """What a text is: a label of a row or a column, a band's title or corner, or text."""
    kinds = [hit.term.kind for hit in find(form, text) if hit.term.section is section]
    if not kinds:
        return "text"
    if "column" in kinds or "corner" in kinds:
        return "label.column" if "row" not in kinds or not words(text).number else "label.row"
    return "label.row" if "row" in kinds else "label.band"


@lru_cache(maxsize=64)
def _labels_pattern(form: Form, section: Section) -> re.Pattern[str]:
    """Any label of the section's tables with its number in front, the longest first."""
    known = {text for label in labels_of(form, section) for text in (label, _without_remark(label))}
    ordered = sorted(known, key=lambda text: -len(words(text).text))
    return re.compile("|".join(_label_pattern(label) for label in ordered if words(label).text))


def _without_remark(label: str) -> str:
    return re.sub(r"[（(][^（）()]*[）)]$", "", label) or label


@lru_cache(maxsize=1024)
def _label_pattern(label: str) -> str:
    """A label's letters with whatever signs between them; its number must have a sign behind it."""
    asked = words(label)
    inner = r"[^\w]{0,2}".join(map(re.escape, asked.text))
    closing = r"[）)”\"]?"
    if asked.number is None:
        return rf"[（(]?{inner}{closing}"
    numeral = _NUMERALS[asked.number - 1] if 0 < asked.number <= len(_NUMERALS) else str(asked.number)
    return rf"(?:[（(]?(?:{numeral}|{asked.number})[）)、.．,，]{{1,2}}\s?)?{inner}{closing}"
