"""Adding by a double click in the strips under the map: an activity, a text, a picture, a point of a curve.

This module must not know how strips are laid out or painted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cjdesigner.i18n import mark
from cjdesigner.model import company
from cjdesigner.model.patch import Patch
from cjdesigner.model.records import Activity, LaneEntry

if TYPE_CHECKING:
    from cjdesigner.ui.canvas.view import CanvasView


def add_in_strip(canvas: CanvasView, x: float, y: float) -> None:
    """Add what the strip at a place holds, select it, and open its text."""
    strip = canvas.strips.strip_at(canvas.placement, y)
    if strip is None or canvas.editor.read_only:
        return
    editor, journey, phase = canvas.editor, canvas.editor.journey, canvas.strips.column_at(x).phase
    level = next((known for known in company.LEVELS if known == strip.key), None)
    if level is not None:
        patch = editor.edit(
            mark("Add activity"), lambda state: company.add_activity(state, journey, "", level, phase=phase)
        )
    elif strip.kind in company.WITH_ENTRIES:
        lane, place, value = int(strip.key), 0.5, None
        if strip.kind == "emotion":
            phase, place, value = canvas.strips.point_at(canvas.placement, lane, x, y)
        patch = editor.edit(
            mark("Add to the lane"), lambda state: company.add_entry(state, lane, phase, place=place, value=value)
        )
    else:
        return
    fresh = _added(patch)
    if fresh:
        editor.select((fresh,))
        if strip.kind in ("level", "text"):
            canvas.edit_text(fresh, fresh=True)


def _added(patch: Patch) -> int:
    return next((key for key, (_before, after) in patch.items() if isinstance(after, (Activity, LaneEntry))), 0)
