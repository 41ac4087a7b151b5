"""What the selection does to the journey: reach, lever, closing; how well a need is answered.

Reach and lever follow every change; what closing does is an analysis of its own and waits until the hands rest.

This module must not know how a figure is computed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import ngettext, points
from cjdesigner.model import money
from cjdesigner.model.blocking import Blocking, blocking
from cjdesigner.model.document import Change
from cjdesigner.model.excellence import Analysis
from cjdesigner.model.records import NeedPoint, Node, Touchpoint
from cjdesigner.model.wording import COVERED, at_most, brief, figure, grouped, listed, name_of, number, renames
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.labels import hairline, label, section
from cjdesigner.ui.panels.refresh import Refresher

_TAKERS = 3
_REST = 150


class Effects(QWidget):
    """Rows of a name and a figure, and a sentence beneath, about the cards it is bound to."""

    def __init__(self, editor: Editor, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._appearance = appearance
        self._ids: tuple[int, ...] = ()
        self._names: list[QLabel] = []
        self._figures: list[QLabel] = []
        self._lines: list[QWidget] = []
        self._slow: list[tuple[str, str]] = []
        self._known: tuple[int, ...] = ()
        px = appearance.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        self._heading = section(_("What it does"), self)
        column.addWidget(self._heading)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(8))
        self._grid.setVerticalSpacing(px(5))
        self._grid.setColumnStretch(0, 1)
        column.addLayout(self._grid)
        self.sentence = label("", "second", wrap=True, parent=self)
        column.addWidget(self.sentence)
        self._quick = Refresher(self, self.refresh)
        self._rest = Refresher(self, self.refresh_closing, rest=_REST)
        editor.figures_changed.connect(self.later)
        editor.cover_changed.connect(self.later)
        editor.changed.connect(self._changed)

    def bind(self, ids: tuple[int, ...]) -> None:
        """Speak of these cards."""
        if ids != self._ids:
            self._ids = ids
            self._slow = []
            self.sentence.setText("")
            self.sentence.hide()
        self.refresh()
        self.later()

    def later(self) -> None:
        """The figures moved."""
        self._quick.later()
        self._rest.later()

    def _changed(self, change: Change) -> None:
        """The sentence names other cards."""
        if renames(change.patch):
            self._rest.later()

    # what is at hand

    def refresh(self) -> None:
        """Show what the journey's own analysis knows."""
        nodes = [node for key in self._ids if (node := self._editor.state.get(key, Node)) is not None]
        rows = self._quick_rows(nodes)
        if self._known == self._ids:
            rows += self._slow
        self._show(rows)

    def _quick_rows(self, nodes: list[Node]) -> list[tuple[str, str]]:
        if len(nodes) != 1:
            return []
        (node,) = nodes
        analysis, covered = self._editor.analysis, self._editor.covered
        if node.id not in analysis.reach:
            return []
        reach = analysis.reach[node.id]
        rows = [(_("reached by"), figure(reach, covered))]
        if not covered:
            journey = self._editor.journey_record
            people, worth = money.people(journey, reach), money.worth(journey, reach)
            rows += [row for row in ((_("estimated"), people), (_("worth, estimated"), worth)) if row[1]]
        if isinstance(node, NeedPoint):
            met = analysis.fulfilment.get(node.id)
            if met is not None:
                upper = node.id in analysis.fulfilment_at_most
                rows.append((_("answered"), at_most(met, upper, covered)))
        elif (
            isinstance(node, Touchpoint)
            and node.score is not None
            and not node.blocked
            and analysis.expected is not None
        ):
            gain = analysis.slopes.get(node.id, 0.0) * (1 - node.score)
            rows.append((_("at 100% the journey gains"), gained(gain, covered)))
        return rows

    # what takes an analysis of its own

    def refresh_closing(self) -> None:
        """Show what closing does, or what the selected touchpoints gain together."""
        state, graph = self._editor.state, self._editor.graph
        touchpoints = [card for key in self._ids if (card := state.get(key, Touchpoint)) is not None]
        self._known = self._ids
        self._slow = []
        sentence = ""
        linked = self._editor.analysis.reach
        if len(self._ids) > 1:
            scored = [card for card in touchpoints if card.score is not None and card.id in linked]
            before = self._editor.analysis.expected
            if scored and before is not None:
                after = Analysis(graph, scores=dict.fromkeys([card.id for card in scored], 1.0)).expected or 0.0
                self._slow = [(_("all at 100% the journey gains"), gained(after - before, self._editor.covered))]
                sentence = _("Together, not one by one: single gains do not add up.")
        elif len(touchpoints) == 1 and touchpoints[0].id in linked:
            card = touchpoints[0]
            sentence = self._show_closing(card, blocking(graph, card.id))
        elif self._ids and self._ids[0] in self._editor.analysis.parked_ids:
            sentence = _("Parked: without a link it is in no figure. Drag from its edge to link it.")
        elif self._ids and self._ids[0] in self._editor.analysis.unanswered_ids:
            sentence = _("Nothing answers this need yet. Press Enter on the card to add a touchpoint.")
        self.sentence.setText(COVERED if self._editor.covered and sentence and self._slow else sentence)
        self.sentence.setVisible(bool(sentence))
        self.refresh()

    def _show_closing(self, card: Touchpoint, result: Blocking) -> str:
        covered = self._editor.covered
        before, after = result.expected_before, result.expected_after
        if before is None and after is None:
            return ""
        if card.blocked:
            self._slow = [
                (_("open, the journey would be"), at_most(before, result.at_most_before, covered)),
                (_("closed, it is"), at_most(after, result.at_most_after, covered)),
            ]
        else:
            self._slow = [(_("if it closes the journey is"), at_most(after, result.at_most_after, covered))]
        leaving = {key for key, _before, _after in result.takers if self._leaves(key)}
        return closing_sentence(result, self._name, leaving, closed=card.blocked)

    def _leaves(self, identity: int) -> bool:
        node = self._editor.state.get(identity, Node)
        return node is not None and node.outcome == "leaves"

    def _name(self, identity: int) -> str:
        return brief(name_of(self._editor.state.get(identity, Node)))

    # rows

    def _show(self, rows: list[tuple[str, str]]) -> None:
        self._heading.setVisible(bool(rows) or bool(self.sentence.text()))
        while len(self._names) < len(rows):
            self._add_row()
        for place, (name, value, line) in enumerate(zip(self._names, self._figures, self._lines, strict=True)):
            seen = place < len(rows)
            if seen:
                name.setText(rows[place][0])
                value.setText(rows[place][1])
            for widget in (name, value, line):
                widget.setVisible(seen)

    def _add_row(self) -> None:
        row = len(self._names) * 2
        name, value, line = label("", wrap=True, parent=self), label("", "strong", parent=self), hairline(self)
        self._names.append(name)
        self._figures.append(value)
        self._lines.append(line)
        self._grid.addWidget(name, row, 0)
        self._grid.addWidget(value, row, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(line, row + 1, 0, 1, 2)


def gained(gain: float, covered: bool = False) -> str:
    """A gain in points, in words."""
    if covered:
        return COVERED
    if gain <= 1e-12:
        return _("nothing")
    text = points(gain)
    return ngettext("{points} point", "{points} points", 1 if text == "+1" else 2).format(points=text)


def closing_sentence(
    result: Blocking, name: Callable[[int], str], leaving: Collection[int] = (), *, closed: bool
) -> str:
    """Who takes a closed touchpoint's customers, how many are lost, and that a rise has its condition.

    Where they leave they are not taken on but lost: ``leaving`` are those touchpoints.
    """
    parts = []
    taking = [taker for taker in result.takers if taker[0] not in leaving]
    lost = (result.lost_after or 0.0) - (result.lost_before or 0.0)
    takers = [
        _("{name} ({before} \u2192 {after})").format(name=name(identity), before=number(before), after=figure(after))
        for identity, before, after in taking[:_TAKERS]
    ]
    rest = len(taking) - len(takers)
    if rest > 0:
        takers.append(ngettext("{count} other", "{count} others", rest).format(count=grouped(rest)))
    if takers and result.rises:
        text = _(
            "Customers go to {takers}. The journey rises: the remaining ways score higher, "
            "provided they carry the load."
        )
        parts.append(text.format(takers=listed(takers)))
    elif takers:
        parts.append(_("Customers go to {takers}, provided they carry the load.").format(takers=listed(takers)))
    if lost > 1e-9:
        text = _("{share} more of all customers are lost, to a competitor.")
        if not closed and not result.lost_before:
            text = _("{share} of all customers are lost, to a competitor.")
        parts.append(text.format(share=figure(lost)))
    return " ".join(parts)
