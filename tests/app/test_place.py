"""Network drives are told from disks of this computer, by what Linux and Windows say of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import place
from app.i18n import use_language
from app.place import kind_of_mount, kind_on_windows, on_network, warning_in_words

LOCAL = rb"""22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
31 27 254:1 / /home rw,relatime shared:2 master:3 - btrfs /dev/vda2 rw
40 27 8:17 / /media/\345\220\264/U\347\233\230 rw - vfat /dev/sdb1 rw
41 27 0:51 / /media/ntfs rw - fuseblk /dev/sdc1 rw
42 27 0:52 / /run/user/1000/doc rw - fuse.portal portal rw
43 27 0:53 / /opt/image ro - fuse.gongkai.AppImage gongkai.AppImage ro
"""


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


def mounted(kind: str, source: str, point: str = "/mnt/share") -> bytes:
    return LOCAL + f"60 27 0:60 / {point} rw,relatime shared:9 - {kind} {source} rw\n".encode()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/home/wu/gongkai.db",
        "/media/吴/U盘/a.db",
        "/media/ntfs/a.db",
        "/run/user/1000/doc/a.db",
        "/opt/image/a.db",
    ],
)
def test_a_disk_of_this_computer_is_no_network(path: str) -> None:
    assert kind_of_mount(path, LOCAL) == ""


@pytest.mark.parametrize(
    ("kind", "source"),
    [
        ("cifs", "//server/office"),
        ("smb3", "//server/office"),
        ("nfs", "server:/export"),
        ("nfs4", "server:/export"),
        ("9p", "drvfs"),
        ("vboxsf", "shared"),
        ("davfs", "https://dav.example.cn/"),
        ("fuse.sshfs", "wu@server:/home/wu"),
        ("fuse.gvfsd-fuse", "gvfsd-fuse"),
        ("fuse", "https://dav.example.cn/"),
        ("fuse", "//server/office"),
        ("fuse.ours", "wu@server:/home/wu"),
    ],
)
def test_a_network_drive_is_known_by_its_kind_or_its_server(kind: str, source: str) -> None:
    mounts = mounted(kind, source)
    assert kind_of_mount("/mnt/share/drafts/gongkai.db", mounts) == kind
    assert kind_of_mount("/mnt/share", mounts) == kind
    assert kind_of_mount("/mnt/shared/gongkai.db", mounts) == ""
    assert kind_of_mount("/mnt", mounts) == ""


def test_a_mount_point_with_a_space_and_chinese_is_read() -> None:
    mounts = mounted("cifs", r"//server/公共\040盘", r"/mnt/公共\040盘\134x")
    assert kind_of_mount("/mnt/公共 盘\\x/gongkai.db", mounts) == "cifs"


def test_the_deepest_mount_counts_and_of_several_on_one_folder_the_last() -> None:
    mounts = mounted("autofs", "systemd-1") + mounted("cifs", "//server/office")
    assert kind_of_mount("/mnt/share/a.db", mounts) == "cifs"
    mounts += b"70 60 8:33 / /mnt/share/local rw - ext4 /dev/sdd1 rw\n"
    assert kind_of_mount("/mnt/share/local/a.db", mounts) == ""
    mounts += b"71 27 8:34 / /mnt/share rw - ext4 /dev/sde1 rw\n"
    assert kind_of_mount("/mnt/share/a.db", mounts) == ""


@pytest.mark.parametrize(
    "mounts", [b"", b"\n", b"nonsense", b"1 2 3 - cifs", b"1 2 3:4 / / rw - cifs", b"\xff\xfe - \xff"]
)
def test_what_cannot_be_read_is_no_network(mounts: bytes) -> None:
    assert kind_of_mount("/home/a.db", mounts) == ""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (r"\\server\office\gongkai.db", "unc"),
        (r"\\?\UNC\server\office\gongkai.db", "unc"),
        (r"Z:\drafts\gongkai.db", "remote"),
        (r"\\?\Z:\drafts\gongkai.db", "remote"),
        (r"C:\Users\吴\gongkai.db", ""),
        (r"\\?\C:\Users\吴\gongkai.db", ""),
        (r"UNC\gongkai.db", ""),
        ("gongkai.db", ""),
    ],
)
def test_windows_is_asked_for_the_root_of_the_drive(path: str, kind: str) -> None:
    assert kind_on_windows(path, {"Z:\\": 4, "C:\\": 3}.__getitem__) == kind


def test_a_store_is_judged_where_it_really_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "share").mkdir()
    (tmp_path / "mine").symlink_to(tmp_path / "share")
    monkeypatch.setattr(
        place, "_mounts", lambda: mounted("nfs4", "server:/export", str((tmp_path / "share").resolve()))
    )
    assert on_network(tmp_path / "mine" / "not yet" / "gongkai.db") == "nfs4"
    assert on_network(tmp_path / "gongkai.db") == ""


def test_links_in_a_circle_are_no_network(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert on_network(tmp_path / "a" / "gongkai.db") == ""


def test_the_warning_names_the_store_and_is_silent_on_this_computer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert warning_in_words(tmp_path / "gongkai.db") == ""
    monkeypatch.setattr(place, "_mounts", lambda: mounted("cifs", "//server/office", str(tmp_path.resolve())))
    warning = warning_in_words(tmp_path / "gongkai.db")
    assert str(tmp_path / "gongkai.db") in warning
    assert "Only one person" in warning
