"""What the doctor finds on a good computer and on broken ones, in words a clerk can act on."""

import json
import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from app.commands import main
from app.doctor import Computer, Health, Result, examine, in_words, name_of, worst
from app.doctor import program as program_room
from app.doctor.computer import without_window
from app.doctor.system import input_method_of
from app.draft import new_filing, with_value
from app.fonts import families as names_of_font
from app.layout import load
from app.settings import Settings, save_settings
from app.store import open_store
from app.store.backup import back_up_now

WHEELS = frozenset({"ibus", "compose"})
FONTS = frozenset(load().fonts)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with a draft, backed up here and on a stick."""
    path, stick = tmp_path / "库" / "gongkai.db", tmp_path / "stick"
    stick.mkdir()
    with open_store(path) as opened:
        opened.add(with_value(new_filing("disclosure", "某局", 2023), "overview", "文字").draft)
    save_settings(path, Settings(second_place=str(stick)))
    back_up_now(path, datetime.now(UTC), stick)
    return path


@pytest.fixture
def computer(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Computer:
    """A computer that has everything: an input method that is reached, the official fonts, a large screen."""
    package = tmp_path / "PySide6"
    folder = package / "Qt" / "plugins" / "platforminputcontexts"
    folder.mkdir(parents=True)
    (folder / "libibusplatforminputcontextplugin.so").touch()
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("QT_IM_MODULE", "fcitx")
    monkeypatch.setattr("app.doctor.system.running", lambda: ("fcitx5",))
    office = tmp_path / "soffice"
    office.touch()
    monkeypatch.setattr("app.readers.office.soffice", lambda: office)
    return Computer(store, FONTS, FONTS, "6.9.3", package, (1920, 1040, 1.25))


def bad(results: tuple[Result, ...]) -> list[tuple[str, str]]:
    return [(one.subject, one.said) for one in results if one.health is not Health.GOOD]


def the(results: tuple[Result, ...], subject: str) -> Result:
    return next(one for one in results if one.subject == subject)


def test_on_a_good_computer_everything_is_good(computer: Computer) -> None:
    results = examine(computer)
    assert bad(results) == []
    assert [one.subject for one in results] == [
        "年报库", "年报库的位置", "备份", "磁盘", "输入法", "字体", "屏幕", "程序的组成部分", "LibreOffice", "版本",
    ]  # fmt: skip
    assert all(one.advice == "" for one in results)
    assert worst(results) is Health.GOOD


def test_nothing_is_written_by_a_look(computer: Computer) -> None:
    before = {path: path.read_bytes() for path in computer.store.parent.rglob("*") if path.is_file()}
    examine(computer)
    assert {path: path.read_bytes() for path in computer.store.parent.rglob("*") if path.is_file()} == before


# Broken computers


def test_a_store_that_may_not_be_written(computer: Computer) -> None:
    computer.store.chmod(0o400)
    found = the(examine(computer), "年报库")
    assert found.health is Health.BAD
    assert "只能读、不能写" in found.said
    assert "请允许写入" in found.advice


def test_a_folder_in_which_no_store_can_be_made(computer: Computer, tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    found = the(examine(replace(computer, store=folder / "new" / "gongkai.db")), "年报库")
    assert found.health is Health.BAD
    assert str(folder) in found.said


def test_a_damaged_store(computer: Computer) -> None:
    content = bytearray(computer.store.read_bytes())
    content[4096 : 4096 + 2000] = os.urandom(2000)
    computer.store.write_bytes(content)
    found = the(examine(computer), "年报库")
    assert found.health is Health.BAD
    assert "已损坏" in found.said
    assert "恢复" in found.advice


def test_a_file_that_is_no_store(computer: Computer) -> None:
    computer.store.write_text("not a database, and long enough to be looked at" * 50)
    found = the(examine(computer), "年报库")
    assert found.health is Health.BAD
    assert str(computer.store) in found.said


def test_the_store_of_another_program(computer: Computer) -> None:
    computer.store.unlink()
    with closing(sqlite3.connect(computer.store)) as db:
        db.execute("create table other (x)")
        db.commit()
    assert the(examine(computer), "年报库").health is Health.BAD


def test_a_store_of_a_newer_version(computer: Computer) -> None:
    with closing(sqlite3.connect(computer.store)) as db:
        db.execute("insert into _sqlite_migrations values (99, 'gongkai', '9999_later', 'now')")
        db.commit()
    found = the(examine(computer), "年报库")
    assert found.health is Health.BAD
    assert "更新版本" in found.said
    assert "安装新版本" in found.advice


def test_a_store_of_an_older_version_is_no_fault(computer: Computer, tmp_path: Path) -> None:
    old = tmp_path / "old" / "gongkai.db"
    old.parent.mkdir()
    shutil.copyfile(Path(__file__).parents[1] / "data" / "stores" / "0.1.0.db", old)
    found = the(examine(replace(computer, store=old)), "年报库")
    assert found.health is Health.GOOD
    assert "旧版本" in found.said


def test_a_computer_without_chinese_fonts(computer: Computer) -> None:
    found = the(examine(replace(computer, families=frozenset({"DejaVu Sans"}), chinese=frozenset())), "字体")
    assert found.health is Health.BAD
    assert "方框" in found.said
    assert "fonts-noto-cjk" in found.advice


def test_a_computer_that_lacks_the_official_fonts_is_told_what_is_shown_instead(computer: Computer) -> None:
    at_hand = frozenset({"Noto Sans CJK SC", *names_of_font("宋体")})
    found = the(examine(replace(computer, families=at_hand, chinese=at_hand)), "字体")
    assert found.health is Health.NOTE
    assert "方正小标宋简体" in found.said
    assert "黑体（用Noto Sans CJK SC代替显示）" in found.said


def test_a_full_disk(computer: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
    room = shutil.disk_usage(computer.store.parent)
    kinds = ((20, Health.BAD, "20 MB"), (300, Health.NOTE, "300 MB"), (3000, Health.GOOD, "3000 MB"))
    for megabytes, health, told in (*kinds, (71_938, Health.GOOD, "70 GB")):
        monkeypatch.setattr(shutil, "disk_usage", lambda _path, free=megabytes: room._replace(free=free * 1024**2))
        found = the(examine(computer), "磁盘")
        assert found.health is health
        assert told in found.said
        assert ("腾出空间" in found.advice) is (health is not Health.GOOD)


def test_a_disk_that_takes_no_more_files(computer: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.doctor.keeping._has_no_room_for_files", lambda folder: True)
    assert the(examine(computer), "磁盘").health is Health.BAD


@pytest.mark.parametrize(
    ("environment", "runs", "plugins", "health", "said"),
    [
        ({"QT_IM_MODULE": "fcitx"}, ("fcitx5",), WHEELS, Health.GOOD, "Fcitx 5 在运行，已接通"),
        ({"QT_IM_MODULE": "ibus"}, ("ibus-daemon",), WHEELS, Health.GOOD, "IBus 在运行，已接通"),
        ({"QT_IM_MODULE": "fcitx"}, (), WHEELS, Health.BAD, "没有输入法在运行"),
        ({"QT_IM_MODULE": "fcitx"}, ("fcitx",), WHEELS, Health.GOOD, "Fcitx 4 在运行，已接通"),
        ({"XMODIFIERS": "@im=fcitx"}, ("fcitx",), frozenset({"compose"}), Health.GOOD, "自带的接口"),
        ({"QT_IM_MODULE": "ibus"}, ("fcitx",), WHEELS, Health.NOTE, "没有指定"),
        ({"QT_IM_MODULE": "fcitx"}, ("fcitx",), WHEELS | {"fcitx"}, Health.GOOD, "直接接通"),
        ({}, ("fcitx5",), WHEELS, Health.NOTE, "没有指定"),
        ({"QT_IM_MODULE": "ibus"}, ("ibus-daemon",), frozenset({"compose"}), Health.BAD, "缺少"),
    ],
)
def test_an_input_method(environment, runs, plugins, health, said) -> None:
    found = input_method_of(environment, runs, plugins)
    assert found.health is health
    assert said in found.said
    assert bool(found.advice) is (health is not Health.GOOD)


def test_an_input_method_cannot_be_looked_at_without_a_desktop(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert the(examine(computer), "输入法").health is Health.NOTE


@pytest.fixture
def resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what comes with the program, in its place."""
    from app import form_file, layout
    from app.paths import resources

    folder = tmp_path / "resources"
    shutil.copytree(resources(), folder, ignore=shutil.ignore_patterns("*.docx"))
    (folder / "templates").mkdir(exist_ok=True)
    (folder / "templates" / "report.docx").touch()
    monkeypatch.setattr(program_room, "folder_of", lambda: folder)
    monkeypatch.setattr("app.layout.resources", lambda: folder)
    monkeypatch.setattr("app.form_file.form_folders", lambda: (folder / "forms",))
    for module in (form_file, layout):  # caches of their own: the forms of the other tests stay the same objects
        for name, one in list(vars(module).items()):
            if hasattr(one, "cache_clear"):
                monkeypatch.setattr(module, name, cache(one.__wrapped__))
    return folder


@pytest.mark.parametrize("room", ["icons", "samples", "phrases", "checks", "translations", "fonts"])
def test_a_part_of_the_program_that_is_missing(room: str, resources: Path, computer: Computer) -> None:
    assert the(examine(computer), "程序的组成部分").health is Health.GOOD
    shutil.rmtree(resources / room)
    found = the(examine(computer), "程序的组成部分")
    assert found.health is Health.BAD
    assert room in found.said
    assert "重新安装程序" in found.advice


def test_forms_that_are_missing(resources: Path, computer: Computer) -> None:
    shutil.rmtree(resources / "forms")
    found = the(examine(computer), "程序的组成部分")
    assert found.health is Health.BAD


def test_a_form_that_is_half_written(computer: Computer, resources: Path) -> None:
    form = next((resources / "forms").glob("*/*.toml"))
    form.write_bytes(form.read_bytes()[:3000])
    found = the(examine(computer), "程序的组成部分")
    assert found.health is Health.BAD
    assert form.name in found.said


def test_a_computer_without_libreoffice_can_do_all_but_read_old_files(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.readers.office.soffice", lambda: None)
    found = the(examine(computer), "LibreOffice")
    assert found.health is Health.NOTE
    assert ".wps" in found.said


def test_a_small_screen_and_one_that_nobody_knows(computer: Computer) -> None:
    assert the(examine(replace(computer, screen=(1092, 580, 1.25))), "屏幕").health is Health.NOTE
    assert "屏幕" not in {one.subject for one in examine(replace(computer, screen=None))}


# Where the store is, and its backups


@pytest.mark.parametrize(
    ("folder", "service"),
    [("OneDrive", "OneDrive"), ("OneDrive - 某局", "OneDrive"), ("我的坚果云", "坚果云"), ("WPS云盘", "WPS 云盘")],
)
def test_a_store_in_a_folder_that_is_kept_in_step(
    folder: str, service: str, computer: Computer, tmp_path: Path
) -> None:
    found = the(examine(replace(computer, store=tmp_path / folder / "年报" / "gongkai.db")), "年报库的位置")
    assert found.health is Health.NOTE
    assert service in found.said


def test_a_store_on_a_network_drive(computer: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.doctor.keeping.on_network", lambda path: "cifs")
    found = the(examine(computer), "年报库的位置")
    assert found.health is Health.NOTE
    assert "网络盘" in found.said


def test_a_store_without_a_backup_or_without_a_second_place(computer: Computer) -> None:
    save_settings(computer.store, Settings())
    assert "第二个位置" in the(examine(computer), "备份").advice
    shutil.rmtree(computer.store.parent / "backups")
    assert the(examine(computer), "备份").said == "还没有"


def test_a_backup_that_is_old_counts_only_where_something_has_changed_since(computer: Computer) -> None:
    backup = next((computer.store.parent / "backups").glob("*.db"))
    long_ago = datetime.now().astimezone() - timedelta(days=60)
    backup.rename(backup.with_name(f"gongkai-{long_ago:%Y%m%d-%H%M%S}.db"))
    assert "现在就做" in the(examine(computer), "备份").advice
    before = (long_ago - timedelta(days=1)).timestamp()
    os.utime(computer.store, (before, before))
    assert "现在就做" not in the(examine(computer), "备份").advice


# Words and the command line


def test_what_is_seen_can_be_printed(computer: Computer) -> None:
    text = in_words((Result("磁盘", Health.BAD, "满了", "腾出空间"), Result("屏幕", Health.GOOD, "大")))
    assert text == "［坏］磁盘：满了\n    怎么办：腾出空间\n［好］屏幕：大"
    assert [name_of(one) for one in Health] == ["好", "注意", "坏"]


@pytest.mark.parametrize(("health", "code"), [(Health.GOOD, 0), (Health.NOTE, 1), (Health.BAD, 2)])
def test_the_exit_code_says_how_grave_it_is(
    health: Health, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("app.doctor.examine", lambda computer: (Result("磁盘", health, "满", "空"),))
    assert main(["doctor"]) == code
    assert "磁盘：满" in capsys.readouterr().out
    assert main(["doctor", "--json"]) == code
    assert json.loads(capsys.readouterr().out) == [
        {"subject": "磁盘", "health": health.value, "said": "满", "advice": "空"}
    ]


def test_the_command_line_looks_at_the_store_that_is_named(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store.write_bytes(b"")
    main(["--store", str(store), "doctor", "--json"])
    results = json.loads(capsys.readouterr().out)
    assert str(store) in results[0]["said"]


def test_a_look_that_the_world_refuses_does_not_end_the_others(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path) -> object:
        raise OSError("refused")

    monkeypatch.setattr(shutil, "disk_usage", refused)
    results = examine(computer)
    assert the(results, "检查").health is Health.BAD
    assert the(results, "版本").health is Health.GOOD


def test_fonts_are_found_without_a_window() -> None:
    found = without_window(Path("x.db"))
    if shutil.which("fc-list"):
        assert found.families
        assert found.chinese is not None
        assert found.chinese <= found.families
    else:
        assert found.families is None
