"""Notes on the clipboard: as plain lines for everybody, and with mark and source for other maps and windows.

This module must not know where notes are pasted.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QMimeData

from cjdesigner.model.empathy import NoteText, as_lines, from_lines
from cjdesigner.model.records import Note

MIME = "application/x-cjdesigner-notes+json"

_MOST = 5000
"""Notes that one paste may bring."""


def copied(notes: Sequence[Note]) -> QMimeData:
    """What the clipboard gets of notes."""
    data = QMimeData()
    texts = [NoteText(note.text, note.mark, note.source) for note in notes]
    data.setData(MIME, msgspec.json.encode(texts))
    data.setText(as_lines(texts))
    return data


def pasted(data: QMimeData) -> list[NoteText]:
    """The notes that the clipboard holds: those of a map, or one of each line of any text."""
    if data.hasFormat(MIME):
        try:
            texts = msgspec.json.decode(bytes(data.data(MIME).data()), type=list[NoteText])
            return [each for each in texts if each.text.strip()][:_MOST]
        except (msgspec.DecodeError, UnicodeDecodeError):
            pass  # another program's idea of the format; its text will do
    return from_lines(data.text())[:_MOST] if data.hasText() else []
