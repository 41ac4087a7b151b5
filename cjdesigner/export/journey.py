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
from cjdesigner.model import strategy
from cjdesigner.model.client_copy import for_client
from cjdesigner.model.excellence import Analysis, Path
from cjdesigner.model.graph import JourneyGraph
from cjdesigner.model.hanging import Hung, hung
from cjdesigner.model.insight_words import count_words
from cjdesigner.model.insights import counted
from cjdesigner.model.lettering import letters
from cjdesigner.model.personas import persona_name
from cjdesigner.model.records import Activity, Insight, Journey, Link, Node, Persona, Phase, Touchpoint
from cjdesigner.model.state import State
from cjdesigner.model.strategy import Handoff
from cjdesigner.model.strips import has_strips
from cjdesigner.model.weighing import Comparison, compare
from cjdesigner.model.wording import listed, name_of


class Told:
    """A journey, its records and its figures."""

    def __init__(self, state: State, journey: int, options: Options) -> None:
        record = state.get(journey, Journey)
        if record is None:
            raise BadInput(mark("There is no journey with the number {journey}."), journey=journey)
        if options.client:
            state = for_client(state)
            record = state.get(journey, Journey) or record
        self.state, self.journey, self.options = state, record, options
        self.project = state.project
        self.phases: list[Phase] = state.phases(journey)
        self.nodes: dict[int, Node] = {node.id: node for node in state.nodes(journey)}
        self.links: list[Link] = state.links(journey)
        self.graph = JourneyGraph(state, journey)
        self.analysis = Analysis(self.graph)

    @property
    def client(self) -> bool:
        """Whether this is a copy for the client, without what is only for the team: the state then holds none of it."""
        return self.options.client

    @cached_property
    def key_message(self) -> str:
        """What the head says: the message asked for, else the journey's own; empty where there is none."""
        message = self.options.key_message
        return (self.journey.key_message if message is None else message).strip()

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

    # what hangs on it

    @cached_property
    def personas(self) -> list[Persona]:
        """The personas of the journey, the one whose journey it is first."""
        return self.state.personas(self.journey.id)

    @cached_property
    def persona(self) -> str:
        """Whose journey it is: its personas by name, machines said to be; else what the journey says in a word."""
        return listed([named(persona) for persona in self.personas]) or self.journey.persona.strip()

    @cached_property
    def hung(self) -> dict[int, Hung]:
        """What hangs on the cards of the map."""
        state = self.state
        found = ((node.id, hung(state, node.id)) for node in self.shown if state.is_referred_to(node.id))
        return {node: what for node, what in found if what is not None}

    @cached_property
    def handoffs(self) -> list[Handoff]:
        """The hand-offs between owners, those where nothing is handed over first."""
        return strategy.handoffs(self.state, self.journey.id)

    @cached_property
    def signed(self) -> dict[int, bool]:
        """The links at which a hand-off is signed; True where on one of them nothing is handed over."""
        found: dict[int, bool] = {}
        for handoff in self.handoffs:
            found[handoff.link] = found.get(handoff.link, False) or handoff.silent
        return found

    @cached_property
    def comparison(self) -> Comparison | None:
        """The figures by persona, where there are two or more."""
        return compare(self.graph) if len(self.personas) > 1 else None

    @cached_property
    def has_strips(self) -> bool:
        """Whether lanes or the company's activities stand beneath the map."""
        return self.options.shows("lanes") and has_strips(self.state, self.journey.id)

    @cached_property
    def has_ties(self) -> bool:
        """Whether an activity serves a touchpoint."""
        found = self.state.members(self.journey.id, Activity)
        return any(self.state.targets(activity.id, Touchpoint) for activity in found)

    @cached_property
    def learned(self) -> dict[int, str]:
        """Of each phase how many pains and gains hang on it and on its cards, in words; where there are any."""
        found: dict[int, str] = {}
        for phase in self.phases if self.options.shows("insights") else ():
            places = [phase.id, *(node.id for node in self.state.standing_in(self.journey.id, phase.id))]
            hanging = [i for place in places for i in self.state.attached(place, Insight)]
            counts = counted({insight.id: insight for insight in hanging}.values())
            words = count_words(counts)[1:]
            if words:
                found[phase.id] = ", ".join(words)
        return found

    @cached_property
    def voices(self) -> dict[int | None, tuple[Insight, ...]]:
        """What was learned in each phase and at its cards, the gravest first: pains before gains, sure before unsure,
        what hangs where most can be won before the rest. Phases without any are left out."""
        found: dict[int | None, dict[int, tuple[float, Insight]]] = {}
        levers = {lever.id: lever.lever for lever in self.analysis.levers} if self.options.shows("insights") else {}

        def take(phase: int | None, place: int, lever: float) -> None:
            if self.state.is_referred_to(place):
                for insight in self.state.attached(place, Insight):
                    if insight.text.strip():
                        most = max(lever, found.get(phase, {}).get(insight.id, (0.0,))[0])
                        found.setdefault(phase, {})[insight.id] = (most, insight)

        if self.options.shows("insights"):
            for phase in self.phases:
                take(phase.id, phase.id, 0.0)
            for node in self.shown:
                take(node.phase, node.id, levers.get(node.id, 0.0))
        return {phase: tuple(i for _lever, i in sorted(held.values(), key=_gravity)) for phase, held in found.items()}

    # names

    def name(self, node: int) -> str:
        """A node's title, or what it is where it has none."""
        return name_of(self.nodes[node])

    def names(self, nodes: Sequence[int]) -> list[str]:
        """The titles of nodes."""
        return [self.name(node) for node in nodes]


def _gravity(found: tuple[float, Insight]) -> tuple[int, int, float, int, int]:
    lever, insight = found
    valence = ("pain", "gain", "neutral").index(insight.valence)
    sure = ("high", "medium", "low").index(insight.confidence)
    return valence, sure, -lever, insight.rank, insight.id


def named(persona: Persona) -> str:
    """A persona's name; a machine is said to be one."""
    name = persona_name(persona)
    return _("{name} (a machine)").format(name=name) if persona.kind == "machine" and persona.name.strip() else name
