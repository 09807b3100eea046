"""The records in a database file, read off its raw pages without SQLite: what is left where SQLite gives up.

Format: https://www.sqlite.org/fileformat2.html. A page says what it is in its first byte, and its cells can be read
whatever has become of the pages around it. Nothing here raises for damage: what makes no sense is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

TABLE_LEAF, TABLE_INNER, INDEX_LEAF, INDEX_INNER = 0x0D, 0x05, 0x0A, 0x02
_INNER = (TABLE_INNER, INDEX_INNER)
_HEADER = 100
_USUAL = 4096
SIZES = (_USUAL, *(1 << power for power in range(9, 17) if 1 << power != _USUAL))
"""Every size that a page can have, the usual one first."""


Value = int | float | bytes | None
Types = str
"""One letter a value: N nothing, I whole number, F float, T text, B bytes."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record; texts are bytes. Where its end is lost, the last value is cut and those after it None.

    `pages` are those that it stands on: its own, then those of what did not fit there.
    """

    pages: tuple[int, ...]
    is_index: bool
    number: int | None
    types: Types
    values: tuple[Value, ...]
    is_cut: bool


class Pages:
    """The pages of a file, numbered from 1."""

    def __init__(self, content: bytes, size: int = 0) -> None:
        self._content = content
        self.size = size or _size_told(content) or _USUAL
        reserved = content[20] if len(content) > 20 and not size and _size_told(content) else 0
        self._usable = self.size - (reserved if reserved <= 32 else 0)
        self.count = -(-len(content) // self.size)

    @property
    def is_usual(self) -> bool:
        """Whether the header says that the pages are as they are in every store that this program made."""
        return _size_told(self._content) == self.size == self._usable == _USUAL

    def kind(self, number: int) -> int:
        """What a page says it is; 0 for one that is not there."""
        at = self._start(number)
        return self._content[at] if 0 < number <= self.count and at < len(self._content) else 0

    def records(self, number: int) -> Iterator[Record]:
        """The records of a page, of each that can be read."""
        kind = self.kind(number)
        if kind not in (TABLE_LEAF, INDEX_LEAF, INDEX_INNER):
            return
        for at in self._cells(number):
            record = self._record(number, kind, at)
            if record is not None:
                yield record

    def children(self, number: int) -> list[int]:
        """The pages that an inner page leads to."""
        if self.kind(number) not in _INNER:
            return []
        at = self._start(number)
        told = [self._whole(at + 8, 4), *(self._whole(cell, 4) for cell in self._cells(number))]
        return [child for child in told if 1 < child <= self.count]

    def tree(self, root: int) -> Iterator[int]:
        """The pages of a tree, each once, the root first."""
        seen, waiting = set[int](), [root]
        while waiting:
            number = waiting.pop()
            if number not in seen:
                seen.add(number)
                yield number
                waiting += reversed(self.children(number))

    @cached_property
    def free(self) -> frozenset[int]:
        """The pages that are in use no more; none where the list of them is not whole."""
        found, trunk = list[int](), self._whole(32, 4)
        while 1 < trunk <= self.count and trunk not in found:
            at = (trunk - 1) * self.size
            leaves = min(self._whole(at + 4, 4), self._usable // 4)
            found += [trunk, *(self._whole(at + 8 + 4 * i, 4) for i in range(leaves))]
            trunk = self._whole(at, 4)
        is_whole = trunk == 0 and len(found) == len(set(found)) == self._whole(36, 4)
        return frozenset(found) if is_whole and all(1 < page <= self.count for page in found) else frozenset()

    def _start(self, number: int) -> int:
        """Where a page's own header begins: on the first page after that of the file."""
        return (number - 1) * self.size + (_HEADER if number == 1 else 0)

    def _whole(self, at: int, length: int) -> int:
        return int.from_bytes(self._content[at : at + length], "big")

    def _cells(self, number: int) -> Iterator[int]:
        """Where the cells of a page begin."""
        at, page = self._start(number), (number - 1) * self.size
        first = at + (12 if self.kind(number) in _INNER else 8)
        count = min(self._whole(at + 3, 2), (page + self._usable - first) // 2)
        for i in range(max(count, 0)):
            offset = self._whole(first + 2 * i, 2)
            if first - page + 2 * count <= offset < self._usable:
                yield page + offset

    def _record(self, number: int, kind: int, at: int) -> Record | None:
        rowid = None
        if kind == INDEX_INNER:
            at += 4
        try:
            length, at = self._varint(at)
            if kind == TABLE_LEAF:
                rowid, at = self._varint(at)
            payload, pages = self._payload(number, kind, at, length)
            decoded = _decoded(payload, length)
        except IndexError:  # it runs over the end of the file
            return None
        if decoded is None:
            return None
        return Record(pages, kind != TABLE_LEAF, rowid, *decoded, len(payload) < length)

    def _payload(self, number: int, kind: int, at: int, length: int) -> tuple[bytes, tuple[int, ...]]:
        """The bytes of a record, those on its own page and those on further ones, as far as they are found."""
        local = self._local(kind, length)
        end = number * self.size - self.size + self._usable
        if at + min(local, length) > end:
            return b"", ()
        if length <= local:
            return self._content[at : at + length], (number,)
        pieces, missing = [self._content[at : at + local]], length - local
        onward, seen = self._whole(at + local, 4), [number]
        while missing > 0 and 1 < onward <= self.count and onward not in seen:
            seen.append(onward)
            start = (onward - 1) * self.size
            page = self._content[start : start + self._usable]
            if not any(page):
                break
            pieces.append(page[4 : 4 + missing])
            missing -= len(pieces[-1])
            onward = int.from_bytes(page[:4], "big")
        return b"".join(pieces), tuple(seen)

    def _local(self, kind: int, length: int) -> int:
        """How much of a record stands on its own page."""
        usable = self._usable
        most = usable - 35 if kind == TABLE_LEAF else (usable - 12) * 64 // 255 - 23
        if length <= most:
            return most
        least = (usable - 12) * 32 // 255 - 23
        wanted = least + (length - least) % (usable - 4)
        return wanted if wanted <= most else least

    def _varint(self, at: int) -> tuple[int, int]:
        return _varint(self._content, at)


def _size_told(content: bytes) -> int:
    """The size of a page as the file's header has it; 0 where it has none."""
    told = int.from_bytes(content[16:18], "big")
    size = 1 << 16 if told == 1 else told
    return size if content.startswith(b"SQLite format 3") and size in SIZES else 0


def _varint(content: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where the next thing begins."""
    value = 0
    for i in range(8):
        byte = content[at + i]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + i + 1
    return _signed(value << 8 | content[at + 8], 64), at + 9


def _signed(value: int, bits: int) -> int:
    return value - (1 << bits) if value >> (bits - 1) else value


_WHOLE_LENGTHS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


def _decoded(payload: bytes, length: int) -> tuple[Types, tuple[Value, ...]] | None:
    """The values of a record; None where its header does not fit its length, so that it is none."""
    end, at = _varint(payload, 0)
    if not 1 < end <= len(payload) or end > length:
        return None
    shapes = []
    while at < end:
        code, at = _varint(payload, at)
        shape = _shape(code)
        if shape is None:
            return None
        shapes.append((code, *shape))
    if at != end or end + sum(size for _code, _letter, size in shapes) != length:
        return None
    values = list[Value]()
    for code, letter, size in shapes:
        values.append(_value(code, letter, payload[at : at + size], size))
        at += size
    return "".join(letter for _code, letter, _size in shapes), tuple(values)


def _shape(code: int) -> tuple[str, int] | None:
    """What a value is and how many bytes it has."""
    if code >= 12:
        return ("B", (code - 12) // 2) if code % 2 == 0 else ("T", (code - 13) // 2)
    if code in (0, 8, 9):
        return ("N" if code == 0 else "I", 0)
    if code == 7:
        return "F", 8
    return ("I", _WHOLE_LENGTHS[code]) if code in _WHOLE_LENGTHS else None


def _value(code: int, letter: str, content: bytes, size: int) -> Value:
    if letter in "TB":
        return content if content or not size else None
    if letter == "N" or len(content) < size:
        return None
    if letter == "F":
        import struct

        return float(struct.unpack(">d", content)[0])
    return code - 8 if code in (8, 9) else int.from_bytes(content, "big", signed=True)
