"""A small journey for the panels' tests: the second worked example, with phases and a parked card."""

from __future__ import annotations

from cjdesigner.model.records import Journey, Link, NeedPoint, Phase, Project, Record, Touchpoint

JOURNEY, OTHER, FIRST, SECOND, NEED, APP, CALL, DESK, PARKED, TO_APP, TO_CALL = 2, 3, 4, 5, 10, 11, 12, 13, 14, 20, 21


def example() -> list[Record]:
    """Need -> {App 0.9 at 0.7, Call 0.6} -> Desk 0.8."""
    return [
        Project(id=1),
        Journey(id=JOURNEY, rank=0, title="First"),
        Journey(id=OTHER, rank=1, title="Second"),
        Phase(id=FIRST, journey=JOURNEY, rank=0, title="Ask"),
        Phase(id=SECOND, journey=JOURNEY, rank=1, title="Get"),
        NeedPoint(id=NEED, journey=JOURNEY, phase=FIRST, x=20, question="When?"),
        Touchpoint(id=APP, journey=JOURNEY, phase=FIRST, x=20, y=150, name="App", channel="app", score=0.9, owner="IT"),
        Touchpoint(id=CALL, journey=JOURNEY, phase=FIRST, x=20, y=300, name="Call", channel="phone", score=0.6),
        Touchpoint(id=DESK, journey=JOURNEY, phase=SECOND, x=300, y=150, name="Desk", score=0.8, evidence="measured"),
        Touchpoint(id=PARKED, journey=JOURNEY, phase=SECOND, x=300, y=400, name="Newsletter"),
        Link(id=TO_APP, journey=JOURNEY, source=NEED, target=APP, share=0.7),
        Link(id=TO_CALL, journey=JOURNEY, source=NEED, target=CALL),
        Link(id=22, journey=JOURNEY, source=APP, target=DESK),
        Link(id=23, journey=JOURNEY, source=CALL, target=DESK),
    ]
