"""The store: what is saved comes back, only what changed is written, and every accident is told and loses nothing."""

import itertools
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.draft import Draft, Note, filing_of, with_value
from app.draft import new_filing as new
from app.errors import StoreError
from app.figures import blanks
from app.form_file import editions
from app.i18n import use_language
from app.store import ChangedElsewhere, Reason, State, Store, file, open_store, short_ids
from app.store.schema import STEPS

FEES = "proactive/fees/amount"
RECEIVED = "applications/received/applicant.natural_person"


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


def ticking() -> Iterator[datetime]:
    start = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
    return (start + timedelta(minutes=i) for i in itertools.count())


def draft(organization: str = "湛河区教育体育局", year: int = 2023, **values: str) -> Draft:
    return Draft(
        "disclosure", organization, year, MappingProxyType({k.replace("__", "/"): v for k, v in values.items()})
    )


def with_text(old: Draft, address: str, text: str) -> Draft:
    return replace(old, values=MappingProxyType({**old.values, address: text}))


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(sql).fetchall()


# What is saved comes back


weird = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40)
addresses = st.sampled_from([a for form in editions() for a in form.addresses])
kinds = st.sampled_from(["doubt", "printed_total", "carried", "confirmed", "unplaced", "heading", "figure"])
notes = st.lists(st.builds(Note, kinds, addresses | weird, weird, weird), max_size=4).map(tuple)
drafts = st.builds(
    Draft,
    st.just("disclosure"),
    weird,
    st.sampled_from([2019, 2020, 2021, 2023]),
    st.dictionaries(addresses, weird | st.sampled_from(["0.10", "00", "1e5", "-2", "٣"]), max_size=8).map(
        MappingProxyType
    ),
    notes,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=drafts, then=drafts)
def test_a_draft_comes_back_as_it_was_added_and_as_it_was_saved(store: Store, first: Draft, then: Draft) -> None:
    id = store.add(first)
    assert store.load(id).draft == first
    store.save(id, first, then)
    assert store.load(id).draft == then


@pytest.mark.parametrize("edition", editions(), ids=lambda form: form.edition)
def test_every_address_of_an_edition_keeps_its_text(store: Store, edition) -> None:
    filing = new("disclosure", "某局", edition.first_year)
    for address in edition.addresses:
        if address not in ("cover/year", "cover/organization"):
            filing = with_value(filing, address, "7")
    assert store.load(store.add(filing.draft)).draft == filing.draft


def test_an_amount_keeps_its_last_zero(store: Store, path: Path) -> None:
    old = draft(proactive__fees__amount="0.10")
    assert store.load(store.add(old)).draft.values[FEES] == "0.10"
    assert rows(path, "select typeof(text), text from draft_values") == [("text", "0.10")]


def test_another_process_reads_what_was_saved(store: Store, path: Path) -> None:
    id = store.add(draft(overview="第一段\n第二段"))
    code = (
        "import sys; from pathlib import Path; from app.store import open_store\n"
        "print(ascii(open_store(Path(sys.argv[1])).load(sys.argv[2]).draft.values['overview']))"
    )
    done = subprocess.run([sys.executable, "-c", code, path, id], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ascii("第一段\n第二段")


# Saving


def test_only_what_changed_is_written(store: Store) -> None:
    old = replace(
        draft(overview="一", problems="二"), notes=(Note("doubt", "overview", "甲"), Note("doubt", "problems", "乙"))
    )
    id = store.add(old)
    written: list[str] = []
    store._connection.set_trace_callback(written.append)
    store.save(id, old, with_text(old, "overview", "三"))
    store._connection.set_trace_callback(None)
    touched = [sql for sql in written if sql.startswith(("insert", "delete")) and "draft_values" in sql]
    assert len(touched) == 1
    assert not [sql for sql in written if sql.startswith("insert") and "into notes" in sql]
    assert "三" in touched[0]


def test_times_are_those_of_the_clock_and_kept_to_the_microsecond(path: Path) -> None:
    moments = iter([datetime(2026, 1, 5, 10, 0, 0, 5, tzinfo=UTC), datetime(2026, 1, 5, 10, 32, tzinfo=UTC)])
    with open_store(path, clock=lambda: next(moments)) as store:
        old = draft()
        id = store.add(old)
        assert store.save(id, old, with_text(old, "overview", "一")) == datetime(2026, 1, 5, 10, 32, tzinfo=UTC)
        entry = store.load(id)
    assert (entry.created.microsecond, entry.saved.minute) == (5, 32)
    assert rows(path, "select created from drafts") == [("2026-01-05T10:00:00.000005+00:00",)]


def test_a_draft_changed_elsewhere_is_not_written_over(store: Store, path: Path) -> None:
    old = draft(overview="一")
    id = store.add(old)
    with open_store(path) as elsewhere:
        elsewhere.save(id, old, with_text(old, "problems", "别处"))
    with pytest.raises(ChangedElsewhere, match="changed elsewhere"):
        store.save(id, old, with_text(old, "overview", "这里"))
    assert store.load(id).draft == with_text(old, "problems", "别处")


def test_a_save_that_is_already_there_may_be_repeated(store: Store) -> None:
    old = draft()
    id = store.add(old)
    new = with_text(old, "overview", "一")
    assert store.save(id, old, new) == store.save(id, old, new)


def test_a_fault_in_the_middle_takes_the_whole_save_back(store: Store) -> None:
    old = draft(overview="一")
    id = store.add(old)
    broken = replace(old, values=MappingProxyType({"overview": "二"}), notes=(Note("doubt", "x", object()),))
    with pytest.raises(sqlite3.Error):
        store.save(id, old, broken)
    assert store.load(id).draft == old


def test_the_place_and_the_state_are_kept_beside_the_draft(store: Store) -> None:
    id = store.add(draft())
    saved = store.load(id).saved
    store.remember_place(id, RECEIVED)
    store.set_state(id, State.IN_REVIEW)
    entry = store.load(id)
    assert (entry.place, entry.state, entry.saved) == (RECEIVED, State.IN_REVIEW, saved)


# Finding drafts


def test_the_list_has_the_newest_year_first_then_what_was_saved_last(path: Path) -> None:
    clock = ticking()
    with open_store(path, clock=lambda: next(clock)) as store:
        for organization, year in (("甲", 2022), ("乙", 2023), ("丙", 2023)):
            store.add(draft(organization, year, overview="文", problems="文"))
        listed = store.entries()
    assert [(one.organization, one.year, one.filled) for one in listed] == [
        ("丙", 2023, 2),
        ("乙", 2023, 2),
        ("甲", 2022, 2),
    ]


def test_the_counts_of_values_and_of_blanks_follow_each_save(store: Store) -> None:
    old = draft(overview="一", problems="二")
    id = store.add(old)
    (before,) = store.entries()
    store.save(id, old, draft(overview="一"))
    (after,) = store.entries()
    assert (before.filled, after.filled) == (2, 1)
    assert before.blank == len(blanks(filing_of(old)))
    assert after.blank == before.blank + 1


def test_the_blanks_of_a_year_without_a_form_are_not_known(store: Store) -> None:
    store.add(draft(year=1999))
    assert store.entries()[0].blank == -1


def test_a_thousand_drafts_are_listed_without_their_values(store: Store, path: Path) -> None:
    store.add(draft())
    with closing(sqlite3.connect(path)) as db, db:
        db.executemany(
            "insert into drafts (id, family, organization, year, state, created, saved)"
            " values (?, 'disclosure', '某局', 2023, 'drafting', ?, ?)",
            [
                (f"{i:032x}", "2026-01-05T10:00:00.000000+00:00", "2026-01-05T10:00:00.000000+00:00")
                for i in range(1000)
            ],
        )
    read: list[str] = []
    store._connection.set_trace_callback(read.append)
    assert len(store.entries()) == 1001
    assert len(read) == 3
    assert "draft_values" not in "".join(read)


def test_last_year_is_the_same_bodys_report_that_was_saved_last(path: Path) -> None:
    clock = ticking()
    with open_store(path, clock=lambda: next(clock)) as store:
        store.add(draft("甲", 2022, overview="旧"))
        store.add(draft("甲", 2022, overview="新"))
        store.add(draft("乙", 2022, overview="他人"))
        found = store.last_year(draft("甲", 2023))
        assert found is not None
        assert found.draft.values["overview"] == "新"
        assert store.last_year(draft("甲", 2022)) is None


def test_a_draft_is_found_by_the_beginning_of_its_id(store: Store) -> None:
    id = store.add(draft())
    assert store.load(id[:8].upper()).id == id


@pytest.mark.parametrize("id", ["", "zz", "%", "\udcff", "不是"])
def test_an_unknown_id_is_told(store: Store, id: str) -> None:
    store.add(draft())
    with pytest.raises(StoreError, match="There is no draft"):
        store.load(id)


def test_an_id_that_fits_several_drafts_names_them(store: Store, path: Path) -> None:
    store.add(draft())
    times = ("2026-01-05T10:00:00.000000+00:00",) * 2
    with closing(sqlite3.connect(path)) as db, db:
        for id in ("abc1", "abc2"):
            db.execute(
                "insert into drafts (id, family, organization, year, state, created, saved)"
                " values (?, 'disclosure', '某局', 2023, 'drafting', ?, ?)",
                (id, *times),
            )
    with pytest.raises(StoreError, match="abc1, abc2"):
        store.load("abc")


def test_short_ids_tell_the_drafts_apart() -> None:
    ids = ["0123456789ab", "0123456789cd", "ffffffffffff"]
    assert list(short_ids(ids).values()) == ["0123456789a", "0123456789c", "fffffffffff"]
    assert short_ids([]) == {}


# Stores of earlier releases


RELEASED = sorted((Path(__file__).parents[1] / "data" / "stores").glob("*.db"))
each_release = pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)


@pytest.fixture
def copy(path: Path, released: Path) -> Path:
    path.parent.mkdir()
    shutil.copyfile(released, path)
    return path


def versions_in(path: Path, id: str) -> set[object]:
    there = rows(path, "select name from sqlite_master where name = 'versions'")
    return {number for (number,) in rows(path, f"select number from versions where draft = '{id}'")} if there else set()


@each_release
def test_a_store_of_a_release_opens_with_all_that_was_in_it(copy: Path, released: Path) -> None:
    written = rows(released, "select id, organization, year, state, saved, place from drafts")
    with open_store(copy) as store:
        for id, *columns in written:
            entry = store.load(id)
            kept = [entry.draft.organization, entry.draft.year, entry.state, entry.saved.isoformat("T", "microseconds")]
            assert [*kept, entry.place] == columns
            values = rows(released, f"select address, text from draft_values where draft = '{id}'")
            assert sorted(entry.draft.values.items()) == sorted(values)
            notes = rows(
                released, f"select kind, place, text, fingerprint from notes where draft = '{id}' order by position"
            )
            assert [(n.kind, n.place, n.text, n.fingerprint) for n in entry.draft.notes] == notes
            assert store.versions(id)
            assert all(store.version(id, version.number).year == entry.draft.year for version in store.versions(id))
            assert store.history(id)[-1].state == entry.state
            assert {version.number for version in store.versions(id)} >= versions_in(released, id)
    assert len(written) >= 4


@each_release
def test_a_store_of_a_release_is_written_and_searched(copy: Path) -> None:
    with open_store(copy) as store:
        open_ones = [one for one in store.entries() if one.state in (State.DRAFTING, State.IN_REVIEW)]
        for one in open_ones:
            old = store.load(one.id).draft
            store.save(one.id, old, with_text(old, "overview", "群众信访"))
            assert store.load(one.id).draft == with_text(old, "overview", "群众信访")
        assert {hit.id for hit in store.search("信访")} >= {one.id for one in open_ones}
        assert open_ones


def test_an_upgrade_counts_the_blanks_and_keeps_a_version_of_each_draft(path: Path) -> None:
    path.parent.mkdir()
    shutil.copyfile(RELEASED[0], path)
    with open_store(path) as store:
        for one in store.entries():
            entry = store.load(one.id)
            assert one.blank == len(blanks(filing_of(entry.draft)))
            (version,) = store.versions(one.id)
            assert (version.reason, version.filled) == (Reason.UPGRADE, one.filled)
            assert store.version(one.id, version.number) == entry.draft
            assert [(event.at, event.state) for event in store.history(one.id)] == [(entry.created, entry.state)]


def test_a_fault_after_the_upgrade_does_not_keep_the_drafts_away(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise sqlite3.OperationalError

    path.parent.mkdir()
    shutil.copyfile(RELEASED[0], path)
    monkeypatch.setattr("app.store.rows.count_blanks", fail)
    with open_store(path) as store:
        assert {one.blank for one in store.entries()} == {-1}
        assert len(store.entries()) == 4


def test_a_backup_goes_before_each_upgrade_and_only_there(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[list[tuple[object, ...]]] = []
    monkeypatch.setattr(
        "app.store.backup.back_up_before_upgrade",
        lambda store: kept.append(rows(store, "select name from _sqlite_migrations")),
    )
    path.parent.mkdir()
    shutil.copyfile(RELEASED[0], path)
    for _ in range(2):
        with open_store(path) as store:
            store.add(draft())
    assert kept == [[("0001_drafts",)]]
    with open_store(path.with_name("new.db")) as store:
        store.add(draft())
    assert len(kept) == 1


# The file


def test_looking_makes_no_file(path: Path) -> None:
    with open_store(path) as store:
        assert store.entries() == ()
        assert store.last_year(draft()) is None
        with pytest.raises(StoreError, match="no draft"):
            store.load("abc")
    assert not path.parent.exists()


def test_an_empty_file_stays_empty_until_a_draft_is_added(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    with open_store(path) as store:
        assert store.entries() == ()
        assert path.stat().st_size == 0
        assert store.load(store.add(draft())).draft == draft()


@pytest.mark.skipif(sys.platform == "win32", reason="mode bits")
def test_file_and_folders_are_for_the_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "份" / "草稿" / "库 100%?#.db"
    with open_store(path) as store:
        store.add(draft())
    modes = [stat.S_IMODE(one.stat().st_mode) for one in (path, path.parent, path.parent.parent)]
    assert modes == [0o600, 0o700, 0o700]


def test_a_commit_is_synced_to_the_disk_and_journalled_beside_the_file(store: Store) -> None:
    store.add(draft())
    answers = [store._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "journal_mode")]
    assert answers == [3, "delete"]
    assert store._connection.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_a_store_at_hand_is_opened_without_the_migration_library(path: Path) -> None:
    with open_store(path) as store:
        store.add(draft())
    code = (
        "import sys; from pathlib import Path; from app.store import open_store\n"
        "assert open_store(Path(sys.argv[1])).entries() and 'sqlite_utils' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code, path], check=True)


def test_the_steps_applied_are_recorded_in_the_store(store: Store, path: Path) -> None:
    store.add(draft())
    assert rows(path, "select migration_set, name from _sqlite_migrations") == [("gongkai", name) for name in STEPS]


# Accidents


@contextmanager
def mode(path: Path, bits: int) -> Iterator[None]:
    before = stat.S_IMODE(path.stat().st_mode)
    path.chmod(bits)
    yield
    path.chmod(before)


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_read_only_store_is_read_and_refuses_to_be_written(path: Path, what: str) -> None:
    with open_store(path) as store:
        old = draft()
        id = store.add(old)
        with mode(path, 0o400) if what == "file" else mode(path.parent, 0o500), open_store(path) as other:
            assert other.load(id).draft == old
            for write in (
                lambda: other.add(old),
                lambda: other.save(id, old, with_text(old, "overview", "一")),
                lambda: store.save(id, old, with_text(old, "overview", "一")),
                lambda: other.set_state(id, State.FINAL),
            ):
                with pytest.raises(StoreError, match="is read-only: its drafts can be read, but this change was not"):
                    write()
        store.save(id, old, with_text(old, "overview", "一"))
        assert store.load(id).draft.values["overview"] == "一"


def test_a_store_that_becomes_writable_is_written(path: Path) -> None:
    with open_store(path) as store:
        store.add(draft())
    with open_store(path) as store:
        with mode(path, 0o400):
            assert len(store.entries()) == 1
        store.add(draft())
        assert len(store.entries()) == 2


def test_an_empty_read_only_file_takes_no_draft(path: Path) -> None:
    path.parent.mkdir()
    path.touch(mode=0o400)
    with open_store(path) as store, pytest.raises(StoreError, match="read-only"):
        store.add(draft())


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("x")
    with open_store(tmp_path / "文件" / "a" / "b.db") as store, pytest.raises(StoreError, match="cannot be made"):
        store.add(draft())
    told = pytest.raises(StoreError, match=r"cannot be made \(no right to write there\)")
    with mode(tmp_path, 0o500), open_store(tmp_path / "a" / "b.db") as store, told:
        store.add(draft())
    assert not (tmp_path / "a").exists()


def test_a_locked_store_is_told_and_used_when_it_is_free(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file, "PATIENCE", 0.05)
    with open_store(path) as store:
        old = draft()
        id = store.add(old)
    new = with_text(old, "overview", "一")
    with closing(sqlite3.connect(path, isolation_level=None)) as other, open_store(path) as store:
        other.execute("BEGIN EXCLUSIVE")
        for act in (lambda: open_store(path), store.entries, lambda: store.save(id, old, new)):
            with pytest.raises(StoreError, match="in use by another program"):
                act()
        other.execute("ROLLBACK")
        store.save(id, old, new)
        assert store.load(id).draft == new


@pytest.mark.parametrize("content", [b"PK\x03\x04" + b"x" * 2000, "政府信息公开".encode() * 300])
def test_a_file_of_another_kind_is_left_as_it_is(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(StoreError, match="is not a store of this program"):
        open_store(path)
    assert path.read_bytes() == content


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is not a store"):
        open_store(tmp_path)


def test_another_programs_database_is_left_as_it_is(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as db:
        db.execute("create table songs (name text)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="is not a store of this program"):
        open_store(path)
    assert path.read_bytes() == before


def test_a_store_of_a_newer_version_is_left_as_it_is(path: Path) -> None:
    with open_store(path) as store:
        store.add(draft())
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at) values ('gongkai', '9999_future', '')"
        )
    before = path.read_bytes()
    with pytest.raises(StoreError, match="newer version"):
        open_store(path)
    assert path.read_bytes() == before


def test_a_store_of_an_older_version_is_brought_up_to_date_or_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(path) as store:
        id = store.add(draft())
    monkeypatch.setitem(STEPS, "9998_next", lambda db: db.execute("create table next (id text)"))
    with mode(path, 0o400), pytest.raises(StoreError, match="older version and read-only"):
        open_store(path)
    with open_store(path) as store:
        assert store.load(id).draft == draft()
    assert rows(path, "select name from _sqlite_migrations") == [(name,) for name in STEPS]


def test_a_step_that_fails_leaves_the_store_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(db: object) -> None:
        db.execute("drop table notes")
        raise RuntimeError

    with open_store(path) as store:
        id = store.add(draft())
    with monkeypatch.context() as patched:
        patched.setitem(STEPS, "9998_next", fail)
        with pytest.raises(RuntimeError):
            open_store(path)
    with open_store(path) as store:
        assert store.load(id).draft == draft()


def test_a_full_disk_is_told_and_the_save_can_be_repeated(store: Store) -> None:
    old = draft(overview="一")
    id = store.add(old)
    new = with_text(old, "problems", "字" * 100_000)
    pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
    store._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="The disk is full: this change could not be saved"):
        store.save(id, old, new)
    assert store.load(id).draft == old
    store.save(id, old, new)
    assert store.load(id).draft == new


def test_a_damaged_store_is_told_and_left_as_it_is(path: Path) -> None:
    with open_store(path) as store:
        id = store.add(draft(overview="字" * 5000))
    damaged = bytearray(path.read_bytes())
    damaged[4096:] = os.urandom(len(damaged) - 4096)
    path.write_bytes(damaged)
    with pytest.raises(StoreError, match=r"damaged|cannot be used"), open_store(path) as store:
        store.load(id)
    assert path.read_bytes() == damaged


@pytest.mark.parametrize(
    "wrong",
    ["saved = '2026-91-23T00:00:00+00:00'", "state = 'draftinG'", "organization = x'00ff'", "year = 'zwanzig'"],
)
def test_a_row_that_this_program_never_wrote_is_told_as_damage(path: Path, wrong: str) -> None:
    with open_store(path) as store:
        id = store.add(draft())
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("pragma ignore_check_constraints = on")
        db.execute(f"update drafts set {wrong}")
    with open_store(path) as store:
        with pytest.raises(StoreError, match="damaged"):
            store.load(id)
        with pytest.raises(StoreError, match="damaged"):
            store.entries()


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be moved there")
def test_a_store_taken_away_while_open_is_told_and_not_begun_anew(store: Store, path: Path) -> None:
    old = draft()
    id = store.add(old)
    new = with_text(old, "overview", "一")
    path.parent.rename(path.parent.with_name("stick"))
    for act in (store.entries, lambda: store.save(id, old, new), lambda: store.add(old)):
        with pytest.raises(StoreError, match="is no longer there"):
            act()
    assert not path.parent.exists()
    path.parent.with_name("stick").rename(path.parent)
    store.save(id, old, new)
    assert store.load(id).draft == new


def test_two_programs_may_begin_the_same_store_at_once(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from app.draft import Draft; from app.store import open_store\n"
        "open_store(Path(sys.argv[1])).add(Draft('disclosure', sys.argv[2], 2023))"
    )
    started = [subprocess.Popen([sys.executable, "-c", code, path, str(i)]) for i in range(4)]
    assert [one.wait(60) for one in started] == [0, 0, 0, 0]
    with open_store(path) as store:
        assert sorted(one.organization for one in store.entries()) == ["0", "1", "2", "3"]
