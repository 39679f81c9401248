"""The publishing workflow does what a person would do, with nothing pinned loosely."""

from __future__ import annotations

import re
import subprocess
from typing import Any

import yaml

from places import PROJECT

WORKFLOW = PROJECT / ".github" / "workflows" / "publish.yml"


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
        "make check FORMAT=github", "make site", "make test", "make site", "make keep-addresses",
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


def test_actions_are_pinned_to_commits() -> None:
    """A tag may move; a commit may not."""
    uses = [step["uses"] for step in steps() if "uses" in step]
    assert uses
    for action in uses:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action)


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
