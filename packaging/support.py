"""The modules that shiboken carries within itself as text, compiled once: else each start compiles them, some 25 ms.

It looks for them first as files in `files.dir` beside itself, and unpacks its own only where there are none. Called by
the spec, by the Python that is packed.
"""

import compileall
import importlib
from pathlib import Path
from py_compile import PycInvalidationMode

PLACE = "shiboken6/files.dir"
"""Where shiboken looks, in the folder of the program."""


def support(folder: Path) -> list[tuple[str, str]]:
    """The files, written and compiled below a folder, each with its place; none where this shiboken carries none."""
    importlib.import_module("PySide6.QtCore")  # has shiboken load what it carries
    carried = getattr(importlib.import_module("shibokensupport.signature.loader").__loader__, "zfile", None)
    if carried is None:
        return []
    carried.extractall(folder)
    # never compared with the text: neither clocks nor a folder that cannot be written matter
    compileall.compile_dir(folder, quiet=1, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)
    files = (path for path in sorted((folder / "shibokensupport").rglob("*")) if path.is_file())
    return [(str(path), f"{PLACE}/{path.parent.relative_to(folder).as_posix()}") for path in files]
