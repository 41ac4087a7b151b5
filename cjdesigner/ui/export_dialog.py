"""Printing a poster, or writing a project's interchange form: what comes out is seen, and its limits told, before.

This module must not know how a format is written.
"""

from __future__ import annotations

import functools
from pathlib import Path

import msgspec
from PySide6.QtCore import QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from cjdesigner import i18n
from cjdesigner.errors import UserError
from cjdesigner.export import EXPORTERS, Options
from cjdesigner.export.methods import with_content
from cjdesigner.export.paper import PAPERS
from cjdesigner.export.pictures import collected
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.ui import file_dialogs
from cjdesigner.ui.appearance import Appearance, settings
from cjdesigner.ui.background import Task
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.export_parts import ExportNotes, PagesRow, SectionBoxes
from cjdesigner.ui.exporting import Preview, export, preview, snapshot
from cjdesigner.ui.plain import breakable, plain_label
from cjdesigner.ui.preview_sheet import PreviewSheet
from cjdesigner.ui.segments import Segments
from cjdesigner.ui.settings_dialog import with_settings

REST = 120
"""Milliseconds of rest after which the preview is drawn anew."""

JSON, PNG = ".json", ".png"
_FORMAT = "export/format"
_DPI = "export/dpi"
_USUAL = 35
"""Where the resolution stands for what suits the paper."""


class ExportDialog(QDialog):
    """Preview at the left; journey, format, paper and language at the right."""

    def __init__(self, editor: Editor, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._appearance = appearance
        self._asked: tuple[int, Options, int, int, int] | None = None
        self._page = 0
        self._drawing = False
        self.preview: Preview | None = None
        self._images = collected(editor.state, editor.document.images)
        self.written: Path | None = None
        px = appearance.px
        self.setWindowTitle(_("Export or print"))
        self.finished.connect(self.deleteLater)
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._draw)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.sheet = PreviewSheet(appearance)
        self.sheet.resized.timeout.connect(self._ask)
        self.pages = PagesRow(appearance)
        self.pages.turned.connect(self.show_page)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.sheet, 1)
        left.addWidget(self.pages)
        row.addLayout(left, 1)
        side = QWidget()
        side.setProperty("role", "right")
        side.setFixedWidth(px(344))
        whole = QVBoxLayout(side)
        whole.setContentsMargins(px(20), px(12), px(12), px(18))
        whole.setSpacing(px(6))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        fields = QWidget()
        scroll.setWidget(fields)
        self._column = QVBoxLayout(fields)
        self._column.setContentsMargins(0, px(4), px(8), 0)
        self._column.setSpacing(px(6))
        self._foot = QVBoxLayout()
        self._foot.setContentsMargins(0, 0, px(8), 0)
        self._foot.setSpacing(px(6))
        whole.addWidget(scroll, 1)
        whole.addLayout(self._foot)
        row.addWidget(side)
        self._fields: dict[str, tuple[QLabel, QWidget]] = {}
        self._fill()
        self.resize(self._size())
        self._show_format()
        self._ask()

    def _size(self) -> QSize:
        wanted = QSize(self._appearance.px(1120), self._appearance.px(700))
        screen = self.screen()
        return wanted.boundedTo(screen.availableGeometry().size() * 0.94) if screen is not None else wanted

    # making

    def _fill(self) -> None:
        look, px, state = self._appearance, self._appearance.px, self._editor.state
        kept = state.project.settings
        formats = {suffix: suffix.removeprefix(".").upper() for suffix in EXPORTERS}
        chosen = str(settings().value(_FORMAT, ".pdf"))
        self.format = Segments(look, formats, chosen if chosen in formats else ".pdf", _("Format"))
        self.format.chosen.connect(self._show_format)
        self.about = plain_label("", "small")
        self.about.setWordWrap(True)
        self.journey = QComboBox()
        for journey in state.journeys():
            self.journey.addItem(journey.title or _("Unnamed journey"), journey.id)
        self.journey.setCurrentIndex(max(0, self.journey.findData(self._editor.journey)))
        self.paper = QComboBox()
        self.paper.addItems(list(PAPERS))
        self.paper.setCurrentText(kept.paper if kept.paper in PAPERS else "A3")
        ways = {"portrait": _("Portrait"), "landscape": _("Landscape")}
        self.turned = Segments(look, ways, "landscape" if kept.landscape else "portrait", _("Orientation"))
        self.language = QComboBox()
        for code, name in i18n.LANGUAGES.items():
            self.language.addItem(name, code)
        self.language.setCurrentIndex(self.language.findData(look.language))
        self.dpi = QSpinBox()
        self.dpi.setRange(_USUAL, 1200)
        self.dpi.setSingleStep(10)
        self.dpi.setSuffix(" dpi")
        self.dpi.setSpecialValueText(_("As suits the paper"))
        kept_dpi = str(settings().value(_DPI, _USUAL))
        self.dpi.setValue(int(kept_dpi) if kept_dpi.isdigit() else _USUAL)
        for box in (self.journey, self.paper, self.language):
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            box.setMinimumContentsLength(10)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.currentIndexChanged.connect(self._ask)
        self.turned.chosen.connect(self._ask)
        self.sections = SectionBoxes(look)
        self.sections.changed.connect(self._show_first)
        self.journey.currentIndexChanged.connect(self._show_sections)
        self._show_sections()
        self.dpi.valueChanged.connect(self._tell_limits)

        self._add("format", _("Format"), self.format)
        self._column.addWidget(self.about)
        self._add("journey", _("Journey"), self.journey)
        self._add("sections", _("Parts"), self.sections)
        self._add("paper", _("Paper"), self.paper)
        self._add("turned", _("Orientation"), self.turned)
        self._add("language", _("Language"), self.language)
        self._add("dpi", _("Resolution"), self.dpi)
        self._column.addSpacing(px(6))
        self._notes = ExportNotes(look)
        self._column.addLayout(self._notes)
        self._column.addStretch(1)
        self._add_foot()

    def _add(self, name: str, word: str, control: QWidget) -> None:
        label = plain_label(word.upper(), "section")
        label.setBuddy(control)
        control.setAccessibleName(word)
        self._column.addSpacing(self._appearance.px(2))
        self._column.addWidget(label)
        self._column.addWidget(control)
        self._fields[name] = (label, control)

    def _add_foot(self) -> None:
        px = self._appearance.px
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(px(6))
        self.progress.setAccessibleName(_("Working"))
        self.outcome = plain_label("")
        self.outcome.setWordWrap(True)
        self.folder_button = QPushButton(_("Open folder"))
        self.folder_button.clicked.connect(self._open_folder)
        self._foot.addWidget(self.progress)
        self._foot.addWidget(self.outcome)
        self._foot.addWidget(self.folder_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.progress.hide()
        self.outcome.hide()
        self.folder_button.hide()
        row = QHBoxLayout()
        row.setSpacing(px(8))
        self.close_button = QPushButton(_("Close"))
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.reject)
        self.export_button = QPushButton(_("Export …"))
        self.export_button.setProperty("role", "primary")
        self.export_button.setDefault(True)
        self.export_button.clicked.connect(self._export)
        row.addStretch(1)
        row.addWidget(self.close_button)
        row.addWidget(self.export_button)
        self._foot.addSpacing(px(6))
        self._foot.addLayout(row)

    # what is chosen

    @property
    def options(self) -> Options:
        """What is chosen, for the exporters."""
        editor = self._editor
        path = editor.path if self._journey == editor.journey and editor.choice != "travelled" else None
        return Options(
            paper=self.paper.currentText(),
            landscape=self.turned.current == "landscape",
            language=str(self.language.currentData()),
            dpi=float(self.dpi.value()) if self.dpi.value() > _USUAL else None,
            path=path.nodes if path is not None else None,
            sections=self.sections.chosen,
            images=self._images,
        )

    @property
    def _journey(self) -> int:
        return int(self.journey.currentData())

    def _show_format(self) -> None:
        """Show what the format asks for."""
        suffix = self.format.current
        poster = suffix != JSON
        for name in ("journey", "paper", "turned", "language"):
            for widget in self._fields[name]:
                widget.setVisible(poster)
        for widget in self._fields["sections"]:
            widget.setVisible(poster and self.sections.several)
        for widget in self._fields["dpi"]:
            widget.setVisible(suffix == PNG)
        self.about.setText(_(EXPORTERS[suffix].label))
        self._ask()
        self._tell_limits()

    def _show_sections(self) -> None:
        """Offer the parts that the journey's poster has."""
        self.sections.offer(with_content(self._editor.state, self._journey))
        if "sections" in self._fields:
            for widget in self._fields["sections"]:
                widget.setVisible(self.format.current != JSON and self.sections.several)
        self._show_first()

    # the preview

    def show_page(self, page: int) -> None:
        """Show another page."""
        self._page = page
        self._rest.start(0)

    def _show_first(self) -> None:
        self._page = 0
        self._ask()

    def _ask(self) -> None:
        self._rest.start(REST)

    def _draw(self) -> None:
        if self._drawing:
            return  # it is asked again when the one under way is there
        if self.format.current == JSON:
            self.preview = None
            self.pages.show_pages(0, 1)
            self.sheet.show_words(_("The file holds every journey of the project as JSON."))
            self._tell_limits()
            return
        asked = self._wanted()
        if asked == self._asked and self.preview is not None:
            self.sheet.show_page(self.preview)
            self.pages.show_pages(self.preview.page, self.preview.pages)
            return
        self._asked = asked
        self._drawing = True
        self.sheet.wait()
        state = snapshot(self._editor.state)
        journey, options, wide, high, page = asked
        ratio = self.devicePixelRatioF()
        size = round(wide * ratio), round(high * ratio)
        drawing = Task(functools.partial(preview, state, journey, options, *size, page))
        drawing.done.connect(self._drawn)
        drawing.failed.connect(self._not_drawn)
        drawing.start()

    def _wanted(self) -> tuple[int, Options, int, int, int]:
        """What the preview depends on: journey, options but the resolution, width and height in px, which page."""
        room = self.sheet.room()
        return self._journey, msgspec.structs.replace(self.options, dpi=None), room.width(), room.height(), self._page

    def _drawn(self, drawn: Preview) -> None:
        self._drawing = False
        self.preview = drawn
        self.pages.show_pages(drawn.page, drawn.pages)
        if self.format.current != JSON:
            self.sheet.show_page(drawn)
        self._tell_limits()
        if self._asked != self._wanted():
            self._draw()

    def _not_drawn(self, error: Exception) -> None:
        self._drawing = False
        self.preview = None
        self.pages.show_pages(0, 1)
        if self._asked != self._wanted():
            self._draw()
            return
        if not isinstance(error, UserError):
            self.sheet.show_words(_("There is no preview."))
            raise error
        self.sheet.show_words(str(error))

    def _tell_limits(self) -> None:
        """Say from where the poster can be read, what was cut, and how large a picture gets."""
        suffix = self.format.current
        self._notes.tell(self.preview if suffix != JSON else None, self.options.dpi, picture=suffix == PNG)

    # the file

    def _export(self) -> None:
        suffix = self.format.current
        target = file_dialogs.ask_save(
            self._appearance, self, self._proposal() + suffix, suffix=suffix, kind=suffix.removeprefix(".").upper()
        )
        if target is None:
            return
        if target.suffix.lower() != suffix:
            target = target.with_name(target.name + suffix)
        self._remember()
        self._work(True)
        writing = Task(functools.partial(export, snapshot(self._editor.state), self._journey, target, self.options))
        writing.done.connect(self._done)
        writing.failed.connect(self._failed)
        writing.start()

    def _proposal(self) -> str:
        title = self.journey.currentText() if self.format.current != JSON else self._editor.state.project.title
        name = "".join("-" if letter in '/\\:*?"<>|' else letter for letter in title).strip() or _("Journey")
        store = self._editor.store
        if store is not None and not store.untitled:
            return str(Path(store.path).absolute().parent / name)
        return name

    def _remember(self) -> None:
        """Keep the format with the program, the paper with the project."""
        kept = settings()
        kept.setValue(_FORMAT, self.format.current)
        kept.setValue(_DPI, self.dpi.value())
        self.sections.remember()
        now, options = self._editor.state.project.settings, self.options
        if self._editor.read_only or self.format.current == JSON:
            return
        if (now.paper, now.landscape) != (options.paper, options.landscape):
            change = functools.partial(with_settings, paper=options.paper, landscape=options.landscape)
            self._editor.edit(mark("Change paper"), change)

    def _work(self, working: bool) -> None:
        self.progress.setVisible(working)
        self.export_button.setEnabled(not working)
        if working:
            self.outcome.hide()
            self.folder_button.hide()

    def _done(self, path: Path) -> None:
        self._work(False)
        self.written = path
        self.outcome.setProperty("role", "strong")
        self._tell_outcome(_("{name} is written.").format(name=path.name))
        self.folder_button.show()
        self.folder_button.setFocus()

    def _failed(self, error: Exception) -> None:
        self._work(False)
        self.written = None
        self.outcome.setProperty("role", "error")
        if not isinstance(error, UserError):
            self._tell_outcome(_("The file was not written; what went wrong is told in a moment."))
            raise error
        self._tell_outcome(str(error))

    def _tell_outcome(self, words: str) -> None:
        self.outcome.setText(breakable(words))
        self.outcome.style().unpolish(self.outcome)
        self.outcome.style().polish(self.outcome)
        self.outcome.show()

    def _open_folder(self) -> None:
        if self.written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.written.parent)))
