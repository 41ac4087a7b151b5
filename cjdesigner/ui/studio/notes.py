"""What is to be known before a poster is printed, a line each: how small its type is, and what was cut.

This module must not know how a page is made.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cjdesigner import i18n
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import ngettext
from cjdesigner.model.wording import grouped
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.plain import breakable, plain_label
from cjdesigner.ui.studio.desk import Desk
from cjdesigner.ui.studio.exporting import Proof
from cjdesigner.ui.studio.tally import tally

_APART = "\u2002"
"""Between a sign and its words."""
_SOME = 96
"""So much room is worth to show warnings that have to be scrolled."""
_SHARE = 0.6
"""The most of the room that warnings take from the fields when they are opened where there is little."""


class Notes(QWidget):
    """Facts and warnings. Where these would take room from the fields they fold into a line that opens."""

    toggled = Signal()
    """The warnings were opened or folded by hand."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._look = appearance
        px = appearance.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        self._facts = QVBoxLayout()
        self._facts.setSpacing(px(6))
        column.addLayout(self._facts)
        self.fold = QToolButton()
        self.fold.setProperty("role", "flat")
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.setIconSize(QSize(px(15), px(15)))
        self.fold.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.fold.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.fold.setStyleSheet(f"QToolButton {{ padding: {px(3)}px 0; text-align: left; }}")
        self.fold.clicked.connect(self._switch)
        column.addWidget(self.fold)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName(_("What to know before printing"))
        content = QWidget()
        self._warnings = QVBoxLayout(content)
        self._warnings.setContentsMargins(0, 0, 0, 0)
        self._warnings.setSpacing(px(6))
        self.area.setWidget(content)
        column.addWidget(self.area)
        self.lines: list[str] = []
        self._count = 0
        self._wanted: bool | None = None

    def tell(self, proof: Proof | None, desk: Desk) -> None:
        """Say what is to be known of a proof; nothing without one."""
        for column in (self._facts, self._warnings):
            while (item := column.takeAt(0)) is not None:
                if (widget := item.widget()) is not None:
                    widget.hide()
                    widget.deleteLater()
        self.lines = []
        if proof is not None and proof.composition is not None:
            self._add(self._facts, _reading(proof), "ri.eye-line")
            if len(proof.sizes) > 1:
                self._add(self._facts, tally(proof, desk), "ri.stack-line")
            if "dpi" in desk.exporter.uses and proof.sizes:
                self._add(self._facts, self._picture(proof, desk), "ri.image-line")
            for warning in proof.warnings:
                self._add(self._warnings, warning, "ri.alert-line", warning=True)
        count = len(proof.warnings) if proof is not None else 0
        if not count or not self._count:
            self._wanted = None
        self._count = count
        self._warnings.addStretch(1)
        words = ngettext("{count} remark", "{count} remarks", count).format(count=grouped(count))
        self.fold.setText(_APART + words)
        self.fold.setAccessibleName(words)
        self.area.setAccessibleDescription("\n".join(self.lines))
        self.setVisible(bool(self.lines))

    # room

    @property
    def opened(self) -> bool:
        """Whether the warnings are seen."""
        return not self.area.isHidden()

    def _switch(self) -> None:
        self._wanted = not self.opened
        self.toggled.emit()

    def take_room(self, room: int, fields: int) -> None:
        """Take of ``room``, which the notes and the fields have together, what the fields, ``fields`` high, leave."""
        gap = self._look.px(6)
        facts = _height(self._facts, self.width())
        needed = _height(self._warnings, self.width() - self._look.px(12)) + 2
        free = room - fields - facts - gap
        fits = needed <= free
        some = free - self.fold.sizeHint().height() - gap >= self._look.px(_SOME)
        opened = bool(self._count) and (fits or some if self._wanted is None else self._wanted)
        foldable = bool(self._count) and not (fits and opened)
        self.fold.setVisible(foldable)
        icon = "ri.arrow-down-s-line" if opened else "ri.alert-line"
        self.fold.setIcon(self._look.icon(icon, self._look.palette.ink, 15))
        self.fold.setToolTip(_("Fold the remarks") if opened else _("Show the remarks"))
        self.area.setVisible(opened)
        head = facts + (gap + self.fold.sizeHint().height() if foldable else 0)
        if opened:
            most = room - fields - head - gap
            taken = max(self._look.px(48), round(_SHARE * room) - head - gap) if self._wanted else 0
            least = min(needed, taken)
            self.area.setFixedHeight(max(least, min(needed, most)))
            needs_keys = self.area.maximumHeight() < needed
            self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus if needs_keys else Qt.FocusPolicy.TabFocus)
            head += gap + self.area.maximumHeight()
        self.setFixedHeight(head if self.lines else 0)

    def _picture(self, proof: Proof, desk: Desk) -> str:
        """How large a picture gets."""
        scale = (desk.now.dpi or proof.usual_dpi) / 72
        wide = max(size[0] for size in proof.sizes) * scale
        high = sum(size[1] for size in proof.sizes) * scale
        return _("The picture has {width} × {height} pixels.").format(
            width=grouped(round(wide)), height=grouped(round(high))
        )

    def _add(self, column: QVBoxLayout, words: str, icon: str, *, warning: bool = False) -> None:
        look, px = self._look, self._look.px
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        sign = QLabel()
        tint = look.palette.ink if warning else look.palette.second
        sign.setPixmap(look.icon(icon, tint, 15).pixmap(px(15), px(15)))
        sign.setFixedWidth(px(16))
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        label = plain_label(breakable(words), "" if warning else "second")
        label.setWordWrap(True)
        row.addWidget(label, 1)
        column.addWidget(line)
        line.show()  # at once, so that it counts in the height
        self.lines.append(words)


def _height(column: QVBoxLayout, wide: int) -> int:
    """How high its lines are at a width."""
    column.invalidate()
    if column.hasHeightForWidth():
        return max(0, column.heightForWidth(max(120, wide)))
    return column.sizeHint().height()


def _reading(proof: Proof) -> str:
    size = i18n.decimal(proof.smallest, 1)
    for sign in ",.":
        size = size.removesuffix(f"{sign}0")
    distance = i18n.decimal(proof.reading_distance, 1)
    return _("Smallest text {size} pt: readable from {distance} m.").format(size=size, distance=distance)
