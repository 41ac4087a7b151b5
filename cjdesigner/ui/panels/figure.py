"""The journey's excellence, large, at the top right, with the sentence that says what it means.

This module must not know how the figure is computed.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cjdesigner import text, theme
from cjdesigner.i18n import gettext as _
from cjdesigner.model import wording
from cjdesigner.model.document import Change
from cjdesigner.model.excellence import Analysis
from cjdesigner.model.records import Attachment, Override, Persona
from cjdesigner.model.weighing import compare
from cjdesigner.ui.appearance import Appearance, colour
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.refresh import Refresher
from cjdesigner.ui.plain import plain_tip

_SIZE = 44.0
_SENTENCES = 250


class FigureHeader(QWidget):
    """Paints the figure and, at its left, its sentences; follows every change of the figures."""

    def __init__(self, editor: Editor, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._appearance = appearance
        self._figure = ""
        self._bound = ""
        self._grey = False
        self._sentences: list[str] = []
        self._large = appearance.font("bold", _SIZE)
        self._middle = appearance.font("regular", theme.SIZE_STRONG)
        self._small = appearance.font("regular", theme.SIZE_SMALL)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(_("Excellence of the journey"))
        self._refresher = Refresher(self, self.refresh, share=0.6)
        editor.figures_changed.connect(self._refresher.later)
        editor.changed.connect(self._follow)
        editor.cover_changed.connect(self.refresh)
        self.refresh()

    @property
    def figure(self) -> str:
        """The figure as it stands."""
        return self._figure

    @property
    def sentences(self) -> list[str]:
        """The sentences beside it, from top to bottom."""
        return list(self._sentences)

    @property
    def bound(self) -> str:
        """“at most” where the figure is an upper bound, else empty."""
        return self._bound

    def _follow(self, change: Change) -> None:
        """Personas and what is their own move no figure of the journey, but what they come to together."""
        if any(isinstance(after or before, (Override, Persona, Attachment)) for before, after in change.patch.values()):
            self._refresher.later()

    def refresh(self) -> None:
        """Read the figures anew."""
        analysis = self._editor.analysis
        expected, covered = analysis.expected, self._editor.covered
        upper = wording.is_bound(expected, analysis.upper_bound)
        self._figure = wording.figure(expected, covered)
        self._bound = _("at most") if upper and not covered else ""
        self._grey = bool(self._bound) or expected is None
        if covered:
            self._sentences = [_("Figures are covered while you score.")]
        elif expected is None:
            self._sentences = [_undefined(analysis)]
        else:
            self._sentences = [*wording.sentences(analysis), *self._by_personas()]
        self.setAccessibleDescription(" ".join((self._bound, self._figure, *self._sentences)).strip())
        self.setToolTip(plain_tip("\n".join(self._sentences)))
        self.updateGeometry()
        self.update()

    def _by_personas(self) -> list[str]:
        """What the personas come to together, where some of their scores or shares are their own."""
        state, journey = self._editor.state, self._editor.journey
        if not any(state.referring(persona.id, Override) for persona in state.personas(journey)):
            return []
        weighed = compare(self._editor.graph).weighed
        figure = wording.at_most(weighed.expected, weighed.upper_bound)
        return [_("weighted by persona: {figure}").format(figure=figure)]

    # geometry

    def sizeHint(self) -> QSize:
        gap = self._appearance.px(12)
        return QSize(round(self._figure_width() + gap + self._appearance.px(_SENTENCES)), self._appearance.px(60))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(self._figure_width()), self._appearance.px(56))

    def _figure_width(self) -> float:
        """Wide enough for any figure of this length, so that the sentences stand still while it moves."""
        metrics = QFontMetricsF(self._large)
        widest = max(metrics.horizontalAdvance(digit) for digit in "0123456789")
        width = sum(widest if sign.isdigit() else metrics.horizontalAdvance(sign) for sign in self._figure)
        if self._bound:
            width += QFontMetricsF(self._middle).horizontalAdvance(self._bound) + self._appearance.px(8)
        return width + 2

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, px = self._appearance.palette, self._appearance.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetricsF(self._large)
        baseline = (self.height() + metrics.capHeight()) / 2
        right = float(self.width())
        own = metrics.horizontalAdvance(self._figure)
        painter.setFont(self._large)
        painter.setPen(colour(palette.second if self._grey else palette.ink))
        painter.drawText(round(right - own), round(baseline), self._figure)
        if self._bound:
            painter.setFont(self._middle)
            painter.setPen(colour(palette.second))
            wide = QFontMetricsF(self._middle).horizontalAdvance(self._bound)
            painter.drawText(round(right - own - px(8) - wide), round(baseline), self._bound)
        self._paint_sentences(painter, right - self._figure_width() - px(12))

    def _paint_sentences(self, painter: QPainter, right: float) -> None:
        width = min(right, float(self._appearance.px(_SENTENCES)))
        if width < self._appearance.px(70):
            return
        metrics = QFontMetricsF(self._small)
        lines = [line for sentence in self._sentences for line in self._broken(sentence, width)]
        fitting = max(1, int(self.height() // metrics.height()))
        if len(lines) > fitting:
            lines = lines[:fitting]
            lines[-1] = metrics.elidedText(lines[-1] + "\u2026", Qt.TextElideMode.ElideRight, width)
        painter.setFont(self._small)
        painter.setPen(colour(self._appearance.palette.second))
        top = (self.height() - metrics.height() * len(lines)) / 2
        for line in lines:
            painter.drawText(
                QRectF(right - width, top, width, metrics.height()),
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                line,
            )
            top += metrics.height()

    def _broken(self, sentence: str, width: float) -> list[str]:
        """The sentence on as few lines as fit the width, about equally long."""
        size = float(self._small.pixelSize())
        lines = text.lines(sentence, "regular", size, width).lines
        if len(lines) > 1:
            least = text.width(sentence, "regular", size) / len(lines)
            for share in (1.02, 1.08, 1.15, 1.25):
                balanced = text.lines(sentence, "regular", size, min(width, least * share)).lines
                if len(balanced) == len(lines):
                    lines = balanced
                    break
        return [line.text for line in lines]


def _undefined(analysis: Analysis) -> str:
    if not analysis.linked:
        return _("Link two cards and score them: then the journey's excellence stands here.")
    return _("Score a touchpoint: then the journey's excellence stands here.")
