"""Scoring by digits: what is selected gets the score, or the link the share, that two quick digits or one make.

This module must not know pixels, nor where the digits are typed.
"""

from __future__ import annotations

import time

from cjdesigner.i18n import mark
from cjdesigner.model import edits
from cjdesigner.model.patch import Patch, changed
from cjdesigner.model.records import Link
from cjdesigner.model.state import State
from cjdesigner.ui.editor import Editor

TOGETHER = 0.8
"""Seconds within which two digits are one number."""


def score_of(digits: str) -> float:
    """The score that typed digits mean: 8 is 80 %, 85 is 85 %, 00 is 0, a single 0 is 100 %."""
    if len(digits) == 1:
        return 1.0 if digits == "0" else int(digits) / 10
    return int(digits) / 100


class Digits:
    """The digits typed on one surface."""

    def __init__(self, editor: Editor) -> None:
        self._editor = editor
        self._digits = ""
        self._last = 0.0
        self._scored: tuple[int, ...] = ()
        self._shares: dict[int, float | None] = {}
        self._burst = 0

    def press(self, digit: str) -> bool:
        """Score by a digit; False where nothing selected can be scored."""
        editor = self._editor
        touchpoints = editor.scorable()
        links = [link.id for link in editor.selected(Link) if link.kind == "next"]
        if not touchpoints and not links:
            return False
        now = time.monotonic()
        if now - self._last > TOGETHER or len(self._digits) >= 2 or editor.selection != self._scored:
            self._digits = ""
            self._burst += 1
        self._scored = editor.selection
        self._last = now
        self._digits += digit
        value = score_of(self._digits)
        merge = ("digits", id(self), self._burst)
        if touchpoints:
            editor.edit(mark("Score"), lambda state: edits.set_fields(state, touchpoints, score=value), merge=merge)
        elif len(links) == 1:
            editor.edit(mark("Set share"), lambda state: self._spread(state, links[0], value), merge=merge)
        else:
            editor.edit(mark("Set share"), lambda state: edits.set_fields(state, links, share=value), merge=merge)
        return True

    def _spread(self, state: State, link: int, value: float) -> Patch:
        """Give a link its share; its siblings make room from what they had when the first digit came."""
        record = state.get(link, Link)
        if record is None:
            return {}
        ways = state.outgoing(record.source)
        if len(self._digits) == 1:
            self._shares = {way.id: way.share for way in ways}
        stale = [(way, edits.with_fields(way, share=self._shares.get(way.id, way.share))) for way in ways]
        before = State([after for _way, after in stale])
        spread = {key: after for key, (_was, after) in edits.spread_shares(before, link, value).items() if after}
        return changed((way, spread.get(way.id, after)) for way, after in stale)
