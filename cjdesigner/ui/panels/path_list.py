"""The path list and the strip of dots: worst, best and most travelled paths, and how all known ones lie round the mean.

This module must not know how paths are found.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QVBoxLayout, QWidget

from cjdesigner import theme
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import ngettext
from cjdesigner.i18n import percent as _percent
from cjdesigner.model.document import Change
from cjdesigner.model.excellence import Path
from cjdesigner.model.wording import COVERED, exactly, figure, large, path_name, renames
from cjdesigner.ui.appearance import Appearance, colour
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.findings import path_rows
from cjdesigner.ui.panels.labels import ElidedLabel, label
from cjdesigner.ui.panels.refresh import Refresher
from cjdesigner.ui.panels.rows import RowList
from cjdesigner.ui.plain import plain_tip

_EACH = 5
_DOTS = 40
_REST = 150


class PathListPanel(QWidget):
    """Lists the paths worth knowing; choosing one shows it on staircase and canvas, and the other way round."""

    def __init__(self, editor: Editor, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._appearance = appearance
        self.setAccessibleName(_("Paths"))
        self.setMinimumWidth(appearance.px(180))
        self.number = ElidedLabel("", "strong", self)
        self.dots = PathDots(editor, appearance, self)
        self.list = RowList(appearance, _("Paths"), detail_lines=2, parent=self)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.hint = label("", "second", wrap=True, parent=self)
        px = appearance.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(10), px(8), px(4))
        column.setSpacing(px(4))
        column.addWidget(self.number)
        column.addWidget(self.dots)
        column.addWidget(self.hint)
        column.addWidget(self.list, 1)
        column.addStretch()
        self.dots.hide()
        self.list.chosen.connect(self._choose)
        self.dots.chosen.connect(self._choose)
        self._refresher = Refresher(self, self.refresh, rest=_REST)
        editor.figures_changed.connect(self._refresher.later)
        editor.journey_changed.connect(self._refresher.later)
        editor.cover_changed.connect(self._refresher.later)
        editor.path_changed.connect(self._show_chosen)
        editor.changed.connect(self._changed)

    def refresh(self) -> None:
        """Find the paths anew."""
        analysis, state, covered = self._editor.analysis, self._editor.state, self._editor.covered
        travelled = analysis.most_travelled(_DOTS)
        worst: list[Path] = []
        best: list[Path] = []
        if analysis.expected is not None:  # before the first score no path is better than another
            worst, best = analysis.worst_paths(_EACH), analysis.best_paths(_EACH)
        groups: tuple[tuple[str, list[Path]], ...] = (
            (_("most travelled"), travelled[:_EACH]),
            (_("best"), best),
            (_("worst"), worst),
        )
        if analysis.paths == 1:
            groups = ((_("the only one"), travelled),)
        rows = path_rows(groups, state, covered)
        self.list.set_rows(rows)
        self.list.setVisible(bool(rows))
        count = analysis.paths
        if count is None or not count:
            self.number.set_full(_("No path yet"))
        else:
            text = ngettext("{count} path", "{count} paths", count).format(count=large(count))
            self.number.set_full(text, exactly(count))
        self.hint.setText(self._hint(count))
        self.hint.setVisible(not rows)
        known = {path.nodes: path for path in (*worst, *best, *travelled)}
        shown = not covered and analysis.expected is not None
        self.dots.show_paths(list(known.values()) if shown else [], analysis.expected)
        self.dots.setVisible(bool(rows) and (shown or covered))
        self._show_chosen()

    @staticmethod
    def _hint(count: int | None) -> str:
        if count is None:
            return _("Link cards, and every way through them is listed here: the worst, the best, the most travelled.")
        return _("No way leads to an end that is reached: every customer is lost.")

    def _changed(self, change: Change) -> None:
        if renames(change.patch):
            self._refresher.later()

    def _choose(self, nodes: object) -> None:
        if isinstance(nodes, tuple):
            self._editor.choose_path(nodes)

    def _show_chosen(self) -> None:
        path = self._editor.path if self.isVisible() else None
        nodes = path.nodes if path is not None else None
        self.list.show_current(nodes)
        self.dots.show_chosen(nodes)


class PathDots(QWidget):
    """One dot a path: x is its excellence, its size the share of customers; a line marks the mean, which is E."""

    chosen = Signal(object)

    def __init__(self, editor: Editor, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._appearance = appearance
        self._paths: list[Path] = []
        self._mean: float | None = None
        self._nodes: tuple[int, ...] | None = None
        self._font = appearance.font("regular", theme.SIZE_SMALL)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Paths as dots"))

    def show_paths(self, paths: list[Path], mean: float | None) -> None:
        """Show these paths; ``mean`` is the journey's excellence."""
        self._paths = sorted(paths, key=lambda path: -path.probability)  # small dots over large ones
        self._mean = mean if paths else None
        self.update()

    def show_chosen(self, nodes: tuple[int, ...] | None) -> None:
        """Mark the chosen path's dot."""
        if nodes != self._nodes:
            self._nodes = nodes
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._appearance.px(200), self._appearance.px(54))

    @property
    def top_value(self) -> float:
        """The excellence at the axis' right end: the next round figure above the best path."""
        best = max((path.excellence for path in self._paths), default=1.0)
        return next((top for top in (0.1, 0.2, 0.5) if best <= top), 1.0)

    def _axis(self) -> tuple[float, float, float]:
        px = self._appearance.px
        return float(px(14)), self.width() - float(px(20)), float(px(22))

    def _place(self, path: Path) -> tuple[QPointF, float]:
        left, right, y = self._axis()
        largest = max(known.probability for known in self._paths)
        share = (path.probability / largest) ** 0.5 if largest else 0.0
        radius = self._appearance.px(2.5) + share * self._appearance.px(5)
        return QPointF(left + path.excellence / self.top_value * (right - left), y), radius

    def paintEvent(self, event: QPaintEvent) -> None:
        px, palette = self._appearance.px, self._appearance.palette
        left, right, y = self._axis()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(palette.hairline), px(1)))
        painter.drawLine(QPointF(left, y), QPointF(right, y))
        painter.setFont(self._font)
        if not self._paths:
            if self._editor.covered:
                painter.setPen(colour(palette.second))
                painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, COVERED)
            return
        line = QFontMetricsF(self._font).height()
        painter.setPen(colour(palette.second))
        for part in (0.0, 0.5, 1.0):
            x = left + part * (right - left)
            box = QRectF(x - px(30), y + px(14), px(60), line)
            fine = 1 if self.top_value < 0.2 and part == 0.5 and round(self.top_value * 50, 6) % 1 else 0
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _percent(part * self.top_value, fine))
        painter.setPen(QPen(colour(palette.surface), px(1)))
        chosen = None
        for path in self._paths:
            place, radius = self._place(path)
            if path.nodes == self._nodes:
                chosen = (place, radius)
            painter.setBrush(colour(palette.accent, 130))
            painter.drawEllipse(place, radius, radius)
        if self._mean is not None:
            x = left + min(1.0, self._mean / self.top_value) * (right - left)
            painter.setPen(QPen(colour(palette.ink), px(2)))
            painter.drawLine(QPointF(x, y - px(14)), QPointF(x, y + px(13)))
        if chosen is not None:
            painter.setBrush(colour(palette.accent))
            painter.setPen(QPen(colour(palette.ink), px(1.5)))
            painter.drawEllipse(chosen[0], chosen[1], chosen[1])

    def _path_at(self, place: QPointF) -> Path | None:
        def distance(path: Path) -> float:
            dot, radius = self._place(path)
            return (dot - place).manhattanLength() - radius

        nearest = min(self._paths, key=distance, default=None)
        return nearest if nearest is not None and distance(nearest) < self._appearance.px(5) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        path = self._path_at(event.position())
        if path is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(path.nodes)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            path = self._path_at(QPointF(event.pos()))
            if path is not None:
                text = _("{excellence}, {share} of customers: {path}").format(
                    excellence=figure(path.excellence),
                    share=figure(path.probability),
                    path=path_name(path.nodes, self._editor.state),
                )
            elif self._paths:
                text = _(
                    "Each dot is a path: at its excellence, as large as its share of customers. The line is the mean."
                )
            else:
                text = ""
            QToolTip.showText(event.globalPos(), plain_tip(text), self)
            return True
        return super().event(event)
