"""The inspector's rows for empathy maps and their notes.

This module must not know Qt.
"""

from __future__ import annotations

from cjdesigner.i18n import mark
from cjdesigner.model.empathy_canvas import MARKS, SECTIONS
from cjdesigner.model.records import EmpathyMap, Note, Persona, Record
from cjdesigner.ui.panels.fields.field import Field

TABLE: dict[type[Record], tuple[Field, ...]] = {
    EmpathyMap: (
        Field(name="title", kind="heading", edit=mark("Rename the empathy map"), hint=mark("Title of the map")),
        Field(
            name="persona",
            kind="record",
            label=mark("Persona"),
            edit=mark("Change the map's persona"),
            hint=mark("no persona"),
            of=Persona,
        ),
        Field(
            name="designed_for",
            kind="line",
            label=mark("Designed for"),
            edit=mark("Change the map's header"),
            hint=mark("project or client"),
            part=mark("Header"),
        ),
        Field(
            name="designed_by",
            kind="line",
            label=mark("Designed by"),
            edit=mark("Change the map's header"),
            hint=mark("who was in the room"),
            part=mark("Header"),
        ),
        Field(
            name="date",
            kind="line",
            label=mark("Date"),
            edit=mark("Change the map's header"),
            part=mark("Header"),
        ),
        Field(
            name="version",
            kind="line",
            label=mark("Version"),
            edit=mark("Change the map's header"),
            part=mark("Header"),
        ),
    ),
    Note: (
        Field(name="text", kind="heading", edit=mark("Edit text"), hint=mark("What the note says")),
        Field(
            name="mark",
            kind="choice",
            label=mark("Known by"),
            edit=mark("Change how notes are known"),
            choices=tuple(MARKS.items()),
            tip=mark("Heard from customers, observed, or imagined by us. The space bar switches it on the map."),
        ),
        Field(
            name="source",
            kind="line",
            label=mark("Source"),
            edit=mark("Change the note's source"),
            hint=mark("interview 3"),
            tip=mark("Who said it, or where it was seen"),
        ),
        Field(
            name="section",
            kind="choice",
            label=mark("Section"),
            edit=mark("Move notes"),
            choices=tuple((section, words.short) for section, words in SECTIONS.items()),
        ),
    ),
}
