"""Which of a project's method records a journey's poster is about.

Those that hang on the journey, on its phases, cards and links, on its personas, or on another record that does; and
those that hang nowhere, which are the whole project's. This module must not know how any of them is drawn.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar

from cjdesigner.model.records import EmpathyMap, Job, Journey, Persona, R, Record
from cjdesigner.model.state import State

_all: ContextVar[bool] = ContextVar("whole project", default=False)


@contextlib.contextmanager
def whole_project() -> Iterator[None]:
    """Within this, in this thread, every record concerns: a book has each once, whichever journey it hangs on."""
    token = _all.set(True)
    try:
        yield
    finally:
        _all.reset(token)


def concerning(state: State, journey: int, kind: type[R]) -> list[R]:
    """The records of a kind that concern a journey, in the designer's order; its personas in the journey's."""
    known: dict[int, bool] = {}
    found = [record for record in state.ranked(kind) if _concerns(state, journey, record, known)]
    if kind is Persona:
        own = {persona.id: place for place, persona in enumerate(state.personas(journey))}
        found.sort(key=lambda record: own.get(record.id, len(own)))
    return found


def _concerns(state: State, journey: int, record: Record, known: dict[int, bool]) -> bool:
    if _all.get():
        return True
    if record.id not in known:
        places = state.targets(record.id, Record)
        if isinstance(record, (EmpathyMap, Job)) and (persona := state.get(record.persona, Persona)) is not None:
            places = [*places, persona]
        known[record.id] = not places or any(_within(state, journey, place, known) for place in places)
    return known[record.id]


def _within(state: State, journey: int, place: Record, known: dict[int, bool]) -> bool:
    if isinstance(place, Journey):
        return place.id == journey
    home = getattr(place, "journey", None)
    return home == journey if home is not None else _concerns(state, journey, place, known)
