"""Readers: file formats to blocks. A reader knows its format, never the law. A new format is one line here.

A reader loads its libraries when it is called: the window starts without them.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from app.blocks import Block
from app.readers.text import read_markdown, read_text

READERS: Mapping[str, Callable[[Path], tuple[Block, ...]]] = {".txt": read_text, ".md": read_markdown}
"""The reader of a file by its suffix, in small letters."""

__all__ = ["READERS"]
