"""Scores that follow an indicator: a touchpoint's score is its indicator's latest reading, mapped to [0, 1].

The mapping is linear between ``score_zero`` and ``score_one`` and clamped. The score's evidence is then measured, its
date the reading's, and its basis says indicator, reading and mapping in words. :func:`following` is what keeps it so:
every edit's patch goes through it once, so that whatever changes readings moves the scores in the same step, and a
score given by hand releases its touchpoint.

This module must not know Qt, nor how an edit comes about.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from cjdesigner.errors import EditRefused
from cjdesigner.i18n import LANGUAGES, mark, ngettext, using
from cjdesigner.i18n import gettext as _
from cjdesigner.model.edits import with_fields
from cjdesigner.model.indicator_words import basis_words, name_of_indicator
from cjdesigner.model.patch import Patch, changed, squash
from cjdesigner.model.records import Indicator, R, Reading, Record, Touchpoint
from cjdesigner.model.state import State
from cjdesigner.model.wording import brief, name_of


class Mapping(msgspec.Struct, frozen=True):
    """The values at which the score is 0 and 1, and what stands for that choice: an English message."""

    zero: float
    one: float
    label: str


_PER_CENT = mark("Per cent as it is; of a survey, the share of satisfied answers (top boxes)")
_PER_CENT_BAD = mark("Per cent of bad cases: the fewer, the better")
_SCALE = mark("From one end of its scale to the other")
_TO_TARGET = mark("0% at the limit, 100% at the target")
_PLAUSIBLE = (
    Mapping(-100, 100, mark("NPS, \u2212100 to 100")),
    Mapping(1, 5, mark("Mean of answers 1\u20135 (CSAT)")),
    Mapping(1, 7, mark("Mean of answers 1\u20137 (CES)")),
    Mapping(0, 10, mark("Mean of answers 0\u201310")),
    Mapping(6, 1, mark("School grades, 6 to 1")),
)


def score_of(value: float, zero: float, one: float) -> float:
    """The score of a value: linear, clamped to [0, 1]. ``zero`` and ``one`` differ."""
    return min(1.0, max(0.0, (value - zero) / (one - zero)))


def proposals(indicator: Indicator) -> list[Mapping]:
    """The mappings that make sense for an indicator, the likeliest first."""
    found: list[Mapping] = []
    rising = indicator.direction == "up"
    if " ".join(indicator.unit.split()) == "%":
        found.append(Mapping(0, 100, _PER_CENT) if rising else Mapping(100, 0, _PER_CENT_BAD))
    low, high = indicator.lowest, indicator.highest
    if low is not None and high is not None and low != high:
        ends = (low, high) if rising else (high, low)
        named = next((mapping.label for mapping in _PLAUSIBLE if (mapping.zero, mapping.one) == ends), _SCALE)
        found.append(Mapping(*ends, named))
    if indicator.limit is not None and indicator.target is not None and indicator.limit != indicator.target:
        found.append(Mapping(indicator.limit, indicator.target, _TO_TARGET))
    return _different([*found, *_PLAUSIBLE])


def _different(mappings: Iterable[Mapping]) -> list[Mapping]:
    found: dict[tuple[float, float], Mapping] = {}
    for mapping in mappings:
        found.setdefault((mapping.zero, mapping.one), mapping)
    return list(found.values())


# edits


def bind(state: State, touchpoints: Iterable[int], indicator: int, zero: float, one: float) -> Patch:
    """Let these touchpoints' scores follow an indicator. Without a reading yet, a score stays until there is one."""
    if zero == one:
        raise EditRefused(mark("A score needs two different values: one at which it is 0%, one at which it is 100%."))
    found = (state.get(identity, Touchpoint) for identity in dict.fromkeys(touchpoints))
    return following(
        state,
        changed(
            (record, with_fields(record, indicator=indicator, score_zero=zero, score_one=one))
            for record in found
            if record is not None and record.outcome != "leaves"
        ),
    )


def release(state: State, touchpoints: Iterable[int]) -> Patch:
    """Let these touchpoints' scores follow no indicator any more; score, evidence, basis and date stay as they are."""
    found = (state.get(identity, Touchpoint) for identity in dict.fromkeys(touchpoints))
    return changed((record, _freed(record)) for record in found if record is not None)


def bound(state: State, indicator: int) -> list[Touchpoint]:
    """The touchpoints whose scores follow an indicator."""
    return state.referring(indicator, Touchpoint)


# what every patch goes through


def following(state: State, patch: Patch) -> Patch:
    """The patch with what follows from it: scores that follow an indicator are as its latest reading says.

    A touchpoint whose score the patch changes to something else was scored by hand: it is released, and what the
    binding wrote of evidence, basis and date goes. Applying it twice changes nothing; its cost follows the patch.
    """
    view = _After(state, patch)
    concerned: dict[int, None] = {}
    freed: list[tuple[Record, Record]] = []
    for before, after in patch.values():
        for record in (before, after):
            if isinstance(record, Reading):
                concerned[record.indicator] = None
        if isinstance(after, Indicator) and before is not None:
            concerned[after.id] = None
        if isinstance(after, Touchpoint):
            own = _handled(view, before if isinstance(before, Touchpoint) else None, after)
            if own is not after:
                freed.append((after, own))
            elif _tie(after) != _tie(before) and after.indicator is not None:
                concerned[after.indicator] = None
    patch = squash(patch, changed(freed)) if freed else patch
    if not concerned:
        return patch
    view = _After(state, patch)
    pairs = [(record, view.scored(record)) for key in concerned for record in view.referring(key, Touchpoint)]
    return squash(patch, changed(pairs))


def said(state: State, patch: Patch) -> str:
    """What is to be told of a patch before it is applied to ``state``: who was released, what lost its last reading."""
    view = _After(state, patch)
    released = [
        (before, after)
        for before, after in patch.values()
        if isinstance(before, Touchpoint)
        and isinstance(after, Touchpoint)
        and before.indicator is not None
        and after.indicator is None
        and before.score != after.score
    ]
    if len(released) == 1:
        before, after = released[0]
        indicator = state.get(before.indicator, Indicator)
        return _("“{name}” was scored by hand and no longer follows “{indicator}”.").format(
            name=brief(name_of(after)), indicator=brief(name_of_indicator(indicator)) if indicator is not None else ""
        )
    if released:
        return ngettext(
            "{count} touchpoint was scored by hand and no longer follows its indicator.",
            "{count} touchpoints were scored by hand and no longer follow their indicators.",
            len(released),
        ).format(count=len(released))
    emptied = {b.indicator for b, a in patch.values() if isinstance(b, Reading) and a is None}
    for key in emptied:
        indicator = view.get(key, Indicator)
        if indicator is not None and view.latest(key) is None and view.referring(key, Touchpoint):
            return _("“{indicator}” has no reading any more: the scores that follow it stay as they are.").format(
                indicator=brief(name_of_indicator(indicator))
            )
    return ""


class _After:
    """The records as the patch would leave them."""

    def __init__(self, state: State, patch: Patch) -> None:
        self._state = state
        self._patch = patch

    def get(self, identity: int | None, kind: type[R]) -> R | None:
        if identity is not None and identity in self._patch:
            after = self._patch[identity][1]
            return after if isinstance(after, kind) else None
        return self._state.get(identity, kind)

    def referring(self, indicator: int, kind: type[Touchpoint] | type[Reading]) -> list[Touchpoint | Reading]:
        found = [record for record in self._state.referring(indicator, kind) if record.id not in self._patch]
        new = (after for _before, after in self._patch.values() if isinstance(after, kind))
        return [*found, *(record for record in new if record.indicator == indicator)]

    def latest(self, indicator: int) -> Reading | None:
        readings = [record for record in self.referring(indicator, Reading) if isinstance(record, Reading)]
        return max(readings, key=lambda reading: (reading.date, reading.id), default=None)

    def scored(self, record: Touchpoint | Reading) -> Record:
        """The touchpoint as its indicator's latest reading has it; itself without a reading."""
        if not isinstance(record, Touchpoint):
            return record
        indicator, zero, one = self.get(record.indicator, Indicator), record.score_zero, record.score_one
        reading = self.latest(indicator.id) if indicator is not None else None
        if indicator is None or reading is None or zero is None or one is None or zero == one:
            return record
        return with_fields(
            record,
            score=score_of(reading.value, zero, one),
            evidence="measured",
            date=reading.date,
            basis=basis_words(indicator, reading, zero, one),
        )


def _handled(view: _After, before: Touchpoint | None, after: Touchpoint) -> Touchpoint:
    """The touchpoint without its tie where it was scored by hand or has lost its indicator; else itself."""
    if after.indicator is None:
        return _freed(after)
    if before is None or _tie(before) != _tie(after) or before.score == after.score:
        return after
    wanted = view.scored(after)
    if isinstance(wanted, Touchpoint) and wanted.score == after.score:
        return after
    freed = _freed(after)
    if before.basis != after.basis or not _is_ours(view, before):
        return freed
    kept = {"basis": "", "evidence": "guess", "date": ""}
    return with_fields(
        freed, **{key: value for key, value in kept.items() if getattr(before, key) == getattr(after, key)}
    )


def _is_ours(view: _After, record: Touchpoint) -> bool:
    """Whether the basis is what the binding wrote, in whichever language."""
    indicator, zero, one = view.get(record.indicator, Indicator), record.score_zero, record.score_one
    reading = view.latest(indicator.id) if indicator is not None else None
    if indicator is None or reading is None or zero is None or one is None:
        return False
    for code in LANGUAGES:
        with using(code):
            if record.basis == basis_words(indicator, reading, zero, one):
                return True
    return False


def _freed(record: Touchpoint) -> Touchpoint:
    return with_fields(record, indicator=None, score_zero=None, score_one=None)


def _tie(record: Record | None) -> tuple[object, ...]:
    if not isinstance(record, Touchpoint):
        return ()
    return record.indicator, record.score_zero, record.score_one
