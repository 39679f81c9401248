"""Benches: the work of a build spread over several processes, each with a workshop of its own."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import Any

from partnership_register.building.workshop import FolderMade, Kept, ListMade, Workshop

Task = Callable[..., FolderMade] | Callable[..., ListMade]
"""What is done at a bench: it is given the bench, a name and what the site has already."""

Packs = Mapping[str, Sequence[bytes]]
"""What all folders give to lists, by key."""

_FEW = 3
"""So few tasks are done in the process that has everything at hand already."""


@dataclass(slots=True)
class Bench:
    """What a process has at hand: its workshop, what folders give to lists, and who refers."""

    workshop: Workshop
    packs: Packs = field(default_factory=dict)
    refers: Sequence[str] = ()

    def each(
        self,
        task: Task,
        given: Sequence[tuple[Any, ...]],
        jobs: int,
        done: Callable[[int, int], None],
    ) -> Iterator[Any]:
        """Do a task for each of `given`, in at most so many processes, as each is finished.

        `done` is told how many are, and how many there are. Where there is little to do it is done
        here.
        """
        if not given:
            return
        done(0, len(given))
        if jobs == 1 or len(given) <= _FEW:
            for number, arguments in enumerate(given, 1):
                yield task(self, *arguments)
                done(number, len(given))
            return
        with self._pool(min(jobs, len(given))) as pool:
            waiting = [pool.submit(_at_bench, task, *arguments) for arguments in given]
            for number, finished in enumerate(as_completed(waiting), 1):
                yield finished.result()
                done(number, len(given))

    @contextmanager
    def _pool(self, jobs: int) -> Iterator[ProcessPoolExecutor]:
        """Processes with a bench each: forked ones find this, others make their own."""
        context = get_context()
        forked = context.get_start_method() == "fork"
        parts = () if forked else (self.workshop.plan, dict(self.packs), self.refers)
        _BENCHES.append(self)
        gc.collect()
        gc.freeze()  # what is there already is nothing for a child to look through
        try:
            with ProcessPoolExecutor(jobs, context, _sit_down, (parts,)) as pool:
                try:
                    yield pool
                except BaseException:
                    pool.shutdown(wait=True, cancel_futures=True)
                    raise
        finally:
            gc.unfreeze()
            _BENCHES.remove(self)


_BENCHES: list[Bench] = []
"""The bench of this process, and of those that are forked from it."""


def _sit_down(parts: tuple[Any, ...]) -> None:
    if parts:
        plan, packs, refers = parts
        _BENCHES.append(Bench(Workshop(plan), packs, refers))
    gc.disable()  # nothing here goes round in a circle: all of a folder goes when it is done


def _at_bench(task: Callable[..., Any], *arguments: object) -> object:
    return task(_BENCHES[-1], *arguments)


def make_folder(bench: Bench, name: str, kept: Kept) -> FolderMade:
    """The task of making a folder. Raises NotSound."""
    return bench.workshop.folder(name, kept)


def make_list(bench: Bench, name: str, kept: Kept) -> ListMade:
    """The task of making a list."""
    return bench.workshop.list(name, bench.packs, bench.refers, kept)
