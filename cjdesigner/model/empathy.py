"""Every edit of empathy maps and their notes, as a pure function from a state to a patch.

Notes are ordered by rank within their section. Merging maps is in ``empathy_merging.py``, what a note becomes in
``promoting.py``, the canvas itself in ``empathy_canvas.py``.

This module must not know Qt, history or storage.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from cjdesigner.i18n import pgettext
from cjdesigner.model import edits
from cjdesigner.model.empathy_canvas import MARKS, NOT_CLASSIC, ORDER
from cjdesigner.model.ordering import inserted, moved, next_rank, ranked
from cjdesigner.model.patch import Patch, added, changed
from cjdesigner.model.record import NoteMark, Section
from cjdesigner.model.records import Attachment, EmpathyMap, Note
from cjdesigner.model.state import State


class NoteText(msgspec.Struct, frozen=True):
    """What a note says, without where it stands: what is pasted and copied."""

    text: str
    mark: NoteMark = "imagined"
    source: str = ""


# reading


def maps(state: State) -> list[EmpathyMap]:
    """The project's empathy maps in the designer's order."""
    return state.ranked(EmpathyMap)


def notes(state: State, map_id: int, section: Section | None = None) -> list[Note]:
    """A map's notes: of one section in order, or of all in the canvas's order."""
    found = state.referring(map_id, Note)
    if section is not None:
        return [note for note in found if note.section == section]
    return [note for each in ORDER for note in found if note.section == each]


def by_section(state: State, map_id: int) -> dict[Section, list[Note]]:
    """A map's notes in order, by section; every section is there."""
    result: dict[Section, list[Note]] = {section: [] for section in ORDER}
    for note in state.referring(map_id, Note):
        result[note.section].append(note)
    return result


def unshown(state: State, map_id: int) -> dict[Section, int]:
    """How many notes stand in the sections that the classic form does not show."""
    found = by_section(state, map_id)
    return {section: len(found[section]) for section in NOT_CLASSIC}


def as_lines(notes: Iterable[Note | NoteText]) -> str:
    """Notes as plain text, one a line; line breaks within a note become blanks."""
    return "\n".join(" ".join(note.text.split()) for note in notes)


def from_lines(text: str) -> list[NoteText]:
    """A note of each line of a pasted text, without bullets."""
    return [NoteText(line) for line in edits.pasted_lines(text)]


# maps


def add_map(state: State, title: str = "", persona: int | None = None) -> Patch:
    """A new, empty map, last in order."""
    rank = next_rank(maps(state))
    return added([EmpathyMap(id=state.allocate(), rank=rank, title=title, persona=persona)])


def free_title(state: State, title: str) -> str:
    """A title that no map has yet: this one, or this one with a number. Without words it stays without."""
    taken = {" ".join(record.title.split()) for record in state.all(EmpathyMap)}
    plain, free, number = " ".join(title.split()), title, 2
    while plain and " ".join(free.split()) in taken:
        free = pgettext("title of a further one", "{title} {number}").format(title=title, number=number)
        number += 1
    return free


def map_added(patch: Patch) -> int | None:
    """The id of the map that a patch adds, if it adds one."""
    return next(
        (key for key, (before, after) in patch.items() if before is None and isinstance(after, EmpathyMap)), None
    )


def move_map(state: State, map_id: int, index: int) -> Patch:
    """Put a map at another place among the maps."""
    return moved(maps(state), map_id, index)


def duplicate_map(state: State, map_id: int, title: str) -> Patch:
    """A copy of a map right after it, with its notes, what it hangs on and what its notes became."""
    original = state[map_id]
    assert isinstance(original, EmpathyMap)
    siblings = maps(state)
    index = [sibling.id for sibling in siblings].index(map_id) + 1
    copy = edits.with_fields(original, id=state.allocate(), title=title)
    patch = _inserted_maps(siblings, copy, index)
    twins = {map_id: copy.id}
    for note in notes(state, map_id):
        twins[note.id] = state.allocate()
        patch |= added([edits.with_fields(note, id=twins[note.id], map=copy.id)])
    return patch | hung_as(state, twins)


def hung_as(state: State, twins: dict[int, int]) -> Patch:
    """Hang records (values) where others (keys) hang, and on those records what hangs on the others; each once."""
    seen: set[tuple[int, int]] = set()
    ranks: dict[int, int] = {}
    patch: Patch = {}
    for old in twins:
        for attachment in state.referring(old, Attachment):
            subject = twins.get(attachment.subject, attachment.subject)
            target = twins.get(attachment.target, attachment.target)
            if (subject, target) in seen:
                continue
            seen.add((subject, target))
            rank = ranks.setdefault(target, next_rank(state.attachments(target)))
            ranks[target] += 1
            patch |= added([Attachment(id=state.allocate(), subject=subject, target=target, rank=rank)])
    return patch


def _inserted_maps(siblings: Sequence[EmpathyMap], new: EmpathyMap, index: int) -> Patch:
    """A new map among the others."""
    order = inserted(siblings, new, index)
    patch = {key: pair for key, pair in ranked(order).items() if key != new.id}
    return patch | added([edits.with_fields(new, rank=index)])


# notes


def add_notes(
    state: State, map_id: int, section: Section, texts: Sequence[NoteText], index: int | None = None
) -> Patch:
    """New notes at ``index`` in a section, at its end by default."""
    new = [
        Note(id=state.allocate(), map=map_id, section=section, text=each.text, mark=each.mark, source=each.source)
        for each in texts
    ]
    return _arranged(notes(state, map_id, section), new, index) | added(_placed(state, map_id, section, new, index))


def duplicate_notes(state: State, ids: Sequence[int]) -> Patch:
    """Copies of notes, in each section right after the last of them."""
    patch: Patch = {}
    chosen = [note for identity in ids if (note := state.get(identity, Note)) is not None]
    for map_id, section in dict.fromkeys((note.map, note.section) for note in chosen):
        order = [note.id for note in notes(state, map_id, section)]
        own = [note for note in chosen if (note.map, note.section) == (map_id, section)]
        texts = [NoteText(note.text, note.mark, note.source) for note in own]
        patch |= add_notes(state, map_id, section, texts, max(order.index(note.id) for note in own) + 1)
    return patch


def notes_added(patch: Patch) -> list[int]:
    """The ids of the notes that a patch adds, in order."""
    return [key for key, (before, after) in patch.items() if before is None and isinstance(after, Note)]


def move_notes(state: State, ids: Sequence[int], section: Section, index: int | None = None) -> Patch:
    """Put notes of one map into a section, in the order given, so that ``index`` others of it stand before them.

    Without an index they come last.
    """
    moving = [note for identity in ids if (note := state.get(identity, Note)) is not None]
    if not moving:
        return {}
    gone = {note.id for note in moving}
    staying = [note for note in notes(state, moving[0].map, section) if note.id not in gone]
    index = len(staying) if index is None else max(0, min(index, len(staying)))
    order = [*staying[:index], *moving, *staying[index:]]
    pairs = [(note, edits.with_fields(note, section=section, rank=rank)) for rank, note in enumerate(order)]
    return changed(pairs)


def shift_notes(state: State, ids: Sequence[int], step: int) -> Patch:
    """Move notes of one section one place up (-1) or down (1) in it; they come to stand together."""
    chosen = [note for identity in ids if (note := state.get(identity, Note)) is not None]
    if not chosen or len({(note.map, note.section) for note in chosen}) > 1:
        return {}
    order = [note.id for note in notes(state, chosen[0].map, chosen[0].section)]
    wanted = {note.id for note in chosen}
    moving = [identity for identity in order if identity in wanted]
    before = sum(identity not in wanted for identity in order[: order.index(moving[0])])
    return move_notes(state, moving, chosen[0].section, max(0, before + step))


def set_mark(state: State, ids: Iterable[int], mark: NoteMark) -> Patch:
    """Say of notes that they were heard, observed or imagined."""
    return edits.set_fields(state, ids, mark=mark)


def next_mark(state: State, ids: Iterable[int]) -> NoteMark:
    """The mark that the one-key switch gives: the one after the first note's."""
    order = list(MARKS)
    first = next((note for identity in ids if (note := state.get(identity, Note)) is not None), None)
    return order[0] if first is None else order[(order.index(first.mark) + 1) % len(order)]


def _arranged(standing: Sequence[Note], new: Sequence[Note], index: int | None) -> Patch:
    """The others of a section, numbered so that new notes have room."""
    index = _place(standing, index)
    later = [(note, edits.with_fields(note, rank=rank)) for rank, note in enumerate(standing[:index])]
    later += [
        (note, edits.with_fields(note, rank=rank)) for rank, note in enumerate(standing[index:], start=index + len(new))
    ]
    return changed(later) if index < len(standing) else {}


def _placed(state: State, map_id: int, section: Section, new: Sequence[Note], index: int | None) -> list[Note]:
    standing = notes(state, map_id, section)
    index = _place(standing, index)
    first = next_rank(standing) if index == len(standing) else index
    return [edits.with_fields(note, rank=first + number) for number, note in enumerate(new)]


def _place(standing: Sequence[Note], index: int | None) -> int:
    return len(standing) if index is None else max(0, min(index, len(standing)))
