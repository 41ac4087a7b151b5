"""Journeys of any length that look like real ones: phases, questions, the touchpoints that answer them, ways back.

A column is a question with its answers beneath. The same numbers give the same journey.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from cjdesigner.model.records import (
    Activity,
    Attachment,
    Journey,
    Lane,
    LaneEntry,
    Link,
    NeedPoint,
    Phase,
    Project,
    Record,
    Touchpoint,
)

JOURNEY = 2
PHASES = (
    "Awareness",
    "Inform",
    "Compare",
    "Convince",
    "Close",
    "Logistics",
    "Implementation",
    "Support",
    "Loyalty programme",
    "Up-selling",
    "Cross-selling",
)
_QUESTIONS = (
    "When can it be done?",
    "What will it cost me?",
    "Who helps me if it does not work on the first day?",
    "Which one fits what I want to do with it?",
    "How do I get out of this again?",
    "Where do I find it?",
)
_NAMES = (
    "Hotline",
    "Club website",
    "App",
    "A friend's tip",
    "Letter with the offer",
    "Technician at the door",
    "Reception",
    "Chat with an adviser",
    "Newsletter",
    "Invoice and reminder",
)
_CHANNELS = ("web", "phone", "app", "in-person", "email")


def journey(touchpoints: int, seed: int = 1, *, names: Sequence[str] = _NAMES, company: bool = False) -> list[Record]:
    """A project of one journey with so many touchpoints; ``company`` adds a lane and what the company does."""
    chance = random.Random(seed)
    ids = iter(range(JOURNEY + 1, 10**9))
    answers: list[int] = []
    while sum(answers) < touchpoints:
        answers.append(min(chance.choice((1, 2, 2, 3, 4)) if touchpoints > 2 else 1, touchpoints - sum(answers)))
    count = max(1, min(len(PHASES), round(1.2 * len(answers) ** 0.6)))
    phases = [
        Phase(
            id=next(ids),
            journey=JOURNEY,
            rank=place,
            title=PHASES[place],
            wording=_QUESTIONS[place % len(_QUESTIONS)],
            verb="Be there",
            width=264.0 * (len(answers) * (place + 1) // count - len(answers) * place // count),
        )
        for place in range(count)
    ]
    owners = [place * count // len(answers) for place in range(len(answers))]
    records: list[Record] = [
        Project(id=1, title="Project"),
        Journey(
            id=JOURNEY,
            title=f"A journey of {touchpoints}",
            key_message="Half the promise is lost before the first training",
            persona="Mia, 34",
            goal="Keep at it",
        ),
        *phases,
    ]
    before: list[int] = []
    columns: list[int] = []
    for place, number in enumerate(answers):
        phase, x = phases[owners[place]].id, 40.0 + 264 * place
        need = next(ids)
        columns.append(need)
        words = _QUESTIONS[chance.randrange(len(_QUESTIONS))]
        records.append(NeedPoint(id=need, journey=JOURNEY, question=words, phase=phase, x=x, y=100))
        records += [Link(id=next(ids), journey=JOURNEY, source=card, target=need) for card in before]
        before = []
        for row in range(number):
            card = next(ids)
            records.append(
                Touchpoint(
                    id=card,
                    journey=JOURNEY,
                    name=names[chance.randrange(len(names))],
                    phase=phase,
                    x=x,
                    y=236.0 + 104 * row,
                    score=None if chance.random() < 0.03 else round(1 - 0.5 * chance.random() ** 2, 2),
                    channel=chance.choice(_CHANNELS),
                    evidence=chance.choice(("guess", "observed", "measured")),
                )
            )
            records.append(Link(id=next(ids), journey=JOURNEY, source=need, target=card))
            before.append(card)
    if len(columns) > 4:
        records.append(Link(id=next(ids), journey=JOURNEY, source=before[0], target=columns[1], kind="return"))
        records.append(Link(id=next(ids), journey=JOURNEY, source=columns[3], target=columns[2], kind="return"))
    if company:
        records += _company(phases, [r for r in records if isinstance(r, Touchpoint)], ids)
    return records


def _company(phases: Sequence[Phase], cards: Sequence[Touchpoint], ids: Iterator[int]) -> list[Record]:
    lane = Lane(id=next(ids), journey=JOURNEY, title="Evidence", kind="text")
    curve = Lane(id=next(ids), journey=JOURNEY, rank=1, title="Feeling", kind="emotion")
    found: list[Record] = [lane, curve]
    for place, phase in enumerate(phases):
        found.append(LaneEntry(id=next(ids), lane=lane.id, phase=phase.id, text=f"Paper {place}"))
        mood = float(place % 3 - 1)
        found.append(LaneEntry(id=next(ids), lane=curve.id, phase=phase.id, value=mood, text=f"Mood {place}"))
        activity = Activity(id=next(ids), journey=JOURNEY, level="frontstage", phase=phase.id, name=f"Serve {place}")
        found.append(activity)
        held = next(card for card in cards if card.phase == phase.id)
        found.append(Attachment(id=next(ids), subject=activity.id, target=held.id))
    return found
