"""How Chinese gets into the window: what must be set for the input method that the desktop has."""

from pathlib import Path

import pytest

from app.input_method import asked_for, fcitx4_name, plugins, running, wants_fcitx, way_in

WHEELS = frozenset({"ibus", "compose", "qtvirtualkeyboard"})
PORTAL = {"IBUS_USE_PORTAL": "1", "QT_IM_MODULES": "ibus"}


@pytest.mark.parametrize(
    ("environment", "has_daemon", "set_"),
    [
        ({"QT_IM_MODULE": "fcitx"}, False, PORTAL),
        ({"QT_IM_MODULE": "fcitx5"}, False, PORTAL),
        ({"QT_IM_MODULE": "fcitx"}, True, PORTAL),  # a daemon that is installed need not be the one that runs
        ({"QT_IM_MODULES": "wayland;fcitx", "QT_IM_MODULE": "fcitx"}, False, PORTAL),
        ({"XMODIFIERS": "@im=fcitx"}, False, PORTAL),
        ({"GTK_IM_MODULE": "fcitx", "XMODIFIERS": ""}, False, PORTAL),
        ({"QT_IM_MODULE": "ibus"}, True, {}),
        ({"QT_IM_MODULE": "ibus"}, False, {"IBUS_USE_PORTAL": "1"}),
        ({"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"}, False, {}),
        ({"XMODIFIERS": "@im=ibus"}, True, {"QT_IM_MODULES": "ibus"}),
        ({"QT_IM_MODULE": "compose", "XMODIFIERS": "@im=fcitx"}, True, {}),
        ({"QT_IM_MODULE": "none"}, True, {}),
        ({"QT_IM_MODULES": "wayland;ibus"}, True, {"QT_IM_MODULES": "ibus", "IBUS_USE_PORTAL": "1"}),
        ({}, True, {}),
    ],
)
def test_the_way_in_is_opened_where_it_is_shut_and_left_where_it_is_open(environment, has_daemon, set_) -> None:
    assert way_in(environment, WHEELS, has_daemon=has_daemon) == set_


def test_a_plugin_for_fcitx_goes_before_the_way_round() -> None:
    assert way_in({"QT_IM_MODULE": "fcitx"}, WHEELS | {"fcitx5", "fcitx"}, has_daemon=True) == {}


def test_without_the_plugin_for_ibus_nothing_helps() -> None:
    assert way_in({"QT_IM_MODULE": "fcitx"}, {"compose"}, has_daemon=True) == {}


def test_what_is_set_once_is_not_set_again() -> None:
    once = {"QT_IM_MODULE": "fcitx"}
    once |= way_in(once, WHEELS, has_daemon=False)
    assert way_in(once, WHEELS, has_daemon=False) == {}


def test_what_the_desktop_names_for_qt_goes_before_what_it_names_for_all() -> None:
    assert asked_for({"QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=fcitx"}) == ("ibus",)
    assert asked_for({"XMODIFIERS": "@im=SCIM"}) == ()


@pytest.mark.parametrize(
    ("environment", "wants"),
    [
        ({"QT_IM_MODULE": "fcitx"}, True),
        ({"XMODIFIERS": "@im=fcitx"}, True),
        ({"QT_IM_MODULES": "wayland;fcitx;ibus"}, True),
        ({"QT_IM_MODULES": "ibus;fcitx"}, False),
        ({"QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=fcitx"}, False),
        ({"XMODIFIERS": "@im=ibus"}, False),
        ({}, False),
    ],
)
def test_fcitx_is_wanted_before_the_way_in_is_opened_and_after(environment, wants) -> None:
    assert wants_fcitx(environment) is wants
    assert wants_fcitx(environment | way_in(environment, WHEELS, has_daemon=False)) is wants


@pytest.mark.parametrize(
    ("display", "name"), [(":0", "Fcitx-0"), (":12.1", "Fcitx-12"), ("office:1.0", "Fcitx-1"), ("", "Fcitx-0")]
)
def test_fcitx_4_is_named_after_the_screen(display, name) -> None:
    assert fcitx4_name({"DISPLAY": display}) == f"org.fcitx.{name}"


def test_the_plugins_are_found_by_their_files(tmp_path: Path) -> None:
    folder = tmp_path / "Qt" / "plugins" / "platforminputcontexts"
    assert plugins(tmp_path) == frozenset()
    folder.mkdir(parents=True)
    for name in ("ibus", "fcitx5"):
        (folder / f"lib{name}platforminputcontextplugin.so").touch()
    (folder / "readme.txt").touch()
    assert plugins(tmp_path) == {"ibus", "fcitx5", "fcitx"}


def test_what_runs_is_found_by_the_names_of_processes(tmp_path: Path) -> None:
    for number, name in (("1", "systemd"), ("7", "fcitx5"), ("self", "ibus-daemon")):
        (tmp_path / number).mkdir()
        (tmp_path / number / "comm").write_text(f"{name}\n")
    (tmp_path / "9").mkdir()  # it has ended meanwhile
    assert running(tmp_path) == ("fcitx5",)
    assert running(tmp_path / "none") == ()


def test_the_wheels_of_pyside6_carry_the_plugin_that_the_way_in_needs() -> None:
    package = pytest.importorskip("PySide6").__file__
    assert "ibus" in plugins(Path(package).parent)
