"""What menus and keys do with the selection: clipboard, alignment, marks, arrangement, journeys.

This module must not know menus, shortcuts or painting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.model import edits, interchange, wording
from cjdesigner.model.blocking import blocking
from cjdesigner.model.patch import Patch, added, changed
from cjdesigner.model.records import Arrangement, Link, Node, Outcome, Phase, R, Touchpoint
from cjdesigner.model.state import State
from cjdesigner.ui.deleting import delete
from cjdesigner.ui.editor import Editor

if TYPE_CHECKING:
    from cjdesigner.ui.canvas.view import CanvasView

_BESIDE = (32.0, 96.0)
"""How far a duplicate lies from its original: beneath it, so that both names can be read."""

MIME = "application/x-cjdesigner+json"


class CardCommands(QObject):
    """The commands of one open document."""

    def __init__(self, editor: Editor, canvas: CanvasView) -> None:
        super().__init__(canvas)
        self._editor = editor
        self._canvas = canvas

    # the clipboard

    def copy(self) -> None:
        """Put the selected cards and the links among them on the clipboard, as a fragment and as its text."""
        ids = [node.id for node in self._editor.selected(Node)]
        if not ids:
            return
        fragment = interchange.fragment(self._editor.state, ids)
        data = QMimeData()
        data.setData(MIME, fragment)
        data.setText(fragment.decode())
        QGuiApplication.clipboard().setMimeData(data)

    def cut(self) -> None:
        """Copy and delete."""
        ids = self._ids(Node)
        self.copy()
        delete(self._editor, mark("Cut"), ids)

    def paste(self) -> None:
        """Paste cards; of any other text, a card of each line."""
        data = QGuiApplication.clipboard().mimeData()
        editor = self._editor
        x, y = self._canvas.paste_place()
        raw = bytes(data.data(MIME).data()) if data.hasFormat(MIME) else data.text().encode()
        records = interchange.paste(editor.state, editor.journey, raw, (x, y))
        if records is None:
            if data.hasText():
                self._canvas.add_lines(data.text(), x, y)
            return
        editor.edit(mark("Paste"), lambda state: added(records), select=True)

    # the selection

    def delete(self) -> None:
        """Delete what is selected."""
        ids = self._editor.selection
        if ids:
            delete(self._editor, mark("Delete"), ids)

    def duplicate(self) -> None:
        """Copies of the selected cards beside them."""
        ids = self._ids(Node)
        self._editor.edit(mark("Duplicate"), lambda state: edits.duplicate(state, ids, *_BESIDE), select=True)

    def edit_text(self) -> None:
        """Edit the text of the selected card or phase in place."""
        chosen = [*self._ids(Node), *self._ids(Phase)]
        if chosen:
            self._canvas.edit_text(chosen[0])

    def select_all(self) -> None:
        """Select all cards of the journey."""
        self._editor.select(node.id for node in self._editor.state.nodes(self._editor.journey))

    def remove_score(self) -> None:
        """Take the score of the selected touchpoints away, and the share of the selected links."""
        touchpoints, links = self._ids(Touchpoint), self._ids(Link)
        if touchpoints:
            self._editor.edit(mark("Score"), lambda state: edits.set_fields(state, touchpoints, score=None))
        if links:
            self._editor.edit(mark("Set share"), lambda state: edits.set_fields(state, links, share=None))

    def block(self) -> None:
        """Block the selected touchpoints, or open them again, and say what it does to the journey."""
        chosen = self._editor.selected(Touchpoint)
        blocked = not all(touchpoint.blocked for touchpoint in chosen)
        ids = [touchpoint.id for touchpoint in chosen]
        label = mark("Block") if blocked else mark("Open")
        patch = self._editor.edit(label, lambda state: edits.set_fields(state, ids, blocked=blocked))
        if patch and blocked and len(ids) == 1 and not self._editor.covered:
            self._tell_blocking(ids[0])

    def _tell_blocking(self, node: int) -> None:
        editor = self._editor
        effect = blocking(editor.graph, node)
        if effect.expected_before is None or effect.expected_after is None:
            return
        before = wording.at_most(effect.expected_before, effect.at_most_before)
        after = wording.at_most(effect.expected_after, effect.at_most_after)
        words = [_("Journey {before} → {after}").format(before=before, after=after)]
        gone = (effect.lost_after or 0.0) - (effect.lost_before or 0.0)
        if gone > 0.0005:
            words.append(_("lost {share}").format(share=wording.figure(gone)))
        for taker, reach_before, reach_after in effect.takers[:2]:
            name = wording.name_of(editor.state.get(taker, Node))
            words.append(f"{name} {wording.figure(reach_before)} → {wording.figure(reach_after)}")
        if effect.rises:
            words.append(_("the remaining ways score higher, provided they carry the load"))
        editor.told.emit(" · ".join(words))

    def toggle_signature(self) -> None:
        """Mark the selected touchpoints as signature interactions, or no longer."""
        chosen = self._editor.selected(Touchpoint)
        value = not all(touchpoint.signature for touchpoint in chosen)
        ids = [touchpoint.id for touchpoint in chosen]
        self._editor.edit(mark("Signature"), lambda state: edits.set_fields(state, ids, signature=value))

    def toggle_outcome(self, outcome: Outcome) -> None:
        """Mark the selected cards as where customers leave or reach their goal, or no longer."""
        chosen = self._editor.selected(Node)
        value = None if all(node.outcome == outcome for node in chosen) else outcome
        ids = [node.id for node in chosen]
        self._editor.edit(mark("Outcome"), lambda state: edits.set_fields(state, ids, outcome=value))

    def raise_evidence(self) -> None:
        """Raise the evidence of the selected touchpoints to what the insights on them prove."""
        from cjdesigner.ui.views.insights_menu import raise_evidence

        raise_evidence(self._editor, [touchpoint.id for touchpoint in self._editor.selected(Touchpoint)])

    def equal_shares(self) -> None:
        """Let customers split equally among the links out of the selected cards."""
        ids = self._ids(Node)

        def spread(state: State) -> Patch:
            patch: Patch = {}
            for identity in ids:
                patch |= edits.equal_shares(state, identity)
            return patch

        self._editor.edit(mark("Make the shares equal"), spread)

    def turn_links(self) -> None:
        """Make next links return links and the other way round."""
        chosen = self._editor.selected(Link)
        pairs = [(link, edits.with_fields(link, kind="return" if link.kind == "next" else "next")) for link in chosen]
        self._editor.edit(mark("Turn link"), lambda state: changed(pairs))

    def align(self, edge: edits.Edge) -> None:
        """Bring the selected cards to one line."""
        ids = self._ids(Node)
        self._editor.edit(mark("Align"), lambda state: edits.align(state, ids, edge))

    def distribute(self, axis: edits.Axis) -> None:
        """Make the gaps between the selected cards equal."""
        ids = self._ids(Node)
        self._editor.edit(mark("Equal gaps"), lambda state: edits.distribute(state, ids, axis))

    # journeys

    def arrange(self, by: Arrangement) -> None:
        """Tidy the journey up."""
        journey = self._editor.journey
        if self._editor.edit(mark("Arrange"), lambda state: edits.arrange(state, journey, by)):
            self._canvas.fit()

    def add_journey(self) -> None:
        """A new, empty journey, shown at once."""
        title = _("New journey")
        patch = self._editor.edit(mark("Add journey"), lambda state: edits.add_journey(state, title))
        self._show_added(patch)

    def duplicate_journey(self) -> None:
        """A copy of the shown journey, shown at once: the to-be beside the as-is."""
        editor = self._editor
        title = _("{title} (copy)").format(title=editor.journey_record.title)
        patch = editor.edit(
            mark("Duplicate journey"), lambda state: edits.duplicate_journey(state, editor.journey, title)
        )
        self._show_added(patch)

    def _show_added(self, patch: Patch) -> None:
        new = [key for key, (before, _after) in patch.items() if before is None]
        journeys = [journey.id for journey in self._editor.state.journeys() if journey.id in new]
        if journeys:
            self._editor.show_journey(journeys[0])

    def step_journey(self, step: Literal[1, -1]) -> None:
        """Show the next or previous journey of the file."""
        ids = [journey.id for journey in self._editor.state.journeys()]
        if len(ids) > 1:
            self._editor.show_journey(ids[(ids.index(self._editor.journey) + step) % len(ids)])

    def _ids(self, kind: type[R]) -> list[int]:
        return [record.id for record in self._editor.selected(kind)]
