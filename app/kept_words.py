"""Texts kept under names in a small JSON file: choices, which cost no work where they are lost."""

from collections.abc import Collection
from pathlib import Path


def read_words(file: Path, known: Collection[str]) -> dict[str, str]:
    """The texts under the names that are known; nothing where the file is missing or cannot be read."""
    import json  # only where there is something to be read

    try:
        read = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(read, dict):
        return {}
    return {key: read[key] for key in known if isinstance(read.get(key), str)}
