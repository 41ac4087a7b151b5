"""The methods' forms made into records: those of the project, those of each journey, and what hangs on what.

What the parts of a file mean to each other is checked here; whatever points nowhere, twice or to a wrong kind is a
BadInput. This module must not know the map's own records but by name (interchange_places.py).
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Literal

import msgspec

from cjdesigner.i18n import mark
from cjdesigner.model import images
from cjdesigner.model import interchange_form as form
from cjdesigner.model.dates import is_date
from cjdesigner.model.interchange_journeys import JourneyReader
from cjdesigner.model.interchange_places import Found, Places
from cjdesigner.model.interchange_reading import Place, Words, refused, short
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
    Node,
    Note,
    Overridden,
    Override,
    Persona,
    Phase,
    Preset,
    Principle,
    Reading,
    Record,
    Touchpoint,
)
from cjdesigner.model.references import ATTACHABLE

_KINDS: dict[type[Record], str] = {
    Journey: mark("journey"),
    Phase: mark("phase"),
    NeedPoint: mark("need point"),
    Touchpoint: mark("touchpoint"),
    Link: mark("link"),
    Persona: mark("persona"),
    EmpathyMap: mark("empathy map"),
    Job: mark("job"),
    Indicator: mark("indicator"),
    Insight: mark("insight"),
}


class MethodsReader:
    """Makes the methods' records of a whole file."""

    def __init__(
        self, project: form.ProjectForm, journeys: Sequence[JourneyReader], file: str, next_id: Callable[[], int]
    ) -> None:
        self.records: list[Record] = []
        self.changed: dict[int, Record] = {}
        """Journeys and touchpoints that say more than was known when they were read."""
        self.images: dict[str, bytes] = {}
        self._project = project
        self._journeys = journeys
        self._file = file
        self._next_id = next_id
        self._places = Places(project, journeys, file, next_id)
        self._hanging: set[tuple[int, int]] = set()
        self._counts: Counter[tuple[int, type[Record]]] = Counter()

    def read(self) -> None:
        """Fill ``records``, ``changed`` and ``images``. Raises BadInput."""
        self._read_images()
        self._read_personas()
        self._read_maps()
        self._read_jobs()
        self._read_indicators()
        self._read_insights()
        for reader in self._journeys:
            self._read_journey(reader)
        self._read_presets()

    # the project's

    def _read_images(self) -> None:
        for index, image in enumerate(self._project.images):
            fault = self._image_fault(image)
            if fault is not None:
                raise refused(self._file, ("images", index), fault)
            self.images[image.hash] = base64.b64decode(image.data)

    def _image_fault(self, image: form.ImageForm) -> Words | None:
        try:
            content = base64.b64decode(image.data, validate=True)
        except ValueError:
            return Words(mark("this is not base64"))
        if hashlib.sha256(content).hexdigest() != image.hash:
            return Words(mark("the hash is not that of the image"))
        kind = images.media_type(content)
        if kind is None:
            return Words(mark("this is neither a PNG nor a JPEG nor an SVG image"))
        if len(content) > images.largest(kind):
            return Words(mark("this image is larger than {size} MB"), size=images.largest(kind) >> 20)
        return Words(mark("this image is there twice")) if image.hash in self.images else None

    def _read_personas(self) -> None:
        for index, persona in enumerate(self._project.personas):
            self._check_image(persona.portrait, ("personas", index, "portrait"), persona.name)
            identity = self._places.ids["personas"][index]
            self.records.append(Persona(id=identity, rank=index, **form.shared(persona, Persona)))

    def _read_maps(self) -> None:
        for index, canvas in enumerate(self._project.empathy_maps):
            place: Place = ("empathy_maps", index)
            identity = self._places.ids["empathy_maps"][index]
            values = form.shared(canvas, EmpathyMap)
            values["persona"] = self._persona(canvas.persona, place, canvas.title)
            self.records.append(EmpathyMap(id=identity, rank=index, **values))
            self._hang(identity, EmpathyMap, canvas.on, (*place, "on"), canvas.title)
            ranks: Counter[str] = Counter()  # within a section
            for number, note in enumerate(canvas.notes):
                values = form.shared(note, Note)
                record = Note(id=self._next_id(), map=identity, rank=ranks[note.section], **values)
                ranks[note.section] += 1
                self.records.append(record)
                self._hang(record.id, Note, note.promoted_to, (*place, "notes", number, "promoted_to"), note.text)

    def _read_jobs(self) -> None:
        for index, job in enumerate(self._project.jobs):
            place: Place = ("jobs", index)
            identity = self._places.ids["jobs"][index]
            values = form.shared(job, Job)
            values["persona"] = self._persona(job.persona, place, job.motivation)
            self.records.append(Job(id=identity, rank=index, **values))
            self._hang(identity, Job, job.on, (*place, "on"), job.motivation)
            for rank, outcome in enumerate(job.outcomes):
                for field in ("importance_counts", "satisfaction_counts"):
                    if len(getattr(outcome, field)) not in (0, 5):
                        reason = Words(mark("answers are five counts: how many gave 1, 2, 3, 4 and 5"))
                        raise refused(self._file, (*place, "outcomes", rank, field), reason, outcome.text)
                values = form.shared(outcome, DesiredOutcome)
                self.records.append(DesiredOutcome(id=self._next_id(), job=identity, rank=rank, **values))
            for rank, force in enumerate(job.forces):
                self.records.append(Force(id=self._next_id(), job=identity, rank=rank, **form.shared(force, Force)))

    def _read_indicators(self) -> None:
        for index, indicator in enumerate(self._project.indicators):
            place: Place = ("indicators", index)
            identity = self._places.ids["indicators"][index]
            if not indicator.kinds or len(set(indicator.kinds)) < len(indicator.kinds):
                template = mark("a kind is named twice") if indicator.kinds else mark("an indicator needs a kind")
                raise refused(self._file, (*place, "kinds"), Words(template), indicator.name)
            self.records.append(Indicator(id=identity, rank=index, **form.shared(indicator, Indicator)))
            self._hang(identity, Indicator, indicator.on, (*place, "on"), indicator.name)
            for number, reading in enumerate(indicator.readings):
                self._check_date(reading.date, (*place, "readings", number, "date"), indicator.name)
                values = form.shared(reading, Reading)
                self.records.append(Reading(id=self._next_id(), indicator=identity, **values))

    def _read_insights(self) -> None:
        for index, insight in enumerate(self._project.insights):
            place: Place = ("insights", index)
            identity = self._places.ids["insights"][index]
            self._check_image(insight.image, (*place, "image"), insight.text)
            if insight.date:
                self._check_date(insight.date, (*place, "date"), insight.text)
            self.records.append(Insight(id=identity, rank=index, **form.shared(insight, Insight)))
            self._hang(identity, Insight, insight.on, (*place, "on"), insight.text)

    def _read_presets(self) -> None:
        for index, preset in enumerate(self._project.presets):
            self._check_image(preset.logo, ("presets", index, "logo"), preset.name, logo=True)
            self.records.append(Preset(id=self._next_id(), rank=index, **form.shared(preset, Preset)))

    # a journey's

    def _read_journey(self, reader: JourneyReader) -> None:
        self._read_journey_personas(reader)
        for index, touchpoint in enumerate(reader.form.touchpoints):
            fault = _mapping_fault(touchpoint)
            if fault is not None:
                raise refused(self._file, (*reader.place, "touchpoints", index), Words(fault), touchpoint.name)
            if touchpoint.indicator is not None:
                place = (*reader.place, "touchpoints", index, "indicator")
                indicator = self._places.named("indicator", touchpoint.indicator, place, touchpoint.name)
                node = reader.nodes[touchpoint.id]
                self.changed[node.id] = msgspec.structs.replace(node, indicator=indicator)
        self._read_activities(reader)
        self._read_lanes(reader)
        self._read_principles(reader)
        self._read_overrides(reader)

    def _read_journey_personas(self, reader: JourneyReader) -> None:
        journey = reader.form
        for index, name in enumerate(journey.personas):
            place = (*reader.place, "personas", index)
            persona = self._places.named("persona", name, place, journey.title)
            self._attach(persona, Persona, Found(reader.journey.id, Journey), None, place, journey.title)
            if index == 0:
                first = self._project.personas[self._places.ids["personas"].index(persona)].name
                if journey.persona and journey.persona != first:
                    reason = Words(mark("the first of personas is “{name}”; write that, or nothing"), name=short(first))
                    raise refused(self._file, (*reader.place, "persona"), reason, journey.title)
                self.changed[reader.journey.id] = msgspec.structs.replace(reader.journey, persona=first)

    def _read_activities(self, reader: JourneyReader) -> None:
        for rank, activity in enumerate(reader.form.activities):
            place = (*reader.place, "activities", rank)
            values = form.shared(activity, Activity)
            values["phase"] = self._phase(reader, activity.phase, place, activity.name)
            record = Activity(id=self._next_id(), journey=reader.journey.id, rank=rank, **values)
            self.records.append(record)
            on = [form.PlaceForm(card=entry) if isinstance(entry, str) else entry for entry in activity.on]
            self._hang(record.id, Activity, on, (*place, "on"), activity.name, reader)

    def _read_lanes(self, reader: JourneyReader) -> None:
        for rank, lane in enumerate(reader.form.lanes):
            place = (*reader.place, "lanes", rank)
            values = form.shared(lane, Lane)
            if lane.indicator is not None:
                found = self._places.named("indicator", lane.indicator, (*place, "indicator"), lane.title)
                values["indicator"] = found
            record = Lane(id=self._next_id(), journey=reader.journey.id, rank=rank, **values)
            self.records.append(record)
            for index, entry in enumerate(lane.entries):
                where = (*place, "entries", index)
                values = form.shared(entry, LaneEntry)
                values["phase"] = self._phase(reader, entry.phase, where, entry.text)
                self._check_image(entry.image, (*where, "image"), entry.text)
                self.records.append(LaneEntry(id=self._next_id(), lane=record.id, **values))

    def _read_principles(self, reader: JourneyReader) -> None:
        for rank, principle in enumerate(reader.form.principles):
            place = (*reader.place, "principles", rank, "touchpoint")
            values = form.shared(principle, Principle)
            if principle.touchpoint is not None:
                values["touchpoint"] = self._places.touchpoint(reader, principle.touchpoint, place, principle.text)
            self.records.append(Principle(id=self._next_id(), journey=reader.journey.id, rank=rank, **values))

    def _read_overrides(self, reader: JourneyReader) -> None:
        taken: set[tuple[int, int, str]] = set()
        for index, override in enumerate(reader.form.overrides):
            place = (*reader.place, "overrides", index)
            persona = self._places.named("persona", override.persona, (*place, "persona"))
            target = self._overridden(reader, override, place)
            fields: tuple[Overridden, ...] = ("score", "share", "entry_share")
            values = {field: getattr(override, field) for field in fields}
            given = {field: value for field, value in values.items() if value is not msgspec.UNSET}
            if not given:
                reason = Words(mark("this has neither a score nor a share nor an entry share"))
                raise refused(self._file, place, reason)
            for field, value in given.items():
                if not issubclass(target.kind, _OVERRIDABLE[field][0]):
                    raise refused(self._file, (*place, field), Words(_OVERRIDABLE[field][1]))
                if (persona, target.id, field) in taken:
                    reason = Words(mark("this persona's value is there twice"))
                    raise refused(self._file, (*place, field), reason)
                taken.add((persona, target.id, field))
                self.records.append(
                    Override(id=self._next_id(), persona=persona, target=target.id, field=field, value=value)
                )

    def _overridden(self, reader: JourneyReader, override: form.OverrideForm, place: Place) -> Found:
        if (override.card is None) == (override.link is None):
            raise refused(self._file, place, Words(mark("this names either a card or a link")))
        if override.link is not None:
            return Found(self._places.link(reader, override.link, (*place, "link"), ""), Link)
        return self._places.card(reader, override.card or "", (*place, "card"), "")

    # what all of them need

    def _persona(self, name: str | None, place: Place, titled: str) -> int | None:
        return None if name is None else self._places.named("persona", name, (*place, "persona"), titled)

    def _phase(self, reader: JourneyReader, name: str | None, place: Place, titled: str) -> int | None:
        return None if name is None else self._places.phase(reader, name, (*place, "phase"), titled)

    def _check_image(self, name: str, place: Place, titled: str, *, logo: bool = False) -> None:
        if name and name not in self.images:
            raise refused(self._file, place, Words(mark("this image is not among the project's images")), titled)
        if name and not logo and images.media_type(self.images[name]) == images.DRAWING:
            raise refused(self._file, place, Words(mark("only a logo may be an SVG image")), titled)

    def _check_date(self, date: str, place: Place, titled: str) -> None:
        if not is_date(date):
            reason = Words(mark("“{date}” is no date; write 2026, 2026-09 or 2026-09-30"), date=short(date))
            raise refused(self._file, place, reason, titled)

    def _hang(
        self,
        subject: int,
        kind: type[Record],
        on: Sequence[form.PlaceForm],
        place: Place,
        titled: str,
        home: JourneyReader | None = None,
    ) -> None:
        for index, named in enumerate(on):
            where = (*place, index)
            target = self._places.found(named, where, titled, home)
            self._attach(subject, kind, target, named.rank, where, titled)

    def _attach(
        self, subject: int, kind: type[Record], target: Found, rank: int | None, place: Place, titled: str
    ) -> None:
        if not issubclass(target.kind, ATTACHABLE[kind]):
            kinds = ", ".join(str(Words(_KINDS[allowed])) for allowed in ATTACHABLE[kind])
            reason = Words(
                mark("it cannot hang there ({kind}), only on: {kinds}"), kind=Words(_KINDS[target.kind]), kinds=kinds
            )
            raise refused(self._file, place, reason, titled)
        if (subject, target.id) in self._hanging:
            raise refused(self._file, place, Words(mark("it hangs there already")), titled)
        self._hanging.add((subject, target.id))
        natural = self._counts[target.id, kind]
        self._counts[target.id, kind] += 1
        self.records.append(
            Attachment(id=self._next_id(), subject=subject, target=target.id, rank=natural if rank is None else rank)
        )


def _mapping_fault(touchpoint: form.TouchpointForm) -> str | None:
    ends = {touchpoint.score_zero, touchpoint.score_one}
    if ends == {None}:
        return None
    if touchpoint.indicator is None:
        return mark("score_zero and score_one need an indicator")
    return mark("score_zero and score_one must differ") if len(ends) == 1 else None


_OVERRIDABLE: dict[Literal["score", "share", "entry_share"], tuple[type[Record], str]] = {
    "score": (Touchpoint, mark("only a touchpoint has a score")),
    "share": (Link, mark("only a link has a share")),
    "entry_share": (Node, mark("only a card has an entry share")),
}
