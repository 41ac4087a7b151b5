"""Printing at actual size: nothing is ever scaled to fit a paper; what is too large for it is offered in tiles.

This module must not know journeys, nor how pages are composed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
from PySide6.QtCore import QMarginsF, QSizeF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QProgressDialog, QWidget

from cjdesigner import paths
from cjdesigner.errors import UserError, WriteFailed
from cjdesigner.export.options import Options, Tiling
from cjdesigner.export.paper import MM
from cjdesigner.export.sheet import Composition, Page, TextLine, bounds
from cjdesigner.i18n import decimal, mark
from cjdesigner.i18n import gettext as _
from cjdesigner.model.geometry import Rect
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.message import ask
from cjdesigner.ui.sheet_painter import paint_page

Progress = Callable[[int, int], bool]
"""Told before each page how many are done and how many there are; False ends the printing."""

_TOLERANCE = 1.5
"""Points. Papers are known to printers in whole points, or in whole tenths of a millimetre."""


class NotPrinted(UserError):
    """A printer that takes no pages."""


def print_composition(composition: Composition, printer: QPrinter, progress: Progress | None = None) -> bool:
    """Print the pages that the printer is set to, as many times as it is set to, each at its actual size.

    Returns whether all were printed; a printing that ``progress`` ends is taken back as far as the printer can. A
    printer that is a PDF file gets the program's own. Raises NotPrinted, WriteFailed.
    """
    pages = _chosen(composition, printer)
    if printer.outputFormat() == QPrinter.OutputFormat.PdfFormat and printer.outputFileName():
        return _write_file(msgspec.structs.replace(composition, pages=tuple(pages)), printer, progress)
    return paint(pages, printer, progress, title=composition.title)


def paint(pages: Sequence[Page], printer: QPrinter, progress: Progress | None = None, *, title: str = "") -> bool:
    """Paint pages on a printer at their actual size. Returns whether all were; raises NotPrinted.

    A page takes a sheet of its size, or stands in the middle of the printer's paper where that has room for it.
    """
    printer.setDocName(title)
    printer.setFullPage(True)
    paper = printer.pageLayout().pageSize() if printer.outputFormat() == QPrinter.OutputFormat.NativeFormat else None
    printer.setPageLayout(layout_of(pages[0], paper))
    painter = QPainter()
    try:
        for number, page in enumerate(pages):
            if progress is not None and not progress(number, len(pages)):
                printer.abort()
                return False
            if number:
                printer.setPageLayout(layout_of(page, paper))
            if not (printer.newPage() if number else painter.begin(printer)):
                raise NotPrinted(mark("The printer “{printer}” takes no pages."), printer=printer.printerName())
            painter.resetTransform()
            scale = printer.resolution() / 72
            painter.scale(scale, scale)
            painter.translate(*_corner(page, printer.pageLayout()))
            paint_page(painter, page)
    finally:
        if painter.isActive():
            painter.end()
    if progress is not None:
        progress(len(pages), len(pages))
    return True


def layout_of(page: Page, paper: QPageSize | None = None) -> QPageLayout:
    """The paper, if the page finds room on it, else a sheet of the page's size; turned as the page is, no margins."""
    if paper is None or not fits(page, paper):
        paper = _paper_of(page)
    size = paper.size(QPageSize.Unit.Point)
    lies = (page.width > page.height) != (size.width() > size.height())
    turned = QPageLayout.Orientation.Landscape if lies else QPageLayout.Orientation.Portrait
    return QPageLayout(paper, turned, QMarginsF(0, 0, 0, 0))


def _paper_of(page: Page) -> QPageSize:
    """The standing sheet of a page's size; one that printers know by name where there is one of just that size."""
    short, long = sorted((page.width, page.height))
    exact = QPageSize.SizeMatchPolicy.ExactMatch
    for unit, points in ((QPageSize.Unit.Millimeter, MM), (QPageSize.Unit.Inch, 72.0)):
        found = QPageSize(QSizeF(round(short / points, 2), round(long / points, 2)), unit, "", exact)
        if found.id() != QPageSize.PageSizeId.Custom:
            return found
    return QPageSize(QSizeF(short, long), QPageSize.Unit.Point, "", exact)


def _corner(page: Page, layout: QPageLayout) -> tuple[float, float]:
    """Where on the sheet a page's top left stands, in points."""
    sheet = layout.fullRect(QPageLayout.Unit.Point)
    free = sheet.width() - page.width, sheet.height() - page.height
    return tuple(length / 2 if length > _TOLERANCE else 0.0 for length in free)  # type: ignore[return-value]


def _chosen(composition: Composition, printer: QPrinter) -> list[Page]:
    """The pages in the order they go to the printer; copies, where it makes none itself."""
    pages = list(composition.pages)
    if printer.printRange() == QPrinter.PrintRange.PageRange and printer.fromPage() > 0:
        pages = pages[printer.fromPage() - 1 : max(printer.fromPage(), printer.toPage())] or pages[-1:]
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        pages.reverse()
    copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    return pages * copies if printer.collateCopies() else [page for page in pages for _copy in range(copies)]


def _write_file(composition: Composition, printer: QPrinter, progress: Progress | None) -> bool:
    from cjdesigner.export import pdf

    total = len(composition.pages)
    if progress is not None and not progress(0, total):
        return False
    target = Path(printer.outputFileName())
    try:
        paths.replace_atomically(target, pdf.write(composition))
    except OSError as error:
        reason = error.strerror or error
        raise WriteFailed(mark("“{path}” cannot be written: {reason}."), path=target, reason=reason) from error
    if progress is not None:
        progress(total, total)
    return True


# what fits


def fits(page: Page, paper: QPageSize) -> bool:
    """Whether a page finds room on a paper, lying or standing, at actual size."""
    size = paper.size(QPageSize.Unit.Point)
    (short, long), (least, most) = sorted((page.width, page.height)), sorted((size.width(), size.height()))
    return short <= least + _TOLERANCE and long <= most + _TOLERANCE


def cut_off(page: Page, layout: QPageLayout) -> float:
    """How many points of what stands on a page lie where a printer with this layout cannot print."""
    standing = _standing(page)
    if standing is None:
        return 0.0
    printers = QPageLayout(layout)
    printers.setUnits(QPageLayout.Unit.Point)
    margins = printers.minimumMargins()
    laid = layout_of(page, layout.pageSize())
    if laid.orientation() != layout.orientation():  # printers tell them for one way only
        most = max(margins.left(), margins.top(), margins.right(), margins.bottom())
        margins = QMarginsF(most, most, most, most)
    sheet = laid.fullRect(QPageLayout.Unit.Point)
    x, y = _corner(page, laid)
    return max(
        0.0,
        margins.left() - (x + standing.x),
        margins.top() - (y + standing.y),
        (x + standing.right) - (sheet.width() - margins.right()),
        (y + standing.bottom) - (sheet.height() - margins.bottom()),
    )


def _standing(page: Page) -> Rect | None:
    """The bounds of all that stands on a page; the colour of the paper does not."""
    found: Rect | None = None
    for item in page.items:
        rect = item.ink if isinstance(item, TextLine) else bounds(item)
        if rect.width >= page.width - _TOLERANCE and rect.height >= page.height - _TOLERANCE:
            continue
        found = rect if found is None else found.united(rect)
    return found


# asking


def ask_and_print(
    parent: QWidget | None,
    composition: Composition,
    appearance: Appearance,
    options: Options | None = None,
    export: Callable[[], None] | None = None,
) -> bool:
    """Ask for a printer and print at actual size; returns whether all pages were handed over. Without any printer
    ``export`` is offered instead.

    Where the printer's paper is too small the pages are offered in tiles of it, cut as ``options`` say, unless they are
    tiles by these already; where it cannot print as far to the edge as there is something, that is said first.
    """
    heading = _("Print")
    if not QPrinterInfo.availablePrinters():
        sentence = _("No printer is set up on this computer. Export a PDF, and have it printed at 100%.")
        if any(not fits(page, QPageSize(QPageSize.PageSizeId.A3)) for page in composition.pages):
            page = max(composition.pages, key=lambda page: page.width * page.height)
            words = _("At {size} that is for a print shop; for an office printer, cut it into tiles of A4 first.")
            sentence += " " + words.format(size=_size(page.width, page.height))
        answers = ({"export": _("Export …")} if export is not None else {}) | {"close": _("Close")}
        if ask(appearance, parent, heading, sentence, answers) == "export" and export is not None:
            export()
        return False
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setFullPage(True)
    printer.setPageLayout(layout_of(composition.pages[0]))
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(heading)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, len(composition.pages) > 1)
    dialog.setMinMax(1, len(composition.pages))
    accepted = dialog.exec() == QPrintDialog.DialogCode.Accepted
    dialog.deleteLater()
    if not accepted:
        return False
    try:
        ready = _made_to_fit(parent, composition, printer, appearance, options or Options())
        return ready is not None and _print_with_progress(parent, ready, printer, appearance)
    except UserError as error:
        ask(appearance, parent, heading, str(error))
        return False


def _made_to_fit(
    parent: QWidget | None, composition: Composition, printer: QPrinter, appearance: Appearance, options: Options
) -> Composition | None:
    """The composition as it fits the printer, in tiles if need be; None where it is rather not printed."""
    if printer.outputFormat() == QPrinter.OutputFormat.PdfFormat:
        return composition
    layout = printer.pageLayout()
    large = next((page for page in composition.pages if not fits(page, layout.pageSize())), None)
    if large is not None:
        paper = layout.pageSize().size(QPageSize.Unit.Point)
        names = {"paper": _size(paper.width(), paper.height()), "page": _size(large.width, large.height)}
        if options.tiling is not None:
            sentence = _(
                "The printer's paper, {paper}, is smaller than the tiles, {page}. Choose this paper for tiles."
            )
            ask(appearance, parent, _("Larger than the paper"), sentence.format(**names))
            return None
        sentence = _(
            "The printer's paper, {paper}, is smaller than the page, {page}. Nothing is shrunk: at actual size it "
            "takes several sheets, which are joined."
        ).format(**names)
        answers = {"tiles": _("Print in tiles"), "cancel": _("Cancel")}
        if ask(appearance, parent, _("Larger than the paper"), sentence, answers) != "tiles":
            return None
        composition = _in_tiles(composition, layout.pageSize(), options)
    lost = max(cut_off(page, layout) for page in composition.pages)
    if lost > _TOLERANCE:
        sentence = _(
            "This printer leaves an edge unprinted: up to {length} mm of what stands near the edge will be missing. "
            "Larger margins keep it on the paper."
        ).format(length=decimal(lost / MM, 1))
        answers = {"print": _("Print all the same"), "cancel": _("Cancel")}
        if ask(appearance, parent, _("Too near the edge"), sentence, answers) != "print":
            return None
    return composition


def _in_tiles(composition: Composition, paper: QPageSize, options: Options) -> Composition:
    from cjdesigner.export.tiles import tiled

    size = paper.size(QPageSize.Unit.Millimeter)
    tiling = msgspec.structs.replace(options.tiling or Tiling(), paper=f"{size.width():g}x{size.height():g}mm")
    return tiled(composition, msgspec.structs.replace(options, tiling=tiling))


def _print_with_progress(
    parent: QWidget | None, composition: Composition, printer: QPrinter, appearance: Appearance
) -> bool:
    total = len(_chosen(composition, printer))
    shown = QProgressDialog("", _("Cancel"), 0, total, parent)
    shown.setWindowTitle(_("Print"))
    shown.setWindowModality(Qt.WindowModality.WindowModal)
    shown.setMinimumWidth(appearance.px(320))
    shown.setMinimumDuration(400)

    def progress(done: int, of: int) -> bool:
        shown.setLabelText(_("Printing page {number} of {total} …").format(number=min(done + 1, of), total=of))
        shown.setValue(done)  # handles events, so that Cancel is heard
        return not shown.wasCanceled()

    try:
        return print_composition(composition, printer, progress)
    finally:
        shown.close()
        shown.deleteLater()


def _size(width: float, height: float) -> str:
    """A size in millimetres."""
    return _("{width} × {height} mm").format(width=decimal(width / MM), height=decimal(height / MM))
