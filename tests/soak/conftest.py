"""What takes long: the suite runs a short share of each, `make soak` (GONGKAI_SOAK=1) all of it."""

import os
import shutil
import subprocess

import pytest


@pytest.fixture
def share():
    """How many of `most` to try: all in a soak, one in twenty in the suite."""
    return lambda most: most if os.environ.get("GONGKAI_SOAK") else max(1, most // 20)


@pytest.fixture
def small_disk(tmp_path):
    """Mounts a disk with such options, where that is allowed; its folder."""
    folder = tmp_path / "disk"
    folder.mkdir()

    def mount(options):
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
        if not shutil.which("mount") or subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("no small disk may be mounted here: only root may")
        return folder

    yield mount
    if folder.is_mount():
        subprocess.run(["umount", "--lazy", str(folder)], check=True)  # also where a failed test holds it
