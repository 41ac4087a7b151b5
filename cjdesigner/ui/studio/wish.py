"""What is wanted of an export, all of it: settings, journey, pictures, which tiles. It can be handed to a thread.

This module must not know widgets.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from cjdesigner.export import Options
from cjdesigner.export.options import Diagram, Tile
from cjdesigner.export.presets import options_of
from cjdesigner.model.records import Preset
from cjdesigner.model.state import State


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """One export."""

    suffix: str
    journey: int
    settings: Preset
    nothing: bool = False
    """No section at all is chosen."""
    nodes: tuple[int, ...] | None = None
    """The path chosen on the map, instead of the one that the settings name."""
    only: tuple[Tile, ...] | None = None
    printed: Mapping[str, str] = {}
    diagram: Diagram = "journey"
    message: str | None = None
    """The key message instead of the journey's own."""
    images: Mapping[str, bytes] = {}

    def options(self, state: State) -> Options:
        """For the exporters. Raises BadInput for what there is not."""
        found = options_of(self.settings, state, self.journey, self.images)
        if found.tiling is not None:
            tiling = msgspec.structs.replace(found.tiling, only=self.only, printed=self.printed)
            found = msgspec.structs.replace(found, tiling=tiling)
        return msgspec.structs.replace(
            found,
            path=found.path if self.nodes is None else self.nodes,
            sections=() if self.nothing else found.sections,
            diagram=self.diagram,
            key_message=self.message,
        )
