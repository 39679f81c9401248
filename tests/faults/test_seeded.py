"""The list of seeded faults is kept as the program changes."""

from __future__ import annotations

from collections import Counter

import pytest

from faults.seeded import PROJECT, Fault, faults

FAULTS = tuple(faults())


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_can_be_seeded(fault: Fault) -> None:
    """The words that it replaces stand in the file once, and the tests that catch it are there."""
    assert (PROJECT / fault.file).read_text(encoding="utf-8").count(fault.old) == 1
    assert fault.new != fault.old
    for test in fault.caught_by:
        path, _, name = test.partition("::")
        assert (PROJECT / path).exists()
        assert not name or name.partition("[")[0] in (PROJECT / path).read_text(encoding="utf-8")


def test_no_two_faults_are_the_same() -> None:
    """Each has a name of its own."""
    assert [name for name, count in Counter(f.name for f in FAULTS).items() if count > 1] == []
