"""A card on paper: how high it is at a size of type, and how it is drawn.

This module must not know where cards stand.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from cjdesigner import text
from cjdesigner.export.drawing import Pen
from cjdesigner.export.look import INK, look, score_colour
from cjdesigner.export.sheet import flattened, hatch, rounded_rect
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import percent, pgettext
from cjdesigner.model.geometry import Rect
from cjdesigner.model.records import BUILT_IN_CHANNELS, BuiltInChannel, Channel, NeedPoint, Node, Touchpoint
from cjdesigner.model.state import State
from cjdesigner.model.wording import is_bound, number
from cjdesigner.theme import mix


class CardStyle(msgspec.Struct, frozen=True):
    """How cards are set on one poster. Without ``lines`` no text fits and cards are numbered bars of colour only."""

    size: float
    foot: float
    width: float
    lines: int
    tight: bool = False
    """No foot: the score stands at the right of the name."""
    air: float = 1.0
    """How much is left free between what stands on a card, from 0 to 1."""

    @property
    def snug(self) -> bool:
        """Whether there is so little room that scores stand without a per cent sign."""
        return self.air < 0.25

    @property
    def padding(self) -> float:
        """What is left free around a card's texts."""
        return min((0.3 + 0.4 * self.air) * self.size, 0.085 * self.width)

    @property
    def leading(self) -> float:
        """From baseline to baseline, in sizes of type."""
        return 1.17 + 0.11 * self.air

    @property
    def below(self) -> float:
        """What is left free between the foot and the bar."""
        return (0.12 + 0.22 * self.air) * self.size

    @property
    def above_foot(self) -> float:
        """What is left free between the text and the foot."""
        return (0.02 + 0.28 * self.air) * self.size

    @property
    def answer_room(self) -> float:
        """What the foot of a need point takes."""
        return 0.0 if self.tight else (1.25 + 0.25 * self.air) * self.foot

    def score(self, value: float) -> str:
        """A score as it stands on the card."""
        return number(value) if self.snug else percent(value)

    @property
    def least_height(self) -> float:
        """No card is lower than this."""
        return self.size + self.bar if self.lines else self.bar

    @property
    def bar(self) -> float:
        """The height of the score's bar."""
        return (0.4 + 0.1 * self.air) * self.size

    @property
    def room(self) -> float:
        """The width of a card's texts."""
        return self.width - 2 * self.padding

    @property
    def score_room(self) -> float:
        """What the score takes of the first line in a tight card."""
        return text.width(self.score(1), "semibold", self.size, tabular=True) + 0.5 * self.size

    def height(self, need: bool, lines: int) -> float:
        """How high a card of so many lines is, in points; ``need`` is that of a need point."""
        if not self.lines:
            return 2 * self.bar
        high = self.padding + max(1, lines) * self.size * self.leading
        if need:
            return high + self.answer_room + self.padding
        foot = 0.15 * self.size if self.tight else self.above_foot + self.foot * (1.15 + 0.2 * self.air)
        return high + foot + self.below + self.bar


class Shown(msgspec.Struct, frozen=True):
    """What a card tells besides its record."""

    fulfilment: float | None = None
    at_most: bool = False
    unanswered: bool = False
    chosen: bool = False
    letter: str = ""


def title_of(node: Node, letter: str = "") -> str:
    """The text on the card."""
    title = node.question if isinstance(node, NeedPoint) else node.name if isinstance(node, Touchpoint) else ""
    if isinstance(node, Touchpoint) and node.signature:
        title = f"{title}\u00a0★" if title else "★"
    return f"{letter} · {title}" if letter else title


def draw_card(pen: Pen, node: Node, rect: Rect, style: CardStyle, shown: Shown, channels: Mapping[str, str]) -> None:
    """Draw a card. ``channels`` are icons by channel."""
    pen.place("card", rect, node.id)
    if isinstance(node, NeedPoint):
        _draw_need(pen, node, rect, style, shown)
    elif isinstance(node, Touchpoint):
        _draw_touchpoint(pen, node, rect, style, shown, channels)


def _draw_need(pen: Pen, node: NeedPoint, rect: Rect, style: CardStyle, shown: Shown) -> None:
    edge = INK.danger if shown.unanswered else INK.need_edge
    radius = min(1.3 * style.size, rect.height / 2.2)
    dash = look().dash(0.4 * style.size, 0.3 * style.size) if shown.unanswered else ()
    weight = (0.16 if dash else 0.09) * style.size * look().weight
    pen.box(rect, INK.need, edge, weight, radius=radius, dash=dash, role="card")
    if not style.lines:
        _keep_unset(pen, node)
        return
    foot_room = style.answer_room
    inner = Rect(rect.x + style.padding, rect.y, style.room, rect.height)
    asked = pen.height(title_of(node), "semibold", style.size, inner.width, style.lines, style.leading)
    top = rect.y + max(style.padding * 0.8, (rect.height - foot_room - asked) / 2)
    box = Rect(inner.x, top, inner.width, rect.bottom - foot_room - top)
    pen.text(
        title_of(node, shown.letter), box, "semibold", style.size, INK.need_ink,
        align="centre", max_lines=style.lines, leading=style.leading,
    )  # fmt: skip
    if style.tight:
        return
    if node.outcome == "leaves":
        answer, colour = pgettext("a customer", "leaves"), INK.need_ink
        if text.width(answer, "regular", style.foot) > inner.width:
            answer = "–"
    elif shown.unanswered:
        answer, colour = _("no answer"), INK.danger
        if text.width(answer, "regular", style.foot) > inner.width:
            answer = "–"
    elif shown.fulfilment is None or (shown.at_most and shown.fulfilment > 0.9995):
        return
    else:
        at_most = is_bound(shown.fulfilment, shown.at_most)
        template = _("answered at most {share}") if at_most else _("answered {share}")
        share, bound = percent(shown.fulfilment), "≤" if at_most else ""
        # The longest that fits; in the narrowest cards a bare number, as scores are there.
        said = [template.format(share=share), f"{bound} {share}".strip(), bound + number(shown.fulfilment)]
        fitting = [words for words in said if text.width(words, "regular", style.foot) <= inner.width]
        answer, colour = (fitting or ["–"])[0], mix(INK.need_ink, INK.need, 0.25)
    baseline = rect.bottom - max(style.padding * 0.8, (0.35 + 0.15 * style.air) * style.foot)
    pen.figure(answer, rect.centre_x, baseline, "regular", style.foot, colour, align="centre", tabular=False, box=inner)


def _draw_touchpoint(
    pen: Pen, node: Touchpoint, rect: Rect, style: CardStyle, shown: Shown, channels: Mapping[str, str]
) -> None:
    radius = 0.5 * style.size
    corners = (radius,) * 4
    pen.box(rect, INK.surface, radius=radius, role="card")
    if node.blocked:
        area = flattened(list(rounded_rect(rect, corners)))
        pen.shape(hatch(area, 0.55 * style.size), stroke=mix(INK.hairline, INK.surface, 0.35), width=0.1 * style.size)
    edge, weight = INK.hairline, 0.09 * style.size * look().weight
    if shown.chosen:
        edge, weight = INK.accent, 0.17 * style.size * look().weight * look().path_weight ** 0.5
    if node.blocked:
        edge = INK.danger
    track = Rect(rect.x + weight / 2, rect.bottom - style.bar, rect.width - weight, style.bar - weight / 2)
    if node.outcome != "leaves":
        _draw_bar(pen, node, track, radius - weight / 2)
    pen.box(rect, None, edge, weight, radius=radius, dash=(0.4 * style.size,) * 2 if node.blocked else ())
    if not style.lines:
        _keep_unset(pen, node)
        return
    inner = Rect(rect.x + style.padding, rect.y + style.padding, style.room, rect.height - style.padding - style.bar)
    score = _score_words(node, style, inner.width)
    worded = node.score is None or node.outcome == "leaves"
    face: text.Face = "regular" if worded else "semibold"
    size = style.foot if worded else style.size * (1.0 + 0.08 * style.air)
    colour = INK.second if worded else INK.ink
    title = title_of(node, shown.letter)
    if style.tight:
        size = style.size
        baseline = inner.y + text.baseline(face, size) - 0.01 * size
        pen.figure(score, inner.right, baseline, face, size, colour, align="right", box=inner)
        name = Rect(inner.x, inner.y, inner.width - style.score_room, inner.height - 0.2 * style.size)
        pen.text(title, name, "semibold", style.size, INK.ink, max_lines=style.lines, leading=style.leading)
        return
    foot = rect.bottom - style.bar - style.below - (0.2 + 0.15 * style.air) * style.foot
    taken = pen.figure(score, inner.right, foot, face, size, colour, align="right", box=inner)
    room = Rect(inner.x, inner.y, taken.x - inner.x - 0.55 * style.foot, foot - inner.y)
    ending = None
    mark = f"[{len(pen.notes.cut) + 1}]"
    cut = text.lines(title, "semibold", style.size, inner.width, style.lines).cut
    if cut and text.width(mark, "regular", style.foot) <= room.width:
        # The number of a name that is cut takes the channel's place, so that the name keeps its whole width.
        ending, mark = text.ELLIPSIS, f"[{pen.notes.number(node.name.strip())}]"
        pen.figure(mark, room.x, foot, "regular", style.foot, INK.second, box=inner)
    else:
        _draw_channel(pen, node, room, style, channels)
    name = Rect(inner.x, inner.y, inner.width, foot - 0.76 * style.foot - inner.y)
    pen.text(title, name, "semibold", style.size, INK.ink, max_lines=style.lines, leading=style.leading, ending=ending)


def _score_words(node: Touchpoint, style: CardStyle, width: float) -> str:
    """The score as the card tells it, in words where there is none and room for them.

    Where customers leave there is nothing to score: it says so, with the reason where there is room.
    """
    leaves = node.outcome == "leaves"
    if node.score is not None and not leaves:
        return style.score(node.score)
    said = [pgettext("a customer", "leaves") if leaves else _("not scored")]
    reason = " ".join(node.reason.split()) if leaves else ""
    if reason and not style.tight:
        said.insert(0, f"{said[0]}: {reason}")
    size = style.size if style.tight else style.foot
    room = style.score_room - 0.5 * style.size if style.tight else 0.6 * width if not leaves else width
    return next((words for words in said if text.width(words, "regular", size) <= room), "–")


def _worth(node: Touchpoint) -> str:
    if node.outcome == "leaves":
        return pgettext("a customer", "leaves")
    return _("not scored") if node.score is None else percent(node.score)


def _draw_bar(pen: Pen, node: Touchpoint, track: Rect, radius: float) -> None:
    score = node.score
    pen.bar(track, (0, 0, radius, radius), INK.field)
    if not score:
        return
    wide = track.width * score
    filled = Rect(track.x, track.y, wide, track.height)
    radii = (0.0, 0.0, radius if wide > track.width - radius / 2 else 0.0, radius)
    draw_evidence(pen, node.evidence, filled, radii, score_colour(score))


def draw_evidence(pen: Pen, evidence: str, rect: Rect, radii: tuple[float, float, float, float], colour: str) -> None:
    """A bar, solid where measured, hatched where observed, outlined where guessed."""
    path = list(rounded_rect(rect, radii))
    if evidence == "measured":
        pen.shape(path, colour)
    elif evidence == "observed":
        pen.shape(path, mix(colour, INK.surface, 0.55))
        pen.shape(hatch(flattened(path), 0.62 * rect.height), stroke=colour, width=0.27 * rect.height)
    else:
        weight = 0.16 * rect.height
        inside = Rect(rect.x + weight / 2, rect.y + weight / 2, max(0.0, rect.width - weight), rect.height - weight)
        pen.shape(list(rounded_rect(inside, radii)), INK.surface, colour, weight)


def _draw_channel(pen: Pen, node: Touchpoint, room: Rect, style: CardStyle, channels: Mapping[str, str]) -> None:
    """The channel's icon and, where there is room, its name; ``room`` ends at the foot's baseline."""
    x, baseline, size = room.x, room.bottom, style.foot
    if node.blocked:
        names = [_("closed")]
        icons = ["ri.forbid-line"]
    else:
        names = [channel_name(node.channel)] if node.channel else []
        icons = [channels.get(node.channel, BuiltInChannel.NEUTRAL_ICON)] if node.channel else []
    if node.actor == "machine":
        icons.append("ri.robot-line")
    for icon in icons:
        if room.right - x >= size and pen.icon(icon, x, baseline - 0.93 * size, 1.12 * size, INK.second):
            x += 1.45 * size
    words = [" · ".join([*names, node.owner]), *names] if node.owner and not node.blocked else names
    for word in words:
        if text.width(word, "regular", size) <= room.right - x:
            box = Rect(x, baseline - size, room.right - x, 1.3 * size)
            pen.figure(word, x, baseline, "regular", size, INK.second, tabular=False, box=box)
            return
    if names and not node.blocked:
        pen.notes.channels.add(node.channel)


def _keep_unset(pen: Pen, node: Node) -> None:
    entry = title_of(node)
    if isinstance(node, Touchpoint):
        entry += ": " + _worth(node)
    pen.notes.keep(_("Cards without room for their text"), [entry])


def channel_name(channel: str) -> str:
    """A channel as it is called."""
    return _(BUILT_IN_CHANNELS[channel].name) if channel in BUILT_IN_CHANNELS else channel


def channel_icons(state: State) -> dict[str, str]:
    """The icon of every channel that has one."""
    icons = {key: channel.icon for key, channel in BUILT_IN_CHANNELS.items()}
    icons |= {channel.name: channel.icon or BuiltInChannel.NEUTRAL_ICON for channel in state.all(Channel)}
    return icons


def share_label(share: float, assumed: bool) -> str:
    """A link's share in percent, with the sign for an assumed one."""
    told = percent(share).rstrip("% \u00a0")
    return pgettext("assumed share", "≈{share}").format(share=told) if assumed else told
