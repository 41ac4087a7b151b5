"""Edits of jobs to be done: jobs, their desired outcomes and forces, and outcomes pasted as lines.

This module must not know Qt, history or storage.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from cjdesigner.errors import EditRefused
from cjdesigner.i18n import mark
from cjdesigner.model import attaching, ordering
from cjdesigner.model.edits import with_fields
from cjdesigner.model.patch import Patch, added
from cjdesigner.model.records import DesiredOutcome, Force, ForceKind, Job, JobKind, NeedPoint, Record
from cjdesigner.model.state import State

Part = DesiredOutcome | Force


def jobs_added(patch: Patch) -> list[int]:
    """The ids of the jobs that a patch adds."""
    return [key for key, (before, after) in patch.items() if before is None and isinstance(after, Job)]


def add_job(
    state: State,
    *,
    kind: JobKind = "functional",
    persona: int | None = None,
    motivation: str = "",
    needs: Iterable[int] = (),
    index: int | None = None,
) -> Patch:
    """A new job at ``index`` among the jobs, the end by default, linked to these need points."""
    jobs = state.ranked(Job)
    rank = ordering.next_rank(jobs) if index is None else index
    job = Job(id=state.allocate(), rank=rank, kind=kind, persona=persona, motivation=motivation)
    patch = added([job])
    if index is not None:
        patch |= _made_room(jobs, job, index)
    for need in needs:
        patch |= attaching.attach(state, job.id, need)
    return patch


def move_job(state: State, job: int, index: int) -> Patch:
    """Put a job at another place in the designer's order."""
    return ordering.moved(state.ranked(Job), job, index)


def duplicate_job(state: State, job: int) -> Patch:
    """A copy of a job right after it, with its outcomes and forces, linked to the same need points."""
    original = state[job]
    assert isinstance(original, Job)
    jobs = state.ranked(Job)
    index = jobs.index(original) + 1
    copy = with_fields(original, id=state.allocate(), rank=index)
    patch = added([copy]) | _made_room(jobs, copy, index)
    parts: list[Part] = [*state.referring(job, DesiredOutcome), *state.referring(job, Force)]
    patch |= added(with_fields(part, id=state.allocate(), job=copy.id) for part in parts)
    for need in state.targets(job, NeedPoint):
        patch |= attaching.attach(state, copy.id, need.id)
    return patch


# what belongs to a job


def add_outcome(state: State, job: int, text: str = "") -> Patch:
    """A new desired outcome at the end of a job's."""
    rank = ordering.next_rank(state.referring(job, DesiredOutcome))
    return added([DesiredOutcome(id=state.allocate(), job=job, rank=rank, text=text)])


def add_outcomes(state: State, job: int, text: str) -> Patch:
    """A desired outcome of each line; figures may follow the words, parted by tabs or semicolons.

    Two numbers are importance and satisfaction, a third is the number of answers; ten are how many gave 1 to 5 for
    importance and how many for satisfaction. EditRefused names the line whose number is out of range.
    """
    rank = ordering.next_rank(state.referring(job, DesiredOutcome))
    found: list[Record] = []
    for number, words, figures in _taken(text):
        _check(number, figures)
        found.append(DesiredOutcome(id=state.allocate(), job=job, rank=rank + len(found), text=words, **figures))
    return added(found)


def add_force(state: State, job: int, kind: ForceKind, text: str = "", strength: int = 3) -> Patch:
    """A new force at the switch to another way to get the job done."""
    rank = ordering.next_rank(state.referring(job, Force))
    return added([Force(id=state.allocate(), job=job, rank=rank, kind=kind, text=text, strength=strength)])


def move_part(state: State, part: int, index: int) -> Patch:
    """Put a desired outcome or a force at another place among its job's."""
    record = state[part]
    assert isinstance(record, DesiredOutcome | Force)
    siblings: list[Any] = list(state.referring(record.job, type(record)))
    return ordering.moved(siblings, part, index)


def duplicate_parts(state: State, ids: Iterable[int]) -> Patch:
    """Copies of desired outcomes or forces, at the end of their job's."""
    patch: Patch = {}
    ranks: dict[tuple[int, type[Part]], int] = {}
    for identity in ids:
        part = state[identity]
        if not isinstance(part, DesiredOutcome | Force):
            continue
        place = (part.job, type(part))
        rank = ranks.get(place, ordering.next_rank(state.referring(*place)))
        ranks[place] = rank + 1
        patch |= added([with_fields(part, id=state.allocate(), rank=rank)])
    return patch


def duplicate(state: State, ids: Sequence[int]) -> Patch:
    """Copies of jobs, outcomes and forces."""
    patch: Patch = {}
    for identity in ids:
        if isinstance(state.get(identity, Record), Job):
            patch |= duplicate_job(state, identity)
    return patch or duplicate_parts(state, ids)


def _made_room(jobs: Sequence[Job], job: Job, index: int) -> Patch:
    patch = ordering.ranked(ordering.inserted(jobs, job, index))
    patch.pop(job.id, None)
    return patch


# lines of text


def unread(text: str) -> list[str]:
    """What stands where a figure stands and is none, so that its line was taken as words alone; one of each line."""
    found = []
    for number, _words, figures in _taken(text):
        line = text.splitlines()[number - 1]
        cells = [] if figures else [cell.strip() for cell in line.split(_separator(line))[1:]]
        faulty = [cell for place, cell in enumerate(cells) if not (_is_rating(cell) if place < 2 else _is_figure(cell))]
        found += faulty[:1]
    return found


def _taken(text: str) -> list[tuple[int, str, dict[str, Any]]]:
    """The lines that hold an outcome: their number from 1, words and figures. A line of headings is left out."""
    lines = text.splitlines()
    found = []
    for number, line in enumerate(lines, 1):
        words, figures = parsed(line)
        heads = number == 1 and not figures and "\t" in line and len(lines) > 1
        if words and not (heads and parsed(lines[1])[1]):
            found.append((number, words, figures))
    return found


def parsed(line: str) -> tuple[str, dict[str, Any]]:
    """The words of a line and the figures after them, by their fields."""
    separator = _separator(line)
    cells = [cell.strip() for cell in line.split(separator)]
    first = len(cells)
    while first > 1 and _is_figure(cells[first - 1]):
        first -= 1
    values = [_number(cell) for cell in cells[first:]]
    if all(value is None for value in values):
        return _bare(line.replace("\t", " ")), {}
    words = line.rsplit(separator, len(values))[0]
    return _bare(words.replace("\t", " ")), _fields(values)


def _fields(values: list[float | None]) -> dict[str, Any]:
    if len(values) == 10:
        counts = tuple(_whole(value) for value in values)
        return {"importance_counts": counts[:5], "satisfaction_counts": counts[5:]}
    figures: dict[str, Any] = dict(zip(("importance", "satisfaction"), values, strict=False))
    if len(values) > 2:
        figures["answers"] = _whole(values[2])
    return {name: value for name, value in figures.items() if value is not None}


def _check(line: int, figures: dict[str, Any]) -> None:
    for name in ("importance", "satisfaction"):
        value = figures.get(name)
        if value is not None and not 0 <= value <= 10:
            message = _OUT_OF_RANGE["importance" if name == "importance" else "satisfaction"]
            raise EditRefused(message, line=line, value=f"{value:g}")


_OUT_OF_RANGE: dict[Literal["importance", "satisfaction"], str] = {
    "importance": mark("Line {line}: importance lies between 0 and 10, not at {value}. Nothing was added."),
    "satisfaction": mark("Line {line}: satisfaction lies between 0 and 10, not at {value}. Nothing was added."),
}

_FIGURE = re.compile(r"\d{1,9}(?:[.,]\d{1,6})?")
_BULLET = re.compile(r"^\s*(?:[-*•–‣◦]|\d{1,3}[.)])\s+")


def _is_figure(cell: str) -> bool:
    return not cell or _FIGURE.fullmatch(cell) is not None


def _separator(line: str) -> str:
    return "\t" if "\t" in line else ";"


def _is_rating(cell: str) -> bool:
    return not cell or (_FIGURE.fullmatch(cell) is not None and float(cell.replace(",", ".")) <= 10)


def _number(cell: str) -> float | None:
    return float(cell.replace(",", ".")) if cell else None


def _whole(value: float | None) -> int:
    return round(value or 0)


def _bare(words: str) -> str:
    return _BULLET.sub("", words).strip()
