"""A document: its state, its history, and the one way both change.

An edit is a patch. It is checked by the rules, applied, written to the file by the journal, put into history, and told
to the listeners, in that order; whatever fails before the journal has written leaves document and file as they were.

Images lie beside the records (``images``); putting one there is no edit.

This module must not know what an edit means, how a file is made, or Qt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, Protocol

import msgspec

from cjdesigner.errors import EditRefused
from cjdesigner.i18n import mark
from cjdesigner.model import patch as patches
from cjdesigner.model import rules
from cjdesigner.model.images import Images
from cjdesigner.model.patch import Patch
from cjdesigner.model.records import Record
from cjdesigner.model.state import State

Cause = Literal["edit", "undo", "redo"]


class Step(msgspec.Struct, frozen=True):
    """One undo step. ``label`` is an English message, translated where shown; ``patch`` is encoded while it rests."""

    label: str
    patch: bytes


class Change(msgspec.Struct, frozen=True):
    """What listeners are told. A draft may be taken back; the final change after it covers the whole gesture."""

    patch: Patch
    draft: bool
    cause: Cause
    label: str


class Journal(Protocol):
    """Where committed patches go. Each call is one transaction: it holds wholly or raises WriteFailed."""

    def commit(self, patch: Patch, step: Step | None, *, amend: bool) -> int:
        """Write the patch; append ``step`` to history, or let it take the place of the newest with ``amend``.

        ``step`` is None where amending leaves nothing to undo: the newest step goes. What could be redone is dropped,
        and the oldest steps where history has grown too large. Returns how many steps remain.
        """

    def undo(self, patch: Patch) -> None:
        """Write the patch (already inverted) and step back in history."""

    def redo(self, patch: Patch) -> None:
        """Write the patch and step forward in history."""


class Document:
    """Records with undo. All edits of all windows and tools go through :meth:`apply` or :meth:`begin`."""

    def __init__(
        self,
        records: Iterable[Record],
        journal: Journal | None = None,
        done: Iterable[Step] = (),
        undone: Iterable[Step] = (),
        next_id: int = 1,
    ) -> None:
        """``done`` is oldest first; ``undone`` is newest undone first, as they would be redone."""
        self.state = State(records, next_id)
        self.images = Images()
        self.journal = journal
        self._done = list(done)
        self._undone = list(reversed(list(undone)))
        self._merge: object = None
        self._gesture: Gesture | None = None
        self._listeners: list[Callable[[Change], None]] = []

    # listening

    def subscribe(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Tell ``listener`` of every change from now on; the function returned ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def _tell(self, change: Change) -> None:
        for listener in tuple(self._listeners):
            listener(change)

    # editing

    def apply(self, patch: Patch, label: str, merge: object = None) -> None:
        """Check, apply and commit an edit.

        With ``merge`` set, an edit that follows one with an equal ``merge`` becomes part of the same undo step (the
        words typed into one field). Raises EditRefused or WriteFailed; then nothing has changed.
        """
        self.settle()
        if not patch:
            return
        rules.check(self.state, patch)
        self.state.advance(patch)
        self._commit(patch, label, merge)

    def begin(self, label: str) -> Gesture:
        """Start an edit that is seen while it is made, such as a drag. A gesture still open is committed first."""
        self.settle()
        self._gesture = Gesture(self, label)
        return self._gesture

    @property
    def gesture(self) -> Gesture | None:
        """The gesture under way, if any."""
        return self._gesture

    def settle(self) -> None:
        """Commit the gesture under way, if any."""
        if self._gesture is not None:
            self._gesture.commit()

    def _commit(self, patch: Patch, label: str, merge: object = None) -> None:
        amend = merge is not None and merge == self._merge and bool(self._done)
        try:
            step: Step | None
            if amend:
                earlier = patches.decode(self._done[-1].patch, _before(self.state, patch), applied=True)
                whole = patches.squash(earlier, patch)
                step = Step(label, _encoded(whole)) if whole else None
            else:
                step = Step(label, _encoded(patch))
            kept = None if self.journal is None else self.journal.commit(patch, step, amend=amend)
        except BaseException:
            back = patches.invert(patch)
            self.state.advance(back)
            self._tell(Change(back, False, "edit", label))
            raise
        if amend:
            self._done.pop()
        if step is not None:
            self._done.append(step)
        if kept is not None:
            del self._done[: len(self._done) - kept]
        self._undone.clear()
        self._merge = merge if step is not None else None
        self._tell(Change(patch, False, "edit", label))

    # history

    @property
    def undo_label(self) -> str | None:
        """What undo would take back, as an English message; None where there is nothing to undo."""
        return self._done[-1].label if self._done else None

    @property
    def redo_label(self) -> str | None:
        """What redo would do again, as an English message; None where there is nothing to redo."""
        return self._undone[-1].label if self._undone else None

    def steps(self) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
        """All steps done, oldest first, and all undone, in the order they would be redone."""
        return tuple(self._done), tuple(reversed(self._undone))

    def undo(self) -> Change | None:
        """Take the newest step back. Raises WriteFailed; then nothing has changed. None where there is none."""
        self.settle()
        if not self._done:
            return None
        step = self._done[-1]
        patch = patches.invert(self._decoded(step, applied=True))
        if self.journal is not None:
            self.journal.undo(patch)
        self._undone.append(self._done.pop())
        return self._moved(patch, "undo", step.label)

    def redo(self) -> Change | None:
        """Do the newest undone step again. Raises WriteFailed; then nothing has changed. None where there is none."""
        self.settle()
        if not self._undone:
            return None
        step = self._undone[-1]
        patch = self._decoded(step, applied=False)
        if self.journal is not None:
            self.journal.redo(patch)
        self._done.append(self._undone.pop())
        return self._moved(patch, "redo", step.label)

    def _decoded(self, step: Step, *, applied: bool) -> Patch:
        """The step's patch, held to the rules as an edit is: a file that came from elsewhere brings its history."""
        try:
            patch = patches.decode(step.patch, self.state.records, applied=applied)
        except ValueError as error:
            raise EditRefused(
                mark("The history does not fit the project; this step cannot be undone or redone.")
            ) from error
        if not all(0 < identity < self.state.next_id for identity in patch):  # a step speaks of ids that were given out
            raise EditRefused(mark("The history does not fit the project; this step cannot be undone or redone."))
        rules.check(self.state, patches.invert(patch) if applied else patch)
        return patch

    def _moved(self, patch: Patch, cause: Cause, label: str) -> Change:
        self._merge = None
        self.state.advance(patch)
        change = Change(patch, False, cause, label)
        self._tell(change)
        return change


class Gesture:
    """An edit under the pointer. Each update is the whole edit so far, computed from the records at the start."""

    def __init__(self, document: Document, label: str) -> None:
        self._document = document
        self._label = label
        self._draft: Patch = {}

    @property
    def open(self) -> bool:
        """Whether the gesture is still under way."""
        return self._document.gesture is self

    def update(self, patch: Patch) -> None:
        """Replace the draft by ``patch``, given against the records as they were when the gesture began.

        Raises EditRefused where the rules do not allow it; the draft is then as it was.
        """
        if not self.open:
            raise RuntimeError("the gesture is over")
        document = self._document
        step: Patch = {}
        for identity, (before, after) in self._draft.items():
            if identity not in patch:
                step[identity] = (after, before)
        for identity, (before, after) in patch.items():
            now = self._draft[identity][1] if identity in self._draft else before
            if now is not after and now != after:
                step[identity] = (now, after)
        if not step:
            return
        rules.check(document.state, step)
        document.state.advance(step)
        self._draft = dict(patch)
        document._tell(Change(step, True, "edit", self._label))

    def draft(self, edit: Callable[[State], Patch]) -> None:
        """Replace the draft by what ``edit`` makes of the state as it was when the gesture began."""
        if not self.open:
            raise RuntimeError("the gesture is over")
        state = self._document.state
        state.advance(patches.invert(self._draft))
        try:
            patch = edit(state)
        finally:
            state.advance(self._draft)
        self.update(patch)

    def commit(self) -> None:
        """End the gesture and make it one undo step; an edit that changed nothing leaves no step."""
        if not self.open:
            return
        self._document._gesture = None
        patch = {key: pair for key, pair in self._draft.items() if pair[0] != pair[1]}
        if patch:
            self._document._commit(patch, self._label)

    def cancel(self) -> None:
        """End the gesture and take back what it did."""
        if not self.open:
            return
        self._document._gesture = None
        if self._draft:
            back = patches.invert(self._draft)
            self._document.state.advance(back)
            self._document._tell(Change(back, True, "edit", self._label))


def _encoded(patch: Patch) -> bytes:
    try:
        return patches.encode(patch)
    except UnicodeEncodeError as error:  # half of a surrogate pair, as a broken paste brings it
        raise EditRefused(mark("The text contains a character that cannot be stored.")) from error


def _before(state: State, patch: Patch) -> dict[int, Record]:
    """The records as they were before ``patch``, which has been applied."""
    records = dict(state.records)
    for identity, (before, _) in patch.items():
        if before is None:
            records.pop(identity, None)
        else:
            records[identity] = before
    return records
