"""The blocks beside the map: what to fix first, paths, gaps, what every path goes through, how scores are meant.

Each block is a function that draws into a column from a height down and returns where it ends; a block that lists
things takes how many it may show and keeps the rest for the list pages. This module must not know where its columns
stand.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from cjdesigner import text
from cjdesigner.export.drawing import Pen
from cjdesigner.export.journey import Told
from cjdesigner.export.sheet import circle
from cjdesigner.i18n import decimal, ngettext, percent, points
from cjdesigner.i18n import gettext as _
from cjdesigner.model import wording
from cjdesigner.model.excellence import Path
from cjdesigner.model.geometry import Rect
from cjdesigner.model.layout import loses_customers
from cjdesigner.model.records import Touchpoint
from cjdesigner.theme import LIGHT, mix, score_colour

_BODY = 7.4
_STRIP_PATHS = 30
_LEVERS = 7


class Column(msgspec.Struct, frozen=True):
    """Where a block stands: left end, width, scale of the paper."""

    x: float
    width: float
    scale: float


class Block(msgspec.Struct, frozen=True):
    """A block: ``draw(pen, column, top, shown)`` returns its lower end. ``most`` is how many entries it has to show,
    0 where it cannot be shortened; ``least`` how many it keeps when there is little room."""

    draw: Callable[[Pen, Column, float, int], float]
    most: int = 0
    least: int = 0
    extra: bool = False
    """Left out where there is no room, and then not listed either."""


def blocks(told: Told) -> list[Block]:
    """The blocks of a journey, in the order they stand; those with nothing to say are left out."""
    found = [_fix_first(told), _paths(told), _gaps(told), _single_points(told), _anchors(), _ways(told)]
    return [block for block in found if block is not None]


def stack(pen: Pen, shown: Sequence[tuple[Block, int]], column: Column, top: float, gap: float) -> float:
    """Draw blocks beneath each other and return the last one's lower end."""
    y = top
    for place, (block, count) in enumerate(shown):
        y = block.draw(pen, column, y + (gap if place else 0.0), count)
    return y


def fitted(pen: Pen, wanted: Sequence[Block], column: Column, height: float, gap: float) -> list[tuple[Block, int]]:
    """The blocks with as many entries each as fit into ``height``: the longest list gives way first, then, from the
    last on, whole blocks."""
    shown = [(block, block.most) for block in wanted]
    if stack(pen.trial(), shown, column, 0.0, gap) > height:
        shown = [(block, count) for block, count in shown if not block.extra]
    while shown and stack(pen.trial(), shown, column, 0.0, gap) > height:
        spare = [place for place, (block, count) in enumerate(shown) if count > block.least]
        if spare:
            place = max(spare, key=lambda place: shown[place][1] / max(1, shown[place][0].least))
            shown[place] = (shown[place][0], shown[place][1] - 1)
        else:
            shown.pop()
    return shown


def heading(pen: Pen, column: Column, top: float, words: str) -> float:
    """A small heading in capitals; returns the lower end with the space beneath it."""
    size = max(pen.smallest, 6.2 * column.scale)
    box = Rect(column.x, top, column.width, 2.7 * size)
    pen.entry(words, 1, top)
    return top + pen.text(words.upper(), box, "semibold", size, LIGHT.second) + 0.45 * size


def _row(
    pen: Pen, column: Column, top: float, lead: str, words: str, figure: str, *, lines: int = 2, rule: bool = True
) -> float:
    """One entry: a number or mark, a text, a figure at the right, a hairline beneath."""
    size = max(pen.smallest, _BODY * column.scale)
    indent = 1.5 * size if lead else 0.0
    right = text.width(figure, "semibold", size, tabular=True) + 0.7 * size if figure else 0.0
    y = top + 0.28 * size
    baseline = y + text.baseline("regular", size)
    if lead:
        pen.figure(lead, column.x, baseline, "regular", size, LIGHT.second)
    box = Rect(column.x + indent, y, column.width - indent - right, lines * 1.3 * size)
    used = pen.text(words, box, "regular", size, LIGHT.ink, max_lines=lines)
    if figure:
        pen.figure(figure, column.x + column.width, baseline, "semibold", size, LIGHT.ink, align="right")
    bottom = y + max(used, 1.3 * size) + 0.28 * size
    if rule:
        pen.line([(column.x, bottom), (column.x + column.width, bottom)], LIGHT.hairline, 0.5 * column.scale)
    return bottom


def _remark(pen: Pen, column: Column, top: float, words: str, lines: int = 4) -> float:
    size = pen.smallest
    box = Rect(column.x, top + 0.35 * size, column.width, lines * 1.3 * size)
    return box.y + pen.text(words, box, "regular", size, LIGHT.second)


# fix this first


def _fix_first(told: Told) -> Block | None:
    levers = [lever for lever in told.analysis.levers if lever.lever > 1e-9]
    if not levers:
        return None

    def draw(pen: Pen, column: Column, top: float, count: int) -> float:
        y = heading(pen, column, top, _("Fix this first"))
        for place, lever in enumerate(levers[:count]):
            y = _row(pen, column, y, decimal(place + 1), told.name(lever.id), _gain(lever.lever))
        words = _("points of the whole journey, were this one perfect")
        if told.analysis.upper_bound:
            words = _("points of the whole journey at most, were this one perfect")
        return _remark(pen, column, y, words)

    return Block(draw, min(len(levers), _LEVERS), min(len(levers), 3))


def _gain(lever: float) -> str:
    if lever >= 0.0005:
        return points(lever)
    return ("+" if lever >= 0.00005 else "<+") + decimal(max(lever, 0.0001) * 100, 2)


# paths


def _paths(told: Told) -> Block | None:
    analysis = told.analysis
    count = analysis.paths
    worst, best = analysis.worst, analysis.best
    if not count or count == 1 or analysis.expected is None or worst is None or best is None:
        return None

    def draw(pen: Pen, column: Column, top: float, _shown: int) -> float:
        title = ngettext("{count} path", "{count} paths", count).format(count=_large(count))
        low, high = wording.figure(worst.excellence), wording.figure(best.excellence)
        if count > 1 and low != high:
            template = (
                _("{paths}, {low} to at most {high}")
                if wording.is_bound(best.excellence, best.upper_bound)
                else _("{paths}, {low} to {high}")
            )
            title = template.format(paths=title, low=low, high=high)
        y = heading(pen, column, top, title)
        shown = analysis.most_travelled(_STRIP_PATHS)
        y = _strip(pen, told, column, y, shown)
        words = _("dots are paths, as large as the customers on them; the line is their mean, the journey")
        if count > len(shown):
            template = _(
                "the {count} paths most take, as large as the customers on them; the line is the whole journey"
            )
            words = template.format(count=len(shown))
        return _remark(pen, column, y, words)

    return Block(draw)


def _strip(pen: Pen, told: Told, column: Column, top: float, paths: Sequence[Path]) -> float:
    """Dots along a scale: x is excellence, size the share of customers."""
    scale, small = column.scale, pen.smallest
    expected = told.analysis.expected or 0.0
    best = max([path.excellence for path in paths] + [expected])
    end = next(limit for limit in (0.1, 0.25, 0.5, 1.0) if best <= 0.97 * limit or limit == 1)
    biggest = 4.2 * scale
    left, wide = column.x + biggest, column.width - 2 * biggest
    y = top + 0.5 * small + biggest
    pen.line([(left, y), (left + wide, y)], LIGHT.hairline, 0.8 * scale)
    most = max((path.probability for path in paths), default=1.0) or 1.0
    for path in sorted(paths, key=lambda path: -path.probability):
        radius = max(1.0 * scale, biggest * (path.probability / most) ** 0.5)
        marked = told.path is not None and path.nodes == told.path.nodes
        fill = LIGHT.accent if marked else mix(LIGHT.accent, LIGHT.surface, 0.55)
        pen.shape(
            circle(left + wide * path.excellence / end, y, radius), fill, LIGHT.surface, 0.35 * scale, role="path"
        )
    x = left + wide * expected / end
    pen.line([(x, y - 1.6 * biggest), (x, y + 1.6 * biggest)], LIGHT.ink, 1.1 * scale, role="mean")
    baseline = y + 1.6 * biggest + 1.25 * small
    ends = [
        pen.figure(percent(0), column.x, baseline, "regular", small, LIGHT.second),
        pen.figure(percent(end), column.x + column.width, baseline, "regular", small, LIGHT.second, align="right"),
    ]
    words = wording.figure(expected)
    half = text.width(words, "semibold", small, tabular=True) / 2 + 0.4 * small
    if ends[0].right + half <= x <= ends[1].x - half:
        pen.figure(words, x, baseline, "semibold", small, LIGHT.ink, align="centre")
    return baseline + 0.5 * small


def _large(count: int) -> str:
    """A number of paths in few characters, whatever it is."""
    if count < 10_000:
        return decimal(count)
    power = len(str(count)) - 1
    if power < 9:
        return f"{count:,}".replace(",", "\u2009")
    return (
        decimal(count / 10**power, 1)
        + "\u2009×\u200910"
        + str(power).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    )


def _ways(told: Told) -> Block | None:
    """The best and the worst path, step by step."""
    analysis = told.analysis
    best, worst = analysis.best, analysis.worst
    if analysis.expected is None or best is None or worst is None or best.nodes == worst.nodes:
        return None

    def draw(pen: Pen, column: Column, top: float, _shown: int) -> float:
        y = heading(pen, column, top, _("Best and worst path"))
        for path in (best, worst):
            names = " → ".join(told.names([step.id for step in path.steps]))
            y = _row(pen, column, y, "", names, wording.figure(path.excellence), lines=4, rule=path is best)
        return y

    return Block(draw, extra=True)


# gaps


def gaps_of(told: Told) -> list[tuple[str, str]]:
    """What is missing, as (what and where, figure): unanswered needs first, then where customers are lost, what is
    closed, unscored or parked."""
    analysis, state = told.analysis, told.state
    found: list[tuple[str, str]] = []
    for node in analysis.unanswered_ids:
        found.append((_("Unanswered: {name}").format(name=told.name(node)), percent(analysis.reach.get(node, 0.0))))
    parked = {node.id for node in told.parked}
    losing = [(analysis.reach.get(node, 0.0) * loses_customers(state, node), node) for node in told.nodes]
    for share, node in sorted(losing, key=lambda pair: (-pair[0], pair[1])):
        record = told.nodes[node]
        if share <= 0.0005 or node in parked:
            continue
        template = _("Leaves: {name}") if record.outcome == "leaves" else _("Lost after: {name}")
        words = template.format(name=told.name(node))
        found.append((f"{words} ({record.reason.strip()})" if record.reason.strip() else words, percent(share)))
    blocked = [node for node in told.shown if isinstance(node, Touchpoint) and node.blocked]
    found += [(_("Closed: {name}").format(name=told.name(node.id)), "") for node in blocked]
    unscored = [node for node in analysis.unscored_ids if told.nodes[node].outcome != "leaves"]
    found += [
        (_("Not scored: {name}").format(name=told.name(node)), percent(analysis.reach.get(node, 0.0)))
        for node in unscored
    ]
    found += [(_("Not linked: {name}").format(name=told.name(node)), "") for node in analysis.parked_ids]
    return found


def _gaps(told: Told) -> Block | None:
    found = gaps_of(told)
    if not found:
        return None

    def draw(pen: Pen, column: Column, top: float, count: int) -> float:
        y = heading(pen, column, top, _("Gaps"))
        for words, figure in found[:count]:
            y = _row(pen, column, y, "", words, figure)
        rest = found[count:]
        if rest:
            pen.notes.keep(_("Gaps"), [f"{words}: {figure}" if figure else words for words, figure in rest])
            more = ngettext("and {count} more, listed overleaf", "and {count} more, listed overleaf", len(rest))
            y = _remark(pen, column, y, more.format(count=len(rest)))
        return y

    return Block(draw, min(len(found), 8), min(len(found), 2))


# what every path goes through


def _single_points(told: Told) -> Block | None:
    names = told.names(told.analysis.single_points)
    if not names:
        return None

    def draw(pen: Pen, column: Column, top: float, count: int) -> float:
        y = heading(pen, column, top, _("Every path goes through"))
        size = max(pen.smallest, _BODY * column.scale)
        said = ", ".join(names[:count]) + ("" if count >= len(names) else " …")
        if count < len(names):
            pen.notes.keep(_("Every path goes through"), names)
        box = Rect(column.x, y, column.width, 6 * 1.3 * size)
        return y + pen.text(said, box, "regular", size, LIGHT.ink)

    return Block(draw, min(len(names), 12), min(len(names), 3))


# how scores are meant


def anchors() -> list[tuple[float, str]]:
    """The anchors of a score, from the highest."""
    return [
        (1.0, _("promise kept")),
        (0.75, _("small friction")),
        (0.5, _("done but annoyed")),
        (0.25, _("only at the second attempt or elsewhere")),
        (0.0, _("failed")),
    ]


def _anchors() -> Block:
    def draw(pen: Pen, column: Column, top: float, _shown: int) -> float:
        y = heading(pen, column, top, _("What a score means"))
        size = max(pen.smallest, 6.6 * column.scale)
        for score, words in anchors():
            pen.box(Rect(column.x, y + 0.32 * size, 0.7 * size, 0.7 * size), score_colour(score), radius=0.15 * size)
            baseline = y + text.baseline("regular", size)
            pen.figure(
                decimal(score * 100), column.x + 3.4 * size, baseline, "semibold", size, LIGHT.ink, align="right"
            )
            box = Rect(column.x + 4.1 * size, y, column.width - 4.1 * size, 2 * 1.3 * size)
            y += pen.text(words, box, "regular", size, LIGHT.second)
        return y

    return Block(draw)
