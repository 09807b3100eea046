"""Which program this is: version, commit and day, the same for the same sources. `stamp.py FOLDER` writes version.json.

The commit comes from git, or from GONGKAI_COMMIT where the sources were copied; the day from SOURCE_DATE_EPOCH, else
from the commit.
"""

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app import __version__  # noqa: E402


def version() -> dict[str, str]:
    """Version, commit, day; "" for what is not known."""
    return {"version": __version__, "commit": commit(), "date": datetime.fromtimestamp(epoch(), UTC).date().isoformat()}


def commit() -> str:
    """The commit, with `+` where something differs from it."""
    if (given := os.environ.get("GONGKAI_COMMIT")) is not None:
        return given
    changed = "+" if _git("status", "--porcelain", "--untracked-files=no") else ""
    return _git("rev-parse", "--short=12", "HEAD") + changed


def epoch() -> int:
    """Seconds since 1970 that stand as the time of everything in the packages."""
    return int(os.environ.get("SOURCE_DATE_EPOCH") or _git("log", "-1", "--format=%ct") or 0)


def windows(folder: Path, name: str) -> Path:
    """The file from which PyInstaller fills the version resource of an executable."""
    numbers = tuple(int(part) for part in [*__version__.split("."), "0"])
    words = {
        "CompanyName": "Gongkai",
        "FileDescription": "公开年报",
        "FileVersion": __version__,
        "InternalName": name,
        "LegalCopyright": "MIT",
        "OriginalFilename": f"{name}.exe",
        "ProductName": "Gongkai",
        "ProductVersion": __version__,
    }
    strings = ", ".join(f"StringStruct({key!r}, {word!r})" for key, word in words.items())
    text = (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0, OS=0x40004, "
        "fileType=1, subtype=0, date=(0, 0)), kids=[StringFileInfo([StringTable('080404B0', "
        f"[{strings}])]), VarFileInfo([VarStruct('Translation', [0x0804, 1200])])])\n"
    )
    path = folder / f"{name}.version"
    path.write_text(text, encoding="utf-8")
    return path


def _git(*words: str) -> str:
    git = shutil.which("git")
    if not git:
        return ""
    return subprocess.run([git, "-C", str(ROOT), *words], capture_output=True, text=True, check=False).stdout.strip()


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    (target / "version.json").write_text(json.dumps(version()) + "\n", encoding="utf-8")
