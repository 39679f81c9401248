"""A publication makes exactly the wanted site, whatever was there and whatever happened before."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from partnership_register.publishing import (
    Publication,
    Published,
    digest_of,
    group_digest,
    write_into,
)
from places import digests
from reckoning import Reckon

BUILD = Path(__file__).with_name("build_once.py")

Files = dict[str, bytes]


def publish(site: Path, files: Files, **how: bool) -> Published:
    """Publish by `put` alone, as a program without a memory would."""
    with Publication(site, **how) as publication:
        for path, content in files.items():
            publication.put(path, content)
        return publication.publish()


def republish(site: Path, files: Files) -> Published:
    """Publish as the build does: keep what is held, have workers write the rest."""
    with Publication(site) as publication:
        for path, content in files.items():
            held = publication.held(path)
            if held == digest_of(content):
                publication.keep(path)
            else:
                publication.record([write_into(publication.standby, path, content, held=held)])
        return publication.publish()


def publish_in_groups(site: Path, files: Files) -> Published:
    """Publish as the build does with folders of records: those that stay are kept unseen."""
    groups: dict[str, Files] = {"a": {}, "b": {}, "c": {}}
    for path, content in files.items():
        groups[path[0] if path[0] in groups else "c"][path] = content
    with Publication(site) as publication:
        for name, group in groups.items():
            said = ((path, digest_of(content)) for path, content in group.items())
            if publication.has_all(name, group_digest(said)):
                publication.keep_all(name)
                continue
            for path, content in group.items():
                publication.put(path, content, name)
        return publication.publish()


def publish_and_discard(site: Path, files: Files) -> Published:
    """Publish as the build does when something was withdrawn: the former site keeps nothing."""
    with Publication(site) as publication:
        for path, content in files.items():
            publication.put(path, content)
        published = publication.publish()
        publication.discard()
    return published


def whole(folder: Path) -> dict[str, bytes | None]:
    """Everything below a folder: files with their content, folders and links with None."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        if path.is_file() and not path.is_symlink()
        else None
        for path in folder.rglob("*")
    }


def wanted(files: Files) -> dict[str, bytes | None]:
    folders = {f.as_posix(): None for path in files for f in Path(path).parents if f.name}
    return files | folders


# Any sequence of builds

PATHS = st.lists(st.sampled_from("abc"), min_size=1, max_size=3).map("/".join)


def _has_no_file_in_a_file(files: Files) -> bool:
    return not any(p.as_posix() in files for path in files for p in Path(path).parents)


SITES = st.dictionaries(PATHS, st.binary(max_size=3), max_size=6).filter(_has_no_file_in_a_file)


@contextmanager
def no_links() -> Iterator[None]:
    """A file system without hard links."""
    with patch("os.link", side_effect=OSError(errno.EPERM, "Operation not permitted")):
        yield


@contextmanager
def no_exchange() -> Iterator[None]:
    """A system that knows no exchange of two folders."""
    with patch("partnership_register.publishing.exchange._swap", return_value=None):
        yield


@contextmanager
def nothing_special() -> Iterator[None]:
    yield


SYSTEMS = st.sampled_from([nothing_special, no_links, no_exchange])


def stray(site: Path) -> None:
    (site / "d" / "stray").mkdir(parents=True, exist_ok=True)
    (site / "d" / "x").write_text("stray")


def stray_in_the_way(site: Path) -> None:
    for name in "ab":
        if not (site / name).exists():
            (site / name).write_text("stray")


def folders_in_the_way(site: Path) -> None:
    for name in ("a/b", "b"):
        if not (site / name).exists() and not (site / "a").is_file():
            (site / name / "c").mkdir(parents=True)


def link_in_the_way(site: Path) -> None:
    if (site / "a").is_dir():
        (site / "a").rename(site.parent / "elsewhere")
        (site / "a").symlink_to(site.parent / "elsewhere")


def edited(site: Path) -> None:
    for file in _files_of(site):
        file.write_bytes(file.read_bytes() + b" by hand")


def edited_to_the_same_size(site: Path) -> None:
    for file in _files_of(site):
        modified = file.stat().st_mtime_ns
        file.write_bytes(bytes(255 - byte for byte in file.read_bytes()))
        os.utime(file, ns=(modified + 10**9, modified + 10**9))


def truncated(site: Path) -> None:
    for file in _files_of(site):
        file.write_bytes(b"")


def saved_anew(site: Path) -> None:
    for file in _files_of(site):
        content = file.read_bytes()
        file.unlink()
        file.write_bytes(content[:1])


def removed(site: Path) -> None:
    shutil.rmtree(site)


def copied_elsewhere_and_back(site: Path) -> None:
    shutil.copytree(site, site.parent / "copy")
    shutil.rmtree(site)
    (site.parent / "copy").rename(site)


def without_ledger(site: Path) -> None:
    (_beside(site) / "ledger").unlink(missing_ok=True)


def ledger_spoilt(site: Path) -> None:
    ledger = _beside(site) / "ledger"
    if ledger.exists():
        ledger.write_bytes(ledger.read_bytes().replace(b"1", b"2"))


def without_standby(site: Path) -> None:
    for standby in _beside(site).glob("standby-*"):
        shutil.rmtree(standby)


def without_anything(site: Path) -> None:
    shutil.rmtree(_beside(site))


def untouched(site: Path) -> None:
    pass


def broken_off(site: Path) -> None:
    """A build that changes everything and fails."""
    with pytest.raises(ZeroDivisionError), Publication(site) as publication:  # noqa: PT012
        for path in ("a", "b/c", "c"):
            publication.put(path, b"not to be published")
        raise ZeroDivisionError


def died_between_two_renames(site: Path) -> None:
    renamed = patch("pathlib.Path.rename", _dies_with(Path.rename, "standby-"))
    with no_exchange(), renamed, pytest.raises(RuntimeError):
        publish(site, {"c": b"not to be published"})
    assert site.exists()


def _dies_with(rename: Callable[[Path, Path], Path], beginning: str) -> object:
    def renamed(self: Path, target: Path) -> Path:
        if self.name.startswith(beginning) and not target.name.startswith(beginning):
            raise RuntimeError
        return rename(self, target)

    return renamed


def _files_of(site: Path) -> list[Path]:
    return [path for path in site.rglob("*") if path.is_file()]


def _beside(site: Path) -> Path:
    return site.with_name(f".{site.name}.publishing")


MISHAPS = [
    broken_off,
    copied_elsewhere_and_back,
    died_between_two_renames,
    edited,
    edited_to_the_same_size,
    folders_in_the_way,
    ledger_spoilt,
    link_in_the_way,
    removed,
    saved_anew,
    stray,
    stray_in_the_way,
    truncated,
    untouched,
    without_anything,
    without_ledger,
    without_standby,
]
HOW = [publish, republish, publish_in_groups, publish_and_discard]
BUILDS = st.tuples(SITES, st.sampled_from(HOW), st.sampled_from(MISHAPS))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(BUILDS, min_size=1, max_size=5), SYSTEMS)
@example(
    [({}, publish, folders_in_the_way), ({"a": b""}, publish, removed), ({}, publish, broken_off)],
    nothing_special,
)
@example(
    [
        ({"a/b": b"1"}, publish, untouched),
        ({"a": b"2"}, publish_and_discard, untouched),
        ({"a/b": b"1"}, publish_and_discard, untouched),
    ],
    nothing_special,
)
def test_every_build_makes_exactly_the_wanted_site(
    builds: list[tuple[Files, Callable[..., Published], Callable[[Path], None]]],
    system: Callable[[], Iterator[None]],
) -> None:
    """No file or folder more or less, after any former sites and any mishap in between."""
    with TemporaryDirectory() as folder, system():  # type: ignore[attr-defined]
        site = Path(folder) / "site"
        with patch("partnership_register.publishing.publication.make_lasting"):
            for files, build, mishap in builds:
                build(site, files)
                assert whole(site) == wanted(files)
                mishap(site)
                shutil.rmtree(Path(folder) / "elsewhere", ignore_errors=True)


@pytest.mark.parametrize("build", [republish, publish_in_groups])
@pytest.mark.parametrize("mishap", MISHAPS)
def test_after_any_mishap_the_next_build_is_right_though_nothing_else_changed(
    tmp_path: Path, mishap: Callable[[Path], None], build: Callable[..., Published]
) -> None:
    """With the standby level with the site and behind it."""
    site = tmp_path / "site"
    files = {"a/b": b"1", "a/c/a": b"22", "b": b"333", "c": b""}
    for number in range(3):
        build(site, files)
        mishap(site)
        shutil.rmtree(tmp_path / "elsewhere", ignore_errors=True)
        build(site, files)
        assert whole(site) == wanted(files)
        assert build(site, files).kept == 4
        files["c"] += b"%d" % number


# What is said and refused


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    """Files with the same content stay the same files, in both trees; the numbers say so."""
    site = tmp_path / "site"
    assert publish(site, {"a": b"1", "b": b"2", "c/d": b"3"}) == Published(3, 0, 0)
    first = {path: (site / path).stat().st_ino for path in ("a", "b", "c/d")}
    assert republish(site, {"a": b"1", "b": b"two", "c/d": b"3"}) == Published(1, 2, 0)
    assert republish(site, {"a": b"1", "b": b"two"}) == Published(0, 2, 1)
    assert republish(site, {"a": b"1", "b": b"two"}) == Published(0, 2, 0)
    assert (site / "a").stat().st_ino == first["a"]
    assert (site / "b").stat().st_ino != first["b"]


def test_a_build_that_changes_nothing_writes_nothing(tmp_path: Path) -> None:
    """Not even its ledger, from the second on."""
    site = tmp_path / "site"
    for _ in range(2):
        publish(site, {"a": b"1"})
    before = (_beside(site) / "ledger").stat()
    publish(site, {"a": b"1"})
    after = (_beside(site) / "ledger").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_no_ledger_lies_about_while_the_standby_is_changed(tmp_path: Path) -> None:
    """So that none can be believed if the build dies; a build that changes nothing leaves it."""
    site = tmp_path / "site"
    for content, lies_about in ((b"1", False), (b"1", False), (b"1", True), (b"2", False)):
        with Publication(site) as publication:
            publication.put("a", content)
            assert (_beside(site) / "ledger").exists() == lies_about
            publication.publish()


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: path.symlink_to(path.name)])
def test_what_is_no_ledger_makes_way_for_one(tmp_path: Path, make: Callable[[Path], None]) -> None:
    """A folder that lies there, or a link that leads nowhere."""
    site = tmp_path / "site"
    publish(site, {"a": b"1"})
    (_beside(site) / "ledger").unlink()
    make(_beside(site) / "ledger")
    assert republish(site, {"a": b"1", "b": b"2"}) == Published(1, 1, 0)
    assert (_beside(site) / "ledger").is_file()


@pytest.mark.parametrize(
    ("first", "second"), [("a/x", "a/x"), ("a/X", "a/x"), ("a", "a/x"), ("a/x", "a")]
)
def test_two_files_in_one_place_are_refused(tmp_path: Path, first: str, second: str) -> None:
    """Be it only in another case, or one within the other; the site stays as it was."""
    site = tmp_path / "site"
    publish(site, {"old": b""})
    with (  # noqa: PT012
        pytest.raises(FileExistsError, match="of the site"),
        Publication(site) as publication,
    ):
        publication.put(first, b"1")
        publication.put(second, b"2")
        publication.publish()
    assert whole(site) == {"old": b""}


@pytest.mark.parametrize(("kept", "new"), [("a/x", "A/x"), ("a/x", "a"), ("a", "a/x")])
def test_a_new_file_in_the_place_of_one_that_is_kept_unseen_is_refused(
    tmp_path: Path, kept: str, new: str
) -> None:
    """A group that stays need not be looked into for that by whoever keeps it."""
    site = tmp_path / "site"
    for files in ({kept: b"1"}, {kept: b"1", new: b"2"}):
        with ExitStack() as refused:
            if new in files:
                refused.enter_context(pytest.raises(FileExistsError, match="of the site"))
            with Publication(site) as publication:
                if new in files:
                    assert publication.has_all("kept", group_digest([(kept, digest_of(b"1"))]))
                    publication.keep_all("kept")
                    publication.put(new, b"2", "new")
                else:
                    publication.put(kept, b"1", "kept")
                publication.publish()
    assert whole(site) == wanted({kept: b"1"})


def test_a_group_is_not_all_there_if_one_of_its_files_is_another(tmp_path: Path) -> None:
    """Whoever would keep it is told, and makes it again."""
    site = tmp_path / "site"
    same = group_digest([("a", digest_of(b"1")), ("b", digest_of(b"2"))])
    for files in ({"a": b"1", "b": b"2"}, {"a": b"1", "b": b"3"}, {"a": b"1"}):
        with Publication(site) as publication:
            for path, content in files.items():
                publication.put(path, content, "group")
            publication.publish()
        with Publication(site) as publication:
            assert publication.has_all("group", same) == (files == {"a": b"1", "b": b"2"})
            assert publication.has_all("none", group_digest([]))


@pytest.mark.parametrize(
    "path", ["", "/a", "../a", "a/../../b", "a//b", "./a", "a/", "a\\b", "C:a"]
)
def test_a_path_out_of_the_site_is_refused(tmp_path: Path, path: str) -> None:
    """Before anything is written."""
    with Publication(tmp_path / "site") as publication, pytest.raises(ValueError, match="no path"):
        publication.put(path, b"")
    assert sorted(p.name for p in tmp_path.rglob("*") if p.is_file()) == ["ledger", "lock"]


def test_a_folder_that_was_put_into_the_site_by_hand_goes_for_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long ago: what one walk has listed the next need not list again."""
    monkeypatch.setattr("partnership_register.publishing.walking._TOO_NEW", -(1 << 62))
    site, files = tmp_path / "site", {"a/index.html": b"1", "b": b"2"}
    for _ in range(3):
        republish(site, files)
    stray = site / "a" / "old" / "index.html"
    stray.parent.mkdir()
    stray.write_bytes(b"stray")
    for number in range(4):
        republish(site, {**files, "b": b"%d" % number})
        assert not stray.parent.exists(), number


def test_a_file_that_both_trees_have_and_an_old_ledger_has_not_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where a folder was restored in part from a copy."""
    monkeypatch.setattr("partnership_register.publishing.walking._TOO_NEW", -(1 << 62))
    site, ledger = tmp_path / "site", tmp_path / ".site.publishing" / "ledger"
    files = {"words/a.json": b"1", "words/b.json": b"2"}
    republish(site, files)
    old = ledger.read_bytes()
    for number in range(3):
        republish(site, {**files, "words/c.json": b"%d" % number})
    ledger.write_bytes(old)
    for number in range(4):
        republish(site, {**files, "words/a.json": b"%d" % number})
        assert sorted(digests(site)) == ["words/a.json", "words/b.json"], number


def test_what_is_not_there_cannot_be_kept(tmp_path: Path) -> None:
    """Nor is anything held of it."""
    with Publication(tmp_path / "site") as publication:
        assert publication.held("a") is None
        with pytest.raises(LookupError, match="no a that"):
            publication.keep("a")


def test_a_file_where_the_site_is_to_be_stays(tmp_path: Path) -> None:
    """It is somebody's."""
    (tmp_path / "site").write_text("mine")
    with pytest.raises(NotADirectoryError, match="is a file"), Publication(tmp_path / "site"):
        pass
    assert (tmp_path / "site").read_text() == "mine"


def test_attachments_are_copied_and_never_shared_with_their_source(tmp_path: Path) -> None:
    """An officer who writes into the source writes into nothing that is published."""
    site, source = tmp_path / "site", tmp_path / "terms.pdf"
    for content, changed in ((b"1", 1), (b"1", 0), (b"2", 1)):
        source.write_bytes(content)
        with Publication(site) as publication:
            publication.copy("files/terms.pdf", source)
            assert publication.publish().written == changed
        source.write_bytes(b"changed in place")
        assert (site / "files" / "terms.pdf").read_bytes() == content


def test_a_site_that_is_a_link_is_published_where_it_points_to(tmp_path: Path) -> None:
    """The link stays."""
    (tmp_path / "served").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "served")
    for content in (b"1", b"2"):
        publish(tmp_path / "site", {"a": content})
        assert whole(tmp_path / "served") == {"a": content}
    assert (tmp_path / "site").is_symlink()


def test_a_prepared_standby_holds_nothing_that_was_withdrawn(tmp_path: Path) -> None:
    """Without `prepare` the former site lies there until the next build."""
    site = tmp_path / "site"
    publish(site, {"a": b"1", "withdrawn": b"2"})
    publish(site, {"a": b"1", "withdrawn": b"2"})
    with Publication(site) as publication:
        publication.put("a", b"1")
        publication.publish()
        assert len(list(_beside(site).rglob("withdrawn"))) == 1
        publication.prepare()
    assert not list(_beside(site).rglob("withdrawn"))
    assert b"withdrawn" not in (_beside(site) / "ledger").read_bytes()
    assert republish(site, {"a": b"1"}) == Published(0, 1, 0)


def test_a_former_site_that_is_discarded_keeps_nothing_of_its_own(tmp_path: Path) -> None:
    """Where a file takes the place of a folder, or a folder that of a file, as well."""
    site = tmp_path / "site"
    for files in ({"a": b"1"}, {"a/b": b"2", "c": b"3"}, {"a": b"4", "c": b"5"}, {"a/b": b"6"}):
        publish_and_discard(site, files)
        for standby in _beside(site).glob("standby-*"):
            left = {path: file for path, file in whole(standby).items() if file is not None}
            assert left.items() <= whole(site).items()
        assert whole(site) == wanted(files)


@pytest.mark.skipif(sys.platform == "win32", reason="has no such modes")
@pytest.mark.parametrize("mishap", [untouched, without_anything, without_ledger])
def test_everybody_may_read_what_is_published(
    tmp_path: Path, mishap: Callable[[Path], None]
) -> None:
    """Also a file whose mode somebody changed, or a site that was restored for its owner alone."""
    site = tmp_path / "site"
    files = {"a/b": b"1", "c": b"2", "d": b"3"}
    publish_in_groups(site, files)
    publish_in_groups(site, files | {"d": b"4"})
    mishap(site)
    for path in ("a/b", "c"):
        (site / path).chmod(0o600)
    publish_in_groups(site, files | {"d": b"5"})
    assert {oct(path.stat().st_mode)[-3:] for path in _files_of(site)} == {"644"}


# Several builds, and those that died


def test_of_two_builds_one_waits_and_says_so_once(tmp_path: Path) -> None:
    """And finds the site as the first one left it."""
    site = tmp_path / "site"
    waiting, said = threading.Event(), []

    def second() -> None:
        with Publication(site, waiting=lambda: (said.append(1), waiting.set())) as publication:
            assert publication.held("a") == digest_of(b"first")
            publication.put("a", b"second")
            publication.publish()

    with Publication(site) as publication:
        other = threading.Thread(target=second)
        other.start()
        assert waiting.wait(10)
        publication.put("a", b"first")
        publication.publish()
        assert whole(site) == {"a": b"first"}
    other.join(10)
    assert said == [1]
    assert whole(site) == {"a": b"second"}


@pytest.mark.parametrize("names", ["ab", "abc", "abcd"])
def test_builds_side_by_side_never_mix(names: str, tmp_path: Path, reckon: Reckon) -> None:
    """Processes with many builds each leave the site of one of them."""
    times = 40 if reckon.whole else 15
    sites = []
    builds = []
    for name in names:
        files = {f"{name}/{n}": name * n for n in range(5)} | {"index": name, f"{name}.csv": ""}
        (tmp_path / f"{name}.json").write_text(json.dumps(files))
        sites.append({path: digest_of(text.encode()) for path, text in files.items()})
        command = [sys.executable, BUILD, tmp_path / "site", tmp_path / f"{name}.json", str(times)]
        builds.append(subprocess.Popen(command))
    assert [build.wait(60) for build in builds] == [0] * len(names)
    assert digests(tmp_path / "site") in sites
    reckon.held("P4", times * len(names), "publications two to four at a time, none mixed")


def test_a_worker_that_outlives_its_build_neither_blocks_nor_harms_the_next(
    tmp_path: Path,
) -> None:
    """What it still wants to write has nowhere to go."""
    site = tmp_path / "site"
    publish(site, {"a": b"1"})
    with Publication(site) as killed:
        folder = killed.standby
    with Publication(site, waiting=lambda: pytest.fail("it waited")) as publication:
        with pytest.raises(FileNotFoundError):
            write_into(folder, "a", b"late")
        with pytest.raises(FileNotFoundError):
            write_into(folder, "b/c", b"late")
        publication.put("a", b"1")
        publication.publish()
    assert whole(site) == {"a": b"1"}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")
def test_a_killed_build_lets_go_of_its_turn_though_its_workers_live(tmp_path: Path) -> None:
    """The system releases the lock of the process, and its workers do not hold it."""
    program = """
import os, signal, sys, time
from pathlib import Path
from partnership_register.publishing import Publication
with Publication(Path(sys.argv[1])):
    worker = os.fork()
    if not worker:
        time.sleep(60)
        os._exit(0)
    print(worker, flush=True)
    time.sleep(0.2)
    os.kill(os.getpid(), signal.SIGKILL)
"""
    dying = subprocess.Popen(
        [sys.executable, "-c", program, tmp_path / "site"], stdout=subprocess.PIPE, text=True
    )
    assert dying.stdout
    worker = int(dying.stdout.readline())
    assert dying.wait(10) == -signal.SIGKILL
    try:
        with Publication(tmp_path / "site", waiting=lambda: pytest.fail("it waited")):
            os.kill(worker, 0)
    finally:
        os.kill(worker, signal.SIGKILL)
        dying.stdout.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_folders_that_are_made_for_the_site_may_be_entered_by_everybody(tmp_path: Path) -> None:
    """Whatever is usual for who builds: a web server is somebody else. The draft stays closed."""
    usual = os.umask(0o077)
    try:
        publish(tmp_path / "new" / "deep" / "site", {"index.html": b"Home"})
    finally:
        os.umask(usual)
    made = {
        "new": 0o755,
        "new/deep": 0o755,
        "new/deep/site": 0o755,
        "new/deep/.site.publishing": 0o700,
    }
    assert {path: (tmp_path / path).stat().st_mode & 0o777 for path in made} == made
