"""The interface language: English msgids, one gettext catalogue for window and command line.

The compiled catalogue is made by `make setup`; where it is missing or older than its source, the source is compiled
in memory, so that a fresh checkout never speaks English to a clerk. The catalogue in traditional characters is made
of the Chinese one by `packaging/translations.py`: nothing is converted while the program runs.
"""

import gettext as gnu
import io
from functools import lru_cache
from pathlib import Path

from app.paths import resources

DEFAULT_LANGUAGE = "zh_CN"
LANGUAGES = {DEFAULT_LANGUAGE: "简体中文", "zh_Hant": "繁體中文", "en": "English"}
"""The languages that may be chosen, each by its own name; msgids are English, so `en` needs no catalogue."""
_language = DEFAULT_LANGUAGE


def use_language(code: str) -> None:
    """Makes a language the one spoken from now on; one without a catalogue falls back to the msgids."""
    global _language
    _language = code


def language() -> str:
    """The code of the language that is spoken now."""
    return _language


def qt_catalogue(code: str) -> str:
    """The name of Qt's own catalogue for a language: of the region, since Qt knows no script."""
    return {"zh_Hant": "qtbase_zh_TW"}.get(code, f"qtbase_{code}")


def _(msgid: str) -> str:
    """The text in the interface language."""
    return _catalogue(_language).gettext(msgid)


def n_(one: str, many: str, count: int) -> str:
    """The text in the form that the count asks for; the count itself is filled in by the caller."""
    return _catalogue(_language).ngettext(one, many, count)


@lru_cache
def _catalogue(language: str) -> gnu.NullTranslations:
    folder = resources() / "translations" / language / "LC_MESSAGES"
    source, compiled = folder / "gongkai.po", folder / "gongkai.mo"
    if _is_current(compiled, source):
        with compiled.open("rb") as file:
            return gnu.GNUTranslations(file)
    if source.exists():
        return gnu.GNUTranslations(io.BytesIO(compile_catalogue(source)))
    return gnu.NullTranslations()


def _is_current(compiled: Path, source: Path) -> bool:
    if not compiled.exists():
        return False
    return not source.exists() or compiled.stat().st_mtime >= source.stat().st_mtime


def compile_catalogue(source: Path) -> bytes:
    """The bytes of the compiled catalogue of a `.po` file."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    out = io.BytesIO()
    with source.open("rb") as file:
        write_mo(out, read_po(file, abort_invalid=True))
    return out.getvalue()


def compile_all() -> None:
    """Writes the compiled catalogue beside each source; what `make setup` calls."""
    for source in (resources() / "translations").glob("*/LC_MESSAGES/*.po"):
        source.with_suffix(".mo").write_bytes(compile_catalogue(source))


if __name__ == "__main__":
    compile_all()
