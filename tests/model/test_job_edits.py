"""Edits of jobs: made, moved, copied, pasted, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cjdesigner.errors import EditRefused
from cjdesigner.model import job_edits, jobs, removing
from cjdesigner.model.document import Document
from cjdesigner.model.job_text import outcome_line
from cjdesigner.model.patch import Patch
from cjdesigner.model.records import (
    Attachment,
    DesiredOutcome,
    Force,
    Insight,
    Job,
    Journey,
    NeedPoint,
    Project,
)
from cjdesigner.model.state import State

NEED, FIRST, SECOND = 3, 10, 11


@pytest.fixture
def document() -> Document:
    return Document(
        [
            Project(id=1),
            Journey(id=2),
            NeedPoint(id=NEED, journey=2, question="When?"),
            Job(id=FIRST, rank=0, motivation="book"),
            Job(id=SECOND, rank=1, motivation="wait"),
            DesiredOutcome(id=20, job=FIRST, rank=0, text="Fast"),
            DesiredOutcome(id=21, job=FIRST, rank=1, text="Sure"),
            Force(id=30, job=FIRST, kind="push", text="Noise", strength=4),
            Insight(id=40, text="They wait"),
            Attachment(id=50, subject=FIRST, target=NEED),
            Attachment(id=51, subject=40, target=FIRST),
        ]
    )


def done(document: Document, edit: Callable[[State], Patch]) -> Patch:
    """Applies an edit and shows that one undo takes all of it back."""
    before = dict(document.state.records)
    patch = edit(document.state)
    document.apply(patch, "Edit")
    after = dict(document.state.records)
    document.undo()
    assert dict(document.state.records) == before
    document.redo()
    assert dict(document.state.records) == after
    return patch


def order(document: Document) -> list[str]:
    return [job.motivation for job in document.state.ranked(Job)]


def outcomes(document: Document, job: int = FIRST) -> list[DesiredOutcome]:
    return document.state.referring(job, DesiredOutcome)


def test_a_job_is_added_at_the_end_or_between(document: Document) -> None:
    patch = done(document, lambda s: job_edits.add_job(s, motivation="last", kind="social", needs=[NEED]))
    (new,) = job_edits.jobs_added(patch)
    assert [job.id for job in document.state.attached(NEED, Job)] == [FIRST, new]
    done(document, lambda s: job_edits.add_job(s, motivation="between", index=1))
    assert order(document) == ["book", "between", "wait", "last"]


def test_jobs_and_their_parts_are_moved(document: Document) -> None:
    done(document, lambda s: job_edits.move_job(s, SECOND, 0))
    assert order(document) == ["wait", "book"]
    done(document, lambda s: job_edits.move_part(s, 20, 1))
    assert [o.text for o in outcomes(document)] == ["Sure", "Fast"]


def test_a_copy_has_outcomes_forces_and_needs_but_no_insights(document: Document) -> None:
    patch = done(document, lambda s: job_edits.duplicate(s, [FIRST]))
    (copy,) = job_edits.jobs_added(patch)
    assert order(document) == ["book", "book", "wait"]
    assert [o.text for o in outcomes(document, copy)] == ["Fast", "Sure"]
    assert [f.strength for f in document.state.referring(copy, Force)] == [4]
    assert document.state.targets(copy, NeedPoint) == document.state.targets(FIRST, NeedPoint)
    assert document.state.attached(copy, Insight) == []


def test_parts_are_copied_to_the_end(document: Document) -> None:
    done(document, lambda s: job_edits.duplicate(s, [20, 21, 30]))
    assert [o.text for o in outcomes(document)] == ["Fast", "Sure", "Fast", "Sure"]
    assert len({o.rank for o in outcomes(document)}) == 4
    assert len(document.state.referring(FIRST, Force)) == 2


def test_parts_are_added_at_the_end(document: Document) -> None:
    done(document, lambda s: job_edits.add_outcome(s, FIRST, "Cheap"))
    done(document, lambda s: job_edits.add_force(s, FIRST, "habit", "Always did", 5))
    assert [o.text for o in outcomes(document)] == ["Fast", "Sure", "Cheap"]
    assert jobs.balance(document.state, FIRST) == jobs.Balance(push=4, habit=5)


def test_removing_a_job_takes_what_is_its_own_and_leaves_the_insight(document: Document) -> None:
    done(document, lambda s: removing.remove(s, [FIRST]))
    assert set(document.state.records) == {1, 2, NEED, SECOND, 40}


# lines


@pytest.mark.parametrize(
    ("line", "words", "figures"),
    [
        ("Minimise the time", "Minimise the time", {}),
        ("Minimise the time; 9.1; 3.2", "Minimise the time", {"importance": 9.1, "satisfaction": 3.2}),
        (
            "- Minimise; the time;9,1;3,2;40",
            "Minimise; the time",
            {"importance": 9.1, "satisfaction": 3.2, "answers": 40},
        ),
        ("Minimise\t9\t\t12", "Minimise", {"importance": 9.0, "answers": 12}),
        ("Minimise\t\t3", "Minimise", {"satisfaction": 3.0}),
        ("Minimise; the time;", "Minimise; the time;", {}),
        ("Minimise the time\tof day", "Minimise the time of day", {}),
        ("3) Reach 10; 20 steps", "Reach 10; 20 steps", {}),
        ("9.1", "9.1", {}),
        (
            "Sure\t1\t0\t3\t16\t20\t10\t8\t10\t8\t4",
            "Sure",
            {"importance_counts": (1, 0, 3, 16, 20), "satisfaction_counts": (10, 8, 10, 8, 4)},
        ),
        ("<b>&amp;</b>; 4", "<b>&amp;</b>", {"importance": 4.0}),
    ],
)
def test_a_line_and_its_figures(line: str, words: str, figures: dict[str, Any]) -> None:
    assert job_edits.parsed(line) == (words, figures)


def test_lines_become_outcomes(document: Document) -> None:
    text = "Outcome\tImportance\tSatisfaction\nA\t9.1\t3.2\n\n  \nB\t4\t8\nC\n"
    done(document, lambda s: job_edits.add_outcomes(s, FIRST, text))
    assert [o.text for o in outcomes(document)] == ["Fast", "Sure", "A", "B", "C"]
    assert [jobs.opportunity(o) for o in outcomes(document)] == [None, None, 15.0, 4.0, None]


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("A; 11; x", ["11"]),
        ("A; 9; x", ["x"]),
        ("A\t9\t3\t200\tremark", ["remark"]),
        ("A; 9; 3\nB\nC;", []),
        ("Outcome\tImportance\nA\t9", []),
        ("A; much\nB; 9\nC; 3; little", ["much", "little"]),
    ],
)
def test_what_is_no_figure_is_known(text: str, unread: list[str]) -> None:
    assert job_edits.unread(text) == unread


def test_what_is_copied_can_be_pasted(document: Document) -> None:
    done(document, lambda s: job_edits.add_outcomes(s, FIRST, "A; 9.1; 3.2; 40\nB"))
    lines = "\n".join(outcome_line(o) for o in outcomes(document))
    done(document, lambda s: job_edits.add_outcomes(s, SECOND, lines))
    assert [outcome_line(o) for o in outcomes(document, SECOND)] == lines.split("\n")


def test_a_number_out_of_range_is_told_by_its_line(document: Document) -> None:
    with pytest.raises(EditRefused, match=r"Line 2: satisfaction lies between 0 and 10, not at 32\."):
        job_edits.add_outcomes(document.state, FIRST, "A; 9; 3\nB; 9; 32")


def test_two_hundred_lines_at_once(document: Document) -> None:
    lines = "\n".join(f"Outcome {n}; {n % 11}; {n * 7 % 11}" for n in range(200))
    done(document, lambda s: job_edits.add_outcomes(s, SECOND, lines))
    assert len(outcomes(document, SECOND)) == 200
