"""The slides with charts: what to fix first as bars, the excellence staircase as columns; both are native and editable.

This module must not know the other slides.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from typing import Any

from cjdesigner.export.carried import EVIDENCE, gain_words, score_words
from cjdesigner.export.journey import Told
from cjdesigner.export.look import INK, look, score_colour
from cjdesigner.export.pptx_board import Board, Words
from cjdesigner.export.pptx_deck import FONT, FOOT, MARGIN, WIDTH, Deck, colour_element, emu, plain
from cjdesigner.export.pptx_fitting import fitted
from cjdesigner.export.staircase import is_told
from cjdesigner.i18n import decimal, percent
from cjdesigner.i18n import gettext as _
from cjdesigner.model import money, wording
from cjdesigner.model.excellence import Lever, Step
from cjdesigner.model.geometry import Rect
from cjdesigner.model.records import Touchpoint

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_LEVERS = 10
_STEPS = 16
_TOLD = 3


def fix_first(deck: Deck, told: Told) -> None:
    """A slide of the levers, the largest first: bars, and what the first of them would do to the journey."""
    levers = [lever for lever in told.analysis.levers if lever.lever > 1e-9]
    if not levers:
        return
    board = Board(deck, _("Fix this first"))
    shown = levers[:_LEVERS]
    chart_room = Rect(MARGIN, 96, 560, min(FOOT - 110, 60 + 38.0 * len(shown)))
    names = [_category(told.name(lever.id), 200, 11, 1) for lever in shown]
    values = [round(lever.lever * 100, 2) for lever in shown]
    colours = [score_colour(lever.score or 0.0) for lever in shown]
    described = _("Bars: {levers}").format(
        levers="; ".join(f"{told.name(lever.id)} {gain_words(lever.lever)}" for lever in shown)
    )
    chart = _bars(board, chart_room, names, [(_("Points"), values)], described)
    _colour_points(chart.plots[0].series[0], colours)
    chart.plots[0].gap_width = 45
    chart.category_axis.reverse_order = True
    _label(chart.plots[0].series[0], "+0.0;\u22120.0;0" if min(values) < 0.95 else "+0;\u22120;0")
    words = _("Points of the whole journey, were this one perfect")
    if told.analysis.upper_bound:
        words = _("Points of the whole journey at most, were this one perfect")
    board.text(Rect(MARGIN, 76, 560, 16), [Words(words, 12, "second")], anchor="middle")
    _what_if(board, told, levers)
    for place, lever in enumerate(levers):
        board.tell(f"{decimal(place + 1)}. {_told_lever(told, lever)}")
    board.finish()


def _told_lever(told: Told, lever: Lever) -> str:
    record = told.nodes[lever.id]
    parts = [f"{told.name(lever.id)}: {gain_words(lever.lever)}", score_words(record)]
    if isinstance(record, Touchpoint) and record.score is not None:
        parts.append(_(EVIDENCE[record.evidence]))
        if record.owner.strip():
            parts.append(record.owner.strip())
    parts.append(money.amount(told.journey, lever.lever))
    return ", ".join(part for part in parts if part)


def _what_if(board: Board, told: Told, levers: Sequence[Lever]) -> None:
    """The first few levers told as sentences."""
    expected = told.analysis.expected or 0.0
    left, top = 632.0, 96.0
    for lever in levers[:_TOLD]:
        rect = Rect(left, top, WIDTH - MARGIN - left, 118)
        shape = board.box(rect, "paper", None, radius=6, name=told.name(lever.id))
        rise = _("{before} → {after}").format(
            before=wording.at_most(expected, told.analysis.upper_bound), after=wording.figure(expected + lever.lever)
        )
        score = _("now at {score}").format(score=percent(lever.score or 0.0))
        worth = money.amount(told.journey, lever.lever)
        words = [
            Words(told.name(lever.id), 14, bold=True),
            Words(rise, 20, "accent", bold=True, before=3),
            Words("; ".join(part for part in (score, worth) if part), 10.5, "second", before=2),
        ]
        board.fill(shape, rect, words, anchor="middle", inset=(14, 8, 14, 8))
        top += 130
    if money.is_told(told.journey):
        rect = Rect(left, min(top, FOOT - 18), WIDTH - MARGIN - left, 14)
        board.text(rect, [Words(_("Customers and money are estimates."), 9.5, "second")])


def staircase(deck: Deck, told: Told) -> None:
    """Slides of the staircase: what is left of 100 after each touchpoint of the path, and what is lost there."""
    path = told.path
    if path is None or not is_told(told):
        return
    title = _("What is left of 100, step by step")
    slides = -(-len(path.steps) // _STEPS)
    each = -(-len(path.steps) // slides)
    largest = max(path.steps, key=lambda step: step.before - step.after)
    for start in range(0, len(path.steps), each):
        steps = path.steps[start : start + each]
        count = f" ({decimal(start // each + 1)}/{decimal(slides)})" if slides > 1 else ""
        board = Board(deck, title + count)
        _path_line(board, told)
        _stairs(board, told, steps, largest, 1.0 if start == 0 else steps[0].before)
        for step in steps:
            board.tell(_told_step(told, step))
        board.finish()


def _path_line(board: Board, told: Told) -> None:
    path, analysis = told.path, told.analysis
    assert path is not None
    parts = [wording.path_ends(path, told.path_is_most_travelled)]
    parts += [words for words, _rank in wording.path_comparison(path, analysis.expected, analysis.upper_bound)]
    rect = Rect(MARGIN, 76, WIDTH - 2 * MARGIN, 18)
    board.text(rect, [Words("   ·   ".join(parts), 12, "second")], anchor="middle", name=_("The path"))
    board.tell("   ·   ".join(parts))


def _stairs(board: Board, told: Told, steps: Sequence[Step], largest: Step, begin: float) -> None:
    room = Rect(MARGIN, 104, WIDTH - 2 * MARGIN, FOOT - 112)
    wide = room.width / (len(steps) + (begin == 1.0))
    size = 11.0 if len(steps) <= 10 else 9.5
    names = [_category(told.name(step.id), 0.86 * wide, size, 3) for step in steps]
    left = [round(step.after * 100, 2) for step in steps]
    lost = [round((step.before - step.after) * 100, 2) for step in steps]
    if begin == 1.0:
        names, left, lost = [_("Start"), *names], [100.0, *left], [0.0, *lost]
    said = "; ".join(_told_step(told, step) for step in steps)
    series = [(_("What is left"), left), (_("Lost here"), lost)]
    chart = _columns(board, room, names, series, _("Staircase: {steps}").format(steps=said), size)
    chart.plots[0].gap_width, chart.plots[0].overlap = 22, 100
    kept, gone = chart.plots[0].series
    _colour_points(kept, ["link" if begin == 1.0 and place == 0 else "grey" for place in range(len(left))])
    colours = [score_colour(step.factor) for step in steps]
    _colour_points(gone, (["surface"] if begin == 1.0 else []) + colours)
    _label(kept, "[<1]0.0;0", bold=True)
    _label(gone, '[<3]"";"\u2212"0', bold=False)  # a thin piece has no room for its figure; the notes have it
    if look().ramp is not None:
        _ink(gone.data_labels.font, "surface")  # on black and greys


def _told_step(told: Told, step: Step) -> str:
    record = told.nodes[step.id]
    loss = wording.loss(step.before, step.after)
    return f"{told.name(step.id)}: {score_words(record)}, {loss} → {wording.figure(step.after)}"


# charts


def _category(name: str, width: float, size: float, lines: int) -> str:
    """A name under or beside a bar on at most so many lines."""
    return fitted(" ".join(plain(name).split()), "regular", width, lines * 1.25 * size, size, size).text


def _bars(board: Board, room: Rect, names: Sequence[str], series: Sequence[tuple[str, list[float]]], alt: str) -> Any:
    from pptx.enum.chart import XL_CHART_TYPE

    return _chart(board, XL_CHART_TYPE.BAR_CLUSTERED, room, names, series, alt, 11.0)


def _columns(
    board: Board, room: Rect, names: Sequence[str], series: Sequence[tuple[str, list[float]]], alt: str, size: float
) -> Any:
    from pptx.enum.chart import XL_CHART_TYPE

    chart = _chart(board, XL_CHART_TYPE.COLUMN_STACKED, room, names, series, alt, size)
    chart.value_axis.maximum_scale, chart.value_axis.minimum_scale = 100, 0
    return chart


def _chart(
    board: Board,
    kind: Any,
    room: Rect,
    names: Sequence[str],
    series: Sequence[tuple[str, list[float]]],
    alt: str,
    size: float,
) -> Any:
    from pptx.chart import data as charted
    from pptx.enum.chart import XL_TICK_LABEL_POSITION, XL_TICK_MARK

    made: Any = charted
    data = made.CategoryChartData(number_format="0.0")
    # What begins like a formula must not be one in the workbook either; this one is replaced below.
    data.categories = [str(place) for place in range(len(names))]
    for title, values in series:
        data.add_series(title, values)
    frame = board.shapes.add_chart(kind, *(emu(v) for v in (room.x, room.y, room.width, room.height)), data)
    chart = frame.chart
    _rename(chart, names)
    chart.part.chart_workbook.update_from_xlsx_blob(_workbook(names, series))
    chart.has_legend, chart.has_title = False, False
    chart.font.size, chart.font.name = emu(size), FONT
    _ink(chart.font, "ink")
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    axis = chart.category_axis
    axis.has_major_gridlines = False
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    _line(axis.format.line, "hairline")
    axis.tick_labels.font.size = emu(size)
    for body in axis._element.iter(f"{{{_A}}}bodyPr"):
        body.set("rot", "0")  # names stand upright, however long
        body.set("vert", "horz")
    board.named(frame, alt[:60], alt)
    return chart


def _rename(chart: Any, names: Sequence[str]) -> None:
    """Put the names where the chart keeps what it read of its workbook."""
    space = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    for category in chart._chartSpace.iter(f"{{{space}}}cat"):
        for point in category.iter(f"{{{space}}}pt"):
            point.find(f"{{{space}}}v").text = names[int(point.get("idx"))]


def _workbook(names: Sequence[str], series: Sequence[tuple[str, list[float]]]) -> bytes:
    """The chart's figures as a workbook, laid out as the chart refers to them; texts are texts there."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(out, options) as book:
        book.set_properties({"created": datetime.datetime(2000, 1, 1)})
        sheet = book.add_worksheet("Sheet1")
        sheet.set_column(0, 0, 40)
        for row, name in enumerate(names, 1):
            sheet.write_string(row, 0, name)
        for column, (title, values) in enumerate(series, 1):
            sheet.write_string(0, column, title)
            for row, value in enumerate(values, 1):
                sheet.write_number(row, column, value)
    return out.getvalue()


def _colour_points(series: Any, colours: Sequence[str]) -> None:
    for place, colour in enumerate(colours):
        point = series.points[place].format
        point.fill.solid()
        _swap(point.fill._xPr, colour)
        if colour == "grey" and INK.grey == INK.surface:
            _line(point.line, "link")  # what is white on white has an edge
        else:
            point.line.fill.background()


def _label(series: Any, number_format: str, *, bold: bool = True) -> None:
    labels = series.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = number_format, False
    labels.font.bold = bold
    labels.font.size = emu(12)


def _ink(font: Any, role: str) -> None:
    font.fill.solid()
    _swap(font.fill._xPr, role)


def _line(line: Any, role: str) -> None:
    line.fill.solid()
    _swap(line.fill._xPr, role)


def _swap(parent: Any, role: str) -> None:
    """Give the one colour of a fill by its role."""
    fill = parent.find(f"{{{_A}}}solidFill")
    for child in list(fill):
        fill.remove(child)
    fill.append(colour_element(role))
