"""The journey panel: what to fix first, gaps, the journey in sentences, trust, and the score that a target needs.

This module must not know how a figure is computed.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from cjdesigner import theme
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark, ngettext, percent
from cjdesigner.model import edits, money
from cjdesigner.model.document import Change
from cjdesigner.model.excellence import Analysis, Path, needed_score
from cjdesigner.model.records import Node
from cjdesigner.model.wording import COVERED, arriving, at_most, brief, figure, grouped, large, name_of, number
from cjdesigner.ui.appearance import Appearance, colour, settings
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels import findings
from cjdesigner.ui.panels.hanging_badges import JourneyBadges
from cjdesigner.ui.panels.labels import label, section
from cjdesigner.ui.panels.refresh import Refresher
from cjdesigner.ui.panels.rows import RowList
from cjdesigner.ui.panels.undo_keys import share_undo
from cjdesigner.ui.panels.wheel import leave_wheel

_ROUNDS = 10


class JourneyPanel(QScrollArea):
    """All that concerns the journey as a whole."""

    def __init__(self, editor: Editor, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._appearance = appearance
        self._travelled: Path | None = None
        self.setAccessibleName(_("Journey panel"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget(self)
        self._page = page
        self.levers = RowList(appearance, _("Fix this first"), most=20, parent=page)
        self.gaps = RowList(appearance, _("Gaps"), most=60, parent=page)
        self.summary = RowList(appearance, _("Paths"), most=3, parent=page)
        self.levers_hint = label("", "second", wrap=True, parent=page)
        self.gaps_hint = label("", "second", wrap=True, parent=page)
        self.equal_button = QPushButton(page)
        self.equal_button.setProperty("role", "link")
        self.sentences = label("", "second", wrap=True, parent=page)
        self.trust = TrustStrip(appearance, page)
        self.trust_hint = label("", "second", wrap=True, parent=page)
        self.target = leave_wheel(QSpinBox(page))
        share_undo(self.target)
        self.needed = label("", "second", wrap=True, parent=page)
        self._headings: dict[str, QWidget] = {}
        self._build(page)
        self.levers.chosen.connect(self._select)
        self.gaps.chosen.connect(self._select)
        self.summary.chosen.connect(editor.choose_path)
        self.equal_button.clicked.connect(self._equal_shares)
        self.target.valueChanged.connect(self._target_changed)
        self._refresher = Refresher(self, self.refresh)
        editor.figures_changed.connect(self._refresher.later)
        editor.journey_changed.connect(self._refresher.later)
        editor.cover_changed.connect(self._refresher.later)
        editor.path_changed.connect(self._refresher.later)
        editor.changed.connect(self._changed)

    def _build(self, page: QWidget) -> None:
        px = self._appearance.px
        column = QVBoxLayout(page)
        column.setContentsMargins(px(8), px(16), px(8), px(16))
        column.setSpacing(px(4))
        self.badges = JourneyBadges(self._editor, self._appearance, page)
        column.addWidget(self.badges)

        def part(title: str, *widgets: QWidget) -> None:
            heading: QLabel = section(title, page)
            heading.setIndent(px(8))
            self._headings[title] = heading
            column.addWidget(heading)
            for widget in widgets:
                if isinstance(widget, QLabel):
                    widget.setIndent(px(8))
                column.addWidget(widget)
            column.addSpacing(px(14))

        part(_("Fix this first"), self.levers, self.levers_hint)
        part(_("Gaps"), self.gaps, self.gaps_hint, self.equal_button)
        part(_("Paths"), self.summary, self.sentences)
        part(_("Trust over rounds"), self.trust, self.trust_hint)
        self.target.setRange(1, 100)
        self.target.setSuffix(percent(0).removeprefix("0"))
        self.target.setAccessibleName(_("Target"))
        self.target.setValue(_kept_target())
        line = QHBoxLayout()
        line.setContentsMargins(px(8), 0, px(8), 0)
        self._target_caption = label(_("To bring the most travelled path to"), wrap=True, parent=page)
        line.addWidget(self._target_caption, 1)
        line.addWidget(self.target)
        box = QWidget(page)
        box.setLayout(line)
        part(_("Reach a target"), box, self.needed)
        column.addStretch()
        self.setWidget(page)

    # showing

    def refresh(self) -> None:
        """Read the figures anew."""
        analysis, state, covered = self._editor.analysis, self._editor.state, self._editor.covered
        self._travelled = next(iter(analysis.most_travelled(1)), None)
        levers = [] if covered else findings.levers(analysis, state, self._editor.journey_record)
        self.levers.set_rows(levers)
        _show(self.levers, bool(levers))
        self.levers_hint.setText(self._levers_hint(analysis, bool(levers)))
        gaps = findings.gaps(analysis, state, covered)
        self.gaps.set_rows(gaps)
        _show(self.gaps, bool(gaps))
        self.gaps_hint.setText("" if gaps else _("None: every need is answered, every touchpoint scored."))
        if not analysis.linked:
            self.gaps_hint.setText(_("Unanswered needs, unscored touchpoints and lost customers are listed here."))
        _show(self.gaps_hint, not gaps)
        self._offer_equal_shares(analysis)
        self.summary.set_rows(findings.summary(analysis, state, self._travelled, covered))
        _show(self.summary, self._travelled is not None)
        choice = self._editor.choice
        self.summary.show_current(choice if isinstance(choice, str) else None)
        self.sentences.setText("\n".join(self._sentences(analysis)))
        self._show_trust(analysis)
        self._show_needed(analysis)

    def _levers_hint(self, analysis: Analysis, any_levers: bool) -> str:
        if self._editor.covered:
            return _("Covered while you score.")
        if any_levers:
            text = _("What the journey gains, in points, when this touchpoint alone becomes 100%.")
            if money.is_told(self._editor.journey_record):
                text += " " + _("What that is in customers and money is an estimate.")
            return text
        if analysis.expected is None:
            return _("Score touchpoints with the digits, 8 for 80%: what helps most then stands here.")
        return _("Nothing: no single score would raise the journey.")

    def _sentences(self, analysis: Analysis) -> list[str]:
        covered = self._editor.covered
        lines = [findings.counts(analysis)]
        if analysis.paths is not None:
            count = analysis.paths
            text = ngettext("{count} path", "{count} paths", count)
            lines[0] += " \u00b7 " + text.format(count=large(count))
        if analysis.lost and not covered:
            lines.append(_("Lost: {lost} · {arriving}").format(lost=figure(analysis.lost), arriving=arriving(analysis)))
            worth = money.told(self._editor.journey_record, analysis.lost)
            if worth:
                lines.append(_("That is {amount}.").format(amount=worth))
        same = analysis.equivalent
        if same is not None and not covered:
            count, each = same
            text = ngettext(
                "The most travelled path is like {count} touchpoint at {each}.",
                "The most travelled path is like {count} touchpoints at {each} each.",
                count,
            )
            bound = self._travelled is not None and self._travelled.upper_bound
            lines.append(text.format(count=grouped(count), each=at_most(each, bound)))
        return lines

    def _show_trust(self, analysis: Analysis) -> None:
        covered = self._editor.covered
        kept = analysis.trust_per_round
        values = [] if kept is None or covered else [analysis.trust(n) or 0.0 for n in range(1, _ROUNDS + 1)]
        self.trust.show_values(values)
        _show(self.trust, bool(values))
        if covered:
            text = COVERED
        elif kept is None:
            text = _("What is left of the journey's excellence when customers come back again and again.")
        else:
            last = at_most(values[-1], analysis.upper_bound)
            text = _("Never disappointed in {rounds} rounds: {trust}. Each further round keeps {kept}.").format(
                rounds=_ROUNDS, trust=last, kept=at_most(kept, analysis.upper_bound)
            )
        again = analysis.again_links
        if not covered and not self._editor.graph.return_ends:
            text += " " + _(
                "Draw a return link from an end to where its next round begins; until then it is the whole."
            )
        if again:
            more = ngettext(
                "{count} return link starts before the end: a second attempt, not part of trust.",
                "{count} return links start before the end: second attempts, not part of trust.",
                again,
            )
            text += " " + more.format(count=grouped(again))
        self.trust_hint.setText(text)

    def _show_needed(self, analysis: Analysis) -> None:
        path = self._travelled
        if path is None or not path.touchpoints:
            self.needed.setText(_("There is no path with a touchpoint yet."))
            return
        each = needed_score(self.target.value() / 100, path.touchpoints)
        text = ngettext(
            "its {count} touchpoint needs {each}.", "each of its {count} touchpoints needs {each}.", path.touchpoints
        ).format(count=grouped(path.touchpoints), each=figure(each))
        short = [step.id for step in path.steps if step.factor < each - 1e-9]
        if short and not self._editor.covered and analysis.linked_scored:
            worst = min(path.steps, key=lambda step: step.factor)
            more = ngettext(
                "{count} is below that, “{name}” the most.", "{count} are below that, “{name}” the most.", len(short)
            )
            name = brief(name_of(self._editor.state.get(worst.id, Node)))
            text += " " + more.format(count=grouped(len(short)), name=name)
        self.needed.setText(text)

    # hands

    def _select(self, key: object) -> None:
        if isinstance(key, int):
            self._editor.select((key,))

    def _changed(self, change: Change) -> None:
        """The journey's customers and their worth change no figure, but how figures are told."""
        if self._editor.journey in change.patch:
            self._refresher.later()

    def _target_changed(self, value: int) -> None:
        settings().setValue("journey/target", value)
        self._show_needed(self._editor.analysis)

    def _offer_equal_shares(self, analysis: Analysis) -> None:
        nodes = findings.needs_equal_shares(analysis, self._editor.state)
        _show(self.equal_button, bool(nodes) and not self._editor.read_only)
        if nodes:
            text = _("Equal shares after “{name}”").format(name=name_of(self._editor.state.get(nodes[0], Node)))
            metrics = self.equal_button.fontMetrics()
            width = max(self._appearance.px(120), self.width() - self._appearance.px(40))
            self.equal_button.setText(metrics.elidedText(text, Qt.TextElideMode.ElideRight, width).replace("&", "&&"))

    def _equal_shares(self) -> None:
        nodes = findings.needs_equal_shares(self._editor.analysis, self._editor.state)
        if nodes:
            node = nodes[0]
            self._editor.edit(mark("Make the shares equal"), lambda state: edits.equal_shares(state, node))


class TrustStrip(QWidget):
    """T(1) to T(n) as bars, each with its percentage where there is room."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._values: list[float] = []
        self._font = appearance.font("regular", theme.SIZE_SMALL)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Trust over rounds"))

    def show_values(self, values: list[float]) -> None:
        """Show the trust after each round."""
        if values != self._values:
            self._values = values
            words = [f"{place}: {figure(value)}" for place, value in enumerate(values, 1)]
            self.setAccessibleDescription(", ".join(words))
            self.setToolTip("\n".join(words))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._appearance.px(200), self._appearance.px(72))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._values:
            return
        px, palette = self._appearance.px, self._appearance.palette
        painter = QPainter(self)
        painter.setFont(self._font)
        line = QFontMetricsF(self._font).height()
        left, top = float(px(8)), line + px(2)
        bottom = self.height() - line - px(2)
        pitch = (self.width() - left * 2) / len(self._values)
        most = max(*self._values, 0.01)
        for place, value in enumerate(self._values):
            x = left + place * pitch
            height = max(1.0, value / most * (bottom - top))
            painter.fillRect(
                QRectF(x + pitch * 0.15, bottom - height, pitch * 0.7, height), colour(theme.score_colour(value))
            )
            painter.setPen(colour(palette.second))
            round_box = QRectF(x, bottom, pitch, line + px(2))
            painter.drawText(round_box, Qt.AlignmentFlag.AlignCenter, str(place + 1))
            painter.setPen(colour(palette.ink))
            worth = QRectF(x, bottom - height - line, pitch, line)
            painter.drawText(worth, Qt.AlignmentFlag.AlignCenter, number(value))


def _show(widget: QWidget, shown: bool) -> None:
    if widget.isHidden() == shown:
        widget.setVisible(shown)


def _kept_target() -> int:
    try:
        return min(100, max(1, int(str(settings().value("journey/target", 50)))))
    except ValueError:
        return 50
