"""Journeys to print."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from cjdesigner.export.options import Options
from cjdesigner.export.poster import compose
from cjdesigner.export.sheet import Composition
from cjdesigner.model.records import Journey, Link, NeedPoint, Phase, Project, Record, Settings, Touchpoint
from cjdesigner.model.state import State


class Drawn:
    """A project with one journey, drawn record by record; methods return the new record's id."""

    def __init__(self, settings: Settings | None = None, **journey: Any) -> None:
        self.records: list[Record] = [Project(id=1, title="Project", settings=settings or Settings())]
        self.journey = self._add(Journey, **{"title": "A journey", **journey})
        self._phases = 0

    def _add(self, record: type[Record], /, **fields: Any) -> int:
        identity = len(self.records) + 1
        self.records.append(record(id=identity, **fields))
        return identity

    def phase(self, title: str, **fields: Any) -> int:
        self._phases += 1
        return self._add(Phase, journey=self.journey, rank=self._phases, title=title, **fields)

    def need(self, question: str, phase: int | None = None, x: float = 0, y: float = 0, **fields: Any) -> int:
        return self._add(NeedPoint, journey=self.journey, question=question, phase=phase, x=x, y=y, **fields)

    def touchpoint(self, name: str, phase: int | None = None, x: float = 0, y: float = 0, **fields: Any) -> int:
        return self._add(Touchpoint, journey=self.journey, name=name, phase=phase, x=x, y=y, **fields)

    def link(self, source: int, target: int, share: float | None = None, **fields: Any) -> int:
        return self._add(Link, journey=self.journey, source=source, target=target, share=share, **fields)

    def composed(self, **options: Any) -> Composition:
        day = datetime.date(2026, 11, 22)
        return compose(State(self.records), self.journey, Options(**{"date": day, "language": "en", **options}))


@pytest.fixture
def draw() -> Callable[..., Drawn]:
    """Begins a journey: ``draw(title=…, key_message=…)``."""
    return Drawn


@pytest.fixture
def sport() -> Drawn:
    """A little sport: phases, alternatives, given and assumed shares, a leaving end, a return link, a parked card."""
    drawn = Drawn(
        title="A little sport",
        persona="Mia, 34",
        scenario="wants to feel fit again",
        goal="Keep at it",
        key_message="Two thirds of the promise are lost before the first training",
    )
    first = drawn.phase("Impulse", wording="I should move more", verb="Be seen", question="Who knows us?", side="buy")
    second = drawn.phase("Choice", wording="Where do I go?", verb="Be found", side="own")
    easy = drawn.need("What is the easiest way to begin?", first, 40, 100)
    near = drawn.need("Where can I get it near me?", second, 304, 100)
    reel = drawn.touchpoint("Reel in social feed", first, 40, 236, score=0.8, channel="social")
    tip = drawn.touchpoint("A friend's tip", first, 40, 340, score=0.95, channel="in-person", evidence="observed")
    site = drawn.touchpoint(
        "Club website", second, 304, 236, score=0.45, channel="web", evidence="measured", signature=True
    )
    call = drawn.touchpoint("Phone call to the club", second, 304, 340, score=0.5, channel="phone")
    gone = drawn.touchpoint("Buys elsewhere", second, 304, 460, outcome="leaves", reason="no answer")
    drawn.link(easy, reel, 0.6)
    drawn.link(easy, tip)
    drawn.link(reel, near)
    drawn.link(tip, near)
    drawn.link(near, site, 0.7, label="at home")
    drawn.link(near, call, 0.2)
    drawn.link(near, gone, 0.1)
    drawn.link(site, easy, kind="return", label="next year")
    drawn.touchpoint("Newsletter", first, 40, 800, score=0.3)
    return drawn
