"""The samples and templates: sound, alike in both languages, and with the figures that they are known for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args, get_type_hints

import pytest

from cjdesigner import i18n, paths
from cjdesigner.errors import BadInput
from cjdesigner.model import (
    binding,
    indicator_words,
    indicators,
    interchange,
    interchange_form,
    interchange_reading,
    jobs,
    layout,
    rules,
    samples,
    strategy,
    tipping,
    weighing,
)
from cjdesigner.model.excellence import Analysis
from cjdesigner.model.graph import JourneyGraph
from cjdesigner.model.records import (
    BUILT_IN_CHANNELS,
    Activity,
    DesiredOutcome,
    EmpathyMap,
    Force,
    Indicator,
    Insight,
    Job,
    Journey,
    Lane,
    LaneEntry,
    NeedPoint,
    Node,
    Note,
    NoteMark,
    Persona,
    Phase,
    Principle,
    Record,
    Section,
    Touchpoint,
    node_title,
)
from cjdesigner.model.state import State

EVERY = [(name, language) for name in samples.NAMES for language in i18n.LANGUAGES]


def state_of(name: str, language: str = "en") -> State:
    return State(samples.records(name, language))


def analysis_of(name: str, place: int = 0) -> Analysis:
    state = state_of(name)
    return Analysis(JourneyGraph(state, state.journeys()[place].id))


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_sound_and_without_notes(name: str, language: str) -> None:
    imported = samples.load(name, language)
    assert imported.notes == []
    state = State(imported.records)
    rules.check_all(state)
    for touchpoint in state.all(Touchpoint):
        assert touchpoint.channel == "" or touchpoint.channel in BUILT_IN_CHANNELS


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_its_cards_do_not_overlap_and_stand_in_their_phase(name: str, language: str) -> None:
    state = state_of(name, language)
    for journey in state.journeys():
        bands = layout.bands(state, journey.id)
        rects = {node: layout.card_rect(node) for node in state.nodes(journey.id)}
        for node, rect in rects.items():
            assert not any(rect.intersects(other) for beside, other in rects.items() if beside is not node)
            band = layout.band_at(bands, rect.centre_x)
            assert band is not None
            assert (band.phase.id if band.phase else None) == node.phase


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_its_file_fits_the_form(name: str, language: str) -> None:
    folder = "samples" if name in samples.SAMPLES else "templates"
    data = paths.resource(folder, f"{name}.{language}.json").read_bytes()
    assert interchange_reading.form_of(data, name, interchange_form.ProjectForm).title


SAME_IN_ALL = {"key", "channel", "date", "currency", "portrait", "image"}
ON_PAPER = {"x", "y", "width"}
"""Cards are as large as their words."""
NAMES_OF_OLD = {"basis", "source", "share_source", "name", "unit"}
"""Where a few words may be alike: CSAT, Net Promoter Score, interview 3."""


@pytest.mark.parametrize("name", samples.NAMES)
def test_german_says_the_same_in_other_words(name: str) -> None:
    english, german = samples.records(name, "en"), samples.records(name, "de")
    assert len(english) == len(german)
    sentences = 0
    for one, other in zip(english, german, strict=True):
        assert type(one) is type(other)
        for field, hint in get_type_hints(type(one)).items():
            text, translated = getattr(one, field), getattr(other, field)
            if hint is not str or field in SAME_IN_ALL:
                assert text == translated or field in ON_PAPER | {"settings"}, (one, field)
                continue
            assert bool(text) == bool(translated), (one, field)
            assert text.count("\n") == translated.count("\n"), text
            if text.count(" ") > 2:
                sentences += 1
                assert text != translated or field in NAMES_OF_OLD, text
    assert sentences > 5 or name == "blank"


@pytest.mark.parametrize(("name", "language"), [("little-sport", language) for language in i18n.LANGUAGES])
def test_a_sample_is_written_as_the_program_would(name: str, language: str) -> None:
    written = paths.resource("samples", f"{name}.{language}.json").read_text("utf-8")
    assert interchange.dump(state_of(name, language)).decode() == written


def test_the_car_service_is_at_half() -> None:
    state = state_of("car-service")
    journey = state.journeys()[0]
    assert [need.question for need in state.members(journey.id, NeedPoint)] == ["When can my car be serviced?"]
    assert [(t.name, t.score) for t in state.members(journey.id, Touchpoint)] == [
        ("Booking in the app", 1.0),
        ("Reception at the dealer", 0.5),
    ]
    analysis = analysis_of("car-service")
    assert (analysis.expected, analysis.paths, analysis.lost) == (0.5, 1, 0.0)


def test_the_car_services_second_journey_tells_more() -> None:
    state = state_of("car-service")
    journey = state.journeys()[1]
    analysis = analysis_of("car-service", 1)
    assert len(state.phases(journey.id)) == 5
    assert {"app", "phone", "web"} <= {touchpoint.channel for touchpoint in state.all(Touchpoint)}
    assert analysis.paths is not None
    assert analysis.paths > 50
    assert analysis.lost
    assert not analysis.upper_bound
    assert [link.kind for link in state.links(journey.id)].count("return") == 1


def test_a_little_sport_is_as_it_was_sketched() -> None:
    state = state_of("little-sport")
    analysis = analysis_of("little-sport")
    assert [phase.title for phase in state.phases(state.journeys()[0].id)] == [
        "Impulse",
        "Orientation",
        "Choice",
        "First steps",
        "Staying",
    ]
    assert analysis.expected == pytest.approx(0.21, abs=0.005)
    assert analysis.paths == 24
    assert analysis.best is not None
    assert analysis.worst is not None
    assert (analysis.worst.excellence, analysis.best.excellence) == pytest.approx((0.14, 0.41), abs=0.005)
    assert _titles(state, analysis.parked_ids) == ["Newsletter", "Open day"]
    journey = state.journeys()[0].id
    leaving = [node for node in state.members(journey, Touchpoint) if node.outcome == "leaves"]
    assert [(node.name, node.reason) for node in leaving] == [("Buys a gym bag and never goes", "nobody called back")]
    assert _titles(state, [lever.id for lever in analysis.levers[:3]]) == [
        "Club website",
        "Which-sport quiz",
        "Renewal desk",
    ]


def _titles(state: State, ids: Iterable[int]) -> list[str]:
    return [node_title(node) for identity in ids if (node := state.get(identity, Node)) is not None]


def test_the_closed_branch_sends_its_customers_elsewhere() -> None:
    state = state_of("closed-branch")
    blocked = [touchpoint for touchpoint in state.all(Touchpoint) if touchpoint.blocked]
    assert [touchpoint.name for touchpoint in blocked] == ["Branch in the village"]
    graph = JourneyGraph(state, state.journeys()[0].id)
    closed, open_ = Analysis(graph), Analysis(graph, opened=[blocked[0].id])
    assert closed.expected is not None
    assert open_.expected is not None
    assert closed.expected < open_.expected
    assert (closed.lost, open_.lost) == (pytest.approx(0.2), pytest.approx(0.1))
    assert {"video", "phone"} <= {touchpoint.channel for touchpoint in state.all(Touchpoint)}


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_endless_journey_has_eleven_phases_and_begins_again(language: str) -> None:
    state = state_of("endless-journey", language)
    journey = state.journeys()[0].id
    phases = state.phases(journey)
    assert [phase.side for phase in phases] == ["buy"] * 5 + ["own"] * 6
    for phase in phases:
        assert phase.question.endswith("?")
        assert phase.question[0].isupper()
        assert phase.wording
        assert phase.verb
    assert all(touchpoint.score is None for touchpoint in state.all(Touchpoint))
    nodes = {node.id: node for node in state.nodes(journey)}
    for phase in phases:
        kinds = {type(node) for node in nodes.values() if node.phase == phase.id}
        assert kinds == {NeedPoint, Touchpoint}
    back = [link for link in state.links(journey) if link.kind == "return"]
    assert [(nodes[link.source].phase, nodes[link.target].phase) for link in back] == [(phases[-1].id, phases[0].id)]


def test_the_blueprint_teaches_owners_mandates_and_levels() -> None:
    state = state_of("service-blueprint")
    for touchpoint in state.all(Touchpoint):
        assert touchpoint.owner
        assert touchpoint.mandate
        tied = state.attached(touchpoint.id, Activity)
        assert {activity.level for activity in tied} == {"frontstage", "backstage", "support"}
        assert all(activity.phase == touchpoint.phase for activity in tied)
    (lane,) = state.all(Lane)
    assert (lane.title, lane.kind) == ("Physical evidence", "text")
    phases = {entry.phase for entry in state.referring(lane.id, LaneEntry)}
    assert phases == {phase.id for phase in state.all(Phase)}


def test_in_the_endless_journey_the_company_does_something_in_every_phase() -> None:
    state = state_of("endless-journey")
    activities = state.all(Activity)
    assert {activity.phase for activity in activities} == {phase.id for phase in state.all(Phase)}
    for activity in activities:
        tied = state.targets(activity.id, Touchpoint)
        assert tied
        assert {touchpoint.phase for touchpoint in tied} == {activity.phase}


# the methods in the samples


def test_a_little_sport_carries_a_full_set() -> None:
    state = state_of("little-sport")
    journey, to_be = (journey.id for journey in state.journeys())
    assert [persona.kind for persona in state.personas(journey)] == ["human", "machine"]
    assert [persona.name for persona in state.personas(to_be)] == ["Mia, 34"]
    assert [persona.share for persona in state.ranked(Persona)] == [0.85, 0.15]
    assert all(persona.share_source for persona in state.all(Persona))
    (canvas,) = state.all(EmpathyMap)
    notes = state.referring(canvas.id, Note)
    assert len(notes) >= 20
    assert {note.section for note in notes} == set(get_args(Section))
    assert {note.mark for note in notes} == set(get_args(NoteMark))
    became = {type(target) for note in notes for target in state.targets(note.id, Record)}
    assert became == {NeedPoint, Job, Insight}
    assert all([canvas.designed_for, canvas.designed_by, canvas.date, canvas.version])
    assert {job.kind for job in state.all(Job)} == {"functional", "emotional", "social"}
    assert len(state.all(Job)) == 4
    assert {force.kind for force in state.all(Force)} == {"push", "pull", "anxiety", "habit"}
    assert {kind for indicator in state.all(Indicator) for kind in indicator.kinds} == {"cpi", "kpi", "brand"}
    places = {type(target) for indicator in state.all(Indicator) for target in state.targets(indicator.id, Record)}
    assert places == {Journey, Phase, NeedPoint, Touchpoint}
    assert len(state.all(Insight)) == 8
    assert {insight.kind for insight in state.all(Insight)} == {"quote", "observation", "figure"}
    assert [insight.id for insight in state.all(Insight) if not insight.department] == [state.ranked(Insight)[4].id]
    assert {activity.level for activity in state.members(journey, Activity)} == {"frontstage", "backstage", "support"}
    assert all(activity.owner for activity in state.members(journey, Activity))
    assert {lane.kind for lane in state.members(journey, Lane)} == {"text", "emotion"}
    assert {principle.kind for principle in state.members(journey, Principle)} == {"guard-rail", "freedom"}
    assert 2 <= sum(touchpoint.signature for touchpoint in state.members(journey, Touchpoint)) <= 5


def test_the_watch_fails_elsewhere_than_mia() -> None:
    """A desk that wants a signature is the machine's worst touchpoint, and the club's website Mia's."""
    state = state_of("little-sport")
    graph = JourneyGraph(state, state.journeys()[0].id)
    compared = weighing.compare(graph)
    mia, watch = (weighing.analysis_for(graph, persona.id) for persona in state.personas(graph.journey))
    assert mia.expected == pytest.approx(0.21, abs=0.005)
    assert watch.expected == pytest.approx(0.95 * 0.9 * (0.05 * 0.2 + 0.95 * 0.95) * 0.9 * 0.8 * 0.3)
    assert mia.expected is not None
    assert watch.expected is not None
    assert compared.weighed.expected == pytest.approx(0.85 * mia.expected + 0.15 * watch.expected)
    assert _titles(state, [mia.levers[0].id, watch.levers[0].id]) == ["Club website", "Renewal desk"]
    assert Analysis(graph).expected == mia.expected


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_score_that_follows_an_indicator_is_its_latest_reading(language: str) -> None:
    state = state_of("little-sport", language)
    (touchpoint,) = (touchpoint for touchpoint in state.all(Touchpoint) if touchpoint.indicator is not None)
    indicator = state.get(touchpoint.indicator, Indicator)
    assert indicator is not None
    latest = indicators.readings_of(state, indicator.id)[-1]
    zero, one = touchpoint.score_zero, touchpoint.score_one
    assert zero is not None
    assert one is not None
    assert touchpoint.score == binding.score_of(latest.value, zero, one)
    assert (touchpoint.evidence, touchpoint.date) == ("measured", latest.date)
    assert touchpoint.basis.startswith(indicator.name)
    with i18n.using("en"):
        assert language != "en" or touchpoint.basis == indicator_words.basis_words(indicator, latest, zero, one)


def test_the_customers_indicator_tips_while_the_companys_rises() -> None:
    state = state_of("little-sport")
    found = {indicator.name: indicator for indicator in state.all(Indicator)}
    weekly, promoters = found["Members who train every week"], found["Net Promoter Score"]
    readings = indicators.readings_of(state, weekly.id)
    drift = tipping.drift(weekly, readings)
    assert drift is not None
    assert (drift.side, indicators.beyond_limit(weekly, readings)) == ("worse", True)
    assert indicators.off_target(promoters, indicators.readings_of(state, promoters.id)) is False
    for indicator in found.values():
        assert 6 <= len(indicators.readings_of(state, indicator.id)) <= 12


def test_the_opportunities_reach_from_extreme_to_unattractive() -> None:
    state = state_of("little-sport")
    outcomes = state.all(DesiredOutcome)
    scores = [jobs.opportunity(outcome) for outcome in outcomes]
    assert scores[0] == pytest.approx(15.0)  # importance 9.1, satisfaction 3.2
    assert {jobs.band(score) for score in scores if score is not None} == set(jobs.BANDS)
    assert {jobs.is_estimate(outcome) for outcome in outcomes} == {True, False}
    balances = [jobs.balance(state, job.id) for job in state.ranked(Job)]
    assert [balance.switches for balance in balances if balance] == [False, True]


def test_at_the_car_service_nothing_is_handed_over_from_booking_to_reception() -> None:
    state = state_of("car-service")
    first, fuller = (journey.id for journey in state.journeys())
    (handoff,) = strategy.handoffs(state, first)
    assert handoff.silent
    booking, reception = state.members(first, Touchpoint)
    assert (reception.known, len(booking.known) > 5 * len(reception.known)) == ("The number plate", True)
    silent = {found.owners for found in strategy.silent_handoffs(state, fuller)}
    assert ("Digital services", "Reception") in silent
    assert any(not found.silent for found in strategy.handoffs(state, fuller))
    assert state.members(fuller, Activity)
    assert any(not insight.department for insight in state.all(Insight))


def test_blank_is_one_empty_journey() -> None:
    state = state_of("blank")
    assert len(state.journeys()) == 1
    assert len(state) == 2


def test_a_name_that_there_is_not() -> None:
    with pytest.raises(BadInput, match=r"no template “x\.\./y”; there are car-service, "):
        samples.load("x../y")


def test_every_name_has_a_title() -> None:
    assert all(samples.title(name) for name in samples.NAMES)
