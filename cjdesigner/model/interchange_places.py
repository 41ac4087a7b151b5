"""What is meant where one part of a file names another: a persona, an indicator, a card of a journey.

A name that means nothing, or more than one thing, is a BadInput. This module must not know what is done with what is
found.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from cjdesigner.i18n import mark
from cjdesigner.model import interchange_form as form
from cjdesigner.model.interchange_journeys import JourneyReader
from cjdesigner.model.interchange_reading import Place, Words, refused, short
from cjdesigner.model.records import (
    EmpathyMap,
    Indicator,
    Insight,
    Job,
    Journey,
    Link,
    Persona,
    Phase,
    Record,
    Touchpoint,
)

METHODS: dict[str, tuple[str, type[Record], str]] = {
    "persona": ("personas", Persona, mark("there is no persona “{id}”")),
    "empathy_map": ("empathy_maps", EmpathyMap, mark("there is no empathy map “{id}”")),
    "job": ("jobs", Job, mark("there is no job “{id}”")),
    "indicator": ("indicators", Indicator, mark("there is no indicator “{id}”")),
    "insight": ("insights", Insight, mark("there is no insight “{id}”")),
}
"""How each is named: the project's list of them, what they become, and what is said where there is none."""


class Found(NamedTuple):
    """A record by its id, and of what type it is."""

    id: int
    kind: type[Record]


class Places:
    """Everything in a file that can be named. Ids for the project's own are taken when this is made."""

    def __init__(
        self, project: form.ProjectForm, journeys: Sequence[JourneyReader], file: str, next_id: Callable[[], int]
    ) -> None:
        """Raises BadInput where two of a kind are called the same."""
        self._file = file
        self._readers = journeys
        self.ids: dict[str, list[int]] = {}
        """The records' ids by the project's list, in its order."""
        self._named: dict[str, dict[str, int]] = {}
        for singular, (plural, _, _) in METHODS.items():
            self._declare(singular, plural, getattr(project, plural), next_id)
        self._journeys: dict[str, list[JourneyReader]] = {}
        self._declare_journeys()

    def _declare(self, singular: str, plural: str, forms: Sequence[form.Form], next_id: Callable[[], int]) -> None:
        ids = self.ids[plural] = []
        named = self._named[singular] = {}
        for index, each in enumerate(forms):
            identity = next_id()
            ids.append(identity)
            name = str(getattr(each, "name", getattr(each, "title", "")))
            called = str(getattr(each, "id", "")) or name
            if called in named:
                reason = Words(mark("the id “{id}” is used twice"), id=short(called))
                if called == name:
                    reason = Words(mark("this name is used twice; give each of them an id"))
                raise refused(self._file, (plural, index), reason, name)
            if called:
                named[called] = identity

    def _declare_journeys(self) -> None:
        """By id, and by title where no journey has that id. Only who names a title of several is refused."""
        for reader in self._readers:
            called = reader.form.id
            if called in self._journeys:
                reason = Words(mark("the id “{id}” is used twice"), id=short(called))
                raise refused(self._file, reader.place, reason, reader.form.title)
            if called:
                self._journeys[called] = [reader]
        given = set(self._journeys)
        for reader in self._readers:
            if not reader.form.id and reader.form.title not in given:
                self._journeys.setdefault(reader.form.title, []).append(reader)

    def named(self, kind: str, name: str, place: Place, titled: str = "") -> int:
        """The id of the persona, job or other that is called so. ``kind`` is a key of :data:`METHODS`."""
        found = self._named[kind].get(name)
        if found is None:
            raise refused(self._file, place, Words(METHODS[kind][2], id=short(name)), titled)
        return found

    def found(self, named: form.PlaceForm, place: Place, titled: str, home: JourneyReader | None = None) -> Found:
        """What a place is. Where it does not say in which journey, that is ``home`` or the only one there is."""
        alone = [kind for kind in METHODS if getattr(named, kind) is not None]
        inner = [part for part in ("phase", "card", "link") if getattr(named, part) is not None]
        if len(alone) + len(inner) > 1 or (alone and named.journey is not None):
            reason = Words(mark("this names more than one thing; write one entry for each"))
            raise refused(self._file, place, reason, titled)
        if alone:
            name = getattr(named, alone[0])
            return Found(self.named(alone[0], name, (*place, alone[0]), titled), METHODS[alone[0]][1])
        if not inner and named.journey is None:
            raise refused(self._file, place, Words(mark("this names nothing")), titled)
        reader = self._journey(named.journey, place, titled, home)
        if named.phase is not None:
            return Found(self.phase(reader, named.phase, (*place, "phase"), titled), Phase)
        if named.card is not None:
            return self.card(reader, named.card, (*place, "card"), titled)
        if named.link is not None:
            return Found(self.link(reader, named.link, (*place, "link"), titled), Link)
        return Found(reader.journey.id, Journey)

    def _journey(self, name: str | None, place: Place, titled: str, home: JourneyReader | None) -> JourneyReader:
        if name is None:
            if home is not None:
                return home
            if len(self._readers) == 1:
                return self._readers[0]
            raise refused(self._file, place, Words(mark("this does not say in which journey")), titled)
        found = self._journeys.get(name, [])
        if home is not None and home not in found:
            raise refused(self._file, (*place, "journey"), Words(mark("this is another journey")), titled)
        if len(found) == 1 or home is not None:
            return home or found[0]
        template = mark("several journeys are called “{title}”; give them ids") if found else None
        reason = Words(template or mark("there is no journey “{title}”"), title=short(name))
        raise refused(self._file, (*place, "journey"), reason, titled)

    def phase(self, reader: JourneyReader, name: str, place: Place, titled: str) -> int:
        """The id of a journey's phase."""
        found = reader.phases.get(name)
        if found is None:
            reason = Words(mark("the phase “{phase}” is not among the journey's phases"), phase=short(name))
            raise refused(self._file, place, reason, titled)
        return found

    def card(self, reader: JourneyReader, name: str, place: Place, titled: str) -> Found:
        """A journey's card."""
        node = reader.nodes.get(name)
        if node is None:
            reason = Words(mark("there is no need point or touchpoint “{id}”"), id=short(name))
            raise refused(self._file, place, reason, titled)
        return Found(node.id, type(node))

    def touchpoint(self, reader: JourneyReader, name: str, place: Place, titled: str) -> int:
        """The id of a journey's touchpoint; a need point will not do."""
        found = self.card(reader, name, place, titled)
        if found.kind is not Touchpoint:
            reason = Words(mark("“{id}” is a need point; only a touchpoint can stand here"), id=short(name))
            raise refused(self._file, place, reason, titled)
        return found.id

    def link(self, reader: JourneyReader, named: form.LinkNameForm, place: Place, titled: str) -> int:
        """The id of a journey's link."""
        found = reader.link(named)
        if found is None:
            ends = {"source": short(named.source), "target": short(named.target)}
            reason = Words(mark("there is no such link from “{source}” to “{target}”"), **ends)
            raise refused(self._file, place, reason, titled)
        return found.id
