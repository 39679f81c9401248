"""The workflows do what a person would do, with nothing pinned loosely or fetched unseen."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from places import AS_OF, PROJECT, TESTS, digests, needs_demo
from reckoning import Reckon

WORKFLOW = PROJECT / ".github" / "workflows" / "publish.yml"
LOCKS = (PROJECT / ".ci" / "site.lock", PROJECT / ".ci" / "test.lock")
MOST_DEPENDENCIES = 12
"""Packages that a build asks for by itself; each is one more to trust and to keep up with."""
ALONE = ("unshare", "--map-root-user", "--net")
"""Runs a command where there is no network, not even the machine's own."""


def workflow() -> dict[str, Any]:
    """The workflow, every scalar a string (YAML 1.1 would read `on` as true)."""
    data: dict[str, Any] = yaml.load(WORKFLOW.read_text(encoding="utf-8"), yaml.BaseLoader)
    return data


def steps() -> list[dict[str, Any]]:
    return [step for job in workflow()["jobs"].values() for step in job["steps"]]


def test_every_command_is_a_make_target_that_the_readme_could_name() -> None:
    """Each step that runs something runs make, and make knows what to do."""
    commands = [step["run"] for step in steps() if "run" in step]
    assert commands == [
        "make check FORMAT=github", "make disclosure SINCE=HEAD^1", "make site", "make test",
        "make site", "make keep-addresses",
    ]  # fmt: skip
    for command in commands:
        done = subprocess.run(
            [*command.split(), "--dry-run"],
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert "register check --format github" in subprocess.run(
        ["make", "check", "FORMAT=github", "--dry-run"],
        cwd=PROJECT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip


def test_actions_are_pinned_to_commits(reckon: Reckon) -> None:
    """A tag may move; a commit may not. No workflow runs with what a stranger's change brings."""
    files = sorted(WORKFLOW.parent.glob("*.y*ml"))
    texts = [file.read_text(encoding="utf-8") for file in files]
    uses = [each for text in texts for each in re.findall(r"^[\s-]*uses:\s*(\S+)", text, re.M)]
    assert len(uses) == sum(text.count("uses:") for text in texts)
    assert {step["uses"] for step in steps() if "uses" in step} <= set(uses)
    for action in uses:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action)
    assert not [file.name for file, text in zip(files, texts, strict=True) if TARGET in text]
    reckon.held("S1", len(uses), f"actions of {len(uses)} pinned to a commit")


TARGET = "pull_request_target"
"""Runs a pull request of anybody's with the project's own secrets."""


def test_what_is_installed_is_what_was_locked(reckon: Reckon) -> None:
    """Each package in one version, with the digests of its files, and nothing without."""
    for lock in LOCKS:
        entries = lock.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
        packages = [entry for entry in entries if entry.strip() and not entry.startswith("#")]
        hashes = 0
        for package in packages:
            found = re.findall(r" --hash=sha256:[0-9a-f]{64}(?= |$)", package)
            assert re.match(r"[a-z0-9.-]+==[\w.]+( ;.*?)? +--hash=", package), package
            assert len(found) == package.count("--hash"), package
            hashes += len(found)
        assert packages
        reckon.held("S1", hashes, f"digests of files in {lock.name}, of {len(packages)} packages")
    assert "--require-hashes" in (PROJECT / ".ci" / "environment").read_text(encoding="utf-8")


def test_a_build_needs_few_packages_of_others(reckon: Reckon) -> None:
    """Directly; what they bring along is in the lock."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = project["dependencies"]
    assert len(needed) <= MOST_DEPENDENCIES
    reckon.held("S1", len(needed), f"packages needed directly, of at most {MOST_DEPENDENCIES}")


def _may_be_alone() -> bool:
    """Whether there is a way to cut a command off from the network, and it is allowed."""
    if not shutil.which(ALONE[0]):
        return False
    return subprocess.run([*ALONE, "true"], check=False, capture_output=True).returncode == 0


@needs_demo
@pytest.mark.skipif(not _may_be_alone(), reason="nothing can be cut off from the network here")
def test_a_site_is_built_without_a_network(tmp_path: Path, reckon: Reckon) -> None:
    """From nothing remembered to the last page; for a release it is the demo council's."""
    config = (PROJECT if reckon.whole else TESTS / "council") / "mkdocs.yml"
    reach = "import socket; socket.create_connection(('127.0.0.1', 9), 1)"
    tried = subprocess.run([*ALONE, sys.executable, "-c", reach], check=False, capture_output=True)
    assert b"unreachable" in tried.stderr
    command = [*ALONE, sys.executable, "-m", "partnership_register.cli", "build", "--no-cache"]
    where = ["--config-file", config, "--site-dir", tmp_path / "site"]
    subprocess.run([*command, *where, "--quiet", "--as-of", AS_OF.isoformat()], check=True)
    assert len(digests(tmp_path / "site")) > 300
    reckon.held("S1", 1, "sites built where there is no network")


def test_it_runs_on_commits_every_night_and_on_pull_requests_and_publishes_only_main() -> None:
    """What is overdue changes with the day; a pull request is never published."""
    whole = workflow()
    assert set(whole["on"]) == {"push", "pull_request", "schedule", "workflow_dispatch"}
    assert whole["on"]["push"]["branches"] == ["main"]
    condition = "github.event_name != 'pull_request' && github.ref == 'refs/heads/main'"
    assert whole["jobs"]["publish"]["if"] == condition
    assert whole["jobs"]["publish"]["needs"] == "build"


def test_each_job_has_the_least_permissions() -> None:
    """Nothing by default; reading for the build; publishing, and noting what was published, for
    the one job that does it."""
    whole = workflow()
    assert whole["permissions"] == {}
    assert whole["jobs"]["build"]["permissions"] == {"contents": "read"}
    assert whole["jobs"]["publish"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert whole["jobs"]["addresses"]["permissions"] == {"contents": "write"}
    assert whole["jobs"]["addresses"]["needs"] == "publish"
    assert whole["jobs"]["addresses"]["if"] == whole["jobs"]["publish"]["if"]
