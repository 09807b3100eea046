"""What goes along of the libraries: what the program uses, and nothing besides. For the spec, on every system."""

import re
from collections.abc import Callable, Collection, Iterable
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

Entry = tuple[str, str, str]
"""A file of the folder: its place there, where it comes from, its kind."""

NEVER = (
    # libraries that the program does not use, but something that it uses mentions
    "IPython", "PIL", "_pytest", "bs4", "docx", "fontTools", "html5lib", "lxml.builder",
    "lxml.html", "lxml.isoschematron", "lxml.objectify", "lxml.sax", "matplotlib", "numpy",
    "openpyxl", "pandas", "pdfplumber", "pip", "pkg_resources", "psutil", "pypdfium2", "pytest", "setuptools",
    "tkinter",
    # parts of the standard library for programmers and for the network
    "_hashlib", "_ssl", "ensurepip", "ftplib", "idlelib", "imaplib", "lib2to3", "pdb", "pydoc", "smtplib", "ssl",
    "turtle", "unittest", "venv", "xmlrpc",
)  # fmt: skip
"""Modules that stay behind. Without `_ssl` and `_hashlib` no OpenSSL goes along: nothing of ours asks for the network,
and Python's own hashes do."""

QT_LIBRARIES = frozenset({"Core", "DBus", "Gui", "Network", "PrintSupport", "Svg", "Widgets", "XcbQpa"})
QT_PLUGINS = frozenset(
    {
        "iconengines/qsvgicon",
        "imageformats/qico",
        "imageformats/qjpeg",
        "imageformats/qsvg",
        "platforminputcontexts/composeplatforminputcontextplugin",
        "platforminputcontexts/fcitx5platforminputcontextplugin",  # where a build brings it, see README.md
        "platforminputcontexts/ibusplatforminputcontextplugin",
        "platforms/qoffscreen",
        "platforms/qwindows",
        "platforms/qxcb",
        "platformthemes/qxdgdesktopportal",
        "printsupport/cupsprintersupport",
        "styles/qmodernwindowsstyle",
    }
)
QT_TRANSLATIONS = frozenset({"qtbase_zh_CN.qm", "qtbase_zh_TW.qm"})
CMAPS_OF_OTHERS = re.compile(
    r"(UniJIS|UniKS|KSC|78|83pv|90|Add-|Ext-|EUC-|[HV]\.|Hankaku|Hiragana|Katakana|NWP|WP-|Roman|RKSJ|to-unicode-Adobe-[JK])"
)
"""Japanese and Korean encodings of PDF fonts, 4 MB: a report of a Chinese office is not written in them."""
BABEL_LOCALES = re.compile(r"(root|zh.*|en|en_US.*)\.dat")

SYSTEM = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libc.so.6": "libc6 (>= 2.31)",
    "libcups.so.2": "",
    "libdbus-1.so.3": "libdbus-1-3",
    "libexpat.so.1": "libexpat1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1",
    "libglib-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libstdc++.so.6": "libstdc++6",
    "libxcb.so.1": "libxcb1",
    "libz.so.1": "zlib1g",
    **dict.fromkeys(
        ("ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1", "libdl.so.2", "libm.so.6", "libpthread.so.0",
         "libresolv.so.2", "librt.so.1", "libutil.so.1"),
        "libc6 (>= 2.31)",
    ),
}  # fmt: skip
"""Libraries that every desktop has and that belong to it, each with its Debian package: two of a kind in one process,
or an old one beside new settings, do harm. "" where the program does without. All others go along."""


def is_wanted(target: str) -> bool:
    """Whether a file goes along, by its place in the folder."""
    path = PureWindowsPath(target) if "\\" in target else PurePosixPath(target)
    if path.name in SYSTEM:
        return False
    if (is_of_qt := _is_wanted_of_qt(path)) is not None:
        return is_of_qt
    if path.parent.name == "locale-data":
        return BABEL_LOCALES.fullmatch(path.name) is not None
    if path.parent.name == "cmap":
        return CMAPS_OF_OTHERS.match(path.name) is None
    stays = path.name in _NEVER_FILES or _FOR_NEWER_PROCESSORS.search(path.name)
    return not (stays or _is_of_opencc_alone(path.parts))


def _is_wanted_of_qt(path: PurePath) -> bool | None:
    """Whether a plugin, a translation or a library of Qt goes along; None for what is none."""
    if (qt := re.match(r"(?:lib)?Qt6(\w+?)\.(?:so|dll)", path.name)) is not None:
        return qt[1] in QT_LIBRARIES
    if "PySide6" not in path.parts:
        return None
    if "plugins" in path.parts:
        return f"{path.parent.name}/{_plain(path.name)}" in QT_PLUGINS
    return path.name in QT_TRANSLATIONS if path.parent.name == "translations" else None


def resources(root: Path) -> list[tuple[str, str]]:
    """What the program reads at run time, with its place in the folder; of the catalogues the compiled ones alone."""
    catalogues = root / "resources" / "translations"
    files = (path for path in sorted((root / "resources").rglob("*")) if path.is_file())
    kept = (path for path in files if path.suffix == ".mo" or catalogues not in path.parents)
    return [(str(path), path.parent.relative_to(root).as_posix()) for path in kept]


def reached(entries: Iterable[Entry], needs: Callable[[Entry], Collection[str]]) -> list[Entry]:
    """The binaries without those of the system that only others needed which stay behind.

    What came with a wheel or with Python is wanted for itself.
    """
    found = {Path(entry[0]).name: entry for entry in entries}
    wanted = [name for name, entry in found.items() if not entry[1].startswith(("/lib/", "/usr/lib/"))]
    for name in wanted:
        wanted += [other for other in needs(found[name]) if other in found and other not in wanted]
    return [entry for entry in entries if Path(entry[0]).name in set(wanted)]


_FOR_NEWER_PROCESSORS = re.compile(r"_avx2\.")
"""A second copy of rapidfuzz for them; the first runs everywhere, and nothing here waits for it."""
_NEVER_FILES = frozenset({"opengl32sw.dll", "direct_url.json", "RECORD", "INSTALLER", "REQUESTED"})


def _is_of_opencc_alone(folders: Iterable[str]) -> bool:
    """Its own programs and what compilers want of it."""
    return {"opencc", "clib"} <= set(folders) and bool({"bin", "include", "lib", "lib64"} & set(folders))


def _plain(name: str) -> str:
    return name.split(".")[0].removeprefix("lib")
