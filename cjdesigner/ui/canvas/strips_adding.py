"""Adding in the strips under the map: an activity, a text, a picture, a point of a curve.

This module must not know how strips are laid out or painted.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cjdesigner.i18n import mark
from cjdesigner.model import company
from cjdesigner.model.patch import Patch
from cjdesigner.model.records import Activity, LaneEntry, Level

if TYPE_CHECKING:
    from cjdesigner.ui.canvas.view import CanvasView


def add_in_strip(canvas: CanvasView, x: float, y: float) -> None:
    """Add what the strip at a place holds, select it, and open its text."""
    strip = canvas.strips.strip_at(canvas.placement, y)
    if strip is None or canvas.editor.read_only:
        return
    editor, phase = canvas.editor, canvas.strips.column_at(x).phase
    level = next((known for known in company.LEVELS if known == strip.key), None)
    if level is not None:
        add_activity(canvas, level, phase)
    elif strip.kind == "text":
        lane = int(strip.key)
        canvas.create_card(mark("Add to the lane"), lambda state: company.add_entry(state, lane, phase))
    elif strip.kind in company.WITH_ENTRIES:
        lane, place, value = int(strip.key), 0.5, None
        if strip.kind == "emotion":
            phase, place, value = canvas.strips.point_at(canvas.placement, lane, x, y)
        patch = editor.edit(
            mark("Add to the lane"), lambda state: company.add_entry(state, lane, phase, place=place, value=value)
        )
        editor.select(added_in_strip(patch))


def add_activity(canvas: CanvasView, level: Level, phase: int | None, touchpoints: Iterable[int] = ()) -> None:
    """Add an activity, select it, and open its name."""
    journey, tied = canvas.editor.journey, tuple(touchpoints)
    canvas.create_card(
        mark("Add activity"),
        lambda state: company.add_activity(state, journey, "", level, phase=phase, touchpoints=tied),
    )


def add_activity_after(canvas: CanvasView, activity: Activity) -> None:
    """Add the next activity: on the level of another, in the phase in which that stands."""
    tied = company.ties(canvas.editor.state, activity.id)
    phase = next((touchpoint.phase for touchpoint in tied), activity.phase)
    add_activity(canvas, activity.level, phase)


def added_in_strip(patch: Patch) -> list[int]:
    """The ids of the activities and entries that a patch adds."""
    return [
        key for key, (before, after) in patch.items() if before is None and isinstance(after, (Activity, LaneEntry))
    ]
