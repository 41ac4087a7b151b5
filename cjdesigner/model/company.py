"""The edits of the company's side: activities, the lanes under the map, and what stands in them.

Activities are of three levels. What the customer meets lies above the line of interaction, what the customer sees of
the company above the line of visibility, and what only colleagues see above the line of internal interaction.

This module must not know where anything is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable

from cjdesigner.errors import EditRefused
from cjdesigner.i18n import mark
from cjdesigner.model.edits import set_fields, with_fields
from cjdesigner.model.ordering import moved, next_rank
from cjdesigner.model.patch import Patch, added, changed
from cjdesigner.model.records import (
    Activity,
    Attachment,
    Indicator,
    Lane,
    LaneEntry,
    LaneKind,
    Level,
    Touchpoint,
)
from cjdesigner.model.state import State

LEVELS: dict[Level, str] = {
    "frontstage": mark("Frontstage"),
    "backstage": mark("Backstage"),
    "support": mark("Support processes"),
}
"""The levels from top to bottom, by their names in English."""

LINES: dict[Level, str] = {
    "frontstage": mark("Line of interaction"),
    "backstage": mark("Line of visibility"),
    "support": mark("Line of internal interaction"),
}
"""The line above each level."""

LANE_KINDS: dict[LaneKind, str] = {
    "text": mark("Text lane"),
    "image": mark("Image lane"),
    "emotion": mark("Emotion curve"),
    "channel": mark("Channel lane"),
    "indicator": mark("Indicator lane"),
}

WITH_ENTRIES = ("text", "image", "emotion")
"""The kinds of lanes that have entries; the others show what the map holds."""


def add_activity(
    state: State,
    journey: int,
    name: str,
    level: Level = "frontstage",
    *,
    phase: int | None = None,
    touchpoints: Iterable[int] = (),
    owner: str = "",
) -> Patch:
    """A new activity, tied to touchpoints of its journey; untied it stands in its phase."""
    siblings = state.members(journey, Activity)
    activity = Activity(
        id=state.allocate(),
        journey=journey,
        rank=next_rank(siblings),
        level=level,
        phase=phase,
        name=name,
        owner=owner,
    )
    ties = [Attachment(id=state.allocate(), subject=activity.id, target=target) for target in touchpoints]
    return added([activity, *ties])


def ties(state: State, activity: int) -> list[Touchpoint]:
    """The touchpoints that an activity is tied to."""
    return state.targets(activity, Touchpoint)


def activities_at(state: State, touchpoint: int) -> list[Activity]:
    """The activities that are tied to a touchpoint."""
    return state.attached(touchpoint, Activity)


def place_activity(state: State, activity: int, level: Level, phase: int | None) -> Patch:
    """Put an activity on another level or into another phase; its ties stay."""
    return set_fields(state, [activity], level=level, phase=phase)


def divide(state: State, journey: int) -> Patch:
    """Say of the first half of the phases that customers buy there, of the others that they own."""
    phases = state.phases(journey)
    half = (len(phases) + 1) // 2
    buying = set_fields(state, [phase.id for phase in phases[:half]], side="buy")
    return buying | set_fields(state, [phase.id for phase in phases[half:]], side="own")


def add_lane(state: State, journey: int, kind: LaneKind, title: str, indicator: int | None = None) -> Patch:
    """A further lane, beneath the others. An emotion curve begins with a point in each phase, at rest."""
    lane = Lane(
        id=state.allocate(),
        journey=journey,
        rank=next_rank(state.members(journey, Lane)),
        title=title,
        kind=kind,
        indicator=indicator,
    )
    patch = added([lane])
    if kind == "emotion":
        phases: list[int | None] = [phase.id for phase in state.phases(journey)] or [None]
        patch |= added(LaneEntry(id=state.allocate(), lane=lane.id, phase=phase, value=0.0) for phase in phases)
    return patch


def lanes_of(state: State, journey: int) -> list[Lane]:
    """A journey's further lanes from top to bottom."""
    return sorted(state.members(journey, Lane), key=lambda lane: (lane.rank, lane.id))


def move_lane(state: State, lane: int, index: int) -> Patch:
    """Put a lane at another place among its journey's."""
    record = state[lane]
    assert isinstance(record, Lane)
    return moved(lanes_of(state, record.journey), lane, index)


def add_entry(
    state: State,
    lane: int,
    phase: int | None,
    *,
    place: float = 0.5,
    text: str = "",
    value: float | None = None,
    image: str = "",
) -> Patch:
    """A text, an image or a point of an emotion curve in a lane. Raises EditRefused where a lane has no entries."""
    record = state[lane]
    assert isinstance(record, Lane)
    if record.kind not in WITH_ENTRIES:
        raise EditRefused(
            mark("The lane “{name}” shows what the map holds; it has no entries of its own."), name=record.title
        )
    if record.kind == "emotion":
        value = 0.0 if value is None else max(-2.0, min(2.0, value))
    entry = LaneEntry(
        id=state.allocate(),
        lane=lane,
        phase=phase,
        place=max(0.0, min(1.0, place)),
        text=text,
        value=value,
        image=image,
    )
    return added([entry])


def indicators_in(state: State, lane: Lane, phase: int | None) -> list[Indicator]:
    """What an indicator lane shows in a phase: what hangs on the phase and its cards, or of that the lane's own."""
    places = [node.id for node in state.standing_in(lane.journey, phase)]
    if phase is not None:
        places.insert(0, phase)
    found = {indicator.id: indicator for place in places for indicator in state.attached(place, Indicator)}
    return [indicator for indicator in found.values() if lane.indicator in (None, indicator.id)]


def move_point(state: State, entry: int, phase: int | None, place: float, value: float) -> Patch:
    """Put a point of an emotion curve elsewhere."""
    record = state[entry]
    assert isinstance(record, LaneEntry)
    place, value = max(0.0, min(1.0, place)), max(-2.0, min(2.0, value))
    return changed([(record, with_fields(record, phase=phase, place=place, value=value))])
