"""One row of the inspector's table: an attribute of a record, and how it is edited.

Labels, hints and the names of the edits are English messages, translated where they are shown. This module must not
know Qt.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import msgspec

from cjdesigner.model.records import Record
from cjdesigner.model.state import State

FieldKind = Literal[
    "heading",
    "line",
    "text",
    "choice",
    "flag",
    "share",
    "width",
    "date",
    "score",
    "channel",
    "owner",
    "amount",
    "several",
    "counts",
    "image",
    "record",
    "channels",
]


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One attribute. ``edit`` names the undo step; ``shown`` tells for which records the row makes sense."""

    name: str
    kind: FieldKind
    edit: str
    label: str = ""
    hint: str = ""
    """What stands in the empty field."""
    tip: str = ""
    choices: tuple[tuple[Any, str], ...] = ()
    of: type[Record] | None = None
    """What a field of kind record chooses among."""
    lowest: float | None = None
    highest: float | None = None
    """The range of an amount."""
    part: str = ""
    """The part of the inspector it stands in; a part with a title gets a heading."""
    shown: Callable[[State, Any], bool] | None = None
