"""The program's icon in the sizes that systems want: `icons.py FOLDER` writes PNG files and one for Windows."""

import os
import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SOURCE = Path(__file__).resolve().parent.parent / "resources" / "icons" / "program" / "gongkai.svg"
SIZES = (16, 24, 32, 48, 64, 128, 256)


def drawn(size: int) -> bytes:
    """The icon as a PNG file of that many pixels a side."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(SOURCE)).render(painter)
    painter.end()
    written = QByteArray()
    buffer = QBuffer(written)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(written.data())


def for_windows(pictures: dict[int, bytes]) -> bytes:
    """An .ico file of PNG pictures, as Windows reads them since Vista."""
    head, body = struct.pack("<HHH", 0, 1, len(pictures)), b""
    start = len(head) + 16 * len(pictures)
    for size, picture in pictures.items():
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), start + len(body))
        body += picture
    return head + body


def main(folder: Path) -> None:
    """Writes gongkai-16.png and so on, and gongkai.ico."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication(sys.argv[:1])
    pictures = {size: drawn(size) for size in SIZES}
    folder.mkdir(parents=True, exist_ok=True)
    for size, picture in pictures.items():
        (folder / f"gongkai-{size}.png").write_bytes(picture)
    (folder / "gongkai.ico").write_bytes(for_windows(pictures))
    del application


if __name__ == "__main__":
    main(Path(sys.argv[1]))
