"""Edits of personas and of what is otherwise for them, and how they are called.

Removing one is removing.remove; its fields are edits.set_fields.

This module must not know Qt, history or storage, nor what the values do to the figures.
"""

from __future__ import annotations

import unicodedata

from cjdesigner.errors import EditRefused
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.model import attaching
from cjdesigner.model.edits import with_fields
from cjdesigner.model.ordering import inserted, moved, next_rank, ranked
from cjdesigner.model.patch import Patch, added, changed, removed
from cjdesigner.model.record import Actor, Overridden
from cjdesigner.model.records import Attachment, Journey, Link, Node, Override, Persona, Record, Touchpoint
from cjdesigner.model.state import State

# edits


def add_persona(state: State, name: str = "", kind: Actor = "human", journey: int | None = None) -> Patch:
    """A new persona, last in the project; it takes part in ``journey``, last there too."""
    persona = Persona(id=state.allocate(), rank=next_rank(state.all(Persona)), name=name, kind=kind)
    patch = added([persona])
    return patch if journey is None else patch | attaching.attach(state, persona.id, journey)


def personas_added(patch: Patch) -> list[int]:
    """The ids of the personas that a patch adds, in order."""
    return [key for key, (before, after) in patch.items() if before is None and isinstance(after, Persona)]


def move_persona(state: State, persona: int, index: int) -> Patch:
    """Put a persona at another place in the project's order."""
    return moved(state.ranked(Persona), persona, index)


def take_part(state: State, persona: int, journey: int, index: int) -> Patch:
    """Let a persona take part in a journey at a place among those who do; nothing where it does already."""
    if attaching.find(state, persona, journey) is not None:
        return {}
    hanging = state.attachments(journey)
    own = [attachment for attachment in hanging if state.get(attachment.subject, Persona) is not None]
    new = Attachment(id=state.allocate(), subject=persona, target=journey)
    at = hanging.index(own[index]) if 0 <= index < len(own) else len(hanging)
    return ranked(inserted(hanging, new, at)) | added([with_fields(new, rank=at)])


def move_in_journey(state: State, journey: int, persona: int, index: int) -> Patch:
    """Put a persona at another place among the journey's; the first is the one whose journey it is.

    What else hangs on the journey stays where it is among the rest.
    """
    order = [other.id for other in state.personas(journey)]
    if persona not in order:
        return {}
    order.remove(persona)
    order.insert(max(0, min(index, len(order))), persona)
    hanging = state.attachments(journey)
    by_subject = {attachment.subject: attachment for attachment in hanging}
    places = iter(order)
    return ranked([by_subject[next(places)] if a.subject in order else a for a in hanging])


def duplicate_persona(state: State, persona: int, name: str) -> Patch:
    """A copy of a persona right after it, taking part in the same journeys, with the same values of its own.

    The copy has no share of the customers: both together would have too many.
    """
    original = state[persona]
    assert isinstance(original, Persona)
    siblings = state.ranked(Persona)
    index = [other.id for other in siblings].index(persona) + 1
    copy = with_fields(original, id=state.allocate(), name=name, share=None, share_source="", rank=index)
    patch = added([copy]) | ranked(inserted(siblings, copy, index))
    for attachment in state.referring(persona, Attachment):
        twin = with_fields(attachment, id=state.allocate())
        if attachment.subject == persona:
            twin = with_fields(twin, subject=copy.id, rank=next_rank(state.attachments(attachment.target)))
        else:
            twin = with_fields(twin, target=copy.id)
        patch |= added([twin])
    for override in state.referring(persona, Override):
        patch |= added([with_fields(override, id=state.allocate(), persona=copy.id)])
    return patch


def describe_persona(state: State, journey: int) -> Patch:
    """Make whom the journey names in a word a persona: the journey's first one, of that name, and the text is cleared.

    A persona of that very name that there is already takes part instead of a new one.
    """
    record = state[journey]
    assert isinstance(record, Journey)
    name = record.persona.strip()
    if not name:
        return {}
    patch = changed([(record, with_fields(record, persona=""))])
    known = next((persona for persona in state.ranked(Persona) if persona.name.strip() == name), None)
    if known is None:
        known = Persona(id=state.allocate(), rank=next_rank(state.all(Persona)), name=name)
        patch |= added([known])
    hanging = state.attachments(journey)
    if known.id not in [attachment.subject for attachment in hanging]:
        first = Attachment(id=state.allocate(), subject=known.id, target=journey, rank=0)
        patch |= ranked([first, *hanging]) | added([first])
        return patch
    return patch | move_in_journey(state, journey, known.id, 0)


def set_own_value(state: State, persona: int, target: int, field: Overridden, value: float | None) -> Patch:
    """Let a value be otherwise for a persona; None is unscored, or a share that is not given."""
    if value is not None and not 0 <= value <= 1:
        raise EditRefused(mark("A value of a persona's own lies between 0 and 1."))
    found = own_value(state, persona, target, field)
    if found is not None:
        return changed([(found, with_fields(found, value=value))])
    return added([Override(id=state.allocate(), persona=persona, target=target, field=field, value=value)])


def clear_own_value(state: State, persona: int, target: int, field: Overridden) -> Patch:
    """Let the card's own value hold for a persona again."""
    found = own_value(state, persona, target, field)
    return removed([found]) if found is not None else {}


# reading


def own_value(state: State, persona: int, target: int, field: Overridden) -> Override | None:
    """What is otherwise for a persona; None where it has the card's own value."""
    if not state.is_referred_to(target):
        return None
    found = state.referring(target, Override)
    return next((override for override in found if (override.persona, override.field) == (persona, field)), None)


def field_of(state: State, target: int) -> Overridden | None:
    """Which value of a record may differ by persona: a touchpoint's score, a next link's share.

    An entry's share is :func:`begins`, besides.
    """
    record = state.get(target, Record)
    if isinstance(record, Touchpoint) and record.outcome != "leaves":
        return "score"
    return "share" if isinstance(record, Link) and record.kind == "next" else None


def begins(state: State, target: int) -> bool:
    """Whether a record is a card at which customers may begin: linked, and nothing leads to it."""
    record = state.get(target, Record)
    return isinstance(record, Node) and bool(state.outgoing(target)) and not state.incoming(target)


def taking_part(state: State, target: int) -> list[Persona]:
    """The personas for whom a value of this record may be otherwise: the journey's, and who has one of its own."""
    journey = getattr(state.get(target, Record), "journey", None)
    found = state.personas(journey) if journey is not None else []
    others = {override.persona for override in state.referring(target, Override)} - {p.id for p in found}
    return found + [persona for persona in state.ranked(Persona) if persona.id in others]


# words


def whose_journey(state: State, journey: Journey) -> str:
    """Whose journey it is, on one line: the first persona's name, or what the journey says in a word."""
    first = next(iter(state.personas(journey.id)), None)
    return persona_name(first) if first is not None else " ".join(journey.persona.split())


def persona_name(persona: Persona) -> str:
    """A persona's name on one line, or what stands for it while it has none."""
    name = " ".join(persona.name.split())
    if name:
        return name
    return _("Unnamed machine") if persona.kind == "machine" else _("Unnamed persona")


def initials(persona: Persona) -> str:
    """Up to two letters for where there is no portrait, from the first and the last word of the name; or none."""
    words = [word for part in persona.name.split(",")[:1] for word in part.split()]
    letters = [letter for word in words if (letter := _first_letter(word))]
    return (letters[0] + (letters[-1] if len(letters) > 1 else "")).upper() if letters else ""


def _first_letter(word: str) -> str:
    """A word's first letter or digit with the marks that combine with it; empty where it has none."""
    for place, sign in enumerate(word):
        if sign.isalnum():
            end = place + 1
            while end < min(len(word), place + 4) and unicodedata.category(word[end]).startswith("M"):
                end += 1
            return word[place:end]
    return ""
