"""What a page tells of a journey besides its map: every card in full, the paths, and the page's own words.

This module must not know markup.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cjdesigner.export.cards import channel_name
from cjdesigner.export.carried import Carried, gain_words, score_words
from cjdesigner.export.html_map import clean
from cjdesigner.export.journey import Told
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import percent
from cjdesigner.model import wording
from cjdesigner.model.excellence import Path
from cjdesigner.model.geometry import Rect
from cjdesigner.model.interchange_names import keys
from cjdesigner.model.naming import kind_name
from cjdesigner.model.records import Link, Touchpoint


class PageData:
    """The cards in the order of the map, and the paths, as plain lists and dicts."""

    def __init__(self, told: Told, order: Sequence[int], rects: Mapping[int, Rect]) -> None:
        self.told, self.order, self.rects = told, order, rects
        self.places = {node: place for place, node in enumerate(order)}
        self.keys = keys(told.state, told.journey.id)
        self.carried = Carried(told)

    def content(self) -> dict[str, Any]:
        """All of it."""
        return {"cards": [self._card(node) for node in self.order], "paths": self.paths(), "words": _words()}

    def _card(self, node: int) -> dict[str, Any]:
        told, record, rect = self.told, self.told.nodes[node], self.rects[node]
        phase = next((phase.title for phase in told.phases if phase.id == record.phase), "")
        found: dict[str, Any] = {
            "key": self.keys[node],
            "kind": kind_name(record),
            "name": told.name(node),
            "box": [round(rect.x), round(rect.y), round(rect.width), round(rect.height)],
            "facts": [[fact.label, fact.text] for fact in self.carried.facts(record)],
        }
        if phase.strip():
            found["phase"] = " ".join(phase.split())
        if isinstance(record, Touchpoint) and record.channel:
            found["channel"] = channel_name(record.channel)
        hangings = [[each.kind, each.text, list(each.more)] for each in self.carried.hangings(record)]
        if hangings:
            found["hangs"] = hangings
        outgoing = [self._link(link, link.target) for link in told.state.links_at(node) if link.source == node]
        incoming = [self._link(link, link.source) for link in told.state.links_at(node) if link.target == node]
        return found | {name: links for name, links in (("to", outgoing), ("from", incoming)) if links}

    def _link(self, link: Link, end: int) -> list[Any]:
        """The other end, and what is said of the way there."""
        share = self.told.analysis.shares.get(link.id)
        parts = [_("return link") if link.kind == "return" else ""]
        if share is not None and link.kind == "next":
            assumed = link.id in self.told.analysis.assumed
            parts.append(_("{share}, assumed").format(share=percent(share)) if assumed else percent(share))
        parts.append(" ".join(link.label.split()))
        if link.hands_over.strip():
            parts.append(_("hands over: {what}").format(what=" ".join(link.hands_over.split())))
        return [self.places[end], ", ".join(part for part in parts if part)]

    # paths

    def paths(self) -> list[dict[str, Any]]:
        """The paths that can be shown, each once: the chosen one, the most travelled, the best, the worst."""
        told, analysis = self.told, self.told.analysis
        chosen = told.path if told.options.path and not told.path_is_most_travelled else None
        candidates: list[tuple[str, str, Path | None]] = [
            ("chosen", _("Chosen path"), chosen),
            ("travelled", _("Most travelled path"), next(iter(analysis.most_travelled(1)), None)),
            ("best", _("Best path"), analysis.best),
            ("worst", _("Worst path"), analysis.worst),
        ]
        return [self._path(name, title, path) for name, title, path in candidates if path is not None]

    def _path(self, name: str, title: str, path: Path) -> dict[str, Any]:
        analysis = self.told.analysis
        words = [said for said, _rank in wording.path_comparison(path, analysis.expected, analysis.upper_bound)]
        return {
            "id": name,
            "title": title,
            "figure": wording.path_worth(path),
            "words": " · ".join(words),
            "nodes": [self.places[node] for node in path.nodes],
            "steps": [
                [self.places[step.id], score_words(self.told.nodes[step.id]), wording.figure(step.after)]
                for step in path.steps
            ],
        }

    def levers(self) -> list[tuple[int, str]]:
        """What to fix first: the card and the points it would bring."""
        return [(lever.id, gain_words(lever.lever)) for lever in self.told.analysis.levers if lever.lever > 1e-9]


def _words() -> dict[str, str]:
    """What the page says by itself."""
    return {
        "hits": _("{number} of {count}"),
        "none": _("nothing found"),
        "found": _("{count} found"),
        "to": _("Leads to"),
        "from": _("Comes from"),
        "hangs": _("What hangs on it"),
        "facts": _("What is known"),
        "left": _("left: {figure}"),
        "auto": _("Colours: as the system"),
        "light": _("Colours: light"),
        "dark": _("Colours: dark"),
    }


def cleaned(value: Any) -> Any:
    """The same with every text without characters that no markup may have."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [cleaned(each) for each in value]
    if isinstance(value, dict):
        return {key: cleaned(each) for key, each in value.items()}
    return value
