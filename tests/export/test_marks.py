"""What hangs on the map is told on it: personas, marks on cards, hand-offs, pains of phases, blocks beside it."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from cjdesigner.export.sheet import Box, Composition, Page, Shape, TextLine, overlaps, strays, texts
from cjdesigner.model.records import (
    Attachment,
    DesiredOutcome,
    Indicator,
    Insight,
    Job,
    Journey,
    Override,
    Persona,
    Principle,
    Reading,
)


def words_of(page: Page) -> str:
    return " ".join(line.text for line in texts(page))


def sound(composition: Composition) -> None:
    for page in composition.pages:
        assert [(one.text, other.text) for one, other in overlaps(page)] == []
        assert [line.text for line in strays(page)] == []
        assert covered(page) == []


def covered(page: Page) -> list[str]:
    """Texts of which a pill that is drawn later hides something."""
    found = []
    for place, item in enumerate(page.items):
        if isinstance(item, Box) and item.role == "pill":
            before = (line for line in page.items[:place] if isinstance(line, TextLine))
            found += [line.text for line in before if line.ink.inflated(-0.1).intersects(item.rect)]
    return found


def roles(page: Page) -> list[str]:
    return [item.role for item in page.items if isinstance(item, (Box, Shape)) and item.role]


def find(drawn: Any, title: str) -> int:
    return next(r.id for r in drawn.records if title in (getattr(r, "name", ""), getattr(r, "question", "")))


def hang(drawn: Any, where: int, record: type[Any], /, **fields: Any) -> int:
    identity: int = drawn._add(record, **fields)
    drawn._add(Attachment, subject=identity, target=where)
    return identity


def test_the_head_names_the_personas(sport: Any) -> None:
    hang(sport, sport.journey, Persona, name="Mia", share=0.8)
    hang(sport, sport.journey, Persona, name="Watch", kind="machine", share=0.2)
    said = words_of(sport.composed(paper="A3", landscape=True).pages[0])
    assert "Mia and Watch (a machine), wants to feel fit again" in said
    assert "Mia, 34" not in said


def test_figures_by_persona_stand_worst_first_and_weighted_last(sport: Any) -> None:
    mia = hang(sport, sport.journey, Persona, name="Mia", share=0.75)
    watch = hang(sport, sport.journey, Persona, name="Watch", kind="machine", share=0.25)
    site = find(sport, "Club website")
    sport._add(Override, persona=watch, target=site, field="score", value=0.0)
    composition = sport.composed(paper="A3", landscape=False)
    sound(composition)
    said = words_of(composition.pages[0])
    start = said.index("BY PERSONA")
    order = [
        said.index(words, start)
        for words in ("Watch (a machine)", "25% of customers", "Mia", "75% of customers", "All together")
    ]
    assert order == sorted(order)
    assert mia != watch


def test_one_persona_is_not_compared(sport: Any) -> None:
    hang(sport, sport.journey, Persona, name="Mia")
    assert "BY PERSONA" not in words_of(sport.composed(paper="A3").pages[0])


def test_cards_carry_marks_and_the_legend_explains_only_those(sport: Any) -> None:
    site, need = find(sport, "Club website"), find(sport, "Where can I get it near me?")
    for _ in range(3):
        hang(sport, site, Insight, text="Prices are hard to find", valence="pain")
    said = words_of(sport.composed(paper="A3", landscape=True).pages[0])
    assert "pains" in said
    assert "guard rails" not in said
    assert "indicator off target" not in said
    job = hang(sport, need, Job, motivation="find a club")
    sport._add(DesiredOutcome, job=job, text="less time", importance=9.1, satisfaction=3.2)
    indicator = hang(sport, site, Indicator, name="Findability", target=80.0)
    sport._add(Reading, indicator=indicator, date="2026-03", value=61.0)
    sport._add(Principle, journey=sport.journey, touchpoint=site, text="Never a price without tax")
    composition = sport.composed(paper="A3", landscape=True)
    sound(composition)
    page = composition.pages[0]
    assert roles(page).count("pill") == 2
    said = words_of(page)
    for words in ("15.0", "pains", "highest opportunity of its jobs", "indicator off target", "guard rails"):
        assert words in said
    assert "3 pains" in said or "Prices are hard to find" in said  # counted at the head of its phase, or quoted


def test_what_has_no_room_on_a_card_is_listed(draw: Callable[..., Any]) -> None:
    drawn = draw()
    before = None
    for place in range(160):
        card = drawn.touchpoint(f"Card {place}", x=264 * (place // 12), y=90 * (place % 12), score=0.5)
        hang(drawn, card, Insight, text="pain", valence="pain")
        if before:
            drawn.link(before, card)
        before = card
    composition = drawn.composed(paper="A4", landscape=True, sections=("map",))
    sound(composition)
    marked = roles(composition.pages[0]).count("pill")
    listed = " ".join(words_of(page) for page in composition.pages[1:])
    assert marked + listed.count("1 pain") >= 160


def owned(drawn: Any, hands_over: str) -> Any:
    desk = drawn.touchpoint("Desk", owner="Sales", score=0.8)
    bay = drawn.touchpoint("Bay", x=264, owner="Workshop", score=0.8)
    same = drawn.touchpoint("Bill", x=528, owner="workshop ", score=0.8)
    drawn.link(desk, bay, hands_over=hands_over)
    drawn.link(bay, same)
    return drawn


@pytest.mark.parametrize(("hands_over", "role"), [("the order", "hand-off"), ("", "silent hand-off")])
def test_hand_offs_are_signed_and_told(draw: Callable[..., Any], hands_over: str, role: str) -> None:
    composition = owned(draw(), hands_over).composed(paper="A3", landscape=True)
    sound(composition)
    page = composition.pages[0]
    assert [each for each in roles(page) if "hand-off" in each].count(role) == 2  # on the link and in the legend
    assert not {"hand-off", "silent hand-off"} - {role} & set(roles(page))
    said = words_of(page)
    assert "HAND-OFFS" in said
    assert "1 hand-off" in said
    assert ("Sales → Workshop: Desk → Bay" in said) == (role == "silent hand-off")


def test_signature_interactions_tell_their_product_and_the_weak_ones(sport: Any) -> None:
    said = words_of(sport.composed(paper="A3", landscape=True).pages[0])
    assert "SIGNATURE INTERACTIONS" in said
    assert "Club website: a moment people remember, at 45%" in said


def test_money_stands_with_levers_and_loss_where_the_journey_has_it(sport: Any) -> None:
    assert "estimate" not in words_of(sport.composed(paper="A3", landscape=True).pages[0])
    place = next(place for place, record in enumerate(sport.records) if isinstance(record, Journey))
    fields = {name: getattr(sport.records[place], name) for name in Journey.__struct_fields__}
    sport.records[place] = Journey(**{**fields, "customers": 1000.0, "customer_value": 50.0, "currency": "CHF"})
    composition = sport.composed(paper="A3", landscape=True)
    sound(composition)
    said = words_of(composition.pages[0])
    assert "CHF" in said
    assert "Customers and money are estimates." in said
    assert "lost: about 100 customers a year" in said


@pytest.mark.parametrize("seed", range(6))
def test_marks_cover_nothing_wherever_cards_stand(draw: Callable[..., Any], seed: int) -> None:
    chance = random.Random(seed)
    drawn = draw()
    before: int | None = None
    for place in range(chance.choice([8, 20, 45])):
        make = drawn.need if chance.random() < 0.3 else drawn.touchpoint
        name = " ".join(
            chance.choice(["Booking", "in", "the", "app", "Reception"]) for _ in range(chance.randint(1, 7))
        )
        fields = {} if make == drawn.need else {"score": chance.random(), "owner": chance.choice(["", "A", "B"])}
        card = make(name, x=264 * (place // 5), y=110 * (place % 5) + chance.randint(-20, 20), **fields)
        for _ in range(chance.randint(0, 3)):
            hang(drawn, card, Insight, text="pain", valence="pain")
        job = hang(drawn, card, Job, motivation="go") if make == drawn.need else None
        if job:
            drawn._add(DesiredOutcome, job=job, text="less", importance=9.0, satisfaction=2.0)
        if before:
            drawn.link(before, card, label=chance.choice(["", "then"]))
        before = card
    for paper, landscape in (("A4", True), ("A4", False), ("A2", True)):
        sound(drawn.composed(paper=paper, landscape=landscape, sections=("map",)))
