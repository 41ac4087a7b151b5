"""Navigator, stage and right pane side by side, so that all three stay inside the window.

Where the stage demands more room than there is, the navigator becomes narrower, then the right pane, and at last the
navigator is folded away. What was taken comes back when there is room again.

This module must not know what the panes show.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from cjdesigner.ui.appearance import Appearance

_NARROW_LEFT, _NARROW_RIGHT = 140, 240
"""So narrow, at 100 %, the two may become before the navigator is folded away."""


class Stage(QStackedWidget):
    """The views; those that are not shown demand no room."""

    def minimumSizeHint(self) -> QSize:
        page = self.currentWidget()
        return page.minimumSizeHint().expandedTo(page.minimumSize()) if page is not None else QSize(0, 0)


class Across(QSplitter):
    """The three panes from left to right."""

    def __init__(self, left: QWidget, stage: Stage, right: QWidget, appearance: Appearance) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._left, self._stage, self._right = left, stage, right
        self._px = appearance.px
        self._chosen: tuple[int, int] | None = None
        self.folded = False
        """Whether the navigator is out of sight for want of room."""
        for pane in (left, stage, right):
            self.addWidget(pane)
        self.setStretchFactor(1, 1)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.splitterMoved.connect(self._choose)
        stage.currentChanged.connect(self.fit)

    @property
    def squeezed(self) -> bool:
        """Whether the panes are narrower than they were chosen."""
        sizes = self.sizes()
        return self._chosen is not None and (self.folded or sizes[0] < self._chosen[0] or sizes[2] < self._chosen[1])

    def unfold(self) -> None:
        """Show the navigator, whatever room that leaves."""
        self.folded = False
        self._left.show()

    def fit(self) -> None:
        """Share the width anew."""
        if not self.isVisible():
            return
        self._stage.updateGeometry()
        sizes = self.sizes()
        room = sum(sizes)
        if self._chosen is None:
            self._chosen = sizes[0], sizes[2]
        there = not self._left.isHidden() or self.folded
        left = (self._chosen[0] or sizes[0]) if there else 0
        right = 0 if self._right.isHidden() else self._chosen[1] or sizes[2]
        left, right, fold = self._shared(left, right, room - self._stage.minimumSizeHint().width())
        if fold != self.folded:
            self.folded = fold
            self._left.setHidden(fold)
        if self.sizes() != [left, room - left - right, right]:
            self.setSizes([left, room - left - right, right])

    def _shared(self, left: int, right: int, room: int) -> tuple[int, int, bool]:
        """The widths beside the stage in so much room, and whether the navigator must go."""
        least_left, least_right = (pane.minimumSizeHint().width() for pane in (self._left, self._right))
        if left:
            left = max(min(left, room - right), min(left, max(least_left, self._px(_NARROW_LEFT))))
        if right:
            right = max(min(right, room - left), min(right, max(least_right, self._px(_NARROW_RIGHT))))
        if left and left + right > room:
            return 0, self._shared(0, self._chosen[1] if self._chosen is not None else right, room)[1], True
        return left, max(right if right <= room else room, least_right if right else 0), False

    def _choose(self) -> None:
        sizes, before = self.sizes(), self._chosen or (0, 0)
        self._chosen = sizes[0] or before[0], sizes[2] or before[1]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()
