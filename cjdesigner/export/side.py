"""The blocks beside the map: what to fix first, paths, gaps, what every path goes through, how scores are meant.

Each block is a function that draws into a column from a height down and returns where it ends; a block that lists
things takes how many it may show and keeps the rest for the list pages. This module must not know where its columns
stand.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cjdesigner import text
from cjdesigner.export.drawing import Pen
from cjdesigner.export.journey import Told
from cjdesigner.export.look import INK, look, score_colour
from cjdesigner.export.sheet import circle
from cjdesigner.export.side_methods import by_persona, handoffs, signature
from cjdesigner.export.side_parts import BODY, Block, Column, heading, remark, row
from cjdesigner.i18n import decimal, ngettext, percent, points
from cjdesigner.i18n import gettext as _
from cjdesigner.model import money, wording
from cjdesigner.model.excellence import Path
from cjdesigner.model.geometry import Rect
from cjdesigner.model.layout import loses_customers
from cjdesigner.model.records import Touchpoint
from cjdesigner.theme import mix

_STRIP_PATHS = 30
_LEVERS = 7
_LEAST_LEVERS = 3


def blocks(told: Told) -> list[Block]:
    """The wanted blocks of a journey, in the order they stand; those with nothing to say are left out."""
    makers: dict[str, Callable[[Told], Block | None]] = {
        "fix-first": _fix_first,
        "paths": _paths,
        "gaps": _gaps,
        "by-persona": by_persona,
        "signature": signature,
        "hand-offs": handoffs,
        "single-points": _single_points,
        "scale": _anchors,
        "ways": _ways,
    }
    options = told.options
    order = dict.fromkeys([*(name for name in options.side if name in makers), *makers])
    found = [makers[name](told) for name in order if options.shows(name)]
    return [block for block in found if block is not None]


# fix this first


def _fix_first(told: Told) -> Block | None:
    levers = [lever for lever in told.analysis.levers if lever.lever > 1e-9]
    if not levers:
        return None
    title, least = _("Fix this first"), min(len(levers), _LEAST_LEVERS)

    def draw(pen: Pen, column: Column, top: float, count: int) -> float:
        y = heading(pen, column, top, title)
        for place, lever in enumerate(levers[:count]):
            below = _amount(told, lever.lever, pen.smallest, column.width - 1.5 * BODY * column.scale)
            y = row(pen, column, y, decimal(place + 1), told.name(lever.id), _gain(lever.lever), below=below)
        words = _("points of the whole journey, were this one perfect")
        if told.analysis.upper_bound:
            words = _("points of the whole journey at most, were this one perfect")
        y = remark(pen, column, y, words)
        return remark(pen, column, y, _("Customers and money are estimates.")) if money.is_told(told.journey) else y

    def listed() -> list[str]:
        return [f"{told.name(lever.id)}: {_gain(lever.lever)}" for lever in levers[:_LEVERS]]

    return Block(title, draw, min(len(levers), _LEVERS), least, listed=listed)


def _amount(told: Told, share: float, size: float, room: float) -> str:
    """A share as customers and money on one line; as money alone where both are too long."""
    journey = told.journey
    said = [money.amount(journey, share), money.worth(journey, share), money.people(journey, share)]
    return next((words for words in said if words and text.width(words, "regular", size) <= room), "")


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
    shown = analysis.most_travelled(_STRIP_PATHS)
    title = ngettext("{count} path", "{count} paths", count).format(count=_large(count))
    low, high = wording.figure(worst.excellence), wording.figure(best.excellence)
    if low != high:
        template = (
            _("{paths}, {low} to at most {high}")
            if wording.is_bound(best.excellence, best.upper_bound)
            else _("{paths}, {low} to {high}")
        )
        title = template.format(paths=title, low=low, high=high)

    def draw(pen: Pen, column: Column, top: float, explained: int) -> float:
        y = heading(pen, column, top, title)
        y = _strip(pen, told, column, y, shown)
        if not explained:
            return y
        words = _("dots are paths, as large as the customers on them; the line is their mean, the journey")
        if count > len(shown):
            template = _(
                "the {count} paths most take, as large as the customers on them; the line is the whole journey"
            )
            words = template.format(count=len(shown))
        return remark(pen, column, y, words)

    return Block(_("Paths"), draw, 1, 0, listed=lambda: [title])


def _strip(pen: Pen, told: Told, column: Column, top: float, paths: Sequence[Path]) -> float:
    """Dots along a scale: x is excellence, size the share of customers."""
    scale, small = column.scale, pen.smallest
    expected = told.analysis.expected or 0.0
    best = max([path.excellence for path in paths] + [expected])
    end = next(limit for limit in (0.1, 0.25, 0.5, 1.0) if best <= 0.97 * limit or limit == 1)
    biggest = 4.2 * scale
    left, wide = column.x + biggest, column.width - 2 * biggest
    y = top + 0.5 * small + biggest
    pen.line([(left, y), (left + wide, y)], INK.hairline, 0.8 * scale)
    most = max((path.probability for path in paths), default=1.0) or 1.0
    for path in sorted(paths, key=lambda path: -path.probability):
        radius = max(1.0 * scale, biggest * (path.probability / most) ** 0.5)
        marked = told.path is not None and path.nodes == told.path.nodes
        fill = INK.accent if marked else mix(INK.accent, INK.surface, 0.55)
        pen.shape(circle(left + wide * path.excellence / end, y, radius), fill, INK.surface, 0.35 * scale, role="path")
    x = left + wide * expected / end
    pen.line([(x, y - 1.6 * biggest), (x, y + 1.6 * biggest)], INK.ink, 1.1 * scale, role="mean")
    baseline = y + 1.6 * biggest + 1.25 * small
    ends = [
        pen.figure(percent(0), column.x, baseline, "regular", small, INK.second),
        pen.figure(percent(end), column.x + column.width, baseline, "regular", small, INK.second, align="right"),
    ]
    words = wording.figure(expected)
    half = text.width(words, "semibold", small, tabular=True) / 2 + 0.4 * small
    if ends[0].right + half <= x <= ends[1].x - half:
        pen.figure(words, x, baseline, "semibold", small, INK.ink, align="centre")
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

    title = _("Best and worst path")

    def draw(pen: Pen, column: Column, top: float, _shown: int) -> float:
        y = heading(pen, column, top, title)
        for path in (best, worst):
            names = " → ".join(told.names([step.id for step in path.steps]))
            y = row(pen, column, y, "", names, wording.figure(path.excellence), lines=4, rule=path is best)
        return y

    return Block(title, draw, extra=True)


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
    title = _("Gaps")

    def said(gaps: Sequence[tuple[str, str]]) -> list[str]:
        part = _("{share} of customers")
        return [f"{words}: {part.format(share=figure)}" if figure else words for words, figure in gaps]

    def draw(pen: Pen, column: Column, top: float, count: int) -> float:
        shares = any(figure for _words, figure in found[:count])
        y = heading(pen, column, top, title, _("share of customers") if shares else "")
        for words, figure in found[:count]:
            y = row(pen, column, y, "", words, figure)
        if told.analysis.lost and money.is_told(told.journey):
            # Where levers are told, an estimate is called one with them.
            words = _("lost: {amount}") if told.analysis.levers else _("lost: {amount}; an estimate")
            room = column.width - text.width(words.format(amount=""), "regular", pen.smallest) - 0.1 * pen.smallest
            y = remark(pen, column, y, words.format(amount=_amount(told, told.analysis.lost, pen.smallest, room)))
        rest = found[count:]
        if rest:
            pen.notes.keep(title, said(rest))
            more = ngettext("and {count} more, listed overleaf", "and {count} more, listed overleaf", len(rest))
            y = remark(pen, column, y, more.format(count=len(rest)))
        return y

    return Block(title, draw, min(len(found), 8), min(len(found), 2), listed=lambda: said(found))


# what every path goes through


def _single_points(told: Told) -> Block | None:
    names = told.names(told.analysis.single_points)
    if not names:
        return None
    title = _("Every path goes through")

    def draw(pen: Pen, column: Column, top: float, count: int) -> float:
        y = heading(pen, column, top, title)
        size = max(pen.smallest, BODY * column.scale)
        said = ", ".join(names[:count]) + ("" if count >= len(names) else " …")
        if count < len(names):
            pen.notes.keep(title, names)
        box = Rect(column.x, y, column.width, (6 + column.more) * 1.3 * size)
        return y + pen.text(said, box, "regular", size, INK.ink)

    return Block(title, draw, min(len(names), 12), min(len(names), 3), listed=lambda: names)


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


def _anchors(_told: Told) -> Block:
    title = _("What a score means")

    def draw(pen: Pen, column: Column, top: float, _shown: int) -> float:
        y = heading(pen, column, top, title)
        size = max(pen.smallest, 6.6 * column.scale)
        sample = 0.7 * size if look().coloured else 1.8 * size
        for score, words in anchors():
            _draw_anchor(pen, Rect(column.x, y + 0.32 * size, sample, 0.7 * size), score)
            baseline = y + text.baseline("regular", size)
            right = column.x + sample + 2.7 * size
            pen.figure(decimal(score * 100), right, baseline, "semibold", size, INK.ink, align="right")
            left = right + 0.7 * size
            box = Rect(left, y, column.x + column.width - left, 2 * 1.3 * size)
            y += pen.text(words, box, "regular", size, INK.second)
        return y

    return Block(title, draw, listed=lambda: [f"{decimal(score * 100)} {words}" for score, words in anchors()])


def _draw_anchor(pen: Pen, rect: Rect, score: float) -> None:
    """A score's colour; its length where there are no colours."""
    if look().coloured:
        pen.box(rect, score_colour(score), radius=0.2 * rect.height)
        return
    pen.box(rect, INK.surface, INK.hairline, 0.08 * rect.height)
    if score:
        pen.box(Rect(rect.x, rect.y, score * rect.width, rect.height), score_colour(score))
