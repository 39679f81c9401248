"""What is done in a process of its own comes to what it would come to here."""

from __future__ import annotations

import os
import signal

import pytest

from partnership_register.aside import Aside


@pytest.mark.parametrize("at_once", [False, True])
def test_a_task_comes_to_the_same_wherever_it_is_done(
    at_once: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Large as it may be; beside other threads it is done here."""
    monkeypatch.setattr("partnership_register.aside.may_fork", lambda: at_once)
    assert Aside(lambda: [("a", 1, b"\0") for _ in range(10**5)], at_once=True).result() == [
        ("a", 1, b"\0") for _ in range(10**5)
    ]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")
def test_a_task_whose_process_dies_is_done_again_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine short of memory may kill it, and half an answer is none."""
    monkeypatch.setattr("partnership_register.aside.may_fork", lambda: True)
    here = os.getpid()

    def task() -> str:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return "done"

    assert Aside(task, at_once=True).result() == "done"
