"""Everything in a project that the palette finds by its name or text, and goes to.

This module must not know how the palette looks or what commands there are.
"""

from __future__ import annotations

import functools

from cjdesigner.i18n import gettext as _
from cjdesigner.model.naming import KIND_NAMES, called
from cjdesigner.model.records import (
    Activity,
    DesiredOutcome,
    EmpathyMap,
    Force,
    Indicator,
    Insight,
    Job,
    Lane,
    NeedPoint,
    Note,
    Persona,
    Phase,
    Principle,
    Record,
    Touchpoint,
)
from cjdesigner.model.wording import name_of
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.palette_dialog import Entry

_METHODS: tuple[type[Record], ...] = (
    Persona,
    EmpathyMap,
    Job,
    Indicator,
    Insight,
    Principle,
    Activity,
    Lane,
    DesiredOutcome,
    Force,
    Note,
)
_LONGEST = 400
"""So much of a text is searched; a palette is for names, not for reading."""


def entries(editor: Editor) -> list[Entry]:
    """Journeys with their cards and phases, then the methods' records, in the designer's order."""
    state = editor.state
    names = {kind: _(words) for kind, words in KIND_NAMES.items()}
    found: list[Entry] = []
    for journey in state.journeys():
        show = functools.partial(editor.show_journey, journey.id)
        found.append(Entry(journey.title or _("Unnamed journey"), _("Journey"), show))
        for node in state.nodes(journey.id):
            kind = names[NeedPoint] if isinstance(node, NeedPoint) else names[Touchpoint]
            found.append(Entry(name_of(node), kind, functools.partial(editor.open, node.id)))
        for phase in state.phases(journey.id):
            found.append(_entry(editor, phase, names[Phase]))
    for method in _METHODS:
        found += [_entry(editor, record, names[method]) for record in state.ranked(method)]
    return found


def _entry(editor: Editor, record: Record, hint: str) -> Entry:
    return Entry(called(editor.state, record)[:_LONGEST], hint, functools.partial(editor.open, record.id))
