"""Every page, dialog and screen in every language: nothing of another one, nothing cut off at 1366×768 and 125 %."""

import importlib
import importlib.util
import inspect
import json
import pkgutil
import platform
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from opencc import OpenCC
from PySide6.QtWidgets import QWidget

import ui
from app.i18n import LANGUAGES
from app.paths import resources

FOLDER = Path(__file__).parent
SPEC = importlib.util.spec_from_file_location("language_pages", FOLDER / "language_pages.py")
PAGES = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(PAGES)

HAN = re.compile(r"[\u3400-\u9fff〇]+")
LATIN = re.compile(r"[A-Za-z][A-Za-z'’]+")
PROPER = {
    "Word", "WPS", "Excel", "PDF", "OFD", "LibreOffice", "JSON", "PySide", "Essentials", "SQLite", "Qt", "Linux",
    "Windows", "Gongkai", "gongkai", "Python", "glibc", "IBus", "Fcitx", "Pinyin", "Ctrl", "Alt", "Shift", "Enter",
    "Esc", "Tab", "Home", "Del", "Delete", "PgUp", "PgDn", "KB", "MB", "GB", "USB", "HTML", "SVG", "ics", "English",
    "https", "docx", "doc", "wps", "xlsx", "et", "odt",
}  # fmt: skip
"""Names and keys that stay as they are in every language."""
OURS = re.compile(r"\w+://\S+|\S+@\S+|/\S+|\S+\.(?:docx|json|txt|gongkai|db|html|xlsx|pdf)\b|<[^>]*>|&\w+;")
"""Addresses and paths, and the marks of rich text."""
MOST_SHOWN = 160


@pytest.fixture(scope="module")
def looks(tmp_path_factory):
    """What was seen in each language; all at once, each in a process of its own with a clerk's screen."""
    folder = tmp_path_factory.mktemp("looks")
    files = {language: folder / f"{language}.json" for language in LANGUAGES}
    started = [
        subprocess.Popen(
            [sys.executable, str(FOLDER / "language_look.py"), str(file)],
            env=PAGES.surroundings(language, folder), stderr=subprocess.PIPE, encoding="utf-8",
        )
        for language, file in files.items()
    ]  # fmt: skip
    for process in started:
        told = process.communicate()[1]
        assert process.returncode == 0, told[-2000:]
    return {language: json.loads(file.read_text(encoding="utf-8")) for language, file in files.items()}


# What comes from forms and reports


def given():
    """All texts of the forms, layouts, phrases, checks and samples."""
    for path in sorted(resources().rglob("*")):
        if path.suffix == ".toml" and "translations" not in path.parts:
            yield from texts_in(tomllib.loads(path.read_text(encoding="utf-8")))
        elif path.suffix == ".json":
            yield from texts_in(json.loads(path.read_text(encoding="utf-8")))


def texts_in(value):
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = [*value.values(), *value]  # the keys of lists of misprints are texts too
    return [text for one in value for text in texts_in(one)] if isinstance(value, list) else []


GIVEN = tuple(given())
CORPUS = "\n".join((*GIVEN, (FOLDER / "language_pages.py").read_text(encoding="utf-8")))  # with what is entered there
FONTS = "".join(path.read_text(encoding="utf-8") for path in (resources() / "fonts").glob("*.toml"))
GIVEN_WORDS = set(LATIN.findall(" ".join((platform.platform(), FONTS, *(text for text in GIVEN if HAN.search(text))))))


def listed(found):
    """What was found, one a line, each with its first place."""
    return "\n" + "\n".join(f"{text[:MOST_SHOWN]!r}: {where}" for text, where in found)


def strange(text, is_foreign):
    """The Chinese characters of another language that stand in no form or report beside their neighbour."""
    for at, character in enumerate(text):
        if HAN.fullmatch(character) and is_foreign(character):
            before, behind = text[max(at - 1, 0) : at], text[at + 1 : at + 2]
            is_alone = not (HAN.search(before) or HAN.search(behind))
            known = is_alone and character in CORPUS
            if not known and not any(pair in CORPUS for pair in _pairs(before, character, behind)):
                yield character


def _pairs(before, character, behind):
    return [pair for pair in (before + character, character + behind) if len(pair) == 2]


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_no_english_is_left(looks, language):
    odd = []
    for text, where in looks[language]["texts"].items():
        words = set(LATIN.findall(OURS.sub(" ", text))) - PROPER - GIVEN_WORDS
        if words:
            odd.append((f"{sorted(words)} in {text}", where))
    assert not odd, listed(odd)


def test_no_simplified_character_is_left_in_traditional_texts(looks):
    convert = OpenCC("s2hk").convert
    odd = [(f"{found} in {text}", where) for text, where in looks["zh_Hant"]["texts"].items()
           if text not in LANGUAGES.values()
           and (found := "".join(strange(text, lambda one: convert(one) != one)))]  # fmt: skip
    assert not odd, listed(odd)


def test_no_chinese_is_left_in_english_but_that_of_forms_and_reports(looks):
    odd = [(f"{found} in {text}", where) for text, where in looks["en"]["texts"].items()
           if "help" not in where and text not in LANGUAGES.values()
           and (found := "".join(strange(text, lambda _one: True)))]  # fmt: skip
    assert not odd, listed(odd)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_cut_off(looks, language):
    odd = list(looks[language]["cut"].items())
    assert not odd, listed(odd)


def test_every_page_dialog_and_screen_was_shown(looks):
    shown = {name for look in looks.values() for name in look["classes"]}
    missed = {f"{cls.__module__}.{cls.__name__}" for cls in widgets() if cls.__name__ not in shown}
    assert missed == set()


def widgets():
    """Every class of the window's code that is a widget."""
    for module in pkgutil.walk_packages(ui.__path__, "ui."):
        if module.name == "ui.__main__":
            continue
        for _name, cls in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(cls, QWidget) and cls.__module__ == module.name:
                yield cls
