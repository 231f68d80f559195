"""What stops a render, and when: the output is the last good one or the new one, whole."""

from __future__ import annotations

import errno
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bench.robust import kill_renders
from tests import ROOT
from vexas_evidence.publish.render import output_folder
from vexas_evidence.publish.render.output_folder import replaced_folder
from vexas_evidence.system.files import atomic_write
from vexas_evidence.system.problems import BadInput
from vexas_evidence.system.working_folders import working_folder

# Ends itself with SIGKILL at the n-th operation on files, for every n until a render is done before it.
KILLED = """
import os, signal, sys
from pathlib import Path
from vexas_evidence.publish.render import output_folder
from vexas_evidence.publish.render.output_folder import replaced_folder

if sys.argv[2] == "renames":
    output_folder._swapped = lambda fresh, output: False
site, at, ended = Path(sys.argv[1]) / "site", 0, False

def write(text):
    with replaced_folder(site, keep=False) as fresh:
        for name in "ab":
            (fresh / name).write_text(text)

def whole():
    return len({(site / name).read_text() for name in "ab"}) == 1 and len(list(site.iterdir())) == 2

write("first")
while not ended:
    at += 1
    child = os.fork()
    if not child:
        left = at
        def hook(event, arguments):
            global left
            if event == "open" or event.startswith(("os.", "shutil.", "ctypes.", "fcntl.")):
                left -= 1
                if not left:
                    os.kill(os.getpid(), signal.SIGKILL)
        sys.addaudithook(hook)
        write(f"text {at}")
        os._exit(0)
    ended = os.waitpid(child, 0)[1] == 0
    if sys.argv[2] == "renames":
        try:
            with replaced_folder(site, keep=True):
                raise KeyError
        except KeyError:
            pass
    assert whole(), at
write("last")
assert [path.name for path in Path(sys.argv[1]).iterdir()] == ["site"]
print(at)
"""


def write(site: Path, text: str) -> None:
    with replaced_folder(site, keep=False) as fresh:
        (fresh / "page.html").write_text(text)


def break_off(site: Path, error: Exception) -> None:
    with replaced_folder(site, keep=False) as fresh:
        (fresh / "page.html").write_text("half")
        raise error


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    write(folder, "good")
    return folder


def refused(site: Path) -> str:
    with pytest.raises(BadInput) as caught:
        write(site, "new")
    assert (site / "page.html").read_text() == "good"
    return str(caught.value)


@pytest.mark.parametrize("means", ["exchange", "renames"])
def test_a_kill_at_any_operation_on_files_leaves_a_whole_output(means: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", KILLED, str(tmp_path), means]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert int(done.stdout) > 20


def test_a_render_that_is_killed_leaves_a_whole_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    assert sum(kill_renders(tmp_path, kills=5, seed=2025)) == 5


def test_two_renders_do_not_write_one_output_at_once(site: Path) -> None:
    with replaced_folder(site, keep=True):
        told = refused(site)
    assert told == (
        f"{site}: another render is writing it: one render at a time: wait until it is done, or name another folder"
    )


def test_two_renders_write_two_outputs_at_once(site: Path) -> None:
    with replaced_folder(site, keep=True):
        write(site.with_name("site-2"), "other")
    assert (site.with_name("site-2") / "page.html").read_text() == "other"


def test_the_lock_of_a_killed_render_holds_nobody_up(site: Path) -> None:
    code = f"""
import os, signal
from pathlib import Path
from vexas_evidence.publish.render.output_folder import replaced_folder
with replaced_folder(Path({str(site)!r}), keep=True):
    os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False)
    assert done.returncode == -signal.SIGKILL
    assert len(list(site.parent.iterdir())) == 3  # the output, the lock, the working folder
    write(site, "new")
    assert [path.name for path in site.parent.iterdir()] == ["site"]


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.ENOSPC, "no space left on device"),
        (errno.EDQUOT, "disk quota exceeded"),
        (errno.EROFS, "read-only file system"),
    ],
)
def test_a_full_disk_is_told_and_leaves_the_last_good_output(number: int, told: str, site: Path) -> None:
    with pytest.raises(BadInput) as caught:
        break_off(site, OSError(number, os.strerror(number), "page.html"))
    assert str(caught.value) == (
        f"{site}: cannot be written ({told}): a folder with room that can be written: "
        "make room or name another folder; the last good output is as it was"
    )
    assert (site / "page.html").read_text() == "good"
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_a_file_that_may_not_grow_is_told_and_leaves_the_last_good_output(site: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1, before[1]))
        told = refused(site)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert "cannot be written (file too large)" in told


def test_a_folder_that_is_read_only_is_told(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: object, flags: int, mode: int = 0) -> int:
        raise OSError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(output_folder.os, "open", refuse)  # root may write everywhere
    assert "cannot be written (permission denied)" in refused(site)


def test_the_output_is_exchanged_in_one_step(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(Path, "rename")
    write(site, "new")
    assert (site / "page.html").read_text() == "new"


def test_an_error_of_a_page_is_not_taken_for_a_full_disk(site: Path) -> None:
    with pytest.raises(FileNotFoundError), replaced_folder(site, keep=True) as fresh:
        (fresh / "absent").read_text()


def test_a_working_folder_in_use_is_not_removed(tmp_path: Path) -> None:
    with working_folder("x-", tmp_path) as first, working_folder("x-", tmp_path) as second:
        assert first.is_dir()
        assert second.is_dir()


def test_a_working_folder_that_nobody_holds_is_removed(tmp_path: Path) -> None:
    (tmp_path / "x-abcdefgh.part").mkdir()
    with working_folder("x-", tmp_path) as folder:
        assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.parametrize("name", ["x-backup", "x-y-abcdefgh.part", "x-abcdefghi.part", "y-abcdefgh.part"])
def test_a_folder_of_another_name_is_not_removed(name: str, tmp_path: Path) -> None:
    (tmp_path / name).mkdir()
    with working_folder("x-", tmp_path):
        assert (tmp_path / name).is_dir()


def test_a_link_is_not_followed_when_working_folders_are_removed(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("mine")
    (tmp_path / "x-abcdefgh.part").symlink_to("mine")
    with working_folder("x-", tmp_path):
        assert (tmp_path / "mine" / "letter.txt").exists()


def test_a_folder_made_for_the_first_time_appears_whole(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        break_off(tmp_path / "site", KeyError())
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_whole_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    atomic_write(tmp_path / "font", b"old")

    def fill(path: Path, content: bytes) -> int:
        path.write_text("half")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr(Path, "write_bytes", fill)
    with pytest.raises(OSError, match="No space left"):
        atomic_write(tmp_path / "font", b"new")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]
