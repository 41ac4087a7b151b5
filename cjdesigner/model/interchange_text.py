"""The interchange form as text: one card, link or note a line, what is at its default left out.

This module must not know records, nor how the text is read again.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import msgspec

from cjdesigner.model import interchange_form as form


def written(value: form.Form, kind: str) -> bytes:
    """The form as JSON, with an end of line at the end."""
    lines = _lines({"format": kind, "version": form.VERSION} | _builtins(value), "")
    return (lines + "\n").encode("utf-8", "replace")


def _builtins(value: form.Form) -> dict[str, Any]:
    """The form without what is at its default; a phase that has only a title is its title."""
    result: dict[str, Any] = {}
    for name, default in _defaults(type(value)):
        item = getattr(value, name)
        if item != default:
            result[name] = _plain(name, item)
    return result


def _plain(name: str, item: Any) -> Any:
    if isinstance(item, form.PhaseForm):
        values = _builtins(item)
        return item.title if len(values) == 1 else values
    if isinstance(item, form.Form):
        return _builtins(item)
    if isinstance(item, (list, tuple)):
        return [_plain(name, part) for part in item]
    return int(item) if isinstance(item, float) and name in _WHOLE and item % 1 == 0 else item


_WHOLE = frozenset(
    {
        *("x", "y", "width", "customers", "customer_value", "score_zero", "score_one"),
        *("target", "limit", "lowest", "highest", "value", "importance", "satisfaction"),
        *("margin", "bleed", "overlap", "dpi"),
    }
)
"""Numbers that are written without a decimal point where they have no decimals."""


@cache
def _defaults(kind: type[form.Form]) -> tuple[tuple[str, Any], ...]:
    """The fields as they are written, each with its default; a required one with NODEFAULT, which equals nothing."""
    fields = list(msgspec.structs.fields(kind))
    if issubclass(kind, form.NodeForm):
        fields.sort(key=lambda field: _NODE_ORDER.get(field.name, 3))
    return tuple(
        (field.name, field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory())
        for field in fields
    )


_NODE_ORDER = {
    "id": 0,
    "name": 1,
    "question": 1,
    "phase": 2,
    "outcome": 4,
    "reason": 4,
    "entry_share": 4,
    "x": 5,
    "y": 5,
}


def _lines(value: Any, indent: str) -> str:
    """JSON with an object or list that holds further ones spread over lines, and everything else on one."""
    inner = indent + "  "
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(inner + _lines(item, inner) for item in value) + f"\n{indent}]"
    if isinstance(value, dict) and any(_spreads(key, item) for key, item in value.items()):
        parts = (
            f"{inner}{json.dumps(key)}: {_lines(item, inner) if _spreads(key, item) else _line(item)}"
            for key, item in value.items()
        )
        return "{\n" + ",\n".join(parts) + f"\n{indent}}}"
    return _line(value)


def _spreads(key: str, item: Any) -> bool:
    """Whether a field is a list with one of its parts on each line. What something hangs on is told in passing."""
    if not isinstance(item, list) or key in ("on", "promoted_to"):
        return False
    return key == "phases" or any(isinstance(part, dict) for part in item)


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
