"""Whether a store lies on a network drive, where locks and syncs cannot be relied on, and the words about it.

Patterns stay texts until one is looked for: most starts look for none.
"""

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path, PurePosixPath, PureWindowsPath

from app.i18n import _

_OF_NETWORK = (
    "9p|afs|beegfs|ceph|cifs|coda|davfs|gfs2?|glusterfs|lustre|ncp|ncpfs|nfs4?|ocfs2|orangefs|prl_fs|smb[23]|smbfs|"
    "vboxsf|virtiofs"
)
_OF_NETWORK_BY_FUSE = (
    "ceph|cephfs|curlftpfs|davfs2?|ftpfs|glusterfs|gvfsd-fuse|juicefs|kio-fuse|mfs|nfs|rclone|s3fs|seadrive|smb3|"
    "smbnetfs|sshfs|vmhgfs-fuse"
)
_REMOTE_SOURCE = r"(?i)//|[a-z0-9+.-]+://|[^/:]+:/"
_SYNCED = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "nutstore": "坚果云",
    "nutstore files": "坚果云",
    "我的坚果云": "坚果云",
    "坚果云": "坚果云",
    "wps云盘": "WPS 云盘",
    "wpsdrive": "WPS 云盘",
    "百度网盘同步空间": "百度网盘",
    "baidunetdiskworkspace": "百度网盘",
    "icloud drive": "iCloud",
    "nextcloud": "Nextcloud",
    "seafile": "Seafile",
    "syncthing": "Syncthing",
}
"""Folders that a service keeps in step with other computers, by the names that it gives them."""
_OCTAL = rb"\\([0-7]{3})"
_DRIVE_REMOTE = 4  # what GetDriveTypeW answers for a letter that stands for a share


def on_network(path: Path) -> str:
    """The kind of network drive that a path lies on, whether it exists or not; "" for a disk of this computer.

    The file system's name on Linux (`cifs`, `nfs4`, `9p`, `fuse.sshfs`), `unc` or `remote` on Windows. What cannot be
    found out counts as a disk of this computer. Folders that a virtual machine shares with its host count as network:
    another program works on the same files there too.
    """
    place = _resolved(path)
    if sys.platform == "win32":
        return kind_on_windows(str(place), _drive_type)
    return kind_of_mount(str(place), _mounts())


def warning_in_words(path: Path) -> str:
    """What a clerk should know of a store on a network drive; "" where it lies on this computer."""
    if not on_network(path):
        return ""
    text = _(
        "The store {path} lies on a network drive. Only one person at a time should work there, saving may be slow, "
        "and a break of the line can stop a save. It is safer to keep the store on this computer, and to pass reports "
        "on by “Export the whole store” or by a backup."
    )
    return text.format(path=path)


def synced_by(path: Path) -> str:
    """The service that keeps the path's folder in step with other computers, by folders' names; "" for none known."""
    names = [part.casefold() for part in _resolved(path).parent.parts]
    firsts = [name.partition(" - ")[0] for name in names]  # “OneDrive - Office”
    return next((_SYNCED[name] for name in (*names, *firsts) if name in _SYNCED), "")


def kind_of_mount(path: str, mountinfo: bytes) -> str:
    """The kind of network drive, by the text of /proc/self/mountinfo.

    The deepest mount point that holds the path counts, and of several on one folder the last: it covers the others.
    """
    place = PurePosixPath(path)
    deepest, kind, source = -1, "", ""
    for line in mountinfo.splitlines():
        before, _separator, after = line.partition(b" - ")
        fields, told = before.split(b" "), after.split(b" ")
        if len(fields) < 5 or len(told) < 2:
            continue
        point = PurePosixPath(_unescaped(fields[4]))
        if place.is_relative_to(point) and len(point.parts) >= deepest:
            deepest, kind, source = len(point.parts), os.fsdecode(told[0]), _unescaped(told[1])
    return kind if _is_network(kind, source) else ""


def kind_on_windows(path: str, drive_type: Callable[[str], int]) -> str:
    r"""`unc` for `\\server\share`, `remote` for a letter that stands for a share; `drive_type` is GetDriveTypeW."""
    plain = path.removeprefix("\\\\?\\")  # how long paths are written
    if plain.startswith("\\\\") or (plain != path and plain.upper().startswith("UNC\\")):
        return "unc"
    drive = PureWindowsPath(plain).drive
    return "remote" if drive and drive_type(f"{drive}\\") == _DRIVE_REMOTE else ""


def _is_network(kind: str, source: str) -> bool:
    """By name; of what runs by way of FUSE, where names are many, also by a source that names a server."""
    family, _dot, name = kind.partition(".")
    if family == "fuse":
        return bool(re.fullmatch(_OF_NETWORK_BY_FUSE, name) or re.match(_REMOTE_SOURCE, source))
    return bool(re.fullmatch(_OF_NETWORK, kind))


def _unescaped(field: bytes) -> str:
    """Spaces and the like are written in octal there."""
    return os.fsdecode(re.sub(_OCTAL, lambda found: bytes([int(found[1], 8) & 0xFF]), field))


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # RuntimeError: links that lead in a circle
        return path.absolute()


def _mounts() -> bytes:
    try:
        return Path("/proc/self/mountinfo").read_bytes()
    except OSError:
        return b""


def _drive_type(root: str) -> int:
    if sys.platform == "win32":
        import ctypes

        return int(ctypes.windll.kernel32.GetDriveTypeW(ctypes.c_wchar_p(root)))
    return 0
