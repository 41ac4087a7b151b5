"""Random small journeys for the laws."""

from __future__ import annotations

from hypothesis import strategies as st

from cjdesigner.model.records import Journey, Link, NeedPoint, Node, Record, Touchpoint
from cjdesigner.model.state import State

JOURNEY = 1
LARGEST = 14

fractions = st.sampled_from([0.0, 1.0, 0.5, 0.1, 0.9, 0.2, 0.7, 0.3]) | st.integers(0, 100).map(lambda n: n / 100)
shares = st.sampled_from([None, None, None, None, 1.0, 0.5, 0.3, 0.2, 0.1, 0.7, 0.0]) | fractions
scores = st.sampled_from([None, 0.5, 0.9, 0.8, 0.9, 0.5, 1.0, 0.1, 0.7, 0.3, 0.0, 0.99])


@st.composite
def records(draw: st.DrawFn, largest: int = LARGEST) -> list[Record]:
    """A journey and its records: every figure's odd cases come up, and the ids say nothing of the order."""
    size = draw(st.integers(0, largest))
    order = draw(st.permutations(range(2, 2 + size)))
    pairs = [(order[i], order[j]) for i in range(size) for j in range(i + 1, size)]
    if pairs:
        dense = min(len(pairs), draw(st.sampled_from([0, size, size + size // 2])))
        chosen = draw(st.lists(st.sampled_from(pairs), unique=True, min_size=dense, max_size=2 * size))
        backs = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=3))
        flipped = draw(st.lists(st.booleans(), min_size=len(backs), max_size=len(backs)))
    else:
        chosen, backs, flipped = [], [], []
    sources = {source for source, _ in chosen}
    found: list[Record] = [Journey(id=JOURNEY, title="Journey")]
    all_unscored = draw(st.integers(0, 9)) == 0
    for identity in order:
        found.append(draw(node(identity, identity in sources, all_unscored)))
    number = 100
    for source, target in chosen:
        found.append(Link(id=number, journey=JOURNEY, source=source, target=target, share=draw(shares)))
        number += 1
    for (source, target), back in zip(backs, flipped, strict=True):
        if back:
            source, target = target, source
        found.append(Link(id=number, journey=JOURNEY, source=source, target=target, kind="return"))
        number += 1
    return found


@st.composite
def node(draw: st.DrawFn, identity: int, leads_on: bool, unscored: bool) -> Node:
    """A need point or a touchpoint; one that leads on never leaves."""
    outcome = None if leads_on else draw(st.sampled_from([None, None, "reached", "leaves"]))
    entry_share = draw(shares)
    x = float(draw(st.integers(0, 3)))
    if draw(st.integers(0, 3)) == 0:
        return NeedPoint(
            id=identity, journey=JOURNEY, question=f"n{identity}", outcome=outcome, entry_share=entry_share, x=x
        )
    return Touchpoint(
        id=identity,
        journey=JOURNEY,
        name=draw(st.sampled_from([f"t{identity}", "renamed"])),
        score=None if unscored else draw(scores),
        blocked=draw(st.integers(0, 7)) == 0,
        outcome=outcome,
        entry_share=entry_share,
        x=x,
    )


def journeys(largest: int = LARGEST) -> st.SearchStrategy[State]:
    """The state of a file with one random journey, its id :data:`JOURNEY`."""
    return records(largest).map(State)
