"""Merging empathy maps into one, so that no note, source, link or mark is lost.

This module must not know Qt, history or storage.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cjdesigner.model import edits
from cjdesigner.model.empathy import hung_as, maps, notes
from cjdesigner.model.empathy_canvas import ORDER
from cjdesigner.model.ordering import next_rank
from cjdesigner.model.patch import Patch, added, squash
from cjdesigner.model.record import NoteMark
from cjdesigner.model.records import EmpathyMap, Note
from cjdesigner.model.removing import remove
from cjdesigner.model.state import State

_EVIDENCE: tuple[NoteMark, ...] = ("imagined", "heard", "observed")
"""From what we suppose to what we saw."""

BETWEEN = "; "
"""Between the sources that a note of several maps has."""


def merged_title(originals: Sequence[EmpathyMap]) -> str:
    """The title that maps have together."""
    return _joined((original.title for original in originals), " + ")


def merge(state: State, ids: Sequence[int], title: str | None = None, *, remove_originals: bool = False) -> Patch:
    """One map of all notes of several, last in order; with ``remove_originals`` these go.

    Texts that are equal in the same section (white space aside) become one note: with all their sources, the strongest
    of their marks, and what any of them became. A note without a source takes its map's title as its source, so that
    it stays known where it came from. The header's fields are joined, the persona stays where all maps agree; the new
    map hangs wherever one of them hangs, and on it what hangs on one of them.
    """
    originals = [record for record in maps(state) if record.id in set(ids)]
    if not originals:
        return {}
    personas = {original.persona for original in originals if original.persona is not None}
    whole = EmpathyMap(
        id=state.allocate(),
        rank=next_rank(maps(state)),
        title=merged_title(originals) if title is None else title,
        persona=personas.pop() if len(personas) == 1 else None,
        **{
            name: _joined((getattr(original, name) for original in originals), ", ")
            for name in ("designed_for", "designed_by", "date", "version")
        },
    )
    twins = {original.id: whole.id for original in originals}
    patch = added([whole]) | added(_notes_of(state, originals, whole.id, twins))
    patch |= hung_as(state, twins)
    if remove_originals:
        patch = squash(remove(state, [original.id for original in originals]), patch)
    return patch


def _notes_of(state: State, originals: Sequence[EmpathyMap], whole: int, twins: dict[int, int]) -> list[Note]:
    """The merged notes, in order; ``twins`` is told which became which."""
    result: list[Note] = []
    for section in ORDER:
        found: dict[str, Note] = {}
        for original in originals:
            for note in notes(state, original.id, section):
                source = note.source.strip() or " ".join(original.title.split())
                key = " ".join(note.text.split())
                same = found.get(key)
                if same is None:
                    twin = edits.with_fields(note, id=state.allocate(), map=whole, rank=len(found), source=source)
                else:
                    twin = edits.with_fields(
                        same,
                        source=_joined([*same.source.split(BETWEEN), *source.split(BETWEEN)], BETWEEN),
                        mark=max(same.mark, note.mark, key=_EVIDENCE.index),
                    )
                found[key] = twin
                twins[note.id] = twin.id
        result += found.values()
    return result


def _joined(words: Iterable[str], between: str) -> str:
    """Those that say something, each once, in order."""
    return between.join(dict.fromkeys(word.strip() for word in words if word.strip()))
