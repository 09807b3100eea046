"""A disk that is full, a folder that may not be written, a file held open: told in words, the old file as it was."""

import errno
import os
import subprocess
from pathlib import Path

import pytest

from app import safe_file
from app.draft_file import read_draft
from app.errors import AppError
from app.export import export
from app.paths import samples

PAGE = 4096
OLD = b"old"


@pytest.fixture(scope="module")
def filing():
    return read_draft(samples()[-1])[0]


@pytest.fixture(scope="module")
def size(filing, tmp_path_factory):
    return export(filing, tmp_path_factory.mktemp("size") / "report.docx").stat().st_size


@pytest.fixture
def path(tmp_path):
    """The name of a report that is there already, in a folder of its own."""
    folder = tmp_path / "exports"
    folder.mkdir()
    folder.joinpath("report.docx").write_bytes(OLD)
    return folder / "report.docx"


def refused(filing, path, *words):
    """An export is refused in these words and with the file's name; nothing has changed in the folder."""
    before = {one.name: one.read_bytes() for one in path.parent.iterdir()}
    with pytest.raises(AppError) as caught:
        export(filing, path, overwrite=True)
    assert all(word in str(caught.value) for word in (str(path), *words)), caught.value
    assert {one.name: one.read_bytes() for one in path.parent.iterdir()} == before


# A full disk


def test_a_disk_with_less_room_than_the_file_needs_is_told_as_full(filing, size, small_disk):
    folder = small_disk("size=64k")
    path, filler = folder / "report.docx", folder / "filler"
    needed = -(-size // PAGE)
    for free in range(needed + 2):
        path.write_bytes(OLD)
        filler.write_bytes(bytes(64 * 1024 - (free + 1) * PAGE))
        if free < needed:
            refused(filing, path, "磁盘已满", "原有文件未作改动")
        else:
            export(filing, path, overwrite=True)
            assert path.stat().st_size == size
        assert sorted(one.name for one in folder.iterdir()) == ["filler", "report.docx"]
        filler.unlink()


def test_a_new_file_on_a_full_disk_leaves_nothing(filing, small_disk):
    folder = small_disk("size=4k")
    refused(filing, folder / "report.docx", "磁盘已满")
    assert list(folder.iterdir()) == []


def test_a_disk_that_takes_no_more_files_is_told_as_full(filing, small_disk):
    folder = small_disk("size=1m,nr_inodes=3")  # the folder itself, and two files
    (folder / "filler").touch()
    (folder / "report.docx").write_bytes(OLD)
    refused(filing, folder / "report.docx", "磁盘已满")


@pytest.mark.parametrize("share_written", [0, 0.5, 1])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_room_that_ends_while_writing_leaves_the_old_file(filing, path, monkeypatch, share_written, code):
    def write(temporary, content):
        temporary.write_bytes(content[: int(len(content) * share_written)])
        raise OSError(code, os.strerror(code), str(temporary))

    monkeypatch.setattr(safe_file, "_write", write)
    refused(filing, path, "磁盘已满", "原有文件未作改动")


@pytest.mark.parametrize("most", [0, 1, PAGE, -1])
def test_a_file_that_may_not_grow_so_large_leaves_the_old_one(filing, path, size, most):
    """The system itself ends the writing, without root: a limit on the size of files."""
    resource = pytest.importorskip("resource")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    export(filing, path.with_name("warm.docx"))
    resource.setrlimit(resource.RLIMIT_FSIZE, (most if most >= 0 else size - 1, limits[1]))
    try:
        refused(filing, path, "磁盘已满", "原有文件未作改动")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    export(filing, path, overwrite=True)
    assert path.stat().st_size == size


# A folder that may not be written


def test_a_disk_that_may_only_be_read_is_told(filing, small_disk):
    folder = small_disk("size=1m")
    (folder / "report.docx").write_bytes(OLD)
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    refused(filing, folder / "report.docx", "Word 或 WPS", "换一个")
    refused(filing, folder / "another.docx", "不允许")


def test_a_folder_that_may_only_be_read_is_told(filing, path):
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    path.parent.chmod(0o500)
    try:
        refused(filing, path, "不允许")
    finally:
        path.parent.chmod(0o700)


@pytest.mark.parametrize("code", [errno.EACCES, errno.EPERM, errno.EROFS])
def test_a_folder_that_refuses_a_new_file_is_told(filing, path, monkeypatch, code):
    open_file = Path.open

    def refuse(file, *arguments, **more):
        if file.suffix == ".tmp":
            raise OSError(code, os.strerror(code), str(file))
        return open_file(file, *arguments, **more)

    monkeypatch.setattr(Path, "open", refuse)
    refused(filing, path, "不允许")


# A file held open


def test_a_file_that_word_holds_open_on_windows_is_told_and_another_name_works(filing, path, monkeypatch):
    replace = os.replace

    def held(source, target):
        if Path(target) == path:
            raise PermissionError(
                errno.EACCES, "另一个程序正在使用此文件，进程无法访问。", str(source), 32, str(target)
            )
        replace(source, target)

    monkeypatch.setattr(os, "replace", held)
    refused(filing, path, "Word 或 WPS", "原有文件未作改动", "换一个")
    another = export(filing, path.with_name("another.docx"))
    assert another.read_bytes().startswith(b"PK")
    assert path.read_bytes() == OLD
