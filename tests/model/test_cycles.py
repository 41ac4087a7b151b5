"""Which links close a cycle: against the plain rule, taken literally."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from cjdesigner.model.cycles import closing


def _closing_by_the_rule(links: list[tuple[int, int]]) -> list[int]:
    kept: list[tuple[int, int]] = []
    found = []
    for index, (source, target) in enumerate(links):
        reached, front = {target}, [target]
        while front:
            node = front.pop()
            for a, b in kept:
                if a == node and b not in reached:
                    reached.add(b)
                    front.append(b)
        if source in reached:
            found.append(index)
        else:
            kept.append((source, target))
    return found


@settings(deadline=None, max_examples=300)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=40))
def test_as_the_rule_says(links: list[tuple[int, int]]) -> None:
    assert closing(links) == _closing_by_the_rule(links)


def test_the_later_link_is_the_one_that_closes() -> None:
    assert closing([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")]) == [2]
    assert closing([("c", "a"), ("a", "b"), ("b", "c")]) == [2]


def test_a_link_set_aside_does_not_count_for_those_after_it() -> None:
    assert closing([("a", "b"), ("b", "a"), ("c", "a"), ("b", "c")]) == [1, 3]


def test_a_long_chain_closed_again_and_again() -> None:
    chain = [(n, n + 1) for n in range(5_000)]
    back = [(5_000, n) for n in range(0, 5_000, 50)]
    assert closing(chain + back) == list(range(5_000, 5_100))
