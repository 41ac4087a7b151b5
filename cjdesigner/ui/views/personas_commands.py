"""What can be done with personas: the edits of the view.

This module must not know how personas are shown.
"""

from __future__ import annotations

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.model import attaching, personas
from cjdesigner.model.record import Actor
from cjdesigner.model.records import Persona
from cjdesigner.ui.deleting import delete
from cjdesigner.ui.editor import Editor


class PersonaCommands:
    """The commands of one open document, about the journey shown. Each tells the persona to be shown then, or 0."""

    def __init__(self, editor: Editor) -> None:
        self._editor = editor

    def add(self, kind: Actor) -> int:
        """A new persona that takes part in the journey."""
        journey = self._editor.journey
        word = mark("Add a machine") if kind == "machine" else mark("Add a persona")
        patch = self._editor.edit(word, lambda state: personas.add_persona(state, "", kind, journey))
        return next(iter(personas.personas_added(patch)), 0)

    def describe(self) -> int:
        """Make a persona of whom the journey names in a word."""
        journey = self._editor.journey
        if not self._editor.edit(mark("Describe the persona"), lambda s: personas.describe_persona(s, journey)):
            return 0
        return self._editor.state.personas(journey)[0].id

    def takes_part(self, persona: int) -> bool:
        """Whether a persona takes part in the journey shown."""
        return attaching.find(self._editor.state, persona, self._editor.journey) is not None

    def toggle(self, persona: int) -> int:
        """Let a persona take part in the journey shown, or no longer."""
        journey = self._editor.journey
        if self.takes_part(persona):
            self._editor.edit(mark("Leave the journey"), lambda s: attaching.detach(s, persona, journey))
        else:
            self._editor.edit(mark("Take part in the journey"), lambda s: attaching.attach(s, persona, journey))
        return persona

    def take_part(self, persona: int, place: int) -> int:
        """Let a persona take part in the journey shown, at a place."""
        journey = self._editor.journey
        self._editor.edit(mark("Take part in the journey"), lambda s: personas.take_part(s, persona, journey, place))
        return persona

    def place(self, persona: int, place: int) -> int:
        """Put a persona at another place among those who take part with it, or among those who do not."""
        journey = self._editor.journey
        if self.takes_part(persona):
            self._editor.edit(
                mark("Order the personas"), lambda s: personas.move_in_journey(s, journey, persona, place)
            )
            return persona
        state = self._editor.state
        inside = {other.id for other in state.personas(journey)}
        order = [other.id for other in state.ranked(Persona) if other.id != persona]
        rest = [other for other in order if other not in inside]
        index = order.index(rest[place]) if 0 <= place < len(rest) else len(order)
        self._editor.edit(mark("Order the personas"), lambda s: personas.move_persona(s, persona, index))
        return persona

    def duplicate(self, persona: int) -> int:
        """A copy of a persona, to be told otherwise."""
        record = self._editor.state.get(persona, Persona)
        if record is None:
            return 0
        name = _("{name} (copy)").format(name=record.name) if record.name.strip() else ""
        patch = self._editor.edit(mark("Duplicate the persona"), lambda s: personas.duplicate_persona(s, persona, name))
        return next(iter(personas.personas_added(patch)), 0)

    def remove(self, persona: int) -> None:
        """Delete a persona from the project."""
        delete(self._editor, mark("Delete the persona"), [persona])
