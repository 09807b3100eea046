"""What a user likes whatever the store: language, colours, size of letters, and where the store is.

A small file in the user's own folder, outside the store. A word that is not known, as one of a newer program, counts as
none chosen.
"""

import os
from dataclasses import asdict, dataclass, fields

from app.i18n import DEFAULT_LANGUAGE, LANGUAGES
from app.kept_words import read_words
from app.paths import preferences_file

THEMES = ("light", "dark")
TEXT_SIZES = {"small": 0.9, "": 1.0, "large": 1.2, "largest": 1.45}
"""How large letters are, as parts of the size that the system gives."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """What was chosen; "" where the program or the system decides.

    `move_to` is the file that the store becomes when the window closes, "" where it stays; `tour` is "shown" once the
    clerk was offered to be shown around.
    """

    language: str = ""
    theme: str = ""
    text_size: str = ""
    store: str = ""
    move_to: str = ""
    tour: str = ""

    @property
    def scale(self) -> float:
        """How large letters are, as a part of the size that the system gives."""
        return TEXT_SIZES.get(self.text_size, 1.0)


def load_preferences() -> Preferences:
    """What the user has chosen; what is missing or cannot be read is as at the first start."""
    file = preferences_file()
    if not file.exists():  # as most often: spares the start an import
        return Preferences()
    return Preferences(**read_words(file, {field.name for field in fields(Preferences)}))


def save_preferences(preferences: Preferences) -> bool:
    """Keeps what was chosen; False where that is refused, which costs a choice and no work."""
    from app.settings import write_words  # the window opens sooner without

    file = preferences_file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return write_words(file, asdict(preferences))


def language_at_start() -> str:
    """The language to be spoken: GONGKAI_LANGUAGE, else the one chosen, else the program's own."""
    known = (os.environ.get("GONGKAI_LANGUAGE", ""), load_preferences().language)
    return next((code for code in known if code in LANGUAGES), DEFAULT_LANGUAGE)
