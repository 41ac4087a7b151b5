"""What a persona's card says.

This module must not know how a card looks.
"""

from __future__ import annotations

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import percent as _percent
from cjdesigner.model.personas import persona_name
from cjdesigner.model.records import Journey, Persona
from cjdesigner.model.state import State
from cjdesigner.ui.panels.channels import channel_icon, channel_name
from cjdesigner.ui.views.personas_card import Card


def card_of(state: State, persona: Persona, weight: float | None = None, *, first: bool = False) -> Card:
    """A persona's card. ``weight`` is its part of the customers of the journey in which it takes part, if any."""
    machine = persona.kind == "machine"
    told = [(_("Goals"), persona.goals)]
    told += [(_("Decides by"), persona.criteria)] if machine else []
    told += [(_("Context"), persona.context)]
    if not machine:
        told += [
            (_("Frustrations"), persona.frustrations),
            (_("Quotes"), persona.quotes),
            (_("Habits"), persona.habits),
        ]
    kind = _("Machine") if machine else _("Person")
    if first:
        kind = _("{kind} · whose journey it is").format(kind=kind)
    titles = [journey.title.strip() or _("Untitled journey") for journey in state.targets(persona.id, Journey)]
    share = words = ""
    if persona.share is not None:
        share, words = _percent(persona.share), _("of customers")
    elif weight is not None:
        share, words = "\u2248 " + _percent(weight), _("assumed")
    return Card(
        persona=persona,
        name=persona_name(persona),
        kind=kind,
        share=share,
        share_source=" \u00b7 ".join(part for part in (words, " ".join(persona.share_source.split())) if part),
        assumed=persona.share is None,
        told=tuple((heading, text) for heading, text in told if text.strip()),
        channels=tuple((channel_icon(state, key), channel_name(key)) for key in persona.channels),
        journeys=_("Takes part in: {journeys}").format(journeys=", ".join(titles)) if titles else "",
    )
