"""The interchange JSON: nothing is lost, and every mistake is told by file, place and reason."""

from __future__ import annotations

import json
import time
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjdesigner import paths
from cjdesigner.errors import BadInput
from cjdesigner.model import interchange, interchange_form, layout, rules
from cjdesigner.model.records import (
    Channel,
    Journey,
    Link,
    NeedPoint,
    Node,
    Phase,
    Project,
    Record,
    Settings,
    Touchpoint,
)
from cjdesigner.model.state import State

FULL: dict[str, Any] = {
    "format": "cjdesigner",
    "version": 1,
    "title": "Project",
    "settings": {"paper": "A0", "landscape": False, "scoring_note": "Top boxes"},
    "channels": [{"name": "fax", "icon": "ri.printer-line"}],
    "journeys": [
        {
            "title": "First",
            "scenario": "s",
            "goal": "g",
            "key_message": "k",
            "persona": "Mia",
            "kind": "to-be",
            "arrangement": "owner",
            "phases": [
                "Book",
                {
                    "title": "Arrive",
                    "wording": "I am there",
                    "question": "Who looks after me?",
                    "verb": "welcome",
                    "side": "own",
                    "width": 320,
                },
            ],
            "need_points": [
                {
                    "id": "n1",
                    "question": "When?",
                    "phase": "Book",
                    "outcome": "reached",
                    "reason": "known",
                    "entry_share": 0.4,
                    "x": 40,
                    "y": 112,
                }
            ],
            "touchpoints": [
                {
                    "id": "t1",
                    "name": "App",
                    "phase": "Arrive",
                    "channel": "fax",
                    "owner": "IT",
                    "mandate": "m",
                    "score": 1.0,
                    "basis": "CSAT top-2, n = 212, Q3",
                    "date": "2026-09",
                    "evidence": "measured",
                    "expectation": "exceeded",
                    "signature": True,
                    "blocked": True,
                    "actor": "machine",
                    "note": "two\nlines “quoted”",
                    "outcome": "leaves",
                    "reason": "dearer",
                    "entry_share": 0.6,
                    "x": 300.5,
                    "y": -12,
                }
            ],
            "links": [
                {"source": "n1", "target": "t1", "share": 0.7, "label": "by day"},
                {"source": "t1", "target": "n1", "kind": "return", "label": "again"},
            ],
        }
    ],
}


def encoded(value: Any) -> bytes:
    return json.dumps(value).encode()


def journey(**parts: Any) -> bytes:
    return encoded({"title": "P", "journeys": [{"title": "J", **parts}]})


def two(**more: Any) -> dict[str, Any]:
    return {"touchpoints": [{"id": "a", "name": "App"}, {"id": "b", "name": "Desk"}], **more}


def refusal(data: bytes) -> str:
    with pytest.raises(BadInput) as caught:
        interchange.load(data, "car.json")
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert sentence.startswith("car.json: ")
    return sentence.removeprefix("car.json: ")


# losslessness


def test_every_field_comes_through() -> None:
    imported = interchange.load(encoded(FULL), "full.json")
    assert imported.notes == []
    assert json.loads(interchange.dump(State(imported.records))) == FULL


def test_every_field_of_every_record_has_its_place() -> None:
    pairs = {
        Project: interchange_form.ProjectForm,
        Settings: interchange_form.SettingsForm,
        Channel: interchange_form.ChannelForm,
        Journey: interchange_form.JourneyForm,
        Phase: interchange_form.PhaseForm,
        NeedPoint: interchange_form.NeedPointForm,
        Touchpoint: interchange_form.TouchpointForm,
        Link: interchange_form.LinkForm,
    }
    for record, form in pairs.items():
        fields = {field.name: field for field in msgspec.structs.fields(record)}
        known = {field.name: field for field in msgspec.structs.fields(form)}
        fields.pop("key", None)
        for name in fields.keys() - {"id", "journey", "rank"}:
            assert name in known, (record, name)
            if name not in ("x", "y", "title", "settings"):
                assert known[name].default == fields[name].default, (record, name)


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
fractions = st.none() | st.floats(0, 1)
lengths = st.floats(-1e7, 1e7)
outcomes = st.sampled_from([None, "reached"])


@st.composite
def states(draw: st.DrawFn) -> State:
    """A project with a few journeys, all fields at any value, keys given or not."""
    ids = iter(range(1, 10_000))
    setting = Settings(paper=draw(texts), landscape=draw(st.booleans()), scoring_note=draw(texts))
    records: list[Record] = [Project(id=next(ids), title=draw(texts), settings=setting)]
    names = draw(st.lists(texts.filter(bool), unique=True, max_size=2))
    records += [Channel(id=next(ids), name=name, icon=draw(texts)) for name in names]
    for rank in range(draw(st.integers(0, 2))):
        owner = draw(
            st.builds(
                Journey,
                id=st.just(next(ids)),
                rank=st.just(rank),
                title=texts,
                scenario=texts,
                goal=texts,
                key_message=texts,
                persona=texts,
            )
        )
        records.append(owner)
        phases = [
            draw(
                st.builds(
                    Phase,
                    id=st.just(next(ids)),
                    journey=st.just(owner.id),
                    rank=st.just(place),
                    title=st.sampled_from(["", "A", "A (2)", "B"]),
                    wording=texts,
                    question=texts,
                    verb=texts,
                    side=st.sampled_from([None, "buy", "own"]),
                    width=st.just(264.0) | st.floats(120, 100_000),
                )
            )
            for place in range(draw(st.integers(0, 4)))
        ]
        records += phases
        places = st.sampled_from([None, *(phase.id for phase in phases)])
        keys = iter(draw(st.lists(st.sampled_from(["", "a", "b", "t9", "n8"]) | texts, min_size=6, max_size=6)))
        taken: set[str] = set()
        nodes: list[Node] = []
        kinds = [NeedPoint] * draw(st.integers(0, 3)) + [Touchpoint] * draw(st.integers(0, 3))
        for kind in kinds:
            key = next(keys)
            key = "" if key in taken else key
            taken.add(key)
            common = {
                "id": st.just(next(ids)),
                "journey": st.just(owner.id),
                "key": st.just(key),
                "phase": places,
                "x": lengths,
                "y": lengths,
                "outcome": outcomes,
                "reason": texts,
                "entry_share": fractions,
            }
            if kind is NeedPoint:
                nodes.append(draw(st.builds(NeedPoint, question=texts, **common)))
            else:
                nodes.append(
                    draw(
                        st.builds(
                            Touchpoint,
                            name=texts,
                            channel=st.sampled_from(["", "web", *names]),
                            owner=texts,
                            mandate=texts,
                            score=fractions,
                            basis=texts,
                            date=texts,
                            evidence=st.sampled_from(["guess", "measured"]),
                            expectation=st.sampled_from([None, "met"]),
                            signature=st.booleans(),
                            blocked=st.booleans(),
                            actor=st.sampled_from(["human", "machine"]),
                            note=texts,
                            **common,
                        )
                    )
                )
        records += nodes
        pairs = [(a.id, b.id) for a in nodes for b in nodes if a.id != b.id]
        for source, target in draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []:
            kind = "next" if source < target and draw(st.booleans()) else "return"
            share, label = draw(fractions), draw(texts)
            link = Link(
                id=next(ids), journey=owner.id, source=source, target=target, kind=kind, share=share, label=label
            )
            records.append(link)
    return State(records)


def without_ids(state: State) -> Any:
    """What a project says, with records named by where they stand."""
    result: list[Any] = [state.project.title, state.project.settings]
    result.append([msgspec.structs.replace(channel, id=0) for channel in state.channels()])
    for owner in state.journeys():
        phases = {phase.id: place for place, phase in enumerate(state.phases(owner.id))}
        kinds = (NeedPoint, Touchpoint)
        nodes = [node for kind in kinds for node in state.members(owner.id, kind)]
        places = {node.id: place for place, node in enumerate(nodes)}
        result.append(msgspec.structs.replace(owner, id=0))
        result.append([msgspec.structs.replace(phase, id=0, journey=0) for phase in state.phases(owner.id)])
        for node in nodes:
            phase = None if node.phase is None else phases[node.phase]
            result.append(msgspec.structs.replace(node, id=0, journey=0, key="", phase=phase))
        for link in state.links(owner.id):
            ends = {"source": places[link.source], "target": places[link.target]}
            result.append(msgspec.structs.replace(link, id=0, journey=0, **ends))
    return result


@settings(deadline=None, max_examples=80)
@given(states())
def test_records_out_and_in_again_are_the_same(state: State) -> None:
    rules.check_all(state)
    written = interchange.dump(state)
    imported = interchange.load(written, "x.json")
    again = State(imported.records)
    assert imported.notes == []
    assert without_ids(again) == without_ids(state)
    assert interchange.dump(again) == written
    rules.check_all(again)


@settings(deadline=None, max_examples=60)
@given(states())
def test_keys_are_kept_and_made_up_ones_are_unique(state: State) -> None:
    for owner in state.journeys():
        keys = interchange.keys(state, owner.id)
        nodes = state.nodes(owner.id)
        assert len(set(keys.values())) == len(nodes)
        assert all(keys[node.id] == node.key for node in nodes if node.key)
        assert interchange.keys(state, owner.id) == keys


def test_a_made_up_key_evades_one_that_is_given() -> None:
    state = State(
        [
            Project(id=1),
            Journey(id=2),
            Touchpoint(id=3, journey=2, name="A"),
            Touchpoint(id=4, journey=2, name="B", key="t3"),
        ]
    )
    assert interchange.keys(state, 2) == {3: "t3-2", 4: "t3"}


def test_defaults_are_left_out_and_bare_phases_are_texts() -> None:
    state = State([Project(id=1, title="P"), Journey(id=2, title="J"), Phase(id=3, journey=2, title="Book")])
    assert json.loads(interchange.dump(state)) == {
        "format": "cjdesigner",
        "version": 1,
        "title": "P",
        "journeys": [{"title": "J", "phases": ["Book"]}],
    }


def test_a_project_may_be_only_a_title() -> None:
    assert interchange.load(b'{"title": "P"}', "x.json").records == [Project(id=1, title="P")]


def test_an_unknown_channel_becomes_one_of_the_project() -> None:
    imported = interchange.load(journey(touchpoints=[{"id": "a", "name": "A", "channel": "fax"}]), "x.json")
    state = State(imported.records)
    assert [channel.name for channel in state.channels()] == ["fax"]
    assert "channels" not in json.loads(interchange.dump(state))


def test_a_byte_order_mark_is_passed_over() -> None:
    assert (
        interchange.load(b"\xef\xbb\xbf" + encoded(FULL), "x").records == interchange.load(encoded(FULL), "x").records
    )


# positions


def test_without_positions_the_journey_is_arranged() -> None:
    data = journey(
        phases=["A", {"title": "B", "width": 400}],
        need_points=[{"id": "n", "question": "Why?", "phase": "A"}],
        touchpoints=[{"id": "a", "name": "App", "phase": "A"}, {"id": "b", "name": "Desk", "phase": "B"}],
        links=[{"source": "n", "target": "a"}, {"source": "a", "target": "b"}],
    )
    state = State(interchange.load(data, "x.json").records)
    owner = state.journeys()[0].id
    rects = [layout.card_rect(node) for node in state.nodes(owner)]
    assert not any(a.intersects(b) for a in rects for b in rects if a is not b)
    bands = layout.bands(state, owner)
    for node in state.nodes(owner):
        band = layout.band_at(bands, layout.card_rect(node).centre_x)
        assert band is not None
        assert band.phase is not None
        assert band.phase.id == node.phase
    assert state.phases(owner)[1].width == 400


def test_a_card_without_a_phase_that_follows_is_arranged_right_of_the_last_phase_as_wide_as_it_is() -> None:
    data = journey(
        phases=[{"title": "A", "width": 700}],
        touchpoints=[{"id": "a", "name": "App", "phase": "A"}, {"id": "b", "name": "Desk"}],
        links=[{"source": "a", "target": "b"}],
    )
    state = State(interchange.load(data, "x.json").records)
    app, desk = state.nodes(state.journeys()[0].id)
    assert 0 < app.x < 700 < desk.x
    assert desk.phase is None


def test_a_card_without_a_position_is_parked_beneath_the_others() -> None:
    data = journey(
        phases=["A", "B"],
        touchpoints=[
            {"id": "a", "name": "App", "phase": "A", "x": 40, "y": 500},
            {"id": "b", "name": "Desk", "phase": "B"},
            {"id": "c", "name": "Shop", "phase": "B"},
            {"id": "d", "name": "Loose"},
        ],
    )
    state = State(interchange.load(data, "x.json").records)
    owner = state.journeys()[0].id
    a, b, c, d = (layout.card_rect(node) for node in state.nodes(owner))
    assert (a.x, a.y) == (40, 500)
    assert b.y > a.bottom
    assert c.y > b.bottom
    assert d.right < 0
    bands = layout.bands(state, owner)
    assert [layout.band_at(bands, rect.centre_x).phase.title for rect in (b, c)] == ["B", "B"]  # type: ignore[union-attr]


# links that close a cycle


def test_a_link_that_closes_a_cycle_comes_in_as_a_return_link_and_says_so() -> None:
    data = journey(**two(links=[{"source": "a", "target": "b"}, {"source": "b", "target": "a", "share": 0.2}]))
    imported = interchange.load(data, "x.json")
    state = State(imported.records)
    links = state.links(state.journeys()[0].id)
    assert [link.kind for link in links] == ["next", "return"]
    assert links[1].share == 0.2
    assert imported.notes == [
        "journeys[0].links[1]: the link from “Desk” to “App” closes a cycle and comes in as a return link."
    ]


def test_the_order_of_links_is_kept() -> None:
    links = [{"source": "b", "target": "a"}, {"source": "a", "target": "b", "kind": "return"}]
    state = State(interchange.load(journey(**two(links=links)), "x.json").records)
    assert json.loads(interchange.dump(state))["journeys"][0]["links"] == links


# what is refused

NAN = b'{"title": "P", "journeys": [{"title": "J", "touchpoints": [{"id": "a", "name": "A", "score": NaN}]}]}'


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (
            journey(touchpoints=[{"id": "a", "name": "App", "score": 1.5}]),
            "journeys[0].touchpoints[0].score (“App”): must be at most 1, not 1.5.",
        ),
        (
            journey(touchpoints=[{"id": "a", "name": "App", "score": -0.1}]),
            "journeys[0].touchpoints[0].score (“App”): must be at least 0, not -0.1.",
        ),
        (
            journey(touchpoints=[{"id": "a", "name": "App", "score": "high"}]),
            "journeys[0].touchpoints[0].score (“App”): must be a number or null, not a text.",
        ),
        (
            journey(touchpoints=[{"id": "a", "name": "App", "score": True}]),
            "journeys[0].touchpoints[0].score (“App”): must be a number or null, not true or false.",
        ),
        (
            journey(touchpoints=[{"id": "a", "name": "App", "evidence": "rumour"}]),
            "journeys[0].touchpoints[0].evidence (“App”): “rumour” is none of guess, observed, measured.",
        ),
        (
            journey(**two(links=[{"source": "a", "target": "b", "kind": "back"}])),
            "journeys[0].links[0].kind (“J”): “back” is none of next, return.",
        ),
        (
            journey(phases=[{"title": "Book", "side": "left"}]),
            "journeys[0].phases[0].side (“Book”): “left” is none of buy, own.",
        ),
        (
            journey(touchpoints=[{"id": "a", "name": "App", "scores": 1}]),
            "journeys[0].touchpoints[0] (“App”): the field “scores” is not known; is “score” meant?",
        ),
        (
            journey(touchpoints=[{"id": "a", "name": "App", "zzz": 1}]),
            "journeys[0].touchpoints[0] (“App”): the field “zzz” is not known.",
        ),
        (encoded({"title": "P", "author": "x"}), "the field “author” is not known."),
        (
            journey(touchpoints=[{"name": "App"}]),
            "journeys[0].touchpoints[0] (“App”): the field “id” is missing.",
        ),
        (encoded({"journeys": []}), "the field “title” is missing."),
        (journey(phases=["A", "A"]), "journeys[0].phases[1] (“A”): this phase is declared twice."),
        (
            journey(phases=[{"title": "A", "width": 5}]),
            "journeys[0].phases[0].width (“A”): must be at least 120, not 5.",
        ),
        (journey(phases=[7]), "journeys[0].phases[0] (“J”): must be a text or an object, not a whole number."),
        (
            journey(touchpoints=[{"id": "a", "name": "App", "phase": "B"}], phases=["A"]),
            "journeys[0].touchpoints[0] (“App”): the phase “B” is not among the journey's phases.",
        ),
        (
            journey(need_points=[{"id": "a", "question": "Why?"}], touchpoints=[{"id": "a", "name": "App"}]),
            "journeys[0].touchpoints[0] (“App”): the id “a” is used twice in this journey.",
        ),
        (journey(touchpoints=[{"id": "", "name": "App"}]), "journeys[0].touchpoints[0] (“App”): the id is empty."),
        (
            journey(touchpoints=[{"id": "a", "name": "App", "x": 1}]),
            "journeys[0].touchpoints[0] (“App”): a position needs both x and y.",
        ),
        (
            journey(**two(links=[{"source": "a", "target": "a"}])),
            "journeys[0].links[0]: “App” is linked to itself.",
        ),
        (
            journey(**two(links=[{"source": "a", "target": "b"}, {"source": "a", "target": "b", "share": 1}])),
            "journeys[0].links[1]: a second next link from “App” to “Desk”.",
        ),
        (
            journey(**two(links=[{"source": "a", "target": "zz"}])),
            "journeys[0].links[0]: there is no need point or touchpoint “zz”.",
        ),
        (
            journey(**two(links=[{"source": "zz", "target": "a"}])),
            "journeys[0].links[0]: there is no need point or touchpoint “zz”.",
        ),
        (
            journey(
                touchpoints=[{"id": "a", "name": "App", "outcome": "leaves"}, {"id": "b", "name": "Desk"}],
                links=[{"source": "a", "target": "b"}],
            ),
            "journeys[0].links[0]: customers leave at “App”, so no next link can lead on from it.",
        ),
        (
            journey(**two(links=[{"source": "a", "target": "b", "share": 1.01}])),
            "journeys[0].links[0].share (“J”): must be at most 1, not 1.01.",
        ),
        (
            journey(
                **two(
                    links=[
                        {"source": "a", "target": "b"},
                        {"source": "b", "target": "a"},
                        {"source": "b", "target": "a", "kind": "return"},
                    ]
                )
            ),
            "journeys[0].links[1]: this link closes a cycle, and “Desk” has a return link to “App” already.",
        ),
        (
            encoded({"title": "P", "channels": [{"name": "fax"}, {"name": "fax"}]}),
            "channels[1] (“fax”): this channel is declared twice.",
        ),
        (encoded({"title": "P", "channels": [{"name": ""}]}), "channels[0]: a channel needs a name."),
        (encoded({"title": "P", "format": "x"}), "format: this is not cjdesigner's interchange format but “x”."),
        (encoded({"title": "P", "format": 7}), "format: this is not cjdesigner's interchange format but “7”."),
        (
            encoded({"title": "P", "version": 2}),
            "version: version 2 is newer than this program reads (1); a newer cjdesigner wrote it.",
        ),
        (encoded({"title": "P", "version": 0}), "version: “0” is none of 1."),
        (encoded({"title": "P", "version": True}), "version: must be a whole number, not true or false."),
        (encoded([]), "must be an object, not a list."),
        (b"null", "must be an object, not null."),
        (b"", "line 1, column 1: this is not JSON."),
        (b'{"title": "P",\n "journeys": [}', "line 2, column 15: this is not JSON."),
        (b"\xff\xfe{", "the text is not UTF-8 (byte 0)."),
        (b'{"title": "a", "title": "b"}', "the field “title” stands twice in one object."),
        (NAN, "NaN is not a number in JSON."),
        (NAN.replace(b"NaN", b"-Infinity"), "-Infinity is not a number in JSON."),
        (
            NAN.replace(b"NaN", b"1e999"),
            "journeys[0].touchpoints[0].score (“A”): must be at most 1, not inf.",
        ),
        (NAN.replace(b"NaN", b"1" * 400), "journeys[0].touchpoints[0].score (“A”): the number is out of range."),
        (NAN.replace(b"NaN", b"1" * 5000), "a number is out of range."),
        (
            b'{"title": "P", "jobs": [{"outcomes": [{"text": "t", "answers": 1' + b"0" * 400 + b"}]}]}",
            "jobs[0].outcomes[0].answers (“t”): the number is out of range.",
        ),
        (b'{"title": "\\ud800"}', "title: a character is broken (half of a surrogate pair)."),
        (b"[" * 200_000, "the JSON is nested too deeply."),
        (b'{"title":' * 200_000, "the JSON is nested too deeply."),
        (b'{"title": "P", "x - at `$.title[9]": 1}', None),
    ],
)
def test_refused_by_place_and_reason(data: bytes, sentence: str | None) -> None:
    said = refusal(data)
    if sentence is not None:
        assert said == sentence


def test_a_file_of_100_mb_is_refused_at_once() -> None:
    data = b'{"title": "' + b"a" * 100_000_000 + b'"}'
    start = time.perf_counter()
    assert refusal(data) == "the file is larger than 64 MB, far more than a project holds."
    assert time.perf_counter() - start < 1


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None, max_examples=200)
@given(st.data())
def test_whatever_is_broken_is_told_in_one_line(data: st.DataObject) -> None:
    """Any one value of a whole project replaced by anything: read, or refused in one sentence."""
    value = json.loads(json.dumps(FULL))
    spots = list(_spots(value))
    holder, key = data.draw(st.sampled_from(spots))
    holder[key] = data.draw(json_values)
    read_or_told(json.dumps(value).encode())


def read_or_told(data: bytes) -> None:
    try:
        records = interchange.load(data, "f.json").records
    except BadInput as error:
        said = str(error)
    else:
        rules.check_all(State(records))
        return
    assert said.startswith("f.json: ")
    assert "\n" not in said


def _spots(value: Any) -> Any:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(items):
        yield value, key
        yield from _spots(inner)


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=60))
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    read_or_told(data)


def test_reading_a_file_names_it(tmp_path: Any) -> None:
    with pytest.raises(BadInput, match=r"There is no file .*gone\.json"):
        interchange.read(tmp_path / "gone.json")
    with pytest.raises(BadInput, match="is a folder"):
        interchange.read(tmp_path)


# fragments


def clinic() -> State:
    return State(
        [
            Project(id=1),
            Channel(id=2, name="fax", icon="ri.printer-line"),
            Journey(id=3, title="J"),
            Phase(id=4, journey=3, title="Book"),
            NeedPoint(id=5, journey=3, key="n", question="When?", phase=4, x=100, y=200),
            Touchpoint(id=6, journey=3, name="Fax", channel="fax", phase=4, x=140, y=300, score=0.5, outcome="reached"),
            Touchpoint(id=7, journey=3, name="Desk", x=500, y=500),
            Link(id=8, journey=3, source=5, target=6, share=0.7, label="often"),
            Link(id=9, journey=3, source=6, target=7),
            Link(id=10, journey=3, source=6, target=5, kind="return"),
        ]
    )


def test_a_fragment_pasted_elsewhere() -> None:
    piece = interchange.fragment(clinic(), [6, 5, 4, 8])
    other = State([Project(id=1), Journey(id=2), Phase(id=3, journey=2, title="Book", rank=1)], next_id=40)
    records = interchange.paste(other, 2, piece, (1000, 2000))
    assert records == [
        Channel(id=40, name="fax", icon="ri.printer-line"),
        NeedPoint(id=41, journey=2, question="When?", phase=3, x=1000, y=2000),
        Touchpoint(id=42, journey=2, name="Fax", channel="fax", phase=3, x=1040, y=2100, score=0.5, outcome="reached"),
        Link(id=43, journey=2, source=41, target=42, share=0.7, label="often"),
        Link(id=44, journey=2, source=42, target=41, kind="return"),
    ]
    other.advance({record.id: (None, record) for record in records})
    rules.check_all(other)


def test_pasted_beside_itself_it_needs_no_new_channel_and_no_phase_of_elsewhere() -> None:
    state = clinic()
    records = interchange.paste(state, 3, interchange.fragment(state, [6, 7]), (0, 0))
    assert records is not None
    assert [type(record) for record in records] == [Touchpoint, Touchpoint, Link]
    elsewhere = State([Project(id=1), Journey(id=2)])
    pasted = interchange.paste(elsewhere, 2, interchange.fragment(state, [5]), (0, 0))
    assert pasted is not None
    assert pasted[0].phase is None  # type: ignore[attr-defined]


def test_nothing_selected_is_no_fragment() -> None:
    assert interchange.fragment(clinic(), [4, 8]) == b""


@pytest.mark.parametrize(
    "foreign",
    [
        b"",
        b"a shopping list",
        "ü €".encode("utf-16"),
        b'{"format": "cjdesigner-fragment"',
        b'{"format": "cjdesigner-fragment"}',
        b'{"format": "cjdesigner-fragment", "touchpoints": [{"id": "a", "name": 7}]}',
        b'{"format": "cjdesigner-fragment", "touchpoints": [{"id": "a", "name": "A"}, {"id": "a", "name": "B"}]}',
        b'{"format": "cjdesigner-fragment", "touchpoints": [{"id": "a", "name": "A"}], '
        b'"links": [{"source": "a", "target": "b"}]}',
        b"cjdesigner-fragment" + b"[" * 100_000,
        encoded(FULL),
    ],
)
def test_foreign_text_is_no_fragment(foreign: bytes) -> None:
    state = clinic()
    assert interchange.paste(state, 3, foreign, (0, 0)) is None


# schema and speed


def test_the_schema_in_the_resources_is_fresh() -> None:
    written = paths.resource("schema", "cjdesigner.schema.json").read_text("utf-8")
    assert json.loads(written) == interchange.schema(), "python -m cjdesigner.model.interchange_form writes it anew"


def test_ten_thousand_touchpoints_are_read_in_a_second() -> None:
    touchpoints = [
        {"id": f"t{n}", "name": f"Touchpoint {n}", "x": n % 100 * 200, "y": n, "score": 0.9} for n in range(10_000)
    ]
    links = [{"source": f"t{n}", "target": f"t{n + step}"} for n in range(9_990) for step in (1, 7)]
    data = journey(touchpoints=touchpoints, links=links)
    start = time.perf_counter()
    records = interchange.load(data, "big.json").records
    assert time.perf_counter() - start < 2  # 0.4 s on the machine it was written on; the rest is for slower ones
    assert len(records) == 2 + 10_000 + 19_980
