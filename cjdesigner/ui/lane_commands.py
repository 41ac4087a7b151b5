"""What menus and keys do with the strips under the map: activities and lanes.

This module must not know menus, shortcuts or painting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.model import company
from cjdesigner.model.records import Activity, Lane, LaneKind, Phase, Touchpoint
from cjdesigner.ui.canvas.strips_adding import add_activity, add_activity_after
from cjdesigner.ui.editor import Editor

if TYPE_CHECKING:
    from cjdesigner.ui.canvas.view import CanvasView


class LaneCommands(QObject):
    """The commands of one open document."""

    def __init__(self, editor: Editor, canvas: CanvasView) -> None:
        super().__init__(canvas)
        self._editor = editor
        self._canvas = canvas

    def add_activity(self) -> None:
        """Add an activity: after the selected one, tied to the selected touchpoints or in the selected phase."""
        editor, canvas = self._editor, self._canvas
        like = next(iter(editor.selected(Activity)), None)
        if like is not None:
            add_activity_after(canvas, like)
            return
        touchpoints = [touchpoint.id for touchpoint in editor.selected(Touchpoint)]
        phases: list[Phase] = editor.selected(Phase) or editor.state.phases(editor.journey)
        phase = phases[0].id if phases and not touchpoints else None
        add_activity(canvas, "frontstage", phase, touchpoints)

    def add_lane(self, kind: LaneKind) -> None:
        """Add a lane of a kind, and show it."""
        titles: dict[LaneKind, str] = {
            "text": _("Notes"),
            "image": _("Pictures"),
            "emotion": _("Emotion"),
            "channel": _("Channels"),
            "indicator": _("Indicators"),
        }
        journey, title = self._editor.journey, titles[kind]
        patch = self._editor.edit(mark("Add lane"), lambda state: company.add_lane(state, journey, kind, title))
        fresh = next((key for key, (_before, after) in patch.items() if isinstance(after, Lane)), 0)
        if fresh:
            self._editor.select((fresh,))
            self._canvas.reveal(fresh)

    def move_lane(self, step: int) -> None:
        """Move the selected lane up or down."""
        lane = next(iter(self._editor.selected(Lane)), None)
        if lane is not None:
            index = [other.id for other in company.lanes_of(self._editor.state, lane.journey)].index(lane.id)
            self._editor.edit(mark("Move lane"), lambda state: company.move_lane(state, lane.id, max(0, index + step)))
