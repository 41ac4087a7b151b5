"""The slide of paths and gaps: the ways most take, the best and the worst, and what is missing, as native tables.

This module must not know the other slides.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cjdesigner import text
from cjdesigner.export.journey import Told
from cjdesigner.export.pptx_board import Board, Words
from cjdesigner.export.pptx_deck import FOOT, MARGIN, WIDTH, Deck, colour_element, emu, plain
from cjdesigner.export.pptx_fitting import LEADING, fitted
from cjdesigner.export.side import gaps_of
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import ngettext
from cjdesigner.model import wording
from cjdesigner.model.excellence import Path
from cjdesigner.model.geometry import Rect

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PLAIN_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_PATHS = 6
_GAPS = 11
_SIZE = 11.0
_FIGURE = 66.0

Row = tuple[str, ...]


def paths_and_gaps(deck: Deck, told: Told) -> None:
    """The slide, where there is more than one path or something is missing; both beside each other where both are."""
    paths = _paths(told) if told.options.shows("paths") or told.options.shows("ways") else []
    gaps = gaps_of(told) if told.options.shows("gaps") else []
    if not paths and not gaps:
        return
    title = _("Paths and gaps") if paths and gaps else _("Paths") if paths else _("Gaps")
    board = Board(deck, title)
    wide = WIDTH - 2 * MARGIN
    left = Rect(MARGIN, 82, wide * 0.56 - 14 if gaps else wide, FOOT - 96)
    if paths:
        heads = (_count(told), _("Customers"), _("Excellence"))
        rows = [(f"{name}: {way}" if name else way, share, worth) for name, way, share, worth in paths]
        _table(board, left, heads, rows, _("Paths"))
        board.tell(_("Paths"), *(f"   {way}; {share}; {worth}" for way, share, worth in rows))
    if gaps:
        x = left.right + 28 if paths else MARGIN
        room = Rect(x, 82, WIDTH - MARGIN - x, FOOT - 96)
        shown = gaps[:_GAPS]
        _table(board, room, (_("Gaps"), _("Customers")), [(words, figure) for words, figure in shown], _("Gaps"))
        rest = len(gaps) - len(shown)
        if rest:
            said = ngettext("and {count} more, in the notes", "and {count} more, in the notes", rest)
            spot = Rect(x, FOOT - 16, room.width, 14)
            board.text(spot, [Words(said.format(count=wording.grouped(rest)), 10, "second")])
        board.tell(_("Gaps"), *(f"   {words}: {figure}" if figure else f"   {words}" for words, figure in gaps))
    board.finish()


def _count(told: Told) -> str:
    count = told.analysis.paths or 0
    return ngettext("{count} path", "{count} paths", count).format(count=wording.large(count))


def _paths(told: Told) -> list[tuple[str, str, str, str]]:
    """The best, the worst and the most travelled paths: what it is, its touchpoints, its share, its worth."""
    analysis = told.analysis
    if not analysis.paths or analysis.paths < 2 or analysis.expected is None:
        return []
    named: dict[tuple[int, ...], list[str]] = {}
    known: dict[tuple[int, ...], Path] = {}
    found: Sequence[tuple[Path | None, str]] = [
        (next(iter(analysis.most_travelled(1)), None), _("Most travelled path")),
        (analysis.best, _("Best path")),
        (analysis.worst, _("Worst path")),
        *((path, "") for path in analysis.most_travelled(_PATHS)),
    ]
    for path, name in found:
        if path is not None and (path.nodes in known or len(known) < _PATHS):
            known.setdefault(path.nodes, path)
            named.setdefault(path.nodes, []).append(name)
    return [
        (
            ", ".join(name for name in named[nodes] if name),
            wording.path_name(nodes, told.state),
            wording.figure(path.probability),
            wording.path_worth(path),
        )
        for nodes, path in known.items()
    ]


def _table(board: Board, room: Rect, heads: Row, rows: Sequence[Row], name: str) -> None:
    """A table with hairlines under its rows; texts on at most as many lines as there is room for all."""
    columns = len(heads)
    wide = room.width - _FIGURE * (columns - 1)
    head = 24.0
    most = (room.height - head) / max(1, len(rows))
    heights = []
    cells: list[list[str]] = []
    for row in rows:
        lines = max(1, int((min(most, 66.0) - 10) / (_SIZE * LEADING)))
        found = fitted(" ".join(plain(row[0]).split()), "regular", wide - 12, lines * _SIZE * LEADING, _SIZE, _SIZE)
        cells.append([found.text, *row[1:]])
        heights.append(min(most, len(text.lines(found.text, "regular", _SIZE, wide - 12).lines) * _SIZE * LEADING + 10))
    frame = board.shapes.add_table(
        len(rows) + 1, columns, *(emu(v) for v in (room.x, room.y, room.width, head + sum(heights)))
    )
    table = frame.table
    style = table._tbl.tblPr.find(f"{{{_A}}}tableStyleId")
    style.text = _PLAIN_STYLE
    table.horz_banding = False
    for place in range(columns):
        table.columns[place].width = emu(_FIGURE if place else wide)
    for place, high in enumerate([head, *heights]):
        table.rows[place].height = emu(high)
        content = heads if place == 0 else cells[place - 1]
        for column, words in enumerate(content):
            bold = place == 0 or column == columns - 1
            colour = "second" if place == 0 else "ink"
            _cell(board, table.cell(place, column), Words(words, _SIZE if place else 10.5, colour, bold), column > 0)
    board.named(frame, name, f"{name}: " + "; ".join(" ".join(row) for row in rows))


def _cell(board: Board, cell: Any, words: Words, right: bool) -> None:
    from lxml import etree

    cell.margin_left, cell.margin_right = emu(0 if not right else 4), emu(0 if right else 12)
    cell.margin_top = cell.margin_bottom = emu(4)
    board._paragraph(cell.text_frame.paragraphs[0], words, words.size, words.text, "right" if right else "left")
    properties = cell._tc.get_or_add_tcPr()
    line = etree.SubElement(properties, f"{{{_A}}}lnB", w=str(emu(0.75)))
    etree.SubElement(line, f"{{{_A}}}solidFill").append(colour_element("hairline"))
