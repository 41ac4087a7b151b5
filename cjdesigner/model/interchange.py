"""The documented JSON form of a project, both ways, and the fragments that copies travel as.

Reading: bytes become the form (interchange_reading.py), the form becomes records (interchange_journeys.py,
interchange_methods.py), where what its parts mean to each other is checked. Every mistake is a BadInput that names
file, place and reason; nothing is repaired silently. Writing leaves out what is at its default; what is written and
read again is the same, ids aside.

This module must not know files of the program's own format, nor who asks.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from cjdesigner.i18n import mark
from cjdesigner.model import interchange_form as form
from cjdesigner.model import interchange_reading as reading
from cjdesigner.model.interchange_form import schema
from cjdesigner.model.interchange_fragments import fragment, paste
from cjdesigner.model.interchange_journeys import JourneyReader
from cjdesigner.model.interchange_methods import MethodsReader
from cjdesigner.model.interchange_names import keys
from cjdesigner.model.interchange_placing import placed
from cjdesigner.model.interchange_reading import Words, read, refused
from cjdesigner.model.interchange_writing import dump, used_channels
from cjdesigner.model.records import BUILT_IN_CHANNELS, Channel, Project, Record, Settings

__all__ = ["Imported", "dump", "fragment", "keys", "load", "paste", "read", "schema"]


class Imported(msgspec.Struct, frozen=True):
    """What a file holds: records with ids from 1 on, the project first; and what the user should be told, in words."""

    records: list[Record]
    notes: list[str]
    images: dict[str, bytes] = {}
    """Their bytes, PNG or JPEG, by the hash that records name them by."""


def load(data: bytes, name: str) -> Imported:
    """The project in ``data``; ``name`` names the file in errors. Raises BadInput.

    A journey without any positions is arranged; a card without a position among others is parked beneath them.
    """
    project = reading.form_of(data, name, form.ProjectForm)
    next_id = iter(range(1, 1 << 62)).__next__
    with reading.CONVERTING:
        settings = msgspec.convert(project.settings, Settings, from_attributes=True)
    records: list[Record] = [Project(id=next_id(), title=project.title, settings=settings)]
    records += _channels(project, name, next_id)
    notes: list[str] = []
    readers: list[JourneyReader] = []
    for index, journey in enumerate(project.journeys):
        reader = JourneyReader(journey, index, name, next_id)
        reader.read()
        readers.append(reader)
        records += reader.records
        notes += reader.notes
    methods = MethodsReader(project, readers, name, next_id)
    methods.read()
    if methods.changed:
        records = [methods.changed.get(record.id, record) for record in records]
    records += methods.records
    return Imported(placed(records, [reader for reader in readers if reader.unplaced]), notes, methods.images)


def _channels(project: form.ProjectForm, name: str, next_id: Callable[[], int]) -> list[Record]:
    """The channels declared, and those that touchpoints and personas use without declaring them."""
    found: dict[str, Record] = {}
    for index, channel in enumerate(project.channels):
        if channel.name in found or not channel.name:
            template = mark("this channel is declared twice") if channel.name else mark("a channel needs a name")
            raise refused(name, ("channels", index), Words(template), channel.name)
        found[channel.name] = Channel(id=next_id(), name=channel.name, icon=channel.icon)
    for used in used_channels(project.journeys, project.personas):
        if used not in BUILT_IN_CHANNELS and used not in found:
            found[used] = Channel(id=next_id(), name=used)
    return list(found.values())
