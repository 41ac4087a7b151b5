"""From the methods' records to their forms, and what hangs on what by name.

This module must not know how the forms become text, nor how they are read again.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from typing import Protocol, TypeVar, get_args

from cjdesigner.model import interchange_form as form
from cjdesigner.model.interchange_names import Names
from cjdesigner.model.records import (
    Activity,
    Attachment,
    DesiredOutcome,
    EmpathyMap,
    Force,
    Indicator,
    Insight,
    Job,
    Journey,
    Lane,
    LaneEntry,
    Link,
    NeedPoint,
    Note,
    Override,
    Persona,
    Phase,
    Preset,
    Principle,
    Reading,
    Record,
    Section,
    Touchpoint,
)
from cjdesigner.model.state import State


class Images(Protocol):
    """Where the bytes of images are: a dict by hash, or a project's images."""

    def get(self, name: str, /) -> bytes | None: ...


class MethodsWriter:
    """Makes the forms of one project's methods. An image whose bytes are not to be had is left out."""

    def __init__(self, state: State, names: Names, images: Images) -> None:
        self._state = state
        self._names = names
        self._source = images
        self._images: dict[str, bytes | None] = {}
        self._order = {record.id: place for place, record in enumerate(_subjects(state))}
        self._ranks: dict[tuple[int, type[Record]], dict[int, int | None]] = {}
        self.named_journeys = False
        """Whether any of the project's own forms, made before the journeys', names one."""

    # the project's

    def personas(self) -> list[form.PersonaForm]:
        return [
            form.PersonaForm(
                **form.shared(persona, form.PersonaForm)
                | {"id": self._names.personas[persona.id], "portrait": self._image(persona.portrait)}
            )
            for persona in self._state.ranked(Persona)
        ]

    def empathy_maps(self) -> list[form.EmpathyMapForm]:
        result = []
        for canvas in self._state.ranked(EmpathyMap):
            values = form.shared(canvas, form.EmpathyMapForm)
            values |= {"id": self._names.empathy_maps[canvas.id], "persona": self._persona(canvas.persona)}
            notes = [self._note(note) for note in _notes(self._state, canvas)]
            result.append(form.EmpathyMapForm(**values, on=self._on(canvas), notes=notes))
        return result

    def _note(self, note: Note) -> form.NoteForm:
        return form.NoteForm(**form.shared(note, form.NoteForm), promoted_to=self._on(note))

    def jobs(self) -> list[form.JobForm]:
        result = []
        for job in self._state.ranked(Job):
            values = form.shared(job, form.JobForm)
            values |= {"id": self._names.jobs[job.id], "persona": self._persona(job.persona)}
            outcomes = self._state.referring(job.id, DesiredOutcome)
            forces = self._state.referring(job.id, Force)
            result.append(
                form.JobForm(
                    **values,
                    on=self._on(job),
                    outcomes=[form.OutcomeForm(**form.shared(each, form.OutcomeForm)) for each in outcomes],
                    forces=[form.ForceForm(**form.shared(force, form.ForceForm)) for force in forces],
                )
            )
        return result

    def indicators(self) -> list[form.IndicatorForm]:
        result = []
        for indicator in self._state.ranked(Indicator):
            values = form.shared(indicator, form.IndicatorForm) | {"id": self._names.indicators[indicator.id]}
            readings = self._state.referring(indicator.id, Reading)
            result.append(
                form.IndicatorForm(
                    **values,
                    on=self._on(indicator),
                    readings=[form.ReadingForm(**form.shared(reading, form.ReadingForm)) for reading in readings],
                )
            )
        return result

    def insights(self) -> list[form.InsightForm]:
        return [
            form.InsightForm(
                **form.shared(insight, form.InsightForm)
                | {"id": self._names.insights[insight.id], "image": self._image(insight.image)},
                on=self._on(insight),
            )
            for insight in self._state.ranked(Insight)
        ]

    def presets(self) -> list[form.PresetForm]:
        return [
            form.PresetForm(**form.shared(preset, form.PresetForm) | {"logo": self._image(preset.logo)})
            for preset in self._state.ranked(Preset)
        ]

    def images(self) -> list[form.ImageForm]:
        """Those that the forms made so far name, in the order of their first use."""
        return [
            form.ImageForm(hash=name, data=base64.b64encode(content).decode("ascii"))
            for name, content in self._images.items()
            if content is not None
        ]

    # a journey's

    def journey_personas(self, journey: Journey) -> list[str]:
        return [self._names.personas[persona.id] for persona in self._state.personas(journey.id)]

    def activities(self, journey: int) -> list[form.ActivityForm]:
        phases = self._names.phases(journey)
        result = []
        for activity in _ranked(self._state.members(journey, Activity)):
            values = form.shared(activity, form.ActivityForm)
            values["phase"] = None if activity.phase is None else phases[activity.phase]
            on = [
                place.card if place.rank is None and place.card is not None else place
                for place in self._on(activity, journey)
            ]
            result.append(form.ActivityForm(**values, on=on))
        return result

    def lanes(self, journey: int) -> list[form.LaneForm]:
        result = []
        for lane in _ranked(self._state.members(journey, Lane)):
            indicator = None if lane.indicator is None else self._names.indicators[lane.indicator]
            entries = [self._entry(entry, journey) for entry in self._state.referring(lane.id, LaneEntry)]
            result.append(form.LaneForm(title=lane.title, kind=lane.kind, indicator=indicator, entries=entries))
        return result

    def _entry(self, entry: LaneEntry, journey: int) -> form.LaneEntryForm:
        values = form.shared(entry, form.LaneEntryForm)
        values["phase"] = None if entry.phase is None else self._names.phases(journey)[entry.phase]
        values["image"] = self._image(entry.image)
        return form.LaneEntryForm(**values)

    def principles(self, journey: int) -> list[form.PrincipleForm]:
        cards = self._names.cards(journey)
        return [
            form.PrincipleForm(
                kind=principle.kind,
                text=principle.text,
                touchpoint=None if principle.touchpoint is None else cards[principle.touchpoint],
            )
            for principle in _ranked(self._state.members(journey, Principle))
        ]

    def overrides(self, journey: int) -> list[form.OverrideForm]:
        """One for each persona and what it has values of its own for, as they were first made."""
        found: dict[tuple[int, int], dict[str, float | None]] = {}
        for override in self._state.all(Override):
            if getattr(self._state.records.get(override.target), "journey", None) == journey:
                found.setdefault((override.persona, override.target), {})[override.field] = override.value
        result = []
        for (persona, target), values in found.items():
            link = self._state.get(target, Link)
            card = self._names.cards(journey)[target] if link is None else None
            result.append(
                form.OverrideForm(
                    persona=self._names.personas[persona],
                    card=card,
                    link=None if link is None else self._link(link),
                    **values,
                )
            )
        return result

    # names

    def indicator(self, identity: int | None) -> str | None:
        """What an indicator is called."""
        return None if identity is None else self._names.indicators[identity]

    def _persona(self, identity: int | None) -> str | None:
        return None if identity is None else self._names.personas[identity]

    def _image(self, name: str) -> str:
        if name and name not in self._images:
            self._images[name] = self._source.get(name)
        return name if name and self._images[name] is not None else ""

    def _on(self, subject: Record, home: int | None = None) -> list[form.PlaceForm]:
        """What a record hangs on; the journey ``home`` goes without saying."""
        attachments = [a for a in self._state.referring(subject.id, Attachment) if a.subject == subject.id]
        return [
            self._place(target, self._rank(subject, target.id), home)
            for attachment in sorted(attachments, key=lambda attachment: attachment.id)
            if (target := self._state.records.get(attachment.target)) is not None
        ]

    def _rank(self, subject: Record, target: int) -> int | None:
        """Its place among those of its kind that hang there, where the order of the file does not tell it."""
        key = target, type(subject)
        if key not in self._ranks:
            hanging = [record.id for record in self._state.attached(target, type(subject))]
            told = sorted(hanging, key=lambda identity: self._order[identity])
            self._ranks[key] = {
                identity: None if told[place] == identity else place for place, identity in enumerate(hanging)
            }
        return self._ranks[key][subject.id]

    def _place(self, target: Record, rank: int | None, home: int | None) -> form.PlaceForm:
        match target:
            case Persona():
                return form.PlaceForm(persona=self._names.personas[target.id], rank=rank)
            case EmpathyMap():
                return form.PlaceForm(empathy_map=self._names.empathy_maps[target.id], rank=rank)
            case Job():
                return form.PlaceForm(job=self._names.jobs[target.id], rank=rank)
            case Indicator():
                return form.PlaceForm(indicator=self._names.indicators[target.id], rank=rank)
            case Insight():
                return form.PlaceForm(insight=self._names.insights[target.id], rank=rank)
            case Journey():
                return form.PlaceForm(journey=self._journey(target.id), rank=rank)
            case Phase():
                where = self._home(target.journey, home)
                return form.PlaceForm(journey=where, phase=self._names.phases(target.journey)[target.id], rank=rank)
            case Link():
                where = self._home(target.journey, home)
                return form.PlaceForm(journey=where, link=self._link(target), rank=rank)
            case NeedPoint() | Touchpoint():
                where = self._home(target.journey, home)
                return form.PlaceForm(journey=where, card=self._names.cards(target.journey)[target.id], rank=rank)
        raise AssertionError("nothing hangs on a record of this kind")

    def _home(self, journey: int, home: int | None) -> str | None:
        return None if journey == home else self._journey(journey)

    def _journey(self, identity: int) -> str:
        self.named_journeys = True
        return self._names.journeys[identity]

    def _link(self, link: Link) -> form.LinkNameForm:
        cards = self._names.cards(link.journey)
        return form.LinkNameForm(source=cards[link.source], target=cards[link.target], kind=link.kind)


M = TypeVar("M", Activity, Lane, Principle)


def _ranked(records: Iterable[M]) -> list[M]:
    return sorted(records, key=lambda record: (record.rank, record.id))


def _notes(state: State, canvas: EmpathyMap) -> list[Note]:
    """A map's notes section by section: within each they have their order."""
    return sorted(state.referring(canvas.id, Note), key=lambda note: _SECTIONS.index(note.section))


_SECTIONS = get_args(Section)


def _subjects(state: State) -> Iterable[Record]:
    """What may hang on something, as it stands in the file."""
    yield from state.ranked(Persona)
    for canvas in state.ranked(EmpathyMap):
        yield canvas
        yield from _notes(state, canvas)
    yield from state.ranked(Job)
    yield from state.ranked(Indicator)
    yield from state.ranked(Insight)
    for journey in state.journeys():
        yield from _ranked(state.members(journey.id, Activity))


__all__ = ["Images", "MethodsWriter"]
