"""Hanging the methods' records on the map and taking them off.

This module must not know what hangs where to what end.
"""

from __future__ import annotations

from cjdesigner.model.ordering import next_rank
from cjdesigner.model.patch import Patch, added, removed
from cjdesigner.model.records import Attachment
from cjdesigner.model.state import State


def attach(state: State, subject: int, target: int) -> Patch:
    """Hang a record on another, last among what hangs there; nothing where it hangs there already."""
    if find(state, subject, target) is not None:
        return {}
    rank = next_rank(state.attachments(target))
    return added([Attachment(id=state.allocate(), subject=subject, target=target, rank=rank)])


def detach(state: State, subject: int, target: int) -> Patch:
    """Take a record off another; nothing where it does not hang there."""
    found = find(state, subject, target)
    return removed([found]) if found is not None else {}


def find(state: State, subject: int, target: int) -> Attachment | None:
    """The attachment that says so."""
    return next((a for a in state.attachments(target) if a.subject == subject), None)
