"""The first slide: the key message, whose journey it is, what it is worth, and its phases at a glance.

This module must not know the other slides but as what the phases' cards lead to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cjdesigner import text
from cjdesigner.export import logo, png
from cjdesigner.export.drawing import Notes, Pen
from cjdesigner.export.journey import Told, named
from cjdesigner.export.look import look, score_colour
from cjdesigner.export.pictures import decoded
from cjdesigner.export.pptx_board import Board, Words
from cjdesigner.export.pptx_deck import FOOT, MARGIN, WIDTH, Deck, emu, inline, plain
from cjdesigner.export.pptx_fitting import fitted
from cjdesigner.export.pptx_sections import Section
from cjdesigner.export.sheet import Composition, Page, Picture
from cjdesigner.i18n import decimal, ngettext, percent
from cjdesigner.i18n import gettext as _
from cjdesigner.model import money, wording
from cjdesigner.model.geometry import Rect
from cjdesigner.model.records import NeedPoint, Node, Persona, Touchpoint

_ACROSS = 6
_FIRST, _FURTHER = 12, 24
"""So many phases stand on the first slide, and on each that follows."""


def message(told: Told) -> str:
    """What the deck says in a sentence: the key message, else one the figures propose, else the title."""
    from cjdesigner.model.key_message import proposal

    wanted = told.options.key_message
    said = told.journey.key_message if wanted is None else wanted
    if not said.strip() and wanted is None:
        said = proposal(told.analysis, told.state, told.journey.id)
    return " ".join(said.split()) or told.title


class Overview:
    """Draws the overview, and goes on with the phases on further slides where there are many."""

    def __init__(self, deck: Deck, told: Told, sections: Sequence[Section]) -> None:
        self.deck, self.told, self.sections = deck, told, sections
        self._cards: dict[int, Any] = {}
        """The shape of each section's card, to lead to its slide."""

    def draw(self) -> None:
        """Draw the slides."""
        board = Board(self.deck, message(self.told), cover=True)
        self._lead(board)
        self._figure(board)
        bottom = self._persona(board)
        self._tell(board)
        first = self.sections[:_FIRST]
        self._phases(board, first, 0, Rect(MARGIN, bottom, WIDTH - 2 * MARGIN, FOOT - 10 - bottom))
        board.finish()
        for start in range(_FIRST, len(self.sections), _FURTHER):
            further = Board(self.deck, _("The phases, continued"))
            room = Rect(MARGIN, 86, WIDTH - 2 * MARGIN, FOOT - 96)
            self._phases(further, self.sections[start : start + _FURTHER], start, room)
            further.finish()

    def lead(self, slides: Mapping[int, Any]) -> None:
        """Let each phase's card lead to its slide; ``slides`` by the section's number."""
        for number, slide in slides.items():
            if number in self._cards:
                self._cards[number].click_action.target_slide = slide

    # the head

    def _lead(self, board: Board) -> None:
        told, journey = self.told, self.told.journey
        kind = _("to be") if journey.kind == "to-be" else _("as is")
        parts = [told.title, kind, told.persona, journey.scenario]
        said = "  ·  ".join(part for part in (" ".join(plain(p).split()) for p in parts) if part)
        colour = "on_accent" if look().filled else "second"
        board.text(Rect(MARGIN, 26, 590, 16), [Words(said, 11.5, colour)], anchor="middle", name=_("Journey"))
        self._logo(board)

    def _logo(self, board: Board) -> None:
        """The logo in the upper right corner; a drawing as a picture, for slides take no SVG."""
        data = self.told.options.logo
        room = Rect(MARGIN, 10, WIDTH - 2 * MARGIN, 26)
        pen = Pen(Notes(), 1)
        taken = logo.draw(pen, data, room, room.height)
        if taken is None:
            return
        if not isinstance(pen.items[0], Picture):
            pen = Pen(Notes(), 1)
            logo.draw(pen, data, Rect(taken.width - room.width, 0, room.width, room.height), room.height)
            page = Page(taken.width, taken.height, tuple(pen.items))
            shown = png.write(Composition((page,), "", "en", 1), 288, transparent=True)
        else:
            shown = pen.items[0].data
        if look().filled:
            board.box(taken.inflated(5), "surface", radius=3, name=_("Logo"))
        board.picture(shown, taken, _("Logo"))

    def _figure(self, board: Board) -> None:
        analysis = self.told.analysis
        colour, second = ("on_accent",) * 2 if look().filled else ("ink", "second")
        bound = wording.is_bound(analysis.expected, analysis.upper_bound)
        rect = Rect(WIDTH - MARGIN - 270, 40, 270, 66)
        figure = wording.figure(analysis.expected)
        if bound:
            beside = rect.right - text.width(figure, "bold", 58) - 12
            words = [Words(_("at most"), 14, second, bold=True)]
            board.text(Rect(beside - 110, 76, 110, 18), words, align="right", name=_("at most"))
        board.text(
            rect, [Words(figure, 58, second if bound else colour, bold=True)], align="right", anchor="middle",
            name=_("Journey excellence"),
        )  # fmt: skip
        said = [Words(sentence, 11.5, second) for sentence in wording.sentences(analysis)]
        board.text(Rect(rect.x, 107, rect.width, 40), said, align="right", name=_("What the figure says"))
        board.tell(_("Journey excellence: {figure}").format(figure=wording.at_most(analysis.expected, bound)))
        board.tell(*wording.sentences(analysis))

    def _persona(self, board: Board) -> float:
        """Whose journey it is, and the goal; returns where what follows begins."""
        told = self.told
        top = 172.0
        personas, goal = told.personas, " ".join(told.journey.goal.split())
        x, right = MARGIN, WIDTH - MARGIN
        if not personas and not goal:
            return top
        if personas:
            first = personas[0]
            picture = decoded(told.options.images.get(first.portrait, b"")) if first.portrait else None
            if picture is not None:
                board.picture(picture.data, Rect(x, top, 56, 56), named(first))
                x += 68
            words = [Words(wording.listed([named(persona) for persona in personas]), 14, bold=True)]
            about = next((part for part in _about(first) if part), "")
            if about and len(personas) == 1:
                words.append(Words(about, 11, "second", before=1))
            half = (x + right) / 2 - 12 if goal else right
            board.text(Rect(x, top, half - x, 56), words, anchor="middle", name=_("Persona"))
            x = half + 24
        if goal:
            words = [Words(_("Goal"), 10.5, "second", bold=True), Words(goal, 12.5, before=1)]
            board.text(Rect(x, top, right - x, 56), words, anchor="middle", name=_("Goal"))
        return top + 72

    def _tell(self, board: Board) -> None:
        told, analysis = self.told, self.told.analysis
        board.tell(told.title, _("Scenario") + f": {told.journey.scenario}" if told.journey.scenario else "")
        if told.journey.goal.strip():
            board.tell(_("Goal: {goal}").format(goal=told.journey.goal.strip()))
        if analysis.paths:
            board.tell(
                ngettext("{count} path", "{count} paths", analysis.paths).format(count=wording.large(analysis.paths))
            )
        for path, name in ((analysis.best, _("Best path")), (analysis.worst, _("Worst path"))):
            if path is not None:
                names = " → ".join(told.names(path.nodes))
                board.tell(f"{name}, {wording.path_worth(path)}: {names}")
        if told.journey.customers:
            board.tell(money.told(told.journey, 1.0))
        for persona in told.personas:
            board.tell(": ".join(part for part in (named(persona), "; ".join(p for p in _about(persona) if p)) if part))

    # phases

    def _phases(self, board: Board, sections: Sequence[Section], start: int, room: Rect) -> None:
        if not sections:
            return
        rows = -(-len(sections) // _ACROSS)
        columns = -(-len(sections) // rows)
        gap_x, gap_y = 26.0, 24.0 if rows < 3 else 16.0
        width = min(420.0, (room.width + gap_x) / columns - gap_x)
        height = min(196.0, (room.height + gap_y) / rows - gap_y)
        whole = rows * (height + gap_y) - gap_y
        top = room.y + (room.height - whole) * 0.45
        before: tuple[Any, Rect] | None = None
        least = self._least(sections, width, height)
        for place, section in enumerate(sections):
            row, column = divmod(place, columns)
            rect = Rect(room.x + column * (width + gap_x), top + row * (height + gap_y), width, height)
            shape = self._card(board, section, rect, start + place, least)
            self._cards[start + place] = shape
            if before is not None:
                way: Any = "across" if column else "down"
                board.connect(
                    (before[0], shape), (before[1], rect), way, weight=1.5, turn=gap_y / 2 if row else 13.0,
                    name=_("Then"),
                )  # fmt: skip
            before = shape, rect

    def _least(self, sections: Sequence[Section], width: float, height: float) -> float:
        """One size for all titles, so that the cards look alike."""
        room = height * 0.36
        return min(fitted(section.title, "semibold", width - 22, room, 15.0, 10.0).size for section in sections)

    def _card(self, board: Board, section: Section, rect: Rect, number: int, size: float) -> Any:
        told = self.told
        nodes = [told.nodes[node] for placing in section.slides for node in placing.cards]
        touchpoints = sum(isinstance(node, Touchpoint) for node in nodes)
        needs = sum(isinstance(node, NeedPoint) for node in nodes)
        counts = _counts(needs, touchpoints)
        kept = self._kept([node.id for node in nodes])
        said = f"{decimal(number + 1)}. {section.title}: {', '.join(counts)}"
        group = board.group(rect, section.title, said)
        shape = board.box(rect, "surface", "hairline", weight=1.0, radius=6, into=group, name=section.title, alt=said)
        words = [Words(section.title, size, bold=True)]
        wording_of = section.phase.wording if section.phase else ""
        foot = 34.0 if kept is not None else 8.0
        counted = " · ".join(counts)
        high = 14.0 if text.width(counted, "regular", 10.5) <= rect.width - 22 else 27.0
        if wording_of.strip() and rect.height > 100:
            words.append(Words(wording_of, 11, "second", italic=True, before=3))
        lowest = self._lowest(nodes)
        if lowest and rect.height > 130:
            words.append(Words(lowest, 10.5, before=8))
        board.fill(shape, Rect(rect.x, rect.y, rect.width, rect.height - foot - high), words, inset=(11, 9, 11, 2))
        shape.text_frame.margin_bottom = 0
        base = Rect(rect.x + 11, rect.bottom - foot - high, rect.width - 22, high)
        self._line(board, group, base, [counted] if high < 20 else counts)
        board.tell(said)
        if kept is not None:
            keeps = _("keeps {share} on the path").format(share=wording.figure(kept))
            self._line(board, group, Rect(base.x, rect.bottom - 34, base.width, 14), [keeps], strong=True)
            track = Rect(rect.x + 11, rect.bottom - 14, rect.width - 22, 6)
            board.box(track, "field", into=group, name=_("Scale"))
            if kept > 0:
                bar = Rect(track.x, track.y, track.width * kept, track.height)
                board.box(bar, score_colour(kept), into=group, name=keeps)
            board.tell(f"   {keeps}")
        return shape

    def _line(self, board: Board, group: Any, rect: Rect, lines: Sequence[str], *, strong: bool = False) -> None:
        shape = group.shapes.add_textbox(*(emu(value) for value in (rect.x, rect.y, rect.width, rect.height)))
        words = [Words(line, 10.5, "ink" if strong else "second", bold=strong) for line in lines]
        board.fill(shape, rect, words, anchor="middle", inset=0.0, least=8.0)
        board.named(shape, " · ".join(lines))

    def _lowest(self, nodes: Sequence[Node]) -> str:
        """The phase's touchpoint that serves worst."""
        scored = [n for n in nodes if isinstance(n, Touchpoint) and n.score is not None and n.outcome != "leaves"]
        lowest = min(scored, key=lambda node: (node.score or 0.0, node.id), default=None)
        if lowest is None or (lowest.score or 0.0) > 0.9995:
            return ""
        name = inline(wording.brief(self.told.name(lowest.id), 80))
        return _("lowest: {name}, {score}").format(name=name, score=percent(lowest.score or 0.0))

    def _kept(self, nodes: Sequence[int]) -> float | None:
        """What the told path keeps in a phase; None where it has no scored touchpoint there."""
        path, members = self.told.path, set(nodes)
        if path is None:
            return None
        steps = [step for step in path.steps if step.id in members]
        records = [self.told.nodes[step.id] for step in steps]
        if not any(isinstance(record, Touchpoint) and record.score is not None for record in records):
            return None
        kept = 1.0
        for step in steps:
            kept *= step.factor
        return kept


def _counts(needs: int, touchpoints: int) -> list[str]:
    """How many there are of each, what there is none of left out."""
    words = (
        (needs, ngettext("{count} need point", "{count} need points", needs)),
        (touchpoints, ngettext("{count} touchpoint", "{count} touchpoints", touchpoints)),
    )
    return [said.format(count=wording.grouped(count)) for count, said in words if count] or [_("no cards yet")]


def _about(persona: Persona) -> list[str]:
    lines = (persona.role, persona.quotes, persona.goals, persona.criteria, persona.context)
    return [" ".join(said.strip().split("\n")[0].split()) for said in lines if said.strip()]
