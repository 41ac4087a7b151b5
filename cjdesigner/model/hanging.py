"""What hangs on what: counted for a card's badges, listed, hung anew and taken off, and told when a card goes.

Methods' records hang on the map by attachments; a guard rail stands on its touchpoint or journey by itself. Counting is
only begun where something refers to a record, so that ten thousand cards with nothing on them cost nothing.

This module must not know how any of it is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

import msgspec

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import ngettext
from cjdesigner.model import attaching, company, empathy, insights, job_edits, jobs, personas, strategy
from cjdesigner.model.indicators import Trace, add_indicator, readings_of, trace
from cjdesigner.model.naming import called, counted
from cjdesigner.model.patch import Patch
from cjdesigner.model.records import (
    Activity,
    Attachment,
    DesiredOutcome,
    EmpathyMap,
    Indicator,
    Insight,
    Job,
    Journey,
    Note,
    Persona,
    Principle,
    PrincipleKind,
    Reading,
    Record,
    Touchpoint,
)
from cjdesigner.model.references import ATTACHABLE
from cjdesigner.model.removing import remove
from cjdesigner.model.state import State
from cjdesigner.model.wording import brief, listed

BadgeKind = Literal["pains", "insights", "maps", "jobs", "indicators", "rails"]

_ORDER: tuple[type[Record], ...] = (
    Note,
    Persona,
    EmpathyMap,
    Job,
    Indicator,
    Insight,
    Activity,
    Principle,
)
"""In which order kinds are listed where several hang on one thing."""


class Hung(msgspec.Struct, frozen=True):
    """How much hangs on a record, as its badges show it. ``insights`` are those that are no pains."""

    pains: int = 0
    insights: int = 0
    maps: int = 0
    jobs: int = 0
    opportunity: float | None = None
    """The highest opportunity score among the jobs."""
    indicators: int = 0
    trace: Trace | None = None
    """The readings of the indicator shown: the first that misses its target, or else the first with readings."""
    rails: int = 0
    """Guard rails and degrees of freedom."""


def hung(state: State, target: int) -> Hung | None:
    """What hangs on a record; None where nothing does that has a badge."""
    if target not in state or (not state.is_referred_to(target) and not isinstance(state[target], Journey)):
        return None
    learned = state.attached(target, Insight)
    pains = sum(insight.valence == "pain" for insight in learned)
    measured = state.attached(target, Indicator)
    traces = [line for i in measured if (line := trace(i, readings_of(state, i.id))) is not None]
    found = Hung(
        pains=pains,
        insights=len(learned) - pains,
        maps=len(state.attached(target, EmpathyMap)),
        jobs=len(state.attached(target, Job)),
        opportunity=jobs.need_opportunity(state, target),
        indicators=len(measured),
        trace=min(traces, key=lambda line: not line.off, default=None),
        rails=len(principles_of(state, target)),
    )
    return found if found != Hung() else None


def principles_of(state: State, target: int) -> list[Principle]:
    """The guard rails and degrees of freedom of a touchpoint, or those of a journey as a whole."""
    record = state.get(target, Record)
    if isinstance(record, Journey):
        return [p for kind in _PRINCIPLES for p in strategy.principles(state, target, kind) if p.touchpoint is None]
    found = state.referring(target, Principle) if isinstance(record, Touchpoint) else []
    return sorted(found, key=lambda principle: _PRINCIPLES.index(principle.kind))


_PRINCIPLES: tuple[PrincipleKind, ...] = ("guard-rail", "freedom")


def behind(state: State, target: int, badge: BadgeKind) -> list[Record]:
    """The records that a badge counts, in order."""
    if badge == "rails":
        return list(principles_of(state, target))
    if badge in ("pains", "insights"):
        return [i for i in state.attached(target, Insight) if (i.valence == "pain") == (badge == "pains")]
    kinds: dict[str, type[Record]] = {"maps": EmpathyMap, "jobs": Job, "indicators": Indicator}
    return state.attached(target, kinds[badge])


def on(state: State, target: int) -> list[Record]:
    """All that hangs on a record, kind by kind, each in order."""
    found = [*state.attached(target, Record), *principles_of(state, target)]
    return sorted(found, key=lambda record: _ORDER.index(type(record)))


def places(state: State, subject: int) -> list[Record]:
    """What a method's record hangs on, in the order it was hung there."""
    record = state.get(subject, Record)
    if isinstance(record, Principle):
        return [state[record.touchpoint or record.journey]]
    return state.targets(subject, Record)


def concerned(state: State, patch: Patch) -> set[int]:
    """The records whose badges a patch may change; ``state`` has followed it."""
    found: set[int] = set()
    for before, after in patch.values():
        if type(after if after is not None else before) not in _SHOWN:
            continue  # quick, for ten thousand cards under the pointer
        for record in (before, after):
            if isinstance(record, Attachment):
                found.add(record.target)
            elif isinstance(record, Principle):
                found.add(record.touchpoint or record.journey)
            elif isinstance(record, (Reading, DesiredOutcome)):
                of = record.indicator if isinstance(record, Reading) else record.job
                found.update(target.id for target in state.targets(of, Record))
            elif record is not None:
                found.update(target.id for target in state.targets(record.id, Record))
    return found


_SHOWN = frozenset({Attachment, Principle, Reading, DesiredOutcome, Insight, Indicator, Job, EmpathyMap})


# edits


def kinds_for(target: Record) -> list[type[Record]]:
    """What may be hung on a record, in the order it is offered."""
    offered = (Insight, EmpathyMap, Job, Indicator, Persona, Activity)
    return [kind for kind in offered if isinstance(target, ATTACHABLE[kind])]


def takes_principles(target: Record) -> bool:
    """Whether guard rails and degrees of freedom may stand on a record."""
    return isinstance(target, (Journey, Touchpoint))


def attachable(state: State, target: int) -> list[Record]:
    """What there is already that could be hung on a record and does not hang there, kind by kind."""
    record = state.get(target, Record)
    if record is None:
        return []
    there = {attachment.subject for attachment in state.attachments(target)}
    home = getattr(record, "journey", record.id)
    return [
        other
        for kind in kinds_for(record)
        for other in state.ranked(kind)
        if other.id not in there and other.id != target and getattr(other, "journey", home) == home
    ]


def hang_new(state: State, kind: type[Record], target: int, words: str = "") -> Patch:
    """A new record of a kind, hung on a record; its patch begins with what was made."""
    record = state[target]
    home: int = getattr(record, "journey", target)
    make: dict[type[Record], Callable[[], Patch]] = {
        Insight: lambda: insights.add(state, [words]),
        EmpathyMap: lambda: empathy.add_map(state, words),
        Job: lambda: job_edits.add_job(state, motivation=words),
        Indicator: lambda: add_indicator(state, name=words),
        Persona: lambda: personas.add_persona(state, words),
        Activity: lambda: company.add_activity(state, home, words, phase=getattr(record, "phase", None)),
    }
    patch = make[kind]()
    new = next(key for key, (before, after) in patch.items() if before is None and isinstance(after, kind))
    return {new: patch[new]} | patch | attaching.attach(state, new, target)


def add_principle(state: State, target: int, kind: PrincipleKind, words: str = "") -> Patch:
    """A new guard rail or degree of freedom on a touchpoint or journey."""
    record = state[target]
    touchpoint = record.id if isinstance(record, Touchpoint) else None
    journey = record.journey if isinstance(record, Touchpoint) else record.id
    return strategy.add_principles(state, journey, [words], kind, touchpoint)


def take_off(state: State, subject: int, target: int) -> Patch:
    """Take a record off another. A guard rail stands nowhere else, so it goes."""
    if isinstance(state.get(subject, Record), Principle):
        return remove(state, [subject])
    return attaching.detach(state, subject, target)


# what is told of a removal


def deletion_told(state: State, ids: Iterable[int]) -> str:
    """What to tell when these records are removed: what goes with them, what stays. ``state`` still has them.

    Empty where nothing goes along and nothing hung there.
    """
    asked = [state[identity] for identity in dict.fromkeys(ids) if identity in state]
    patch = remove(state, [record.id for record in asked]) if asked else {}
    gone = {key: before for key, (before, after) in patch.items() if before is not None and after is None}
    named = {record.id for record in asked}
    staying: dict[int, Record] = {}
    for record in gone.values():
        if isinstance(record, Attachment) and record.target in gone and record.subject not in gone:
            staying[record.subject] = state[record.subject]
    went = counted(record for key, record in gone.items() if key not in named and not isinstance(record, Attachment))
    if not went and not staying:
        return ""
    said = [_deleted(state, asked, went)]
    if staying:
        said.append(_stays(staying, len(asked)))
    said.append(_("Ctrl+Z brings it back.") if len(asked) == 1 else _("Ctrl+Z brings them back."))
    return " ".join(said)


def _deleted(state: State, asked: Sequence[Record], went: list[str]) -> str:
    """What was deleted, and with what."""
    if len(asked) == 1:
        text = _("“{name}” deleted with {things}.") if went else _("“{name}” deleted.")
    else:
        text = _("{name} deleted with {things}.") if went else _("{name} deleted.")
    name = brief(called(state, asked[0])) if len(asked) == 1 else listed(counted(asked))
    return text.format(name=name, things=listed(went))


def _stays(staying: dict[int, Record], places: int) -> str:
    """What hung there and is still in the project."""
    count = len(staying)
    if places == 1:
        text = ngettext(
            "{things} that hung on it stays in the project.", "{things} that hung on it stay in the project.", count
        )
    else:
        text = ngettext(
            "{things} that hung on them stays in the project.", "{things} that hung on them stay in the project.", count
        )
    return text.format(things=listed(counted(staying.values())))
