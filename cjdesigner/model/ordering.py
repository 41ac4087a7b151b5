"""The designer's order of records of one kind: ranks that count from 0.

This module must not know what the records are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from cjdesigner.model.patch import Patch, changed


def next_rank(siblings: Sequence[Any]) -> int:
    """The rank of a record that is added at the end."""
    return max((sibling.rank for sibling in siblings), default=-1) + 1


def inserted(siblings: Sequence[Any], record: Any, index: int | None = None) -> list[Any]:
    """The siblings, in order, with a new one among them; at the end by default."""
    result = list(siblings)
    result.insert(len(result) if index is None else index, record)
    return result


def reordered(siblings: Sequence[Any], identity: int, index: int) -> list[Any]:
    """The siblings with one of them put at another place; ``index`` counts without it."""
    record = next(sibling for sibling in siblings if sibling.id == identity)
    rest = [sibling for sibling in siblings if sibling.id != identity]
    rest.insert(max(0, min(index, len(rest))), record)
    return rest


def ranked(siblings: Sequence[Any]) -> Patch:
    """Number the records as they stand."""
    pairs = ((record, msgspec.structs.replace(record, rank=rank)) for rank, record in enumerate(siblings))
    return changed(pair for pair in pairs if pair[0].rank != pair[1].rank)


def moved(siblings: Sequence[Any], identity: int, index: int) -> Patch:
    """Put a record at another place among its siblings (given in order)."""
    return ranked(reordered(siblings, identity, index))
