"""The sheet's foot: the legend, how the scores were made and how well they are founded, date and version.

This module must not know the other parts of the sheet.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Sequence

from cjdesigner import __version__, text
from cjdesigner.export.cards import channel_icons, channel_name, draw_evidence, share_label
from cjdesigner.export.drawing import Notes, Pen
from cjdesigner.export.journey import Told
from cjdesigner.export.look import INK, look, score_colour
from cjdesigner.export.marks import GAIN, INDICATOR, JOB, PAIN, RAIL, draw_sign, marks_of, valence_ink
from cjdesigner.export.sheet import Line, arrowhead, flattened, hatch, rounded_rect
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import language, ngettext
from cjdesigner.model.geometry import Rect
from cjdesigner.model.records import BuiltInChannel, NeedPoint, Touchpoint
from cjdesigner.theme import mix

_PITCH = 1.75

Sample = Callable[[Pen, float, float, float], float]
"""``sample(pen, x, baseline, size)`` draws a legend's sample and returns its right end."""


def foot_top(pen: Pen, told: Told, inner: Rect, scale: float) -> float:
    """The upper end of the foot with the largest legend there may be: which channels it must explain shows only when
    the cards are drawn."""
    channels = sorted({node.channel for node in told.shown if isinstance(node, Touchpoint) and node.channel})
    return _Foot(pen, told, channels, told.has_ties, bool(told.voices), inner, scale).top


def draw_foot(pen: Pen, told: Told, inner: Rect, scale: float) -> None:
    """Draw it at the lower end of ``inner``; channels that stand as icons alone are explained."""
    roles = {item.role for item in pen.items if isinstance(item, Line)}
    _Foot(pen, told, sorted(pen.notes.channels), "tie" in roles, "voice" in roles, inner, scale).draw()


class _Foot:
    def __init__(
        self, pen: Pen, told: Told, channels: Sequence[str], ties: bool, voices: bool, inner: Rect, scale: float
    ) -> None:
        self.pen, self.inner, self.scale = pen, inner, scale
        self.size = max(pen.smallest, 6.1 * scale)
        self.small_print = _small_print(told)
        self.imprint = imprint(told)
        self.wide = inner.width - text.width(self.imprint, "regular", self.size) - 3 * self.size
        self.high = pen.height(self.small_print, "regular", self.size, self.wide, 4)
        self.rows = _rows(told, channels, ties, voices, inner.width, self.size)
        self.top = inner.bottom - self.high - 1.1 * self.size - len(self.rows) * _PITCH * self.size

    def draw(self) -> None:
        pen, size, inner = self.pen, self.size, self.inner
        pen.line([(inner.x, self.top), (inner.right, self.top)], INK.hairline, 0.6 * self.scale)
        for number, row in enumerate(self.rows):
            x, baseline = inner.x, self.top + (0.6 + number * _PITCH + 1.15) * size
            for sample, words in row:
                x = sample(pen, x, baseline, size) + 0.6 * size if sample else x
                x = pen.figure(words, x, baseline, "regular", size, INK.second, tabular=False).right + 1.9 * size
        box = Rect(inner.x, inner.bottom - self.high, self.wide, self.high)
        pen.text(self.small_print, box, "regular", size, INK.second)
        baseline = box.y + text.baseline("regular", size)
        pen.figure(
            self.imprint,
            inner.right,
            baseline,
            "regular",
            size,
            INK.second,
            align="right",
            tabular=False,
            role="imprint",
        )


def _rows(
    told: Told, channels: Sequence[str], ties: bool, voices: bool, width: float, size: float
) -> list[list[tuple[Sample | None, str]]]:
    rows: list[list[tuple[Sample | None, str]]] = [[]]
    used = 0.0
    for sample, words in [*_legend(told), *_hung(told, ties, voices), *_channels(told, channels)]:
        wide = (sample(Pen(Notes(), size), 0.0, 0.0, size) + 0.6 * size if sample else 0.0) + text.width(
            words, "regular", size
        )
        if rows[-1] and used + wide > width:
            rows.append([])
            used = 0.0
        rows[-1].append((sample, words))
        used += wide + 1.9 * size
    return rows


def _legend(told: Told) -> list[tuple[Sample | None, str]]:
    """What is on this map, explained; nothing that is not."""
    touchpoints = [node for node in told.shown if isinstance(node, Touchpoint)]
    analysis = told.analysis
    found: list[tuple[Sample | None, str]] = [(_ramp, _("score, 0 to 100"))] if touchpoints else []
    evidence = {node.evidence for node in touchpoints if node.score is not None}
    for kind, words in (("measured", _("measured")), ("observed", _("observed")), ("guess", _("guessed"))):
        if kind in evidence:
            found.append((_evidence(kind), words))
    if any(isinstance(node, NeedPoint) for node in told.shown):
        found.append((_need, _("need, in the customer's words")))
    if any(link.kind == "next" for link in told.links):
        found.append((_flow, _("as wide as customers pass")))
    if told.path is not None:
        words = _("the path most take") if told.path_is_most_travelled else _("the chosen path")
        found.append((_way(INK.accent, weight=look().path_weight), words))
    if analysis.assumed and any(share < 0.9995 for share in analysis.shares.values()):
        found.append((None, _("{share} share assumed, in %").format(share=share_label(0.5, True))))
    if any(node.signature for node in touchpoints):
        found.append((None, _("★ signature")))
    if any(node.blocked for node in touchpoints):
        found.append((_blocked, _("closed")))
    if analysis.lost:
        found.append((_way(INK.danger, *look().dash(0.14, 0.14)), _("customers who leave")))
    if any(link.kind == "return" for link in told.links):
        found.append((_return, _("comes back")))
    if any(node.actor == "machine" for node in touchpoints):
        found.append((_icon("ri.robot-line"), _("a machine acts")))
    return found


def _hung(told: Told, ties: bool, voices: bool) -> list[tuple[Sample | None, str]]:
    """The marks of what hangs on the map, explained."""
    marks = [mark for node in told.shown if node.id in told.hung for mark in marks_of(node, told.hung[node.id])]
    used = {mark.icon for mark in marks}
    signs = set(told.signed.values())
    heard = {insight.valence for held in told.voices.values() for insight in held} if voices else set()
    meanings: list[tuple[bool, Sample, str]] = [
        (PAIN in used or "pain" in heard, _icon(PAIN, INK.danger), _("pains")),
        ("gain" in heard, _icon(GAIN, valence_ink("gain")), _("gains")),
        (JOB in used, _icon(JOB), _("highest opportunity of its jobs")),
        (INDICATOR in used, _icon(INDICATOR, INK.danger), _("indicator off target")),
        (RAIL in used, _icon(RAIL), _("guard rails")),
        (False in signs, _sign(False), _("hand-off to another owner")),
        (True in signs, _sign(True), _("hand-off, nothing is handed over")),
        (ties, draw_tie, _("serves this touchpoint")),
    ]
    return [(sample, words) for here, sample, words in meanings if here]


def _channels(told: Told, channels: Sequence[str]) -> list[tuple[Sample | None, str]]:
    icons = channel_icons(told.state)
    return [(_icon(icons.get(key, BuiltInChannel.NEUTRAL_ICON)), channel_name(key)) for key in channels]


def _small_print(told: Told) -> str:
    note = told.project.settings.scoring_note.strip()
    parts = [_("Excellence is the product of the scores along each path, weighted by customers")]
    if note:
        parts = [_("How scores were made: {note}").format(note=note), *parts]
    count: Counter[str] = Counter(
        node.evidence for node in told.shown if isinstance(node, Touchpoint) and node.score is not None
    )
    measured, observed, guessed = count["measured"], count["observed"], count["guess"]
    kinds = [
        (measured, ngettext("{count} score measured", "{count} scores measured", measured)),
        (observed, ngettext("{count} score observed", "{count} scores observed", observed)),
        (guessed, ngettext("{count} score guessed", "{count} scores guessed", guessed)),
    ]
    if count:
        parts.append(", ".join(said.format(count=number) for number, said in kinds if number))
    return "  ·  ".join(parts)


def imprint(told: Told) -> str:
    """When it was printed, and by what."""
    date = told.options.date or datetime.date.today()
    parts = [_("client copy")] if told.client else []
    return "  ·  ".join([*parts, _("printed {date}").format(date=short_date(date)), f"cjdesigner {__version__}"])


def short_date(date: datetime.date) -> str:
    """A day as the language in force writes it: 22 Nov 2026."""
    from babel.dates import format_date

    return str(format_date(date, "medium", locale="en_GB" if language() == "en" else language()))


# samples


def _ramp(pen: Pen, x: float, baseline: float, size: float) -> float:
    if not look().coloured:
        track = Rect(x, baseline - 0.6 * size, 3.6 * size, 0.6 * size)
        pen.box(track, INK.surface, INK.hairline, 0.06 * size)
        pen.box(Rect(track.x, track.y, 0.6 * track.width, track.height), score_colour(0.6))
        return track.right
    wide, high, steps = 5.0 * size, 0.6 * size, 15
    for step in range(steps):
        left = x + wide * step / steps
        over = 0.0 if step == steps - 1 else 0.06 * size
        pen.box(Rect(left, baseline - high, wide / steps + over, high), score_colour((step + 0.5) / steps))
    return x + wide


def _evidence(kind: str) -> Sample:
    def draw(pen: Pen, x: float, baseline: float, size: float) -> float:
        rect = Rect(x, baseline - 0.6 * size, 2.4 * size, 0.6 * size)
        draw_evidence(pen, kind, rect, (0.1 * size,) * 4, score_colour(0.85))
        return rect.right

    return draw


def _need(pen: Pen, x: float, baseline: float, size: float) -> float:
    rect = Rect(x, baseline - 0.85 * size, 1.9 * size, 1.0 * size)
    pen.box(rect, INK.need, INK.need_edge, 0.09 * size, radius=0.45 * size)
    return rect.right


def _flow(pen: Pen, x: float, baseline: float, size: float) -> float:
    y = baseline - 0.33 * size
    wide = 2.6 * size
    corners = [("M", x, y - 0.05 * size), ("L", x + wide, y - 0.25 * size), ("L", x + wide, y + 0.25 * size)]
    pen.shape([*corners, ("L", x, y + 0.05 * size), ("Z",)], INK.link)
    return x + wide


def _way(colour: str, *dash: float, weight: float = 1.0) -> Sample:
    def draw(pen: Pen, x: float, baseline: float, size: float) -> float:
        y, end = baseline - 0.33 * size, x + 2.4 * size
        pen.line([(x, y), (end - 0.5 * size, y)], colour, 0.22 * size * weight, dash=tuple(d * size for d in dash))
        pen.shape(arrowhead((end, y), (x, y), 0.75 * size, 0.7 * size), colour)
        return end

    return draw


def _return(pen: Pen, x: float, baseline: float, size: float) -> float:
    y, end = baseline - 0.33 * size, x + 2.4 * size
    pen.line([(end, y), (x + 0.7 * size, y)], INK.link, 0.16 * size, dash=(0.35 * size, 0.3 * size))
    pen.shape(arrowhead((x, y), (end, y), 0.7 * size, 0.65 * size), INK.link)
    return end


def _blocked(pen: Pen, x: float, baseline: float, size: float) -> float:
    rect = Rect(x, baseline - 0.8 * size, 1.7 * size, 0.95 * size)
    area = flattened(list(rounded_rect(rect, (0.15 * size,) * 4)))
    pen.shape(hatch(area, 0.32 * size), stroke=mix(INK.hairline, INK.second, 0.2), width=0.07 * size)
    pen.box(rect, None, INK.danger, 0.08 * size, radius=0.15 * size, dash=(0.25 * size, 0.25 * size))
    return rect.right


def draw_tie(pen: Pen, x: float, baseline: float, size: float) -> float:
    """A tie between a touchpoint and an activity, as a legend's sample."""
    end = x + 2.4 * size
    points = [(x, baseline - 0.33 * size), (end, baseline - 0.33 * size)]
    pen.line(points, mix(INK.second, INK.surface, 0.35), 0.08 * size, dash=(0.08 * size, 0.24 * size))
    return end


def _sign(silent: bool) -> Sample:
    def draw(pen: Pen, x: float, baseline: float, size: float) -> float:
        draw_sign(pen, x + 0.68 * size, baseline - 0.36 * size, size, silent)
        return x + 1.36 * size

    return draw


def _icon(name: str, colour: str = "") -> Sample:
    def draw(pen: Pen, x: float, baseline: float, size: float) -> float:
        pen.icon(name, x, baseline - 0.93 * size, 1.12 * size, colour or INK.second)
        return x + 1.12 * size

    return draw
