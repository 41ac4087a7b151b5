"""What the parts of a project are called when it is written in the interchange form.

Cards keep the id that they came with; everything else is called by its title or name, or by an id made of that and of
its place in the file. So what is written, read and written again is called the same.

This module must not know the form, nor how a name is read again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cached_property

from cjdesigner.model.records import EmpathyMap, Indicator, Insight, Job, Journey, NeedPoint, Persona, Phase
from cjdesigner.model.state import State

_LONGEST = 40
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def keys(state: State, journey: int) -> dict[int, str]:
    """The interchange id of each card of a journey; made up from its record's id where it has none yet."""
    nodes = state.nodes(journey)
    taken = {node.key for node in nodes if node.key}
    result: dict[int, str] = {}
    used: set[str] = set()
    for node in nodes:
        key = node.key
        if not key or key in used:
            key = base = f"{'n' if isinstance(node, NeedPoint) else 't'}{node.id}"
            number = 2
            while key in taken or key in used:
                key, number = f"{base}-{number}", number + 1
        used.add(key)
        result[node.id] = key
    return result


def titles(records: Sequence[Phase | Journey]) -> dict[int, str]:
    """What phases or journeys are called: their title, or an id made up where the title is taken."""
    taken = {record.title for record in records}
    result: dict[int, str] = {}
    used: set[str] = set()
    for record in records:
        called, number = record.title, 2
        while called in used or (number > 2 and called in taken):
            called, number = f"{record.title} ({number})", number + 1
        used.add(called)
        result[record.id] = called
    return result


class Names:
    """What everything in a project is called, by record id."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._phases: dict[int, dict[int, str]] = {}
        self._cards: dict[int, dict[int, str]] = {}

    def phases(self, journey: int) -> dict[int, str]:
        """The phases of a journey, by title."""
        if journey not in self._phases:
            self._phases[journey] = titles(self._state.phases(journey))
        return self._phases[journey]

    def cards(self, journey: int) -> dict[int, str]:
        """The cards of a journey, by id."""
        if journey not in self._cards:
            self._cards[journey] = keys(self._state, journey)
        return self._cards[journey]

    @cached_property
    def journeys(self) -> dict[int, str]:
        """The journeys, by title."""
        return titles(self._state.journeys())

    @cached_property
    def personas(self) -> dict[int, str]:
        return _made_up("persona", [(r.id, r.name) for r in self._state.ranked(Persona)])

    @cached_property
    def empathy_maps(self) -> dict[int, str]:
        return _made_up("map", [(r.id, r.title) for r in self._state.ranked(EmpathyMap)])

    @cached_property
    def jobs(self) -> dict[int, str]:
        return _made_up("job", [(r.id, "") for r in self._state.ranked(Job)])

    @cached_property
    def indicators(self) -> dict[int, str]:
        return _made_up("indicator", [(r.id, r.name) for r in self._state.ranked(Indicator)])

    @cached_property
    def insights(self) -> dict[int, str]:
        return _made_up("insight", [(r.id, "") for r in self._state.ranked(Insight)])


def _made_up(kind: str, named: Sequence[tuple[int, str]]) -> dict[int, str]:
    """Ids from names, ``mia-34``; from kind and place, ``job-2``, where there is no name or none in Latin letters."""
    result: dict[int, str] = {}
    used: set[str] = set()
    for place, (identity, name) in enumerate(named, 1):
        base = _slug(name) or f"{kind}-{place}"
        called, number = base, 2
        while called in used:
            called, number = f"{base}-{number}", number + 1
        used.add(called)
        result[identity] = called
    return result


def _slug(text: str) -> str:
    """Lower-case Latin letters and digits with hyphens between."""
    spelt = unicodedata.normalize("NFC", text[:400].casefold()).translate(_UMLAUTS)
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain)
    result = ""
    for word in words:
        if result and len(result) + len(word) >= _LONGEST:
            break
        result = f"{result}-{word}" if result else word[:_LONGEST]
    return result
