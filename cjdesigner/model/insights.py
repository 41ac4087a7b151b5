"""Insights: what was learned, where it hangs, who should know it, and what it proves.

An insight belongs to the department that should know it; one without a department is owned by nobody. Departments are
what people typed: “service” and “Service ” are the same. This module must not know how insights are shown or printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from cjdesigner.i18n import gettext as _
from cjdesigner.model import attaching
from cjdesigner.model.edits import set_fields, with_fields
from cjdesigner.model.ordering import next_rank
from cjdesigner.model.patch import Patch, added, changed
from cjdesigner.model.records import (
    Confidence,
    EmpathyMap,
    Evidence,
    Indicator,
    Insight,
    InsightKind,
    Job,
    Journey,
    Link,
    Node,
    Persona,
    Phase,
    Record,
    Touchpoint,
    Valence,
)
from cjdesigner.model.references import ATTACHABLE
from cjdesigner.model.state import State
from cjdesigner.model.wording import brief, link_name, name_of

PLACES = ATTACHABLE[Insight]
"""What an insight may hang on."""

VALENCES: tuple[Valence, ...] = ("pain", "gain", "neutral")

PROVES: dict[InsightKind, Evidence] = {
    "quote": "observed",
    "observation": "observed",
    "photo": "observed",
    "figure": "measured",
}
"""The level of evidence that an insight of a kind gives a score."""

_LEVELS: tuple[Evidence, ...] = ("guess", "observed", "measured")
_LONGEST_BASIS = 200


class Wanted(msgspec.Struct, frozen=True):
    """Which insights a list shows. None is all; a department of "" is nobody's."""

    department: str | None = None
    kind: InsightKind | None = None
    valence: Valence | None = None
    words: str = ""
    """All of these words stand in the text, the source or the department, in any case."""

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return self == Wanted()


class Counts(msgspec.Struct, frozen=True):
    """How many insights there are, by what they mean to the customer, and how many nobody owns."""

    total: int
    pains: int
    gains: int
    unowned: int


# reading


def is_same(one: str, other: str) -> bool:
    """Whether two departments or owners are the same, however they are written."""
    return folded(one) == folded(other)


def folded(name: str) -> str:
    """A department or owner as it is compared."""
    return " ".join(name.split()).casefold()


def matching(state: State, wanted: Wanted) -> list[Insight]:
    """The insights that are wanted, in the designer's order."""
    insights = state.ranked(Insight)
    if wanted.department is not None:
        department = folded(wanted.department)
        insights = [insight for insight in insights if folded(insight.department) == department]
    if wanted.kind is not None:
        insights = [insight for insight in insights if insight.kind == wanted.kind]
    if wanted.valence is not None:
        insights = [insight for insight in insights if insight.valence == wanted.valence]
    for word in wanted.words.casefold().split():
        insights = [
            insight
            for insight in insights
            if any(word in text.casefold() for text in (insight.text, insight.source, insight.department))
        ]
    return insights


def counted(insights: Iterable[Insight]) -> Counts:
    """How many there are of each."""
    found = list(insights)
    return Counts(
        len(found),
        sum(insight.valence == "pain" for insight in found),
        sum(insight.valence == "gain" for insight in found),
        sum(not insight.department.strip() for insight in found),
    )


def unowned(state: State) -> list[Insight]:
    """The insights that nobody owns: no department is named that should know them."""
    return [insight for insight in state.ranked(Insight) if not insight.department.strip()]


def departments(state: State) -> list[str]:
    """The departments that insights name, each as it was first written, by the alphabet."""
    found: dict[str, str] = {}
    for insight in state.all(Insight):
        name = " ".join(insight.department.split())
        if name:
            found.setdefault(folded(name), name)
    return sorted(found.values(), key=str.casefold)


def pains(state: State, target: int) -> int:
    """How many pains hang on a record: what its card counts."""
    if not state.is_referred_to(target):
        return 0
    return sum(insight.valence == "pain" for insight in state.attached(target, Insight))


def places(state: State, insight: int) -> list[Record]:
    """What an insight hangs on, in the order it was hung there."""
    return state.targets(insight, Record)


def place_name(state: State, record: Record) -> str:
    """What a record that insights hang on is called, on one line."""
    if isinstance(record, Node):
        return name_of(record)
    if isinstance(record, Link):
        return link_name(record, state, short=True)
    name = ""
    if isinstance(record, (Journey, Phase, EmpathyMap)):
        name = record.title
    elif isinstance(record, (Persona, Indicator)):
        name = record.name
    elif isinstance(record, Job):
        name = record.motivation or record.outcome or record.situation
    name = " ".join(name.split())
    return name or _unnamed(record)


def _unnamed(record: Record) -> str:
    names: dict[type[Record], str] = {
        Journey: _("Untitled journey"),
        Phase: _("Untitled phase"),
        EmpathyMap: _("Untitled empathy map"),
        Persona: _("Unnamed persona"),
        Indicator: _("Unnamed indicator"),
        Job: _("Unnamed job"),
    }
    return names.get(type(record), "")


# editing


def add(
    state: State,
    texts: Sequence[str],
    *,
    kind: InsightKind = "observation",
    valence: Valence = "neutral",
    department: str = "",
    image: str = "",
    places: Iterable[int] = (),
) -> Patch:
    """A new insight of each text, at the end of the list, each hung on these places."""
    rank = next_rank(state.all(Insight))
    new = [
        Insight(
            id=state.allocate(),
            rank=rank + place,
            text=text,
            kind=kind,
            valence=valence,
            department=department,
            image=image,
        )
        for place, text in enumerate(texts)
    ]
    return added(new) | hang(state, [insight.id for insight in new], places)


def hang(state: State, ids: Iterable[int], targets: Iterable[int]) -> Patch:
    """Hang insights on places; what hangs there already stays as it is."""
    patch: Patch = {}
    for target in targets:
        following = 0
        for identity in ids:
            hung = attaching.attach(state, identity, target)
            for key, (_before, after) in hung.items():
                assert after is not None
                rank = getattr(after, "rank", 0) + following
                patch[key] = (None, with_fields(after, rank=rank))
                following += 1
    return patch


def take_off(state: State, ids: Iterable[int], target: int) -> Patch:
    """Take insights off a place."""
    patch: Patch = {}
    for identity in ids:
        patch |= attaching.detach(state, identity, target)
    return patch


def set_valence(state: State, ids: Iterable[int], valence: Valence) -> Patch:
    """What these insights mean to the customer."""
    return set_fields(state, ids, valence=valence)


def set_kind(state: State, ids: Iterable[int], kind: InsightKind) -> Patch:
    """What these insights are."""
    return set_fields(state, ids, kind=kind)


def set_confidence(state: State, ids: Iterable[int], confidence: Confidence) -> Patch:
    """How sure these insights are."""
    return set_fields(state, ids, confidence=confidence)


def set_department(state: State, ids: Iterable[int], department: str) -> Patch:
    """Who should know these insights; "" is nobody."""
    return set_fields(state, ids, department=" ".join(department.split()))


# what insights prove


def proven(state: State, touchpoint: int) -> Evidence | None:
    """The level of evidence that the insights on a touchpoint give its score; None where none hangs there."""
    levels = [PROVES[insight.kind] for insight in state.attached(touchpoint, Insight)]
    return max(levels, key=_LEVELS.index, default=None)


def raisable(state: State, ids: Iterable[int]) -> list[int]:
    """The touchpoints among these whose insights prove more than their score's evidence says."""
    found = []
    for identity in ids:
        touchpoint = state.get(identity, Touchpoint)
        level = proven(state, identity) if touchpoint is not None else None
        if touchpoint is not None and level is not None and _LEVELS.index(level) > _LEVELS.index(touchpoint.evidence):
            found.append(identity)
    return found


def raise_evidence(state: State, ids: Iterable[int]) -> Patch:
    """Raise the evidence of touchpoints to what their insights prove; it is never lowered.

    The basis is completed by the insights' sources, only where it is empty.
    """
    pairs: list[tuple[Record, Record]] = []
    for identity in raisable(state, ids):
        touchpoint = state.get(identity, Touchpoint)
        assert touchpoint is not None
        level = proven(state, identity)
        basis = touchpoint.basis if touchpoint.basis.strip() else _basis(state, identity, level)
        pairs.append((touchpoint, with_fields(touchpoint, evidence=level, basis=basis)))
    return changed(pairs)


def _basis(state: State, touchpoint: int, level: Evidence | None) -> str:
    """Where the insights that prove a level come from: their sources, or, where none is named, what they say."""
    proofs = [insight for insight in state.attached(touchpoint, Insight) if PROVES[insight.kind] == level]
    told = [" ".join(insight.source.split()) for insight in proofs]
    told = [source for source in told if source] or [" ".join(insight.text.split()) for insight in proofs]
    return brief("; ".join(dict.fromkeys(part for part in told if part)), _LONGEST_BASIS)
