"""The packages: what is locked, what goes along, what is refused, what the scripts say where something is missing."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from app import __version__
from app.paths import HANDED_ON

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGING = ROOT / "packaging"
LOCK = (PACKAGING / "requirements-build.txt").read_text(encoding="utf-8")
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+) \\$", re.MULTILINE)


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch):
    """A module of `packaging/`, by its name."""
    monkeypatch.syspath_prepend(str(PACKAGING))
    return import_module


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


# The lock


def test_every_part_of_the_lock_has_hashes_and_nothing_names_a_host() -> None:
    parts = re.split(r"\n(?=[a-z])", LOCK.split("\n", 6)[-1])
    assert len(parts) > 20
    assert all("==" in part and "--hash=sha256:" in part for part in parts)
    assert not re.search(r"https?:|--(extra-)?index|--find-links|@ |(?<!via )/", LOCK.replace("packaging/", ""))


def test_the_lock_packs_the_versions_that_the_suite_passes_with() -> None:
    constraints = dict(
        line.split("==") for line in (PACKAGING / "constraints.txt").read_text().split("\n") if "==" in line
    )
    tried = {plain(name): version for name, version in constraints.items()}
    locked = {plain(name): version for name, version in PINNED.findall(LOCK)}
    assert {name: version for name, version in locked.items() if tried.get(name, version) != version} == {}
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*wanted["dependencies"], *wanted["optional-dependencies"]["window"]]
    assert {plain(re.split(r"[<>=]", one)[0]) for one in asked} <= locked.keys() & tried.keys()


def test_the_licence_of_every_part_of_the_lock_is_told() -> None:
    told = plain((PACKAGING / "LICENSES.md").read_text(encoding="utf-8"))
    assert [name for name, _version in PINNED.findall(LOCK) if plain(name) not in told] == []


def test_every_dependency_stands_with_a_reason_and_a_licence() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").split("[project.scripts]")[0].splitlines()
    asked = [line for line in lines if re.match(r'\s+"[A-Za-z]', line)]
    assert len(asked) > 20
    assert [line for line in asked if not re.search(r"# .+\(.*[A-Z].*\)", line)] == []


# What goes along


@pytest.mark.parametrize(
    ("target", "wanted"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqeglfs.so", False),
        ("PySide6\\plugins\\platforms\\qwindows.dll", True),
        ("PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so", True),
        ("PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so", False),
        ("PySide6/Qt/translations/qtbase_zh_TW.qm", True),
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("PySide6/Qt/lib/libQt6Widgets.so.6", True),
        ("PySide6/Qt/lib/libQt6Quick.so.6", False),
        ("PySide6\\Qt6Qml.dll", False),
        ("libicudata.so.73", True),
        ("libxcb-cursor.so.0", True),
        ("libfontconfig.so.1", False),
        ("babel/locale-data/zh_Hant_HK.dat", True),
        ("babel/locale-data/fr.dat", False),
        ("opencc/clib/share/opencc/t2s.json", True),
        ("opencc/clib/include/opencc/opencc.h", False),
        ("rapidfuzz/fuzz_cpp.cpython-311-x86_64-linux-gnu.so", True),
        ("rapidfuzz/fuzz_cpp_avx2.cpython-311-x86_64-linux-gnu.so", False),
        ("pdfminer/cmap/UniGB-UCS2-H.json.gz", True),
        ("pdfminer/cmap/to-unicode-Adobe-GB1.json.gz", True),
        ("pdfminer/cmap/H.json.gz", False),
        ("pdfminer/cmap/to-unicode-Adobe-Japan1.json.gz", False),
        ("resources/forms/disclosure/2021.toml", True),
    ],
)
def test_what_the_program_uses_goes_along(module, target: str, wanted: bool) -> None:
    assert module("lean").is_wanted(target) is wanted


def test_what_only_stays_behind_needed_stays_behind_too(module) -> None:
    lean = module("lean")
    needs = {"plugin.so": {"libused.so", "libc.so.6"}, "libused.so": {"libdeep.so"}, "libgone.so": {"libtoo.so"}}
    entries = [("p/plugin.so", "/opt/packing/x/plugin.so", "BINARY")]
    entries += [
        (name, f"/usr/lib/{name}", "BINARY") for name in ("libdeep.so", "libused.so", "libgone.so", "libtoo.so")
    ]
    kept = lean.reached(entries, lambda entry: needs.get(Path(entry[0]).name, ()))
    assert [entry[0] for entry in kept] == ["p/plugin.so", "libdeep.so", "libused.so"]


def test_all_resources_go_along_and_of_the_catalogues_the_compiled_ones(module) -> None:
    here = {path for path in (ROOT / "resources").rglob("*") if path.is_file()}
    along = {Path(source) for source, _folder in module("lean").resources(ROOT)}
    left = {path.relative_to(ROOT / "resources").as_posix() for path in here - along}
    assert left
    assert {name for name in left if not name.startswith("translations/")} == set()
    assert {Path(name).suffix for name in left} <= {".po", ".toml", ".md"}


def test_no_module_that_the_program_imports_stays_behind(module) -> None:
    never = set(module("lean").NEVER)
    imports = re.compile(r"^\s*(?:from|import) ([\w.]+)", re.MULTILINE)
    used = {
        name
        for room in ("app", "ui")
        for path in (ROOT / room).rglob("*.py")
        for name in imports.findall(path.read_text("utf-8"))
    }
    assert {name for name in used if name in never or name.partition(".")[0] in never} == set()


def test_every_qt_module_that_the_window_imports_goes_along(module) -> None:
    used = {
        name
        for path in (ROOT / "ui").rglob("*.py")
        for name in re.findall(r"PySide6\.Qt(\w+)", path.read_text("utf-8"))
    }
    assert used <= module("lean").QT_LIBRARIES


def test_what_shiboken_carries_is_compiled_beforehand_and_never_compared_with_a_clock(module, tmp_path: Path) -> None:
    pytest.importorskip("PySide6", reason="shiboken is another part of the window")
    place = module("support").PLACE
    files = {f"{where}/{Path(source).name}": Path(source) for source, where in module("support").support(tmp_path)}
    assert f"{place}/shibokensupport/signature/loader.py" in files
    texts = [name for name in files if name.endswith(".py")]
    for name in texts:
        folder, _slash, file = name.rpartition("/")
        compiled = files[f"{folder}/__pycache__/{file.removesuffix('.py')}.{sys.implementation.cache_tag}.pyc"]
        is_by_hash, is_checked = 0b01, 0b10
        flags = int.from_bytes(compiled.read_bytes()[4:8], "little")
        assert flags & (is_by_hash | is_checked) == is_by_hash


# What is refused

TOLD = """
Dynamic Section:
  NEEDED               libQt6Core.so.6
  NEEDED               libmystery.so.1
  NEEDED               libc.so.6
Version References:
  required from libc.so.6:
    0x0d696914 0x00 04 GLIBC_2.4
    0x069691b3 0x00 03 GLIBC_2.33
    0x069691b3 0x00 03 GLIBC_2.9
"""


def test_versions_of_glibc_are_compared_as_numbers(module) -> None:
    asked = module("glibc").read(Path("x.so"), TOLD)
    assert asked.glibc == (2, 33)
    assert asked.libraries == {"libQt6Core.so.6", "libmystery.so.1", "libc.so.6"}


def test_too_new_a_glibc_and_a_library_that_nobody_brings_are_refused(
    module, tmp_path: Path, monkeypatch, capsys
) -> None:
    glibc = module("glibc")
    (tmp_path / "libQt6Core.so.6").touch()
    monkeypatch.setattr(glibc, "asked", lambda folder: [glibc.read(folder / "x.so", TOLD)])
    assert glibc.faults(tmp_path) == ["x.so asks for glibc 2.33", "x.so asks for libmystery.so.1"]
    assert glibc.main([str(tmp_path)]) == 1
    assert "libmystery" in capsys.readouterr().err
    assert glibc.faults(tmp_path, (2, 33)) == ["x.so asks for libmystery.so.1"]


@pytest.mark.skipif(not shutil.which("objdump"), reason="objdump is not installed")
def test_real_binaries_are_read(module, tmp_path: Path) -> None:
    glibc = module("glibc")
    shutil.copy("/bin/sh", tmp_path / "sh")
    (tmp_path / "text").write_text("no program")
    (one,) = glibc.asked(tmp_path)
    assert one.glibc > (2, 0)
    assert "libc.so.6" in one.libraries
    assert any("glibc" in fault for fault in glibc.faults(tmp_path, (2, 1)))
    assert glibc.depends(tmp_path) == ["libc6 (>= 2.31)"]


HOLE = {"name": "babel", "version": "1.0", "vulns": [{"id": "CVE-1"}]}
UNASKED = {"name": "lxml", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("answer", "code", "words"),
    [
        (
            [HOLE, UNASKED],
            1,
            "1 of 2 parts were asked about, 1 known holes.\n  babel 1.0: CVE-1\n  not asked about: lxml",
        ),
        ([{**HOLE, "vulns": []}], 0, "1 of 1 parts were asked about, 0 known holes."),
        ([UNASKED, UNASKED], 0, "pip-audit could not reach its data here: nothing was asked about known holes."),
        (None, 0, "pip-audit could not reach its data here: nothing was asked about known holes."),
    ],
)
def test_known_holes_fail_and_unreached_facts_are_told(module, answer: list | None, code: int, words: str) -> None:
    assert module("audit").told(json.dumps({"dependencies": answer}) if answer else "no network") == (code, words)


# What stands on the packages


def test_the_same_sources_have_the_same_stamp(module, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767571200")
    monkeypatch.setenv("GONGKAI_COMMIT", "1a2b3c")
    assert module("stamp").version() == {"version": __version__, "commit": "1a2b3c", "date": "2026-01-05"}


def test_windows_is_told_the_version_in_four_numbers(module, tmp_path: Path) -> None:
    class Told:
        def __init__(self, *words, **named):
            self.words, self.named = words, named

    names = (
        "VSVersionInfo",
        "FixedFileInfo",
        "StringFileInfo",
        "StringTable",
        "StringStruct",
        "VarFileInfo",
        "VarStruct",
    )
    told = eval(module("stamp").windows(tmp_path, "gongkaiw").read_text("utf-8"), dict.fromkeys(names, Told))
    assert told.named["ffi"].named["filevers"] == tuple(int(part) for part in f"{__version__}.0".split("."))
    table = told.named["kids"][0].words[0][0]
    assert ("OriginalFilename", "gongkaiw.exe") in {one.words for one in table.words[1]}


def test_the_list_of_parts_tells_what_is_inside_and_nothing_else(
    module, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("cyclonedx")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767571200")
    sbom = module("sbom")
    site = tmp_path / "opt/packing/lib/python3.11/site-packages"
    for name, licence in (
        ("lxml", "BSD-3-Clause"),
        ("pyinstaller", "GPL"),
        ("unused", "MIT"),
        ("pyside6_essentials", "LGPL-3.0-only"),
    ):
        info = site / f"{name}-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.4\nName: {name}\nVersion: 1.0\nLicense-Expression: {licence}\n"
        )
        (info / "RECORD").write_text(f"{name}/__init__.py,,\n")
    (tmp_path / "opt/python").mkdir()
    (tmp_path / "opt/python/sources.txt").write_text("python3.11_3.11.2-6.dsc\nsqlite3_3.40.1-2.dsc\n")
    (tmp_path / "version.json").write_text(json.dumps({"version": "0.3.0", "commit": "1a2b", "date": "2026-01-05"}))
    base = "/opt/packing/lib/python3.11/site-packages"
    inside = [("a", f"{base}/lxml/__init__.py", "X"), ("b", "/build/source/app/__init__.py", "X"),
              ("c", f"{base}/pyside6_essentials/__init__.py", "X"), ("d", "/opt/python/lib/libsqlite3.so.0", "X"),
              ("e", "/opt/python/lib/python3.11/json/__init__.py", "X")]  # fmt: skip
    (tmp_path / "inside.json").write_text(json.dumps(inside))
    for _again in range(2):
        sbom.main([str(tmp_path), "--root", str(tmp_path), "--output", str(tmp_path)])
        written = (tmp_path / "gongkai-0.3.0.cdx.json").read_text("utf-8")
        told = json.loads(written)
    found = {part["name"]: part["version"] for part in told["components"]}
    assert found == {
        "lxml": "1.0",
        "pyinstaller": "1.0",
        "pyside6_essentials": "1.0",
        "qt": "1.0",
        "sqlite": "3.40.1-2",
        "cpython": "3.11.2-6",
    }
    assert told["bomFormat"] == "CycloneDX"
    assert told["metadata"]["timestamp"].startswith("2026-01-05")


# Files of the packages


def test_the_hand_over_file_is_known_to_the_desktop() -> None:
    names = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}
    kind = ET.parse(PACKAGING / "linux" / "gongkai.xml").find("m:mime-type", names)
    assert kind is not None
    assert [glob.get("pattern") for glob in kind.findall("m:glob", names)] == [f"*{HANDED_ON}"]
    entry = (PACKAGING / "linux" / "gongkai.desktop").read_text(encoding="utf-8")
    assert f"MimeType={kind.get('type')};" in entry
    assert {"Name[zh_CN]", "Name[zh_HK]", "Comment[zh_CN]"} <= {line.partition("=")[0] for line in entry.splitlines()}


@pytest.mark.skipif(not shutil.which("desktop-file-validate"), reason="desktop-file-utils is not installed")
def test_the_desktop_entry_is_valid() -> None:
    done = subprocess.run(
        ["desktop-file-validate", PACKAGING / "linux" / "gongkai.desktop"], capture_output=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, b"")


def test_the_windows_installer_asks_for_no_administrator_and_speaks_chinese() -> None:
    script = (PACKAGING / "windows" / "gongkai.iss").read_text(encoding="utf-8-sig")
    assert "PrivilegesRequired=lowest" in script
    assert 'MessagesFile: "ChineseSimplified.isl"' in script
    assert f"Software\\Classes\\{HANDED_ON}" in script
    assert (PACKAGING / "windows" / "gongkai.iss").read_bytes().startswith(b"\xef\xbb\xbf"), (
        "Inno Setup takes it for ANSI else"
    )


SCRIPTS = sorted(path for path in (PACKAGING / "linux").iterdir() if path.read_bytes().startswith(b"#!"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_sound(script: Path) -> None:
    assert subprocess.run(["bash", "-n", script], capture_output=True, check=False).stderr == b""
    assert os.access(script, os.X_OK)


def test_without_debootstrap_the_command_says_what_is_missing(tmp_path: Path) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("bash", "cat", "cut", "dirname", "id", "realpath", "sha256sum"):
        (tools / name).symlink_to(shutil.which(name))
    command = [str(PACKAGING / "linux" / "build-folder"), str(tmp_path / "folder")]
    done = subprocess.run(command, env={"PATH": str(tools)}, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert "the Debian package debootstrap" in done.stderr
    assert not (tmp_path / "folder").exists()
