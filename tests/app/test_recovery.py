"""A damaged store: what can be read comes back, and the damaged file stays as it is."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.draft import Draft, Note, new_filing, with_values
from app.errors import StoreError
from app.i18n import use_language
from app.store import Entry, Reason, State, Store, open_store, proof
from app.store.near_ids import nearest
from app.store.pages import Pages
from app.store.recovery import NothingReadable, is_damaged, recover
from app.store.salvage import Found, salvaged
from app.store.tables import TABLES

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
PAGE = 4096
SENTENCE = "某局坚持以公开为常态、不公开为例外。"
OLD = Path(__file__).parents[1] / "data" / "stores" / "0.1.0.db"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "drafts" / "gongkai.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with open_store(path) as opened:
        yield opened


def draft(organization: str = "某局", year: int = 2023, **texts: str) -> Draft:
    filing = new_filing("disclosure", organization, year)
    tables = [section for section in filing.form.sections if section.kind == "table"]
    values = {address: "7" for section in tables for address in filing.form.entries(section)}
    return with_values(filing, values | texts).draft


def contents(path: Path) -> dict[str, Entry]:
    with open_store(path) as store:
        return {one.id: store.load(one.id) for one in (*store.entries(), *store.deleted())}


def pages_with(path: Path, table: str) -> list[int]:
    """The pages of a table, without the schema's help: SQLite's own account of them."""
    with closing(sqlite3.connect(path)) as db:
        root = db.execute("select rootpage from sqlite_master where name = ?", (table,)).fetchone()[0]
    return list(Pages(path.read_bytes()).tree(root))


def zero(path: Path, *pages: int) -> bytes:
    content = bytearray(path.read_bytes())
    for page in pages:
        content[(page - 1) * PAGE : page * PAGE] = bytes(PAGE)
    path.write_bytes(content)
    return bytes(content)


def spoil(path: Path, old: bytes, new: bytes) -> None:
    """Other bytes of the same length, wherever they stand on pages of this kind."""
    content = path.read_bytes()
    assert len(old) == len(new)
    assert old in content
    path.write_bytes(content.replace(old, new, 1))


# What is recovered


def test_a_store_without_damage_comes_back_whole(store: Store, path: Path) -> None:
    ids = [store.add(draft(f"某局{n}"), reason=Reason.IMPORT) for n in range(3)]
    store.set_state(ids[0], State.FILED, by="张三", remark="已报送")
    store.delete(ids[1])
    before, versions, history = contents(path), store.versions(ids[0]), store.history(ids[0])
    store.close()
    assert not is_damaged(path)
    result = recover(path, NOW)
    assert (result.whole, result.partial, result.lost, result.missing) == (3, 0, 0, 0)
    assert contents(path) == before
    assert (store.versions(ids[0]), store.history(ids[0])) == (versions, history)
    assert "3 drafts were recovered whole." in result.told


@pytest.mark.parametrize("length", [16, 100, PAGE])
def test_a_store_whose_header_is_destroyed_is_recovered_though_it_does_not_open(store, path: Path, length: int) -> None:
    for number in range(4):
        store.add(draft(f"某局{number}", overview=SENTENCE * 100))
    before = contents(path)
    store.close()
    damaged = bytes(length) + path.read_bytes()[length:]
    path.write_bytes(damaged)
    with pytest.raises(StoreError, match=r"is not a store|damaged"):
        open_store(path)
    assert is_damaged(path)
    result = recover(path, NOW)
    assert contents(path) == before
    assert result.aside.read_bytes() == damaged
    assert result.aside.parent == path.parent
    assert result.aside.name.startswith("gongkai.db.damaged-20260302-")


def test_a_store_of_an_older_version_is_recovered_into_one_of_today(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(OLD.read_bytes())
    with closing(sqlite3.connect(path)) as db:
        drafts = db.execute("select count(*) from drafts").fetchone()[0]
    zero(path, 1)
    assert recover(path, NOW).whole == drafts
    assert len(contents(path)) == drafts


@pytest.mark.parametrize("has_versions", [True, False])
def test_a_draft_whose_own_line_is_lost_gets_it_from_its_versions(store, path: Path, has_versions: bool) -> None:
    reason = Reason.IMPORT if has_versions else None
    id = store.add(draft("某局", 2020, overview="2020年，某局办理……2020年"), reason=reason)
    store.set_state(id, State.IN_REVIEW)
    other = None if has_versions else store.versions(id)[0].number
    store.close()
    if other:
        with closing(sqlite3.connect(path)) as db, db:
            db.execute("delete from versions")
    before = contents(path)[id].draft
    zero(path, *pages_with(path, "drafts"))
    result = recover(path, NOW)
    entry = contents(path)[id]
    assert (result.whole, result.partial) == (0, 1)
    assert (entry.draft.year, dict(entry.draft.values), entry.state) == (2020, dict(before.values), State.IN_REVIEW)
    if has_versions:
        assert entry.draft == before
    else:
        assert entry.draft.organization == "unknown organization"
        assert [note.kind for note in entry.draft.notes] == ["doubt"]
    assert any("某局 2020" in line or "unknown organization 2020" in line for line in result.told)


def test_a_draft_without_any_identity_is_likely_of_the_one_body_that_there_is(store: Store, path: Path) -> None:
    for year in (2021, 2022, 2023):
        store.add(draft("某局", year))
    lost = store.add(draft("某局", 2024, overview="2024年"))
    store.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("pragma foreign_keys = off")
        db.execute("delete from drafts where id = ?", (lost,))
    recover(path, NOW)
    found = contents(path)[lost].draft
    assert (found.organization, found.year) == ("某局", 2024)
    assert found.notes[0].place == "cover/organization"


def test_where_all_values_are_lost_the_newest_version_stands_in(store: Store, path: Path) -> None:
    kept = draft(overview="一")
    id = store.add(kept, reason=Reason.IMPORT)
    store.close()
    zero(path, *pages_with(path, "draft_values"))
    result = recover(path, NOW)
    assert contents(path)[id].draft == kept
    assert result.partial == 1


def test_values_that_are_missing_are_counted(store: Store, path: Path) -> None:
    ids = [store.add(draft(f"某局{n}")) for n in range(4)]
    store.close()
    before = contents(path)
    zero(path, pages_with(path, "draft_values")[2])
    result = recover(path, NOW)
    found = contents(path)
    missing = sum(len(before[id].draft.values) - len(found[id].draft.values) for id in ids)
    assert result.missing == missing > 0
    assert result.whole + result.partial == 4
    assert any(f"{missing} values of them are missing" in line for line in result.told)


def test_a_text_that_has_lost_its_end_stays_with_a_doubt(store: Store, path: Path) -> None:
    id = store.add(draft(overview=SENTENCE * 600))
    store.close()
    content = path.read_bytes()
    last = max(n for n in range(1, len(content) // PAGE) if SENTENCE.encode() in content[(n - 1) * PAGE : n * PAGE])
    zero(path, last)
    result = recover(path, NOW)
    found = contents(path)[id].draft
    assert 1000 < len(found.values["overview"]) < len(SENTENCE * 600)
    assert (SENTENCE * 600).startswith(found.values["overview"].rstrip("\ufffd"))
    assert [(note.kind, note.place) for note in found.notes] == [("doubt", "overview")]
    assert result.partial == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"in_review", b"in_reviGw"),
        (b"unplaced", b"unplaZed"),
        (b"problems", b"prablems"),
        ("一段话".encode(), "一段话".encode().replace(b"\xe6", b"\x06")),
    ],
)
def test_a_letter_that_damage_has_changed_is_mended_or_kept(store: Store, path: Path, old: bytes, new: bytes) -> None:
    added = replace(draft(problems="一段话"), notes=(Note("unplaced", "", "乙"),))
    id = store.add(added, State.IN_REVIEW)
    store.close()
    spoil(path, old, new)
    recover(path, NOW)
    entry = contents(path)[id]
    assert entry.state is State.IN_REVIEW
    assert entry.draft.notes[0] == added.notes[0]
    assert entry.draft.values["problems"].endswith("话")
    assert entry.draft.values.keys() == added.values.keys()


def test_rows_of_an_id_that_damage_has_changed_go_to_their_draft(store: Store, path: Path) -> None:
    id = store.add(draft(overview="一"))
    before = contents(path)
    store.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("update draft_values set draft = ? where address = 'overview'", ("!" + id[1:],))
    recover(path, NOW)
    assert contents(path) == before


def test_a_value_whose_place_cannot_be_told_becomes_a_note(store: Store, path: Path) -> None:
    id = store.add(draft())
    store.close()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("insert into draft_values (draft, address, text) values (?, 'qqqqqqqqqq', '三十件')", (id,))
    result = recover(path, NOW)
    (note,) = contents(path)[id].draft.notes
    assert note.kind == "unplaced"
    assert "三十件" in note.text
    assert result.partial == 1


def test_what_makes_no_sense_is_left_out_and_counted(store: Store, path: Path) -> None:
    id = store.add(draft(), reason=Reason.IMPORT)
    store.keep_version(id, Reason.EXPORT, "送审稿")
    store.close()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("update versions set content = zeroblob(900) where number = 1")
        db.execute("update events set at = 'yesterday'")
    result = recover(path, NOW)
    assert [version.name for version in store.versions(id)] == ["送审稿"]
    assert store.history(id) == ()
    assert "2 damaged rows were left out." in result.told


def test_pages_that_are_no_longer_in_use_give_nothing(store: Store, path: Path) -> None:
    ids = [store.add(draft(f"某局{n}")) for n in range(6)]
    store.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("pragma secure_delete = off")
        db.execute("pragma foreign_keys = on")
        db.execute("delete from drafts where id <> ?", (ids[0],))
    assert "某局5".encode() in path.read_bytes()
    recover(path, NOW)
    assert contents(path).keys() == {ids[0]}


def test_what_was_half_done_is_taken_back_and_the_journal_set_aside_too(store: Store, path: Path) -> None:
    store.add(draft(overview=SENTENCE * 100))
    before = contents(path)
    store.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("pragma cache_size = 1")
        db.execute("begin")
        db.execute("delete from draft_values")
        db.executemany("insert into draft_values values ('x', ?, ?)", [(str(n), SENTENCE) for n in range(900)])
        half, journal = path.read_bytes(), path.with_name("gongkai.db-journal").read_bytes()
        db.execute("rollback")
    path.write_bytes(half)
    path.with_name("gongkai.db-journal").write_bytes(journal)
    aside = recover(path, NOW).aside
    assert contents(path) == before
    assert aside.read_bytes() == half
    assert aside.with_name(aside.name + "-journal").read_bytes() == journal
    assert not path.with_name("gongkai.db-journal").exists()


def test_blocks_that_the_disk_does_not_give_any_more_cost_only_themselves(store, path: Path, monkeypatch) -> None:
    id = store.add(draft())
    store.close()
    read = Path.read_bytes
    failing = [True]

    def bad(self: Path) -> bytes:
        if self == path and failing.pop():
            raise OSError(5, "Input/output error")
        return read(self)

    monkeypatch.setattr(Path, "read_bytes", bad)
    assert recover(path, NOW).whole == 1
    assert contents(path).keys() == {id}


# What is left alone


@pytest.mark.parametrize("content", [b"PK\x03\x04" + bytes(range(256)) * 200, b"x", b"", "公开".encode() * 9000])
def test_a_file_of_another_kind_is_left_where_and_as_it_is(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(NothingReadable, match="no draft was found"):
        recover(path)
    assert {one: one.read_bytes() for one in path.parent.iterdir()} == {path: content}


def test_where_there_is_no_file_there_is_nothing_to_recover(path: Path) -> None:
    with pytest.raises(StoreError, match="no longer there"):
        recover(path)
    assert not path.parent.exists()


def test_no_damaged_file_overwrites_another(store: Store, path: Path) -> None:
    store.add(draft())
    store.close()
    asides = {recover(path, NOW).aside for _ in range(3)}
    assert len(asides) == 3
    assert all(aside.exists() for aside in asides)


def test_a_disk_that_refuses_the_new_store_leaves_the_damaged_one(store: Store, path: Path, monkeypatch) -> None:
    store.add(draft())
    store.close()
    damaged = zero(path, 1)

    def refuse(db: object, temporary: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(proof, "_copy", refuse)
    with pytest.raises(StoreError, match="the disk is full"):
        recover(path)
    assert {one: one.read_bytes() for one in path.parent.iterdir()} == {path: damaged}


# Looking for damage


@pytest.mark.parametrize("page", [2, 3, 5, 8])
def test_damage_is_seen_by_reading_all(store: Store, path: Path, page: int) -> None:
    store.add(draft(), reason=Reason.IMPORT)
    store.close()
    content = bytearray(path.read_bytes())
    content[(page - 1) * PAGE : page * PAGE] = random.Random(page).randbytes(PAGE)
    path.write_bytes(content)
    assert is_damaged(path)
    assert path.read_bytes() == content


def test_what_is_not_there_has_no_damage(path: Path) -> None:
    assert not is_damaged(path)
    path.parent.mkdir()
    path.touch()
    assert not is_damaged(path)


def test_a_store_in_use_is_told_and_not_called_damaged(store: Store, path: Path, monkeypatch) -> None:
    store.add(draft())
    monkeypatch.setattr(proof, "PATIENCE", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="in use by another program"):
            is_damaged(path)


# Raw pages


@pytest.mark.parametrize("size", [512, 1024, 4096, 8192, 65536])
@pytest.mark.parametrize("has_header", [True, False])
def test_raw_pages_give_what_sqlite_gives(store: Store, path: Path, size: int, has_header: bool) -> None:
    chance = random.Random(size)
    for number in range(5):
        texts = {name: SENTENCE * chance.randrange(1, 300) for name in ("overview", "problems")}
        notes = tuple(Note("unplaced", "", SENTENCE * chance.randrange(40)) for _ in range(chance.randrange(4)))
        store.add(replace(draft(f"某局{number}", **texts), notes=notes), chance.choice(list(State)), Reason.IMPORT)
    store.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(f"pragma page_size = {size}")
        db.execute("vacuum")
        expected = {t.name: {t.key_of(row): row for row in t.rows(db)} for t in TABLES}
    if not has_header:
        path.write_bytes(bytes(100) + path.read_bytes()[100:])
    found = raw(path)
    assert {name: found.rows[name] | found.stray[name] for name in expected} == expected
    assert found.hurt == set()


def raw(path: Path) -> Found:
    """What the raw pages give where SQLite gives nothing."""
    content = path.read_bytes()
    path.write_bytes(b"no database")
    return salvaged(path, content)


@pytest.mark.parametrize("seed", range(6))
def test_no_bytes_make_the_reading_of_pages_fail(path: Path, seed: int) -> None:
    chance = random.Random(seed)
    path.parent.mkdir()
    path.write_bytes(b"".join(bytes([chance.choice([2, 5, 10, 13])]) + chance.randbytes(PAGE - 1) for _ in range(40)))
    with pytest.raises(NothingReadable):
        recover(path)


@pytest.mark.parametrize(
    ("word", "found"),
    [("final", "final"), ("fimal", "final"), ("fxxal", "final"), ("fxxxl", None), ("finals", None), ("fioed", "filed")],
)
def test_a_damaged_word_is_the_one_that_it_can_only_have_been(word: str, found: str | None) -> None:
    assert nearest(word, [state.value for state in State]) == found
