"""The samples and templates: sound, alike in both languages, and with the figures that they are known for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from cjdesigner import i18n, paths
from cjdesigner.errors import BadInput
from cjdesigner.model import interchange_form, interchange_reading, layout, rules, samples
from cjdesigner.model.excellence import Analysis
from cjdesigner.model.graph import JourneyGraph
from cjdesigner.model.records import BUILT_IN_CHANNELS, NeedPoint, Node, Record, Touchpoint, node_title
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


SAME_IN_ALL = {"id", "journey", "rank", "key", "phase", "kind", "score", "share", "entry_share", "outcome", "channel"}
SAME_IN_ALL |= {"evidence", "expectation", "signature", "blocked", "actor", "date", "source", "target", "side"}


@pytest.mark.parametrize("name", samples.NAMES)
def test_german_says_the_same_in_other_words(name: str) -> None:
    english, german = samples.records(name, "en"), samples.records(name, "de")
    assert len(english) == len(german)
    sentences = 0
    for one, other in zip(english, german, strict=True):
        assert type(one) is type(other)
        for field, text in _fields(one).items():
            translated = getattr(other, field)
            if field in SAME_IN_ALL:
                assert text == translated
            elif isinstance(text, str):
                assert bool(text) == bool(translated), (one, field)
                if text.count(" ") > 2:
                    sentences += 1
                    assert text != translated or field == "basis", text
    assert sentences > 5 or name == "blank"


def _fields(record: Record) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__struct_fields__ if name != "arrangement"}


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


def test_the_blueprint_teaches_owners_and_mandates() -> None:
    for touchpoint in state_of("service-blueprint").all(Touchpoint):
        assert touchpoint.owner
        assert touchpoint.mandate
        assert "Backstage:" in touchpoint.note


def test_blank_is_one_empty_journey() -> None:
    state = state_of("blank")
    assert len(state.journeys()) == 1
    assert len(state) == 2


def test_a_name_that_there_is_not() -> None:
    with pytest.raises(BadInput, match=r"no template “x\.\./y”; there are car-service, "):
        samples.load("x../y")


def test_every_name_has_a_title() -> None:
    assert all(samples.title(name) for name in samples.NAMES)
