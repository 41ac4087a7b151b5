"""The score in the inspector: slider with anchors, entry on the scale people score on, share of satisfied answers.

This module must not know what a score does to the journey.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QSpinBox, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.model import edits
from cjdesigner.model.document import Gesture
from cjdesigner.model.patch import Patch
from cjdesigner.model.records import Evidence, Touchpoint
from cjdesigner.model.state import State
from cjdesigner.model.wording import COVERED, MIXED, figure
from cjdesigner.ui.appearance import Appearance, settings
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels import scales
from cjdesigner.ui.panels.field_editor import FieldEditor
from cjdesigner.ui.panels.fields.field import Field
from cjdesigner.ui.panels.labels import label
from cjdesigner.ui.panels.score_slider import ScoreSlider
from cjdesigner.ui.panels.wheel import leave_wheel

_EVIDENCE: dict[Evidence, str] = {
    "guess": mark("guess"),
    "observed": mark("observed"),
    "measured": mark("measured"),
}


class ScoreField(FieldEditor):
    """A touchpoint's score, or one score for many."""

    def __init__(self, field: Field, editor: Editor, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(field, editor, appearance, parent)
        self._gesture: Gesture | None = None
        self._basis_written = ""
        kept = settings()
        self._scale = scales.BY_KEY.get(str(kept.value("score/scale", "")), scales.PER_CENT)
        self._satisfied = str(kept.value("score/mapping", "satisfied")) == "satisfied"
        self.word = label(_("Score"), "second", parent=self)
        self.evidence = label("", "strong", parent=self)
        self.figure = label("", "heading", parent=self)
        self.figure.setStyleSheet(f"font-size: {appearance.px(22)}px;")
        self.slider = ScoreSlider(appearance, self)
        self.entry = QLineEdit(self)
        self.scale_box = QComboBox(self)
        self.mapping_box = QComboBox(self)
        self.satisfied = QSpinBox(self)
        self.answers = QSpinBox(self)
        self.mapping = label("", "small", wrap=True, parent=self)
        self._of = QLabel(_("of"), self)
        self._arrange()
        self._dress_entries()
        self.slider.pressed.connect(self._pressed)
        self.slider.dragged.connect(self._dragged)
        self.slider.released.connect(self._released)
        self.slider.cancelled.connect(self._cancelled)
        self.slider.set_to.connect(self._set_to)
        self.slider.setEnabled(not editor.read_only)
        self.setFocusProxy(self.slider)
        self._show_scale()

    def _arrange(self) -> None:
        px = self.appearance.px
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self.word)
        head.addWidget(self.evidence)
        head.addStretch()
        head.addWidget(self.figure)
        self._column.addLayout(head)
        self._column.addWidget(self.slider)
        row = QHBoxLayout()
        row.setSpacing(px(6))
        row.addWidget(self.entry, 1)
        row.addWidget(self.scale_box, 2)
        self._column.addLayout(row)
        self._column.addWidget(self.mapping_box)
        counts = QHBoxLayout()
        counts.setSpacing(px(6))
        counts.addWidget(self.satisfied, 1)
        counts.addWidget(self._of)
        counts.addWidget(self.answers, 1)
        self._column.addLayout(counts)
        self._column.addWidget(self.mapping)

    def _dress_entries(self) -> None:
        self.entry.setAccessibleName(_("Score, typed"))
        self.entry.textEdited.connect(self.typing)
        self.entry.returnPressed.connect(self.entered)
        for box, name in ((self.satisfied, _("Satisfied answers")), (self.answers, _("All answers"))):
            box.setRange(0, 10_000_000)
            box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
            box.setAccessibleName(name)
            box.setToolTip(name)
            box.valueChanged.connect(self._counted)
        for combo, name in ((self.scale_box, _("Scale")), (self.mapping_box, _("Mapping to a score"))):
            combo.setAccessibleName(name)
            combo.setToolTip(name)
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(6)
        for scale in scales.SCALES:
            self.scale_box.addItem(_(scale.label))
        self.mapping_box.addItems([_("share of satisfied answers"), _("linear, from the mean answer")])
        self.scale_box.setCurrentIndex(scales.SCALES.index(self._scale))
        self.mapping_box.setCurrentIndex(0 if self._satisfied else 1)
        self.scale_box.activated.connect(self._chose_scale)
        self.mapping_box.activated.connect(self._chose_scale)
        for widget in (self.slider, self.entry, self.satisfied, self.answers, self.scale_box, self.mapping_box):
            widget.installEventFilter(self)
        for chooser in (self.satisfied, self.answers, self.scale_box, self.mapping_box):
            leave_wheel(chooser)
        for entry in (self.entry, self.satisfied, self.answers):
            entry.setReadOnly(self.editor.read_only)

    # the scale

    @property
    def _counting(self) -> bool:
        """Whether satisfied answers are counted rather than an answer typed."""
        return self._scale.survey and self._satisfied

    def _chose_scale(self) -> None:
        self.flush()
        self._scale = scales.SCALES[self.scale_box.currentIndex()]
        self._satisfied = self.mapping_box.currentIndex() == 0
        kept = settings()
        kept.setValue("score/scale", self._scale.key)
        kept.setValue("score/mapping", "satisfied" if self._satisfied else "linear")
        self._show_scale()
        self.load()

    def _show_scale(self) -> None:
        self.mapping_box.setVisible(self._scale.survey)
        self.entry.setVisible(not self._counting)
        for widget in (self.satisfied, self._of, self.answers):
            widget.setVisible(self._counting)
        self.mapping.setText(scales.mapping(self._scale, satisfied=self._satisfied))
        if self._counting:
            self._forget_counts()

    def _forget_counts(self) -> None:
        for box in (self.satisfied, self.answers):
            with QSignalBlocker(box):
                box.setValue(0)

    # values

    def bind(self, ids: tuple[int, ...]) -> None:
        if ids != self.ids:
            self._released()
        if ids != self.ids and self._counting:
            self.flush()
            self._forget_counts()
        super().bind(ids)

    def show_value(self, value: Any, mixed: bool) -> None:
        covered = self.editor.covered
        kinds = {record.evidence for record in self.records() if isinstance(record, Touchpoint)}
        evidence = kinds.pop() if len(kinds) == 1 else None
        self.slider.show_value(value, evidence or "measured", mixed=mixed, covered=covered)
        self.figure.setText(MIXED if mixed and not covered else figure(value, covered))
        self.evidence.setText(
            _("unscored") if value is None and not mixed else _(_EVIDENCE[evidence]) if evidence else ""
        )
        if covered:
            self.evidence.setText("")
        self.entry.setPlaceholderText(COVERED if covered else MIXED if mixed else _("unscored"))
        text = "" if covered else scales.shown(value, self._scale)
        if text != self.entry.text() and not (self._stands(self.entry, value) and not self._counting):
            self.entry.setText(text)

    def typed(self) -> Any:
        self._mark(self.entry, True)
        if self._counting:
            if not self.answers.value():
                raise ValueError(0)
            return scales.share(self.satisfied.value(), self.answers.value())
        if self.editor.covered and not self.entry.text().strip():
            raise ValueError("")
        try:
            return scales.parse(self.entry.text(), self._scale)
        except ValueError:
            self._mark(self.entry, False)
            raise

    def _mark(self, widget: QWidget, fits: bool) -> None:
        self.mapping.setProperty("role", "small" if fits else "error")
        self.mapping.style().polish(self.mapping)
        widget.setStyleSheet("" if fits else f"color: {self.appearance.palette.danger};")

    def leave(self) -> None:
        super().leave()
        self._mark(self.entry, True)

    def patch(self, state: State, value: Any) -> Patch:
        patch = edits.set_fields(state, self.ids, score=value)
        if self._counting and self.answers.value() and value is not None and len(self.ids) == 1:
            record = state.get(self.ids[0], Touchpoint)
            if record is not None and (not record.basis or record.basis == self._basis_written):
                self._basis_written = self._basis()
                patch = edits.set_fields(state, self.ids, score=value, basis=self._basis_written)
        return patch

    def _basis(self) -> str:
        return _("{satisfied} of {answers} answers satisfied").format(
            satisfied=self.satisfied.value(), answers=self.answers.value()
        )

    def _counted(self) -> None:
        self.typing()

    # the slider

    def _pressed(self) -> None:
        self.flush()
        self._gesture = self.editor.begin(self.field.edit)

    def _dragged(self, value: float) -> None:
        if self._gesture is not None and self._gesture.open:
            ids = self.ids
            self.editor.draft(self._gesture, lambda state: edits.set_fields(state, ids, score=value))
            self.load()

    def _released(self) -> None:
        gesture, self._gesture = self._gesture, None
        if gesture is not None and gesture.open:
            self.editor.finish(gesture)
            self.rewritten.emit()

    def _cancelled(self) -> None:
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.cancel()
        self.load()

    def _set_to(self, value: float | None) -> None:
        self.flush()
        self.write(value, merge=True)
        self.load()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.FocusOut
            and isinstance(event, QFocusEvent)
            and watched in (self.satisfied, self.answers)
        ):
            if event.reason() != Qt.FocusReason.PopupFocusReason:
                self.flush()  # the two numbers make one entry: going from one to the other does not end it
            return False
        return super().eventFilter(watched, event)
