"""The inspector's rows for activities, lanes and what stands in them.

This module must not know Qt.
"""

from __future__ import annotations

from cjdesigner.i18n import mark
from cjdesigner.model.company import LEVELS
from cjdesigner.model.records import Activity, Indicator, Lane, LaneEntry, Record
from cjdesigner.model.state import State
from cjdesigner.ui.panels.fields.field import Field


def _shows_indicators(state: State, lane: Lane) -> bool:
    return lane.kind == "indicator"


def _kind(state: State, entry: LaneEntry) -> str:
    lane = state.get(entry.lane, Lane)
    return lane.kind if lane is not None else ""


def _is_point(state: State, entry: LaneEntry) -> bool:
    return _kind(state, entry) == "emotion"


def _is_picture(state: State, entry: LaneEntry) -> bool:
    return _kind(state, entry) == "image"


TABLE: dict[type[Record], tuple[Field, ...]] = {
    Activity: (
        Field(
            name="name",
            kind="heading",
            label=mark("Name"),
            edit=mark("Rename the activity"),
            hint=mark("What the company does here"),
        ),
        Field(
            name="level",
            kind="choice",
            label=mark("Level"),
            edit=mark("Change the activity's level"),
            choices=tuple(LEVELS.items()),
            tip=mark("Frontstage customers see; backstage they do not; support processes serve colleagues."),
        ),
        Field(
            name="owner",
            kind="owner",
            label=mark("Department"),
            edit=mark("Change the activity's department"),
            hint=mark("who does it"),
        ),
        Field(name="note", kind="text", label=mark("Note"), edit=mark("Change the note"), part=mark("Note")),
    ),
    Lane: (
        Field(
            name="title",
            kind="heading",
            label=mark("Title"),
            edit=mark("Rename the lane"),
            hint=mark("Title of the lane"),
        ),
        Field(
            name="indicator",
            kind="record",
            label=mark("Indicator"),
            edit=mark("Change the lane's indicator"),
            of=Indicator,
            tip=mark("Which indicator the lane shows; empty shows all that hang on each phase and its cards."),
            shown=_shows_indicators,
        ),
    ),
    LaneEntry: (
        Field(
            name="text",
            kind="text",
            label=mark("Text"),
            edit=mark("Change the text"),
            hint=mark("What stands here"),
        ),
        Field(
            name="value",
            kind="amount",
            label=mark("Emotion"),
            edit=mark("Change the emotion"),
            lowest=-2,
            highest=2,
            tip=mark("From -2 to +2: a curve of its own, never a score."),
            shown=_is_point,
        ),
        Field(
            name="image",
            kind="image",
            label=mark("Picture"),
            edit=mark("Change the picture"),
            shown=_is_picture,
        ),
    ),
}
