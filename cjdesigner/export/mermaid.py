"""A journey as text that Mermaid draws: the told path as a ``journey`` diagram, or the graph as a ``flowchart``.

A ``journey`` diagram has a section for each phase and a task for each touchpoint of the path. Mermaid's faces go from 1
to 5, so a score of 0, 0.25, 0.5, 0.75 and 1 is 1, 2, 3, 4 and 5, and what lies between goes to the nearest (0.375 to 3,
half away from zero); an unscored touchpoint is 3, and its name says so. Its actors are the journey's personas.

A ``flowchart`` has a subgraph for each phase, needs as stadiums, touchpoints as boxes with their scores, shares on the
links, return links dashed, and a class for closed touchpoints and for those where customers leave.

This module must not know how a text is kept from being interpreted (``mermaid_text.py``).
"""

from __future__ import annotations

from cjdesigner import i18n
from cjdesigner.export.carried import score_words
from cjdesigner.export.journey import Told, named
from cjdesigner.export.look import INK, look_of, score_colour, wearing
from cjdesigner.export.mermaid_text import actor, front_matter, plain, task
from cjdesigner.export.options import Options
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import language, percent, pgettext, rounded
from cjdesigner.model.layout import loses_customers
from cjdesigner.model.records import Link, NeedPoint, Node, Phase, Touchpoint
from cjdesigner.model.state import State
from cjdesigner.model.wording import at_most
from cjdesigner.theme import mix

_MOST_LINKS, _MOST_CHARACTERS = 500, 50_000
"""What Mermaid draws unless its ``maxEdges`` and ``maxTextSize`` are raised."""
_FACES = range(1, 6)
_NEUTRAL = 3


def write(state: State, journey: int, options: Options) -> bytes:
    """The diagram that ``options.diagram`` asks for, in UTF-8."""
    with i18n.using(options.language or language()), wearing(look_of(options.theme, options.accent)):
        told = Told(state, journey, options)
        lines = _journey(told) if options.diagram == "journey" else _Flowchart(told).lines()
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def face(score: float) -> int:
    """A score in [0, 1] on Mermaid's scale from 1 to 5."""
    return 1 + int(rounded(4 * score))


# the path


def _journey(told: Told) -> list[str]:
    scale = ", ".join(f"{percent((number - 1) / 4)} = {number}" for number in _FACES)
    lines = ["journey", "    %% " + _("Scores") + f": {scale}"]
    if told.path is None:
        lines.append("    %% " + _("No path leads through this journey."))
    lines.append(f"    title {task(told.title)}")
    actors = ", ".join(actor(name) for name in _actors(told))
    phases = {phase.id: phase for phase in told.phases}
    section: object = ()
    for step in told.path.steps if told.path else ():
        node = told.nodes[step.id]
        assert isinstance(node, Touchpoint)
        if phases and node.phase != section:
            section = node.phase
            lines.append(f"    section {task(_title(phases.get(node.phase or 0)))}")
        name = told.name(node.id)
        if node.score is None:
            name = _("{name} ({remark})").format(name=name, remark=_("not scored"))
        score = _NEUTRAL if node.score is None else face(node.score)
        lines.append(f"      {task(name)}: {score}" + (f": {actors}" if actors else ""))
    return lines


def _actors(told: Told) -> list[str]:
    names = [named(persona) for persona in told.personas] or [" ".join(told.journey.persona.split())]
    return [name for name in dict.fromkeys(names) if name]


def _title(phase: Phase | None) -> str:
    if phase is None:
        return _("No phase")
    return " ".join(phase.title.split()) or _("Untitled phase")


# the graph


class _Flowchart:
    def __init__(self, told: Told) -> None:
        self.told = told
        self.parked = {node.id for node in told.parked}
        self.thick: list[int] = []
        """Which links, counted from 0 as they are written, lie on the told path."""

    def lines(self) -> list[str]:
        told = self.told
        drawn = [*self._nodes(), *self._links()]
        if self.thick:
            drawn.append(f"  linkStyle {','.join(map(str, self.thick))} stroke:{INK.accent},stroke-width:3px")
        drawn += self._classes()
        lines = [*front_matter(told.title), "flowchart LR"]
        size = sum(len(line) + 1 for line in drawn)
        if len(told.links) > _MOST_LINKS or size > _MOST_CHARACTERS:
            words = _("This diagram is large: raise maxEdges and maxTextSize in Mermaid's configuration to draw it.")
            lines.append(f"  %% {words}")
        return lines + drawn

    # cards

    def _nodes(self) -> list[str]:
        told = self.told
        lines: list[str] = []
        for phase in told.phases:
            standing = [node for node in told.nodes.values() if node.phase == phase.id]
            if not standing:
                continue
            lines.append(f'  subgraph p{phase.id} ["{plain(_title(phase))}"]')
            lines += [f"    {self._node(node)}" for node in sorted(standing, key=_place)]
            lines.append("  end")
            lines.append(f"  class p{phase.id} phase")
        loose = [node for node in told.nodes.values() if node.phase is None]
        return lines + [f"  {self._node(node)}" for node in sorted(loose, key=_place)]

    def _node(self, node: Node) -> str:
        name = plain(self.told.name(node.id))
        figure = self._figure(node)
        label = f"{name}\n{plain(figure)}" if figure else name  # with <br/> codes are undone before Markdown is read
        shape = f'(["{label}"])' if isinstance(node, NeedPoint) else f'["{label}"]'
        return f"n{node.id}{shape}:::{self._class(node)}"

    def _figure(self, node: Node) -> str:
        if isinstance(node, NeedPoint):
            analysis = self.told.analysis
            met = analysis.fulfilment_of(node.id)
            return "" if met is None else at_most(met, analysis.is_fulfilment_at_most(node.id))
        figure = score_words(node)
        if node.outcome is not None and node.reason.strip():
            figure = f"{figure}: {' '.join(node.reason.split())}"
        if isinstance(node, Touchpoint):
            figure = figure + " · " + _("closed") if node.blocked else figure
            figure = f"★ {figure}" if node.signature else figure
        return figure

    def _class(self, node: Node) -> str:
        if node.outcome == "leaves":
            return "leaves"
        if isinstance(node, Touchpoint) and node.blocked:
            return "closed"
        if node.id in self.parked:
            return "parked"
        if isinstance(node, NeedPoint):
            return "need"
        assert isinstance(node, Touchpoint)
        return "unscored" if node.score is None else f"score{face(node.score)}"

    # links

    def _links(self) -> list[str]:
        told = self.told
        lines: list[str] = []
        for link in told.links:
            if link.id in told.path_links:
                self.thick.append(len(lines))
            label = self._label(link)
            arrow = "-->" if link.kind == "next" else "-.->"
            lines.append(f"  n{link.source} {arrow}" + (f'|"{label}"| ' if label else " ") + f"n{link.target}")
        for node in sorted(told.nodes):
            if told.nodes[node].outcome != "leaves" and (lost := loses_customers(told.state, node)) > 0:
                leave = plain(pgettext("customers", "leave"))
                end = f'out{node}["{leave}"]:::leaves'
                lines.append(f'  n{node} -->|"{plain(percent(lost))}"| {end}')
        return lines

    def _label(self, link: Link) -> str:
        analysis = self.told.analysis
        share = analysis.shares.get(link.id) if link.kind == "next" else None
        words = []
        if share is not None and share < 0.9995:
            said = percent(share)
            assumed = link.id in analysis.assumed
            words.append(pgettext("assumed share", "≈{share}").format(share=said) if assumed else said)
        words.append(" ".join(link.label.split()))
        return plain(" · ".join(word for word in words if word))

    # colours

    def _classes(self) -> list[str]:
        def told(name: str, fill: str, stroke: str, ink: str, more: str = "") -> str:
            return f"  classDef {name} fill:{fill},stroke:{stroke},color:{ink}{more}"

        lines = [told("phase", INK.band, INK.hairline, INK.second), told("need", INK.need, INK.need_edge, INK.need_ink)]
        for number in _FACES:
            colour = score_colour((number - 1) / 4)
            lines.append(told(f"score{number}", mix(colour, INK.surface, 0.7), colour, INK.ink, ",stroke-width:2px"))
        lines.append(told("unscored", INK.surface, INK.link, INK.ink))
        lines.append(told("closed", INK.grey, INK.danger, INK.second, ",stroke-dasharray:5 4"))
        lines.append(told("leaves", INK.surface, INK.danger, INK.danger))
        lines.append(told("parked", INK.surface, INK.hairline, INK.second, ",stroke-dasharray:2 3"))
        return lines


def _place(node: Node) -> tuple[float, float, int]:
    return node.x, node.y, node.id
