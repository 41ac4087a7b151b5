"""Deleting records, and telling what went along and what that hung there stays.

This module must not know where the deleting was asked for.
"""

from __future__ import annotations

from collections.abc import Iterable

from cjdesigner.model.hanging import deletion_told
from cjdesigner.model.patch import Patch
from cjdesigner.model.removing import remove
from cjdesigner.ui.editor import Editor


def delete(editor: Editor, label: str, ids: Iterable[int]) -> Patch:
    """Delete these records as one undo step, and tell it where there is something to tell."""
    chosen = tuple(ids)
    told = deletion_told(editor.state, chosen) if not editor.read_only else ""
    patch = editor.edit(label, lambda state: remove(state, chosen))
    if patch and told:
        editor.told.emit(told)
    return patch
