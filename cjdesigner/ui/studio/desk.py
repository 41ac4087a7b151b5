"""What is chosen in the studio, in one place: controls write it, the preview and the export read it.

This module must not know any control.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec
from PySide6.QtCore import QObject, Signal

from cjdesigner.export import EXPORTERS, Exporter
from cjdesigner.export.options import SECTIONS, SIDE, Diagram, Tile
from cjdesigner.export.presets import STARTS, started
from cjdesigner.i18n import gettext as _
from cjdesigner.model.records import Journey, Preset
from cjdesigner.ui.appearance import settings
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.studio.remembering import Memory, Printing, recalled, remember
from cjdesigner.ui.studio.wish import Wish

FORMAT = "export/format"
"""Under which the last format is kept."""
DIAGRAM = "export/diagram"

Which = Literal["all", "chosen", "since", "again", "compared"]
"""All tiles, those that were clicked, those that changed since the last printing, those that had changed when it was
printed last, or those that changed since a PDF."""

_MOST_LOOSE = 5


class Desk(QObject):
    """The settings on the table."""

    changed = Signal()
    """Something was chosen otherwise."""

    def __init__(self, editor: Editor, parent: QObject | None = None, suffix: str = "") -> None:
        super().__init__(parent)
        self.editor = editor
        kept = settings()
        suffix = suffix or str(kept.value(FORMAT, ".pdf"))
        self.suffix = suffix if suffix in EXPORTERS else ".pdf"
        self.journey = editor.journey
        self.from_map = isinstance(editor.choice, tuple)
        self.diagram: Diagram = "flowchart" if kept.value(DIAGRAM) == "flowchart" else "journey"
        self.which: Which = "all"
        self.only: frozenset[Tile] = frozenset()
        self.compared: Mapping[str, str] | None = None
        self.compared_name = ""
        self.logo: tuple[str, bytes | None] = ("", None)
        """The name and bytes of the logo last chosen: the file keeps it only once a preset names it."""
        self.nothing = False
        """No section at all is chosen, which a preset does not keep."""
        memory = recalled(self._project)
        self.printings: dict[int, Printing] = dict(memory.printings)
        self.preset: int | None = None
        self.start = "usual"
        self.loose: dict[str, Preset] = {}
        """Settings that were left without being saved, by key, called as what they began with; until this closes."""
        self.message: str | None = None
        """The key message of this printing alone, where the file cannot be written."""
        self._lost: tuple[int, str] | None = None
        self._lost_name = ""
        self._begin(memory)

    @property
    def _project(self) -> Path | None:
        return Path(self.editor.store.path) if self.editor.store is not None else None

    def _begin(self, memory: Memory) -> None:
        """Go on as the studio was left; the paper is the project's where that was changed meanwhile."""
        kept = self.editor.state.project.settings
        own = {"paper": kept.paper, "landscape": kept.landscape}
        if memory.settings is None:
            choice = self.editor.choice if not isinstance(self.editor.choice, tuple) else "travelled"
            self.now = msgspec.structs.replace(STARTS["usual"], path=choice, **own)
            return
        if memory.preset is not None and self._stored(memory.preset) is not None:
            self.preset = memory.preset
        self.start = memory.start if memory.start in STARTS else "usual"
        moved = memory.paper != f"{kept.paper} {kept.landscape}"
        self.now = msgspec.structs.replace(memory.settings, **own) if moved else memory.settings

    def keep(self) -> None:
        """Remember it for the next visit."""
        kept = self.editor.state.project.settings
        remember(
            self._project,
            Memory(self.now, self.preset, self.start, f"{kept.paper} {kept.landscape}", self.printings),
        )
        settings().setValue(FORMAT, self.suffix)
        settings().setValue(DIAGRAM, self.diagram)

    # choosing

    def set(self, **fields: Any) -> None:
        """Choose settings, by the fields of Preset."""
        self._take(msgspec.structs.replace(self.now, **fields))

    def choose(self, **fields: Any) -> None:
        """Choose what is no part of a preset: suffix, journey, from_map, diagram, which, only, compared, message."""
        if any(getattr(self, name) != value for name, value in fields.items()):
            if fields.get("journey", self.journey) != self.journey:
                self.message = None
            for name, value in fields.items():
                setattr(self, name, value)
            if self.which not in self.ways:
                self.which = "all"
            self.changed.emit()

    @property
    def ways(self) -> tuple[Which, ...]:
        """What can be said of the tiles to print."""
        last = self.printings.get(self.journey)
        there: dict[Which, bool] = {
            "all": True,
            "chosen": True,
            "since": last is not None,
            "again": last is not None and bool(last.before),
            "compared": self.compared is not None,
        }
        return tuple(way for way, possible in there.items() if possible)

    def take(self, key: int | str) -> None:
        """Begin anew: with the preset of that id, or with what STARTS or ``loose`` has under that key. What was set
        before and saved nowhere is kept among ``loose``."""
        if self.modified:
            self._put_loose(self.base_name)
        self.preset = key if isinstance(key, int) else None
        self.start = key if isinstance(key, str) else self.start
        self.which, self.only, self.from_map, self.nothing = "all", frozenset(), False, False
        self._take(self.base)
        self.changed.emit()

    def _take(self, now: Preset) -> None:
        if now == self.now:
            return
        if (now.paper, now.landscape, now.tile, now.overlap) != (
            self.now.paper,
            self.now.landscape,
            self.now.tile,
            self.now.overlap,
        ):
            self.only = frozenset()
            self.which = "all" if self.which == "chosen" else self.which
        self.now = now
        if self.is_loose:
            self.loose[self.start] = msgspec.structs.replace(now, name=self.loose[self.start].name)
        self.changed.emit()

    @property
    def is_loose(self) -> bool:
        """Whether the settings are in no preset, and began with none that there still is."""
        return self.preset is None and self.start in self.loose

    def _put_loose(self, name: str) -> str:
        """Keep the settings, as they are now, until the studio closes; the key they are kept under."""
        same = (key for key, held in self.loose.items() if plain(held) == plain(self.now) and held.name == name)
        key = next(same, "")
        if not key:
            key = f"unsaved {1 + max((int(held.split()[1]) for held in self.loose), default=0)}"
            self.loose[key] = msgspec.structs.replace(self.now, id=0, rank=0, name=name)
            while len(self.loose) > _MOST_LOOSE:
                del self.loose[next(iter(self.loose))]
        return key

    def follow_presets(self) -> None:
        """The presets have changed: the settings of one that is gone stay, and go back to it should it come back."""
        if self.preset is not None:
            stored = self._stored(self.preset)
            if stored is not None:
                self._lost_name = stored.name
                return
            key = self._put_loose(self._lost_name)
            self._lost = self.preset, key
            self.preset, self.start = None, key
        elif self._lost is not None and self.start == self._lost[1] and self._stored(self._lost[0]) is not None:
            self.preset = self._lost[0]
            self.loose.pop(self.start, None)
            self.start, self._lost = "usual", None

    def show_section(self, name: str, shown: bool) -> None:
        """Print a section, or leave it out."""
        self.show_sections((name,), shown)

    def show_sections(self, names: Iterable[str], shown: bool) -> None:
        """Print sections, or leave them out."""
        wanted = set(SECTIONS) if not self.now.sections and not self.nothing else set(self.now.sections)
        wanted = wanted | set(names) if shown else wanted - set(names)
        self.nothing = not wanted
        found = tuple(section for section in SECTIONS if section in wanted)
        now = msgspec.structs.replace(self.now, sections=() if len(found) == len(SECTIONS) else found)
        if now == self.now:
            self.changed.emit()  # only that nothing is chosen has changed
        self._take(now)

    def take_logo(self, data: bytes) -> None:
        """Choose a logo, of which is known that it can be drawn. Raises UserError where it cannot be kept."""
        name = hashlib.sha256(data).hexdigest()
        if not self.editor.read_only:
            name = self.editor.document.images.put(data, logo=True)
        self.logo = name, data
        self.set(logo=name)

    # reading

    def logo_bytes(self) -> bytes | None:
        """The chosen logo; None where there is none, or the file no longer has it."""
        name, data = self.logo
        if not self.now.logo:
            return None
        return data if name == self.now.logo else self.editor.document.images.get(self.now.logo)

    def shows(self, name: str) -> bool:
        """Whether a section is printed."""
        return not self.nothing and (not self.now.sections or name in self.now.sections)

    @property
    def side(self) -> tuple[str, ...]:
        """All blocks of the side column in their order."""
        first = [name for name in self.now.side if name in SIDE]
        return (*first, *(name for name in SIDE if name not in first))

    @property
    def exporter(self) -> Exporter:
        """The chosen format."""
        return EXPORTERS[self.suffix]

    @property
    def sheet(self) -> bool:
        """Whether the format is of sheets."""
        return "sheet" in self.exporter.uses

    def _stored(self, identity: int) -> Preset | None:
        return self.editor.state.get(identity, Preset)

    @property
    def base(self) -> Preset:
        """What the settings began with."""
        stored = self._stored(self.preset) if self.preset is not None else None
        if stored is not None:
            return stored
        if self.start in self.loose:
            return self.loose[self.start]
        return started(self.start, self.editor.state)

    @property
    def base_name(self) -> str:
        """What the settings began with, as it is called."""
        return self.base.name if self.base.id or self.is_loose else _(self.base.name)

    @property
    def modified(self) -> bool:
        """Whether something is set otherwise than in the preset."""
        return plain(self.now) != plain(self.base)

    @property
    def title(self) -> str:
        """The chosen journey's title."""
        record = self.editor.state.get(self.journey, Journey)
        return record.title if record is not None else ""

    def wish(self, images: Mapping[str, bytes]) -> Wish:
        """All that is chosen."""
        editor = self.editor
        if self.journey not in editor.state:
            self.journey = editor.journey
        chosen = self.from_map and self.journey == editor.journey and editor.path is not None
        logo = self.logo_bytes()
        if logo is not None:
            images = {**images, self.now.logo: logo}
        return Wish(
            suffix=self.suffix,
            journey=self.journey,
            settings=msgspec.structs.replace(self.now, name=self.base_name),
            nothing=self.nothing,
            nodes=editor.path.nodes if chosen and editor.path is not None else None,
            only=tuple(sorted(self.only)) if self.now.tile and self.which == "chosen" else None,
            printed=self._printed(),
            diagram=self.diagram,
            message=self.message,
            images=images,
        )

    def _printed(self) -> Mapping[str, str]:
        return (self.compared_with or {}) if self.now.tile else {}

    @property
    def compared_with(self) -> Mapping[str, str] | None:
        """The fingerprints of an earlier printing, of which only what has changed since is printed; None where it is
        not asked."""
        last = self.printings.get(self.journey)
        if self.which in ("since", "again"):
            return None if last is None else last.tiles if self.which == "since" else last.before
        return self.compared if self.which == "compared" else None


def plain(preset: Preset) -> Preset:
    """The settings alone, to compare."""
    return msgspec.structs.replace(preset, id=0, rank=0, name="")
