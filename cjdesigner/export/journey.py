"""What a poster is about: one journey with its figures, read once for all parts of the sheet.

This module must not know paper or how anything is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from cjdesigner.errors import BadInput
from cjdesigner.export.options import Options
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.model.excellence import Analysis, Path
from cjdesigner.model.graph import JourneyGraph
from cjdesigner.model.lettering import letters
from cjdesigner.model.records import Journey, Link, Node, Phase
from cjdesigner.model.state import State
from cjdesigner.model.wording import name_of


class Told:
    """A journey, its records and its figures."""

    def __init__(self, state: State, journey: int, options: Options) -> None:
        record = state.get(journey, Journey)
        if record is None:
            raise BadInput(mark("There is no journey with the number {journey}."), journey=journey)
        self.state, self.journey, self.options = state, record, options
        self.project = state.project
        self.phases: list[Phase] = state.phases(journey)
        self.nodes: dict[int, Node] = {node.id: node for node in state.nodes(journey)}
        self.links: list[Link] = state.links(journey)
        self.analysis = Analysis(JourneyGraph(state, journey))

    @cached_property
    def title(self) -> str:
        """The journey's title, or the project's."""
        return self.journey.title.strip() or self.project.title.strip() or _("Untitled journey")

    @cached_property
    def shown(self) -> list[Node]:
        """The nodes on the map: the linked ones, or all where none is."""
        parked = set(self.analysis.parked_ids)
        return [node for node in self.nodes.values() if node.id not in parked] or list(self.nodes.values())

    @cached_property
    def parked(self) -> list[Node]:
        """The nodes that are not on the map."""
        shown = {node.id for node in self.shown}
        return [node for node in self.nodes.values() if node.id not in shown]

    @cached_property
    def path(self) -> Path | None:
        """The path that is told step by step: the chosen one, else the one most customers take."""
        if self.options.path:
            try:
                return self.analysis.path(self.options.path)
            except ValueError:
                pass  # the path was chosen before the journey changed
        return next(iter(self.analysis.most_travelled(1)), None)

    @cached_property
    def path_is_most_travelled(self) -> bool:
        """Whether no other path has more customers."""
        most = next(iter(self.analysis.most_travelled(1)), None)
        return most is not None and self.path is not None and self.path.probability >= most.probability - 1e-12

    @cached_property
    def path_links(self) -> set[int]:
        """The next links on the path."""
        nodes = self.path.nodes if self.path else ()
        steps = set(zip(nodes, nodes[1:], strict=False))
        return {link.id for link in self.links if link.kind == "next" and (link.source, link.target) in steps}

    @cached_property
    def letters(self) -> dict[int, str]:
        """Letters of the path's touchpoints where it goes back to an earlier phase; else none."""
        return letters(self.path, self.state)

    def name(self, node: int) -> str:
        """A node's title, or what it is where it has none."""
        return name_of(self.nodes[node])

    def names(self, nodes: Sequence[int]) -> list[str]:
        """The titles of nodes."""
        return [self.name(node) for node in nodes]
