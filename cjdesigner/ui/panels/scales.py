"""The scales people score on, and how an answer becomes a score in [0, 1].

Two mappings: linear between the scale's worst and best answer, or, for surveys, the share of satisfied answers (top
boxes), which is a fraction that needs no formula. This module must not know Qt.
"""

from __future__ import annotations

import re

import msgspec

from cjdesigner.i18n import decimal, mark
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import percent as _percent


class Scale(msgspec.Struct, frozen=True):
    """A scale from its worst to its best answer; ``satisfied`` words the answers that count as satisfied."""

    key: str
    label: str
    worst: float
    best: float
    satisfied: str = ""

    @property
    def survey(self) -> bool:
        """Whether people answer on it, so that the share of satisfied answers can be taken."""
        return bool(self.satisfied)

    def score(self, answer: float) -> float:
        """The score of an answer, linear. Raises ValueError outside the scale."""
        result = (answer - self.worst) / (self.best - self.worst)
        if not -1e-9 <= result <= 1 + 1e-9:
            raise ValueError(answer)
        return min(1.0, max(0.0, result))

    def answer(self, score: float) -> float:
        """The answer that a score stands for, linear."""
        return self.worst + score * (self.best - self.worst)


PER_CENT = Scale("percent", mark("per cent"), 0, 100)
SCALES = (
    PER_CENT,
    Scale("csat", mark("1\u20135 (CSAT)"), 1, 5, mark("4 and 5")),
    Scale("nps", mark("0\u201310 (NPS)"), 0, 10, mark("9 and 10")),
    Scale("ces", mark("1\u20137 (CES)"), 1, 7, mark("6 and 7")),
    Scale("grade", mark("grades 1\u20136, 1 best"), 6, 1, mark("1 and 2")),
)
BY_KEY = {scale.key: scale for scale in SCALES}

_NUMBER = re.compile(r"(\d+(?:[.,]\d*)?|[.,]\d+)\s*(%?)")
_RATIO = re.compile(r"(\d+)\s*(?:/|of|von|out of)\s*(\d+)", re.IGNORECASE)


def parse(text: str, scale: Scale = PER_CENT) -> float | None:
    """The score that was typed: 85, 85%, 0.85 and 4/5 on the per cent scale, an answer on another; None where empty.

    A number with a decimal sign that is at most 1 is a fraction of 1. ``%`` and ``a/b`` mean the same on all scales.
    Raises ValueError for anything else.
    """
    text = text.strip().replace("\u00a0", " ")
    if text in ("", "-", "\u2013", "\u2014", "?"):
        return None
    if ratio := _RATIO.fullmatch(text):
        return share(int(ratio[1]), int(ratio[2]))
    number = _NUMBER.fullmatch(text)
    if number is None:
        raise ValueError(text)
    value = float(number[1].replace(",", "."))
    if number[2]:
        return PER_CENT.score(value)
    if scale is PER_CENT and value <= 1 and not number[1].isdigit():
        return value
    return scale.score(value)


def share(satisfied: int, answers: int) -> float:
    """The share of satisfied answers. Raises ValueError where there are none or more satisfied than given."""
    if answers <= 0 or not 0 <= satisfied <= answers:
        raise ValueError((satisfied, answers))
    return satisfied / answers


def shown(score: float | None, scale: Scale = PER_CENT) -> str:
    """A score as it is typed on a scale; empty where there is none."""
    if score is None:
        return ""
    if scale is PER_CENT:
        exact = round(score * 100, 1)
        return _percent(score, 0 if exact == int(exact) else 1)
    answer = scale.answer(score)
    return decimal(answer, 0 if abs(answer - round(answer)) < 0.005 else 2)


def mapping(scale: Scale, *, satisfied: bool) -> str:
    """How answers on the scale become a score, in words."""
    if scale is PER_CENT:
        return _("85, 85%, 0.85 or 4/5")
    if satisfied:
        return _("Score = share of answers {satisfied}").format(satisfied=_(scale.satisfied))
    steps = (scale.worst, (scale.worst + scale.best) / 2, scale.best)
    pairs = [f"{decimal(step, 0 if step == int(step) else 1)} \u2192 {_percent(scale.score(step))}" for step in steps]
    return _("Linear: {pairs}").format(pairs=", ".join(pairs))
