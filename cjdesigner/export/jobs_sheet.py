"""The jobs to be done: the opportunity landscape with numbered points, beside it the job stories with their outcomes.

Jobs stand by opportunity, the highest first; an outcome's number is its point's on the landscape. This module must not
know the other sections.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from cjdesigner import text
from cjdesigner.export.concerning import concerning
from cjdesigner.export.drawing import Pen
from cjdesigner.export.flow import Draw, Flow, Piece, column_count, pour, split
from cjdesigner.export.look import INK
from cjdesigner.export.method_page import BODY, CAPS, Frame, Legend, Sheet, set_text
from cjdesigner.export.opportunity_chart import Dot, dot_sample, draw_landscape
from cjdesigner.export.sheet import Page, circle
from cjdesigner.i18n import decimal, ngettext
from cjdesigner.i18n import gettext as _
from cjdesigner.model import jobs, naming
from cjdesigner.model.geometry import Rect
from cjdesigner.model.job_text import verdict
from cjdesigner.model.personas import persona_name
from cjdesigner.model.records import DesiredOutcome, Force, Job, NeedPoint, Persona
from cjdesigner.model.state import State
from cjdesigner.model.wording import DASH, grouped

_WIDE = 176.0
_TRIED = ((1.45, True), (1.3, True), (1.15, True), (1.0, True), (0.92, True), (1.0, False), (0.92, False))
"""How much larger the type is than usual, and whether a job stays in one column, until all fits on one sheet."""


def draw(frame: Frame) -> Iterator[Page]:
    """The pages of the section."""
    told = frame.told
    state = told.state
    found = jobs.by_opportunity(state, concerning(state, told.journey.id, Job))
    outcomes = [outcome for job in found for outcome in state.referring(job.id, DesiredOutcome)]
    numbers = {outcome.id: place for place, outcome in enumerate(outcomes, 1)}
    scored = [outcome for outcome in outcomes if jobs.opportunity(outcome) is not None]
    title, said, legend = _("Jobs to be done"), _said(found, outcomes), _legend(scored)

    def begin(number: int) -> Sheet:
        sheet = frame.begin(title, said, legend=legend, entry=0 if not number else 1)
        if scored and not number:
            dots = [_dot(outcome, numbers) for outcome in scored]
            draw_landscape(sheet.pen, _chart(sheet.body, frame), frame.scale, dots)
        return sheet

    def areas(number: int, sheet: Sheet, unit: float) -> list[Rect]:
        area = sheet.body
        if scored and not number:
            area = _beside(sheet.body, _chart(sheet.body, frame), frame)
        gap = 16 * frame.scale
        return split(area, column_count(area.width, _WIDE * unit, gap), gap)

    room = Sheet(Pen(frame.notes, frame.paper.smallest).trial(), frame.room(title, said, legend=legend))
    for growth, together in _TRIED:
        unit = growth * frame.scale
        flow = Flow(_pieces(state, found, numbers, unit, together), frame.paper.smallest)
        if flow.fits(areas(0, room, unit), together=together):
            break
    for sheet in pour(flow, begin, lambda number, sheet: areas(number, sheet, unit)):
        yield frame.finished(sheet)


def _chart(body: Rect, frame: Frame) -> Rect:
    """Where the landscape stands: at the left of a lying sheet, on top of a standing one."""
    if frame.lying:
        side = min(0.44 * body.width, body.height)
        return Rect(body.x, body.y, side, min(1.2 * side, body.height))
    return Rect(body.x, body.y, body.width, min(0.8 * body.width, 0.36 * body.height))


def _beside(body: Rect, chart: Rect, frame: Frame) -> Rect:
    gap = 20 * frame.scale
    if frame.lying:
        return Rect(chart.right + gap, body.y, body.right - chart.right - gap, body.height)
    return Rect(body.x, chart.bottom + gap, body.width, body.bottom - chart.bottom - gap)


def _said(found: Sequence[Job], outcomes: Sequence[DesiredOutcome]) -> str:
    parts = [ngettext("{count} job", "{count} jobs", len(found)).format(count=grouped(len(found)))]
    if outcomes:
        words = ngettext("{count} desired outcome", "{count} desired outcomes", len(outcomes))
        parts.append(words.format(count=grouped(len(outcomes))))
    values = [value for outcome in outcomes if (value := jobs.opportunity(outcome)) is not None]
    extreme = sum(jobs.band(value) == "extreme" for value in values)
    if extreme:
        words = ngettext("{count} extreme opportunity", "{count} extreme opportunities", extreme)
        parts.append(words.format(count=grouped(extreme)))
    return "  ·  ".join(parts)


def _legend(scored: Sequence[DesiredOutcome]) -> Legend:
    if not scored:
        return ()
    legend = [(dot_sample(estimate=False), _("from answers"))]
    if any(jobs.is_estimate(outcome) for outcome in scored):
        legend.append((dot_sample(estimate=True), _("an estimate")))
    words = _("Opportunity: importance + (importance − satisfaction, where that is positive), 0 to 20 (Ulwick)")
    return [*legend, (None, words)]


def _dot(outcome: DesiredOutcome, numbers: Mapping[int, int]) -> Dot:
    wanted, served = jobs.importance(outcome), jobs.satisfaction(outcome)
    assert wanted is not None
    assert served is not None
    return Dot(numbers[outcome.id], (served, wanted), jobs.is_estimate(outcome))


# the list


def _pieces(state: State, found: Sequence[Job], numbers: Mapping[int, int], unit: float, together: bool) -> list[Piece]:
    pieces: list[Piece] = []
    for place, job in enumerate(found):
        first = len(pieces)
        outcomes = state.referring(job.id, DesiredOutcome)
        forces = jobs.forces_of(state, job.id)
        pieces.append(Piece(_story(state, job, unit), above=14 * unit if place else 0.0, keep=bool(outcomes or forces)))
        pieces += [Piece(_outcome(outcome, numbers[outcome.id], unit)) for outcome in outcomes]
        if forces:
            pieces.append(Piece(_balance(state, job, unit), above=4 * unit, keep=True))
            pieces += [Piece(_force(force, unit)) for force in forces]
        if job.note.strip():
            pieces.append(Piece(_note(job, unit), above=3 * unit))
        if together:
            pieces[first:-1] = [msgspec.structs.replace(piece, keep=True) for piece in pieces[first:-1]]
    return pieces


def _story(state: State, job: Job, unit: float) -> Draw:
    """The kind, whose it is, and the job story as a sentence; its opportunity at the right."""

    def draw(pen: Pen, x: float, y: float, width: float) -> float:
        small, size = max(pen.smallest, CAPS * unit), max(pen.smallest, 9.2 * unit)
        pen.line([(x, y), (x + width, y)], INK.ink, 0.9 * unit)
        pen.entry(naming.called(state, job), 1, y)
        y += 0.5 * size
        persona = state.get(job.persona, Persona)
        parts = [_(jobs.JOB_KINDS[job.kind]).upper()]
        if persona is not None:
            parts.append(persona_name(persona))
        y = set_text(pen, "  ·  ".join(parts), x, y, width, "semibold", small, INK.second, 1) + 0.2 * size
        words = _("Unnamed job") if jobs.is_blank(job) else jobs.sentence(job)
        y = set_text(pen, words, x, y, width, "semibold", size, INK.ink, 7)
        needs = [naming.called(state, need) for need in state.targets(job.id, NeedPoint)]
        if needs:
            y = set_text(pen, "→ " + ", ".join(needs), x, y + 0.15 * size, width, "regular", small, INK.second, 3)
        return y + 0.4 * size

    return draw


def _outcome(outcome: DesiredOutcome, number: int, unit: float) -> Draw:
    """An outcome with its number, its score at the right, and on what that rests."""

    def draw(pen: Pen, x: float, y: float, width: float) -> float:
        size, small = max(pen.smallest, BODY * unit), max(pen.smallest, 6.4 * unit)
        value = jobs.opportunity(outcome)
        figure = ("≈ " if jobs.is_estimate(outcome) else "") + (DASH if value is None else jobs.worded(value))
        pen.line([(x, y), (x + width, y)], INK.hairline, 0.5 * unit)
        y += 0.35 * size
        baseline = y + text.baseline("semibold", size)
        label = decimal(number)
        indent = max(2.0 * size, text.width(label, "semibold", small, tabular=True) + 0.9 * size)
        if value is None:
            pen.figure(label, x, baseline, "regular", small, INK.second)
        else:
            draw_number(pen, label, x + indent / 2 - 0.4 * size, y + 0.68 * size, small, jobs.is_estimate(outcome))
        pen.figure(figure, x + width, baseline, "bold", size, INK.ink, align="right")
        wide = width - indent - text.width(figure, "bold", size, tabular=True) - 0.7 * size
        y = set_text(pen, outcome.text.strip() or _("Without words"), x + indent, y, wide, "regular", size, INK.ink, 5)
        y = set_text(pen, _rests_on(outcome), x + indent, y, width - indent, "regular", small, INK.second, 3)
        return y + 0.35 * size

    return draw


def draw_number(pen: Pen, label: str, x: float, y: float, size: float, estimate: bool) -> None:
    """An outcome's number in a round, solid where customers answered, hollow where it is an estimate."""
    radius = max(0.85 * size, text.width(label, "semibold", size, tabular=True) / 2 + 0.3 * size)
    fill, ink = (INK.surface, INK.accent) if estimate else (INK.accent, INK.on_accent)
    pen.shape(circle(x, y, radius), fill, INK.accent, 0.13 * size, role="estimate" if estimate else "point")
    baseline = y + text.cap_height("semibold", size) / 2
    pen.figure(label, x, baseline, "semibold", size, ink, align="centre")


def _rests_on(outcome: DesiredOutcome) -> str:
    parts = []
    value = jobs.opportunity(outcome)
    wanted, served = jobs.importance(outcome), jobs.satisfaction(outcome)
    if wanted is not None:
        parts.append(_("importance {value}").format(value=decimal(wanted, 1)))
    if served is not None:
        parts.append(_("satisfaction {value}").format(value=decimal(served, 1)))
    if jobs.answers(outcome):
        parts.append(_("n = {count}").format(count=grouped(jobs.answers(outcome))))
    elif jobs.is_estimate(outcome):
        parts.append(_("an estimate"))
    if value is not None:
        parts.insert(0, _(jobs.BANDS[jobs.band(value)]))
    source = " ".join(outcome.source.split())
    return " · ".join([*parts, source] if source else parts) or _("not scored yet")


def _balance(state: State, job: Job, unit: float) -> Draw:
    """The forces at the switch: what drives against what holds, as two bars from the middle, and the verdict."""

    def draw(pen: Pen, x: float, y: float, width: float) -> float:
        found = jobs.balance(state, job.id)
        assert found is not None
        size, high = max(pen.smallest, 6.4 * unit), 5.5 * unit
        most = max(found.driving, found.holding, 1)
        label = max(text.width(decimal(n), "semibold", size, tabular=True) for n in (found.driving, found.holding))
        half = width / 2 - label - 0.6 * size
        middle, centre = y + 0.75 * size, x + width / 2
        for strength, side, colour in ((found.holding, -1, INK.link), (found.driving, 1, INK.accent)):
            long = half * strength / most
            left = centre if side > 0 else centre - long
            if long:
                pen.box(Rect(left, middle - high / 2, long, high), colour, role="force")
            at = centre + side * (long + 0.4 * size)
            baseline = middle + text.cap_height("semibold", size) / 2
            align = "left" if side > 0 else "right"
            pen.figure(decimal(strength), at, baseline, "semibold", size, INK.ink, align=align)  # type: ignore[arg-type]
        pen.line([(centre, middle - 0.8 * high), (centre, middle + 0.8 * high)], INK.ink, 0.8 * unit)
        y += 1.65 * size
        return set_text(pen, verdict(state, job.id), x, y, width, "semibold", size, INK.ink, 3) + 0.2 * size

    return draw


def _force(force: Force, unit: float) -> Draw:
    """A force with its strength as dots."""

    def draw(pen: Pen, x: float, y: float, width: float) -> float:
        size, small = max(pen.smallest, BODY * unit), max(pen.smallest, 6.4 * unit)
        driving = force.kind in jobs.DRIVING
        colour = INK.accent if driving else INK.link
        y += 0.15 * size
        pitch, radius = 0.75 * small, 0.26 * small
        right = x + width - 5 * pitch
        for place in range(5):
            centre = right + (place + 0.5) * pitch
            solid = place < force.strength
            pen.shape(
                circle(centre, y + 0.68 * small, radius), colour if solid else None, None if solid else INK.link,
                0.0 if solid else 0.07 * small,
            )  # fmt: skip
        y = set_text(pen, _(jobs.FORCE_KINDS[force.kind]), x, y, right - x - small, "regular", small, INK.second, 1)
        if force.text.strip():
            y = set_text(pen, force.text.strip(), x, y, width, "regular", size, INK.ink, 4)
        return y + 0.15 * size

    return draw


def _note(job: Job, unit: float) -> Draw:
    def draw(pen: Pen, x: float, y: float, width: float) -> float:
        return set_text(pen, job.note.strip(), x, y, width, "italic", max(pen.smallest, BODY * unit), INK.second, 6)

    return draw
