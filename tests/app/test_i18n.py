"""The interface language: every text of the program has its words in every language, with the same places to fill."""

import importlib.util
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from types import ModuleType

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from opencc import OpenCC

from app import i18n
from app.commands import VERBS
from app.commands.parser import parse
from app.i18n import DEFAULT_LANGUAGE, LANGUAGES, _, compile_all, compile_catalogue, n_, use_language
from app.paths import resources

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE = resources() / "translations" / DEFAULT_LANGUAGE / "LC_MESSAGES" / "gongkai.po"


def loaded() -> ModuleType:
    """What `make translations` runs."""
    spec = importlib.util.spec_from_file_location("translations", ROOT / "packaging" / "translations.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def catalogue(source: Path) -> list[Message]:
    with source.open("rb") as file:
        return [message for message in read_po(file, abort_invalid=True) if message.id]


def msgids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def msgstrs(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


COMMAND_WORDS = {
    "gongkai", "Word", "Excel", "PDF", "JSON", "SQLite", "USB", "copy", "draft", "review", "filing", "disclosure",
    "department", "national", "mine", "theirs", "both", "overview", "into", "all",
}  # fmt: skip
"""Names, and values that are typed as they are in every language."""
BUILD = loaded()
PROGRAM = [message for message in BUILD.texts() if message.id]
CATALOGUE = catalogue(SOURCE)
TRADITIONAL = catalogue(SOURCE.parents[2] / "zh_Hant" / "LC_MESSAGES" / "gongkai.po")


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    use_language(DEFAULT_LANGUAGE)
    i18n._catalogue.cache_clear()
    yield
    use_language(DEFAULT_LANGUAGE)
    i18n._catalogue.cache_clear()


# The Chinese catalogue


def test_the_texts_of_the_core_and_of_the_window_are_found() -> None:
    found = {text for message in PROGRAM for text in msgids(message)}
    assert {"Fill {place}", "“{section}” is blank.", "&New report"} <= found
    assert "“{section}”: {count} places are blank: {names}{more}." in found


def test_every_text_of_the_program_is_translated() -> None:
    known = {msgids(message): message for message in CATALOGUE}
    missing = [message.id for message in PROGRAM if not all(msgstrs(known.get(msgids(message), Message("", ""))))]
    assert missing == []


def test_no_translation_is_doubtful() -> None:
    assert [message.id for message in CATALOGUE if message.fuzzy] == []


def test_no_translation_is_of_a_text_that_is_gone() -> None:
    alive = {msgids(message) for message in PROGRAM}
    assert [message.id for message in CATALOGUE if msgids(message) not in alive] == []


def test_msgids_are_english_and_translations_are_chinese() -> None:
    han = re.compile(r"[\u4e00-\u9fff]")
    letters = re.compile(r"[A-Za-z]{3}")
    quoted = re.compile("“.*?”")
    assert [text for message in PROGRAM for text in msgids(message) if han.search(quoted.sub("", text))] == []
    plain = [(message.id, re.sub(r"\{.*?\}|%\(.*?\)\w", "", " ".join(msgstrs(message)))) for message in CATALOGUE]
    english = [id for id, text in plain if letters.search(text) and not han.search(text)]
    assert english == []


def places(text: str) -> Counter[str]:
    """The places of a text that are filled when it is shown: `{name}` and `%(name)s`."""
    named = re.findall(r"%\(\w+\)[sdr]|%[sd]", text)
    return Counter([*(name for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None), *named])


def pairs() -> Iterator[tuple[tuple[str, ...], str]]:
    """The texts of a message and each of its translations, where it has one, in every language."""
    every = (*CATALOGUE, *TRADITIONAL)
    yield from ((msgids(message), text) for message in every for text in msgstrs(message) if text)


def test_a_translation_has_the_places_of_its_text() -> None:
    odd = [(texts, told) for texts, told in pairs() if places(told) not in [places(text) for text in texts]]
    assert odd == []


def test_a_text_has_no_place_without_a_name() -> None:
    assert [text for message in PROGRAM for text in msgids(message) if "" in places(text)] == []


def test_a_translation_keeps_the_line_ends_of_its_text() -> None:
    assert [texts for texts, told in pairs() if told.count("\n") != texts[0].count("\n")] == []


def test_a_translation_keeps_the_shortcut_of_its_text() -> None:
    shortcut = re.compile(r"(?<!&)&(?=\w)")
    odd = [texts for texts, told in pairs() if len(shortcut.findall(told)) != len(shortcut.findall(texts[0]))]
    assert odd == []


# The catalogue in traditional characters


def test_the_traditional_catalogue_is_what_the_build_makes_of_the_chinese_one() -> None:
    made = {msgids(message): msgstrs(message) for message in BUILD.converted() if message.id}
    assert {msgids(message): msgstrs(message) for message in TRADITIONAL} == made


def test_the_traditional_help_is_what_the_build_makes_of_the_chinese_one() -> None:
    found = {path.name: path.read_text(encoding="utf-8") for path in (BUILD.HELP / "zh_Hant").glob("*.md")}
    assert found == BUILD.chapters()


def test_no_simplified_character_is_left_in_the_traditional_texts() -> None:
    convert, words = OpenCC("s2hk").convert, re.compile("|".join(filter(None, BUILD.words().values())))
    texts = [*(text for message in TRADITIONAL for text in msgstrs(message)), *BUILD.chapters().values()]
    pieces = [piece for text in texts for piece in words.sub("\n", text).split("\n")]
    assert [(piece, convert(piece)) for piece in pieces if convert(piece) != piece] == []


@pytest.mark.parametrize("language", ["zh_Hant", "en"])
def test_places_to_fill_are_the_same_in_every_language(language: str) -> None:
    use_language(language)
    plain = [message.id for message in PROGRAM if isinstance(message.id, str)]
    odd = [text for text in plain if places(_(text)) != places(text)]
    assert odd == []


def test_offices_of_hong_kong_and_macao_read_their_own_words() -> None:
    use_language("zh_Hant")
    assert _("Ready for filing") == "可以報送"
    assert (
        BUILD.traditional("打开文件夹，保存文件，打印，默认软件里的“规范性文件”")
        == "開啟資料夾，儲存檔案，列印，預設軟件裏的「規範性文件」"
    )


def test_the_characters_are_not_converted_while_the_program_runs() -> None:
    code = (
        "import sys; from app.i18n import _, use_language; use_language('zh_Hant');"
        "print(_('File'), 'opencc' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "檔案 False\n"


# The languages


def test_every_language_is_called_by_its_own_name() -> None:
    assert LANGUAGES == {"zh_CN": "简体中文", "zh_Hant": "繁體中文", "en": "English"}
    assert next(iter(LANGUAGES)) == DEFAULT_LANGUAGE


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_every_language_but_that_of_the_msgids_has_a_catalogue(language: str) -> None:
    assert (resources() / "translations" / language / "LC_MESSAGES" / "gongkai.po").is_file()


@pytest.mark.parametrize("verb", ["", *VERBS])
@pytest.mark.parametrize("language", ["zh_CN", "zh_Hant"])
def test_the_help_of_the_command_line_has_no_english(
    language: str, verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    use_language(language)
    with pytest.raises(SystemExit):
        parse([*filter(None, [verb]), "-h"], VERBS)
    plain = re.sub(r"(?<!\w)--?[a-z]+(-[a-z]+)*|\.\w+", " ", capsys.readouterr().out)
    assert set(re.findall(r"[A-Za-z]{2,}", plain)) - COMMAND_WORDS - {*re.findall(r"\w+", " ".join(VERBS))} == set()


# Speaking


def test_chinese_is_spoken_unless_told_otherwise() -> None:
    assert _("Ready for filing") == "可以报送"
    use_language("en")
    assert _("Ready for filing") == "Ready for filing"


def test_a_language_without_a_catalogue_speaks_the_msgids() -> None:
    use_language("fr")
    assert n_("one place", "{count} places", 2) == "{count} places"
    assert n_("one place", "{count} places", 1) == "one place"


def test_a_text_that_is_not_in_the_catalogue_is_shown_as_it_is() -> None:
    assert _("No such text") == "No such text"


# Where the catalogue comes from

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Open"\nmsgstr "{word}"\n'


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A catalogue of its own, not compiled."""
    path = tmp_path / "translations" / DEFAULT_LANGUAGE / "LC_MESSAGES" / "gongkai.po"
    path.parent.mkdir(parents=True)
    path.write_text(PO.format(word="打开"), encoding="utf-8")
    monkeypatch.setattr(i18n, "resources", lambda: tmp_path)
    i18n._catalogue.cache_clear()
    return path


def compiled(source: Path, word: str, *, seconds: int) -> None:
    """A compiled catalogue of another word, that much younger than its source."""
    text = source.read_text(encoding="utf-8")
    source.write_text(PO.format(word=word), encoding="utf-8")
    source.with_suffix(".mo").write_bytes(compile_catalogue(source))
    source.write_text(text, encoding="utf-8")
    then = source.stat().st_mtime + seconds
    os.utime(source.with_suffix(".mo"), (then, then))


def test_a_catalogue_that_is_not_compiled_is_spoken_all_the_same(source: Path) -> None:
    assert _("Open") == "打开"
    assert not source.with_suffix(".mo").exists()


def test_a_compiled_catalogue_older_than_its_source_is_not_spoken(source: Path) -> None:
    compiled(source, "旧", seconds=-5)
    assert _("Open") == "打开"


def test_a_compiled_catalogue_is_spoken_where_it_is_current(source: Path) -> None:
    compiled(source, "开启", seconds=5)
    assert _("Open") == "开启"


def test_a_compiled_catalogue_needs_no_source(source: Path) -> None:
    compiled(source, "开启", seconds=5)
    source.unlink()
    assert _("Open") == "开启"


def test_compiling_all_puts_each_catalogue_beside_its_source(source: Path) -> None:
    compile_all()
    source.unlink()
    assert _("Open") == "打开"


def test_without_any_catalogue_the_msgids_are_spoken(source: Path) -> None:
    source.unlink()
    assert _("Open") == "Open"
