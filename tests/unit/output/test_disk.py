"""The hands of the writer, one operation at a time, with and without `dir_fd`."""

import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from contractgen.output.disk import NOT_A_FILE, Disk
from contractgen.output.refusal import Refused


def next_descriptor() -> int:
    """Return the lowest descriptor that is free."""
    descriptor = os.open(os.devnull, os.O_RDONLY)
    os.close(descriptor)
    return descriptor


@pytest.fixture(params=["descriptors", "paths"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Disk]:
    """A disk that walks from a descriptor, and one as on Windows."""
    root = tmp_path / "root"
    root.mkdir()
    descriptor = os.open(root, os.O_RDONLY)
    made = Disk(root, descriptor if request.param == "descriptors" else None)
    yield made
    made.close()
    os.close(descriptor)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "root"


def put(root: Path, path: str, content: bytes = b"x\n") -> Path:
    full = root / path
    full.parent.mkdir(parents=True, exist_ok=True)
    full.write_bytes(content)
    return full


def open_files() -> int:
    return len(os.listdir("/proc/self/fd"))


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


@pytest.mark.parametrize("path", ["a.txt", "b/a.txt", "b/c/d/a.txt"])
@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_a_new_file(disk: Disk, root: Path, path: str, umask: int) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    os.umask(umask)
    disk.create(path, b"content\n")
    assert (root / path).read_bytes() == b"content\n"
    assert mode(root / path) == 0o644
    with pytest.raises(Refused) as caught:
        disk.create(path, b"other\n")
    assert (caught.value.path, caught.value.words) == (path, "file exists")
    assert disk.read(path) == b"content\n"


def test_what_is_durable_is_synced(disk: Disk, root: Path, synced: list[str]) -> None:
    disk.create("a", b"")
    disk.create("b", b"", durable=True)
    assert synced == ["b"]
    (root / "c/d").mkdir(parents=True)
    disk.sync_folder("c/d")
    assert synced in (["b", "d"], ["b"])


@pytest.mark.parametrize("size", [0, 1, 2, 7])
def test_a_write_may_take_a_part_alone(
    disk: Disk, root: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    real = os.write

    def write(descriptor: int, content: bytes) -> int:
        return real(descriptor, content[:2])

    monkeypatch.setattr(os, "write", write)
    disk.create("a", b"0123456"[:size])
    assert (root / "a").read_bytes() == b"0123456"[:size]


def test_moving_replaces(disk: Disk, root: Path) -> None:
    put(root, "a/from", b"new")
    put(root, "b/c/to", b"old")
    disk.move("a/from", "b/c/to")
    assert (root / "b/c/to").read_bytes() == b"new"
    assert not (root / "a/from").exists()
    with pytest.raises(Refused) as caught:
        disk.move("a/from", "b/c/to")
    assert caught.value.path == "b/c/to"
    assert caught.value.words == "no such file or directory"


def test_keeping_gives_a_second_name(disk: Disk, root: Path) -> None:
    put(root, "a/one", b"x")
    (root / "b").mkdir()
    disk.keep("a/one", "b/two")
    assert os.path.samefile(root / "a/one", root / "b/two")


def test_keeping_moves_where_there_are_no_links(
    disk: Disk, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def link(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no")

    monkeypatch.setattr(os, "link", link)
    put(root, "a/one", b"x")
    (root / "b").mkdir()
    disk.keep("a/one", "b/two")
    assert (root / "b/two").read_bytes() == b"x"
    assert not (root / "a/one").exists()
    with pytest.raises(Refused) as caught:
        disk.keep("a/one", "b/two")
    assert caught.value.path == "a/one"


def test_unlinking(disk: Disk, root: Path) -> None:
    put(root, "a/b")
    disk.unlink("a/b")
    assert not (root / "a/b").exists()
    disk.unlink("a/b")
    with pytest.raises(Refused) as caught:
        disk.unlink("a")
    assert caught.value.path == "a"


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_making_folders(disk: Disk, root: Path, umask: int) -> None:
    os.umask(umask)
    for path in ("a", "a/b"):
        disk.make_folder(path)
        disk.make_folder(path)
        assert mode(root / path) == 0o755
    with pytest.raises(Refused) as caught:
        disk.make_folder("no/b")
    assert caught.value.path == "no/b"


def test_removing_folders(disk: Disk, root: Path) -> None:
    put(root, "a/b/c")
    disk.remove_folder("a/b")
    assert (root / "a/b/c").exists()
    disk.unlink("a/b/c")
    before = open_files()
    disk.remove_folder("a/b")
    assert open_files() <= before
    assert not (root / "a/b").exists()
    disk.remove_folder("a/b")
    disk.remove_folder("no/where")
    put(root, "f")
    with pytest.raises(Refused) as caught:
        disk.remove_folder("f")
    assert (caught.value.path, caught.value.words) == ("f", "not a directory")
    disk.make_folder("a/b")
    disk.create("a/b/c", b"again")
    assert (root / "a/b/c").read_bytes() == b"again"


@pytest.mark.parametrize(
    ("number", "stays"),
    [(number, True) for number in (errno.EBUSY, errno.EACCES, errno.EPERM)]
    + [(errno.ENOTEMPTY, True), (errno.EEXIST, True), (errno.ENOENT, True)]
    + [(errno.EIO, False), (errno.EROFS, False)],
)
def test_why_a_folder_may_stay(
    disk: Disk, root: Path, monkeypatch: pytest.MonkeyPatch, number: int, stays: bool
) -> None:
    def rmdir(*_: object, **__: object) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(os, "rmdir", rmdir)
    (root / "a").mkdir()
    if stays:
        disk.remove_folder("a")
    else:
        with pytest.raises(Refused, match=r"^a: no$"):
            disk.remove_folder("a")


@pytest.mark.parametrize(
    ("number", "is_fine"),
    [(errno.EINVAL, True), (errno.ENOTSUP, True), (errno.EIO, False)],
)
def test_a_folder_that_cannot_be_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, is_fine: bool
) -> None:
    def fsync(_descriptor: int) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(os, "fsync", fsync)
    (tmp_path / "a").mkdir()
    descriptor = os.open(tmp_path, os.O_RDONLY)
    try:
        if is_fine:
            Disk(tmp_path, descriptor).sync_folder("a")
        else:
            with pytest.raises(Refused, match=r"^a: no$"):
                Disk(tmp_path, descriptor).sync_folder("a")
    finally:
        os.close(descriptor)
    Disk(tmp_path, None).sync_folder("a")


def test_looking(disk: Disk, root: Path, tmp_path: Path) -> None:
    put(root, "a/f", b"1\r\n2\n")
    put(root, "a/e/f")
    (root / "a/link").symlink_to(tmp_path)
    (root / "a/gone").symlink_to("nowhere")
    unixed = hashlib.sha256(b"1\n2\n").hexdigest()
    wanted = {"a/f": unixed, "a/e": NOT_A_FILE, "a/link": NOT_A_FILE, "no/f": None}
    for path, digest in (wanted | {"a/gone": NOT_A_FILE, "a/no": None}).items():
        assert disk.digest(path) == digest, path
        found = disk.status(path)
        assert (found is None) == (digest is None), path
        if found:
            assert os.path.samestat(found, (root / path).lstat())
    assert disk.read("a/f") == b"1\r\n2\n"
    assert disk.read("a/no") is disk.read("no/f") is None
    assert disk.names("a") == ["e", "f", "gone", "link"]
    assert disk.names("no") == disk.names("no/way") == []
    free = next_descriptor()
    with pytest.raises(Refused, match=r"^a/e: is a directory$"):
        disk.read("a/e")
    assert next_descriptor() == free
    with pytest.raises(
        Refused, match=r"^a/f: (not a directory|a link or file is in the way)$"
    ):
        disk.names("a/f")


OPERATIONS: list[Callable[[Disk, str], object]] = [
    lambda disk, way: disk.create(f"{way}/new", b""),
    lambda disk, way: disk.move("mine", f"{way}/f"),
    lambda disk, way: disk.move(f"{way}/f", "mine"),
    lambda disk, way: disk.keep("mine", f"{way}/new"),
    lambda disk, way: disk.keep(f"{way}/f", "new"),
    lambda disk, way: disk.unlink(f"{way}/f"),
    lambda disk, way: disk.make_folder(f"{way}/new"),
    lambda disk, way: disk.remove_folder(f"{way}/e"),
    lambda disk, way: disk.sync_folder(way),
    lambda disk, way: disk.status(f"{way}/f"),
    lambda disk, way: disk.digest(f"{way}/f"),
    lambda disk, way: disk.read(f"{way}/f"),
    lambda disk, way: disk.names(way),
]


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("way", ["link", "deep/link", "link/e", "mine"])
def test_no_way_leads_through_a_link_or_a_file(
    disk: Disk,
    root: Path,
    tmp_path: Path,
    operation: Callable[[Disk, str], object],
    way: str,
) -> None:
    outside = put(tmp_path, "outside/f", b"precious")
    (tmp_path / "outside/e/e").mkdir(parents=True)
    put(tmp_path, "outside/e/f", b"precious")
    put(root, "mine", b"mine")
    (root / "deep").mkdir()
    for link in ("link", "deep/link"):
        (root / link).symlink_to(tmp_path / "outside")
    with pytest.raises(Refused) as caught:
        operation(disk, way)
    assert caught.value.code.id == "CG420"
    assert caught.value.words in {
        *("not a directory", "too many levels of symbolic links"),
        "a link or file is in the way",
    }
    assert outside.read_bytes() == b"precious"
    assert sorted(one.name for one in (tmp_path / "outside").rglob("*")) == [
        *("e", "e", "f", "f")
    ]
    assert (root / "mine").read_bytes() == b"mine"


def test_few_folders_are_open_at_once(disk: Disk, root: Path) -> None:
    before = open_files()
    for number in range(9):
        put(root, f"{number}/f", b"%d" % number)
    for number in (*range(9), *reversed(range(9))):
        assert disk.read(f"{number}/f") == b"%d" % number
        assert open_files() <= before + 4
    disk.close()
    assert open_files() == before
    assert disk.read("0/f") == b"0"


def test_the_folder_last_used_stays_open(root: Path) -> None:
    root.mkdir()
    for name in "abcde":
        put(root, f"{name}/f", name.encode())
    descriptor = os.open(root, os.O_RDONLY)
    disk = Disk(root, descriptor)
    for name in "abcdae":  # b is what was not used for longest
        disk.read(f"{name}/f")
    for name in "abcde":  # what is open is found all the same
        (root / name).rename(root / f"{name}{name}")
    found = [disk.read(f"{name}/f") for name in "cdaeb"]
    disk.close()
    os.close(descriptor)
    assert found == [b"c", b"d", b"a", b"e", None]


def test_a_link_at_the_end_is_not_followed(disk: Disk, root: Path) -> None:
    precious = put(root, "precious", b"precious")
    (root / "link").symlink_to(precious)
    with pytest.raises(Refused):
        disk.create("link", b"mine")
    disk.keep("link", "second")
    disk.unlink("link")
    assert precious.read_bytes() == b"precious"
    assert not (root / "link").is_symlink()


@pytest.mark.parametrize(
    ("call", "attempt"),
    [
        ("open", (lambda disk: disk.create("a/new", b""), "a/new")),
        ("open", (lambda disk: disk.digest("a/f"), "a/f")),
        ("open", (lambda disk: disk.read("a/f"), "a/f")),
        ("write", (lambda disk: disk.create("a/new", b"x"), "a/new")),
        ("fchmod", (lambda disk: disk.create("a/new", b""), "a/new")),
        ("fsync", (lambda disk: disk.create("a/new", b"", durable=True), "a/new")),
        ("replace", (lambda disk: disk.move("a/f", "a/to"), "a/to")),
        ("unlink", (lambda disk: disk.unlink("a/f"), "a/f")),
        ("mkdir", (lambda disk: disk.make_folder("a/new"), "a/new")),
        ("chmod", (lambda disk: disk.make_folder("a/new"), "a/new")),
        ("rmdir", (lambda disk: disk.remove_folder("a/e"), "a/e")),
        ("stat", (lambda disk: disk.status("a/f"), "a/f")),
        ("stat", (lambda disk: disk.digest("a/f"), "a/f")),
        ("listdir", (lambda disk: disk.names("a"), "a")),
    ],
)
def test_each_refusal_names_its_path(
    disk: Disk,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    call: str,
    attempt: tuple[Callable[[Disk], object], str],
) -> None:
    operation, path = attempt
    put(root, "a/f")
    (root / "a/e").mkdir()
    disk.names("a")  # its folder is open from here on
    before = open_files()

    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "Input/output Error")

    monkeypatch.setattr(os, call, fail)
    with pytest.raises(Refused) as caught:
        operation(disk)
    monkeypatch.undo()
    assert (caught.value.path, caught.value.words) == (path, "input/output error")
    assert open_files() <= before
