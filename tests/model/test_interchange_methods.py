"""The methods' records in the interchange JSON: nothing is lost, a name means one thing, mistakes are told by place."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from model.pictures import drawing, name_of

from cjdesigner.errors import BadInput
from cjdesigner.model import interchange, interchange_form, rules
from cjdesigner.model.images import LARGEST_DRAWING
from cjdesigner.model.records import (
    RECORD_TYPES,
    Activity,
    Attachment,
    Channel,
    DesiredOutcome,
    EmpathyMap,
    Force,
    Indicator,
    Insight,
    Job,
    Journey,
    Lane,
    LaneEntry,
    Link,
    NeedPoint,
    Note,
    Override,
    Persona,
    Phase,
    Preset,
    Principle,
    Project,
    Reading,
    Record,
    Section,
    Touchpoint,
)
from cjdesigner.model.references import ATTACHABLE, REFERENCES
from cjdesigner.model.state import State

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
HASH = hashlib.sha256(PIXEL).hexdigest()

FROZEN = Path(__file__).parents[1] / "files" / "interchange-1.json"

FULL: dict[str, Any] = {
    "format": "cjdesigner",
    "version": 1,
    "title": "Club",
    "journeys": [
        {
            "title": "Join",
            "persona": "Mia, 34",
            "personas": ["mia-34", "watch"],
            "customers": 12000,
            "customer_value": 480.5,
            "currency": "EUR",
            "phases": ["Choose", "Stay"],
            "need_points": [{"id": "where", "question": "Where?", "phase": "Choose", "x": 40, "y": 112}],
            "touchpoints": [
                {
                    "id": "site",
                    "name": "Website",
                    "phase": "Choose",
                    "known": "Nothing.",
                    "score": 0.45,
                    "indicator": "tasks-done",
                    "score_zero": 0,
                    "score_one": 100,
                    "x": 40,
                    "y": 248,
                },
                {"id": "desk", "name": "Desk", "phase": "Stay", "x": 304, "y": 248},
            ],
            "links": [
                {"source": "where", "target": "site"},
                {"source": "site", "target": "desk", "hands_over": "The chosen club."},
            ],
            "activities": [
                {
                    "name": "Keep opening hours right",
                    "level": "backstage",
                    "phase": "Choose",
                    "owner": "Marketing",
                    "note": "weekly",
                    "on": ["site", {"card": "desk", "rank": 1}],
                },
                {"name": "Greet", "on": [{"card": "desk", "rank": 0}]},
            ],
            "lanes": [
                {
                    "title": "Evidence",
                    "entries": [{"phase": "Choose", "place": 0.25, "text": "A page"}, {"phase": "Stay", "image": HASH}],
                },
                {"kind": "emotion", "entries": [{"value": -1.5}, {"phase": "Stay", "place": 1.0, "value": 2}]},
                {"kind": "indicator", "indicator": "tasks-done"},
            ],
            "principles": [
                {"text": "Call by name."},
                {"kind": "freedom", "text": "Waive the fee.", "touchpoint": "desk"},
            ],
            "overrides": [
                {"persona": "watch", "card": "site", "score": 0.9, "entry_share": None},
                {"persona": "mia-34", "link": {"source": "site", "target": "desk"}, "share": 0.7},
            ],
        }
    ],
    "personas": [
        {
            "id": "mia-34",
            "name": "Mia, 34",
            "portrait": HASH,
            "role": "r",
            "goals": "one\ntwo",
            "context": "c",
            "frustrations": "f",
            "quotes": "“q”",
            "habits": "h",
            "channels": ["app", "phone"],
            "share": 0.7,
            "share_source": "Members, 2026",
        },
        {"id": "watch", "name": "Watch", "kind": "machine", "criteria": "an answer in a second"},
    ],
    "empathy_maps": [
        {
            "id": "mia-on-monday",
            "title": "Mia, on Monday",
            "persona": "mia-34",
            "designed_for": "Club",
            "designed_by": "Team",
            "date": "2026-09",
            "version": "2",
            "on": [
                {"journey": "Join"},
                {"journey": "Join", "phase": "Choose"},
                {"journey": "Join", "card": "where"},
                {"journey": "Join", "card": "site"},
            ],
            "notes": [
                {
                    "section": "say",
                    "text": "“I never find it.”",
                    "mark": "heard",
                    "source": "interview 3",
                    "promoted_to": [{"journey": "Join", "card": "where"}, {"job": "job-1"}, {"insight": "insight-1"}],
                },
                {"section": "pain", "text": "Being watched"},
            ],
        }
    ],
    "jobs": [
        {
            "id": "job-1",
            "persona": "mia-34",
            "kind": "emotional",
            "situation": "s",
            "motivation": "m",
            "outcome": "o",
            "note": "n",
            "on": [{"journey": "Join", "card": "where"}],
            "outcomes": [
                {
                    "text": "Minimise the time until a place is found",
                    "importance_counts": [0, 1, 2, 30, 60],
                    "satisfaction_counts": [10, 30, 20, 20, 13],
                    "source": "survey",
                },
                {"text": "Raise the odds", "importance": 9.1, "satisfaction": 3.2, "answers": 12},
            ],
            "forces": [{"kind": "push", "text": "Back pain", "strength": 4}, {"kind": "habit"}],
        },
        {"id": "job-2"},
    ],
    "indicators": [
        {
            "id": "tasks-done",
            "name": "Tasks done",
            "kinds": ["cpi", "kpi"],
            "question": "q",
            "definition": "d",
            "formula": "f",
            "unit": "%",
            "direction": "down",
            "target": 60,
            "limit": 40.5,
            "lowest": 0,
            "highest": 100,
            "owner": "Marketing",
            "on": [{"journey": "Join", "card": "site"}, {"journey": "Join"}],
            "readings": [
                {"date": "2026-08", "value": 45, "answers": 200, "source": "lab"},
                {"date": "2026-09", "value": -0.5},
            ],
        }
    ],
    "insights": [
        {
            "id": "insight-1",
            "text": "People ask for the way <b>twice</b>",
            "kind": "photo",
            "valence": "pain",
            "source": "diary 2",
            "date": "2026-08-12",
            "confidence": "high",
            "department": "Marketing",
            "image": HASH,
            "on": [
                {"journey": "Join", "link": {"source": "site", "target": "desk"}},
                {"persona": "watch"},
                {"job": "job-2"},
                {"empathy_map": "mia-on-monday"},
                {"indicator": "tasks-done"},
                {"journey": "Join", "card": "site", "rank": 1},
            ],
        },
        {"id": "insight-2", "text": "t", "on": [{"journey": "Join", "card": "site", "rank": 0}]},
    ],
    "presets": [
        {
            "name": "Druckerei, A0",
            "paper": "A0",
            "landscape": False,
            "margin": 12.5,
            "bleed": 3,
            "crop_marks": True,
            "tile": "A4",
            "overlap": 0,
            "book": True,
            "blank": True,
            "client": True,
            "theme": "of a later program",
            "accent": "#1F6FEB",
            "logo": HASH,
            "language": "de",
            "path": "worst",
            "sections": ["map", "staircase"],
            "side": ["paths"],
            "side_width": 0.3,
            "dpi": 150,
            "transparent": True,
        },
        {"name": "Small"},
    ],
    "images": [{"hash": HASH, "data": base64.b64encode(PIXEL).decode()}],
}


def encoded(value: Any) -> bytes:
    return json.dumps(value).encode()


def full() -> dict[str, Any]:
    return json.loads(json.dumps(FULL))  # type: ignore[no-any-return]


def state_of(value: Any) -> State:
    state = State(interchange.load(encoded(value), "x.json").records)
    rules.check_all(state)
    return state


def refusal(value: Any) -> str:
    with pytest.raises(BadInput) as caught:
        interchange.load(encoded(value), "x.json")
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert sentence.startswith("x.json: ")
    return sentence.removeprefix("x.json: ")


# losslessness


def test_every_field_comes_through() -> None:
    imported = interchange.load(encoded(FULL), "full.json")
    assert imported.notes == []
    assert imported.images == {HASH: PIXEL}
    state = State(imported.records)
    rules.check_all(state)
    assert {type(record) for record in imported.records} == set(RECORD_TYPES) - {Channel}
    assert json.loads(interchange.dump(state, imported.images)) == FULL


def test_what_hangs_where_in_which_order() -> None:
    state = state_of(FULL)
    journey = state.journeys()[0].id
    site, desk = state.members(journey, Touchpoint)
    assert [persona.name for persona in state.personas(journey)] == ["Mia, 34", "Watch"]
    assert [insight.id for insight in state.attached(site.id, Insight)] == [
        insight.id for insight in reversed(state.ranked(Insight))
    ]
    assert [activity.name for activity in state.attached(desk.id, Activity)] == ["Greet", "Keep opening hours right"]
    note = state.all(Note)[0]
    assert [type(target) for target in state.targets(note.id, Record)] == [NeedPoint, Job, Insight]
    assert state.all(Override) == sorted(state.all(Override), key=lambda override: override.id)
    assert [(o.field, o.value) for o in state.all(Override)] == [("score", 0.9), ("entry_share", None), ("share", 0.7)]


def test_every_field_of_every_record_has_its_place() -> None:
    pairs: dict[type[Record], type[msgspec.Struct]] = {
        Persona: interchange_form.PersonaForm,
        EmpathyMap: interchange_form.EmpathyMapForm,
        Note: interchange_form.NoteForm,
        Job: interchange_form.JobForm,
        DesiredOutcome: interchange_form.OutcomeForm,
        Force: interchange_form.ForceForm,
        Indicator: interchange_form.IndicatorForm,
        Reading: interchange_form.ReadingForm,
        Insight: interchange_form.InsightForm,
        Activity: interchange_form.ActivityForm,
        Lane: interchange_form.LaneForm,
        LaneEntry: interchange_form.LaneEntryForm,
        Principle: interchange_form.PrincipleForm,
        Preset: interchange_form.PresetForm,
    }
    mapped = {Journey, NeedPoint, Touchpoint, Link, Phase, Project, Channel, Attachment, Override}
    assert pairs.keys() | mapped == set(RECORD_TYPES)
    owners = {Note: "map", DesiredOutcome: "job", Force: "job", Reading: "indicator", LaneEntry: "lane"}
    for record, form in pairs.items():
        known = {field.name: field for field in msgspec.structs.fields(form)}
        for field in msgspec.structs.fields(record):
            if field.name not in ("id", "rank", "journey", owners.get(record)):
                assert known[field.name].default == field.default, (record, field.name)


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
names = st.sampled_from(["", "Mia", "mia", "Größe", "観", "persona-2", "job-1"]) | texts
fractions = st.none() | st.floats(0, 1)
amounts = st.none() | st.integers(-5, 120).map(float) | st.floats(-1e15, 1e15)
counts = st.just(()) | st.tuples(*[st.integers(0, 1000)] * 5)
images = {hashlib.sha256(PIXEL + bytes([n])).hexdigest(): PIXEL + bytes([n]) for n in range(3)}
pictures = st.sampled_from(["", *images])


@st.composite
def documents(draw: st.DrawFn) -> State:
    """A project of one or two small journeys with methods' records of every kind that hang anywhere they may."""
    ids = iter(range(1, 10_000))
    records: list[Record] = [Project(id=next(ids), title="P")]
    records += [Channel(id=next(ids), name="fax")] if draw(st.booleans()) else []

    def some(kind: type[Record], most: int, /, **fields: Any) -> list[Any]:
        made: list[Any] = []
        for rank in range(draw(st.integers(0, most))):
            if "rank" in kind.__struct_fields__:
                fields["rank"] = st.just(rank)
            made.append(draw(st.builds(kind, id=st.just(next(ids)), **fields)))
        records.extend(made)
        return made

    def one_of(found: list[Any]) -> st.SearchStrategy[int | None]:
        return st.sampled_from([None, *(record.id for record in found)])

    personas = some(
        Persona,
        3,
        name=names,
        portrait=pictures,
        goals=texts,
        channels=st.lists(st.sampled_from(["web", "app", "fax", "telex"]), unique=True, max_size=2).map(tuple),
        share=fractions,
    )
    indicators = some(
        Indicator,
        3,
        name=names,
        kinds=st.lists(st.sampled_from(["cpi", "kpi", "brand"]), unique=True, min_size=1).map(tuple),
        direction=st.sampled_from(["up", "down"]),
        target=amounts,
        limit=amounts,
        lowest=amounts,
        highest=amounts,
    )
    maps = some(EmpathyMap, 2, title=names, persona=one_of(personas), date=texts)
    jobs = some(Job, 3, persona=one_of(personas), motivation=texts)
    insights = some(Insight, 3, text=texts, image=pictures, valence=st.sampled_from(["pain", "gain", "neutral"]))
    notes: list[Any] = []
    for canvas in maps:
        sections = st.sampled_from(["who", "say", "pain", "thought"])
        notes += some(Note, 3, map=st.just(canvas.id), section=sections, text=texts, source=texts)
    for job in jobs:
        some(
            DesiredOutcome,
            2,
            job=st.just(job.id),
            text=texts,
            importance=st.none() | st.floats(0, 10),
            importance_counts=counts,
            answers=st.integers(0, 10**9),
        )
        some(Force, 2, job=st.just(job.id), kind=st.sampled_from(["push", "habit"]), strength=st.integers(0, 5))
    for indicator in indicators:
        some(
            Reading,
            3,
            indicator=st.just(indicator.id),
            date=st.sampled_from(("2026", "2026-08", "2026-08-31")),
            value=st.floats(-1e15, 1e15),
        )
    journeys = some(
        Journey,
        2,
        title=st.sampled_from(["", "J", "J (2)"]),
        customers=st.none() | st.floats(0, 1e15),
        currency=texts,
        persona=st.just("" if personas else "Zoë"),
    )
    phases, nodes, links, activities = [], [], [], []
    for journey in journeys:
        own = {"journey": st.just(journey.id)}
        here = some(Phase, 2, title=st.sampled_from(["", "A"]), **own)
        phase = one_of(here)
        needs = some(NeedPoint, 2, question=texts, phase=phase, **own)
        touchpoints = some(Touchpoint, 3, name=texts, phase=phase, known=texts, **own)
        for indicator in indicators:  # a mapping is the window's: of an indicator, with ends that differ
            touchpoints += some(
                Touchpoint,
                1,
                name=texts,
                phase=phase,
                indicator=st.just(indicator.id),
                score_zero=st.none() | st.integers(-5, 120).map(float),
                score_one=st.none() | st.floats(121, 1e15),
                **own,
            )
        cards = [*needs, *touchpoints]
        for first, second in zip(cards, cards[1:], strict=False):
            if draw(st.booleans()):
                kind = draw(st.sampled_from(["next", "return"]))
                links.append(
                    Link(id=next(ids), journey=journey.id, source=first.id, target=second.id, kind=kind, hands_over="h")
                )
        records.extend(link for link in links if link.journey == journey.id)
        activities += some(
            Activity, 3, name=texts, level=st.sampled_from(["frontstage", "support"]), phase=phase, **own
        )
        lanes = some(
            Lane, 2, title=texts, kind=st.sampled_from(["text", "emotion"]), indicator=one_of(indicators), **own
        )
        for lane in lanes:
            some(
                LaneEntry,
                2,
                lane=st.just(lane.id),
                phase=phase,
                place=st.floats(0, 1),
                text=texts,
                value=st.none() | st.floats(-2, 2),
                image=pictures,
            )
        some(Principle, 2, text=texts, touchpoint=one_of(touchpoints), **own)
        phases, nodes = phases + here, nodes + cards
    values = [("score", node) for node in nodes if isinstance(node, Touchpoint)]
    values += [("share", link) for link in links] + [("entry_share", node) for node in nodes]
    possible = [(persona, field, target) for persona in personas for field, target in values]
    for persona, field, target in draw(st.lists(st.sampled_from(possible), unique=True)) if possible else []:
        override = Override(id=next(ids), persona=persona.id, target=target.id, field=field, value=draw(fractions))
        records.append(override)
    some(
        Preset,
        2,
        name=names,
        paper=texts,
        landscape=st.booleans(),
        margin=st.none() | st.floats(0, 1000),
        overlap=st.floats(0, 500),
        logo=pictures,
        theme=texts,
        sections=st.lists(texts, max_size=2).map(tuple),
        side_width=st.none() | st.floats(0.1, 0.4),
        client=st.booleans(),
    )
    subjects = [*personas, *maps, *notes, *jobs, *indicators, *insights, *activities]
    everything = [*journeys, *phases, *nodes, *links, *personas, *maps, *jobs, *indicators, *insights]
    pairs = [
        (a, b)
        for a in subjects
        for b in everything
        if isinstance(b, ATTACHABLE[type(a)]) and not (isinstance(a, Activity) and a.journey != b.journey)
    ]
    for subject, target in draw(st.lists(st.sampled_from(pairs), unique=True, max_size=12)) if pairs else []:
        rank = draw(st.integers(0, 3))
        records.append(Attachment(id=next(ids), subject=subject.id, target=target.id, rank=rank))
    return State(records)


def told(state: State) -> Any:
    """What a project says, with records named by where they stand; a journey is named after its first persona."""
    order: dict[int, tuple[str, int]] = {}

    def number(kind: type[Record], found: Iterator[Any]) -> list[Any]:
        result = list(found)
        order.update({record.id: (kind.__name__, place) for place, record in enumerate(result)})
        return result

    def ranked(kind: Any) -> Any:
        return number(kind, iter(state.ranked(kind)))

    listed: list[Any] = []
    for kind in (Persona, EmpathyMap, Job, Indicator, Insight, Journey):
        listed += ranked(kind)
    canvases = state.ranked(EmpathyMap)
    notes = (
        (name, note) for canvas in canvases for name in get_args(Section) for note in state.referring(canvas.id, Note)
    )
    listed += number(Note, (note for name, note in notes if note.section == name))
    for owner, kinds in ((Job, [DesiredOutcome, Force]), (Indicator, [Reading])):
        for kind in kinds:
            listed += number(kind, (r for o in state.ranked(owner) for r in state.referring(o.id, kind)))
    journeys = state.journeys()
    for kind in (Phase, NeedPoint, Touchpoint, Link):
        listed += number(kind, (record for journey in journeys for record in _members(state, journey.id, kind)))
    for kind in (Activity, Lane, Principle):
        listed += number(kind, (record for journey in journeys for record in _members(state, journey.id, kind)))
    listed += ranked(Preset)
    listed += number(LaneEntry, (e for r in listed if isinstance(r, Lane) for e in state.referring(r.id, LaneEntry)))
    result = []
    for record in listed:
        changes: dict[str, Any] = {"id": 0}
        ties = ["journey", "phase", *(reference.field for reference in REFERENCES.get(type(record), ()))]
        ties += ["source", "target"] if isinstance(record, Link) else []
        for field in ties:
            if field in record.__struct_fields__:
                tie = getattr(record, field)
                changes[field] = None if tie is None else order[tie]
        changes |= {name: None for name in ("rank", "key") if name in record.__struct_fields__}
        if isinstance(record, Journey) and state.personas(record.id):
            changes["persona"] = state.personas(record.id)[0].name
        hanging = [order[subject.id] for kind in ATTACHABLE for subject in state.attached(record.id, kind)]
        towards = (
            [order[target.id] for target in state.targets(record.id, Record)] if type(record) is not Persona else []
        )
        result.append((msgspec.structs.replace(record, **changes), hanging, towards))
    overrides = {(order[o.persona], order[o.target], o.field, o.value) for o in state.all(Override)}
    return result, overrides, {channel.name for channel in state.channels()}


def _members(state: State, journey: int, kind: Any) -> list[Any]:
    return sorted(state.members(journey, kind), key=lambda record: (getattr(record, "rank", 0), record.id))


@settings(deadline=None, max_examples=60)
@given(documents())
def test_records_out_and_in_again_are_the_same(state: State) -> None:
    rules.check_all(state)
    written = interchange.dump(state, images)
    imported = interchange.load(written, "x.json")
    again = State(imported.records)
    rules.check_all(again)
    assert imported.notes == []
    assert interchange.dump(again, imported.images) == written
    before, after = told(state), told(again)
    assert after[0] == before[0]
    assert after[1] == before[1]
    assert after[2] >= before[2]  # a channel that only a persona named is one of the project's now
    used = {getattr(r, name, "") for r in state.records.values() for name in ("portrait", "image", "logo")} - {""}
    assert imported.images == {name: images[name] for name in used}


def test_ids_are_made_of_names_and_places() -> None:
    state = State(
        [
            Project(id=1),
            *(
                Persona(id=10 + n, rank=n, name=name)
                for n, name in enumerate(["Zoë Groß", "観", "zoe gross", "Persona 2!", "Ü"])
            ),
            Job(id=20),
        ]
    )
    written = json.loads(interchange.dump(state))
    assert [persona["id"] for persona in written["personas"]] == [
        "zoe-gross",
        "persona-2",
        "zoe-gross-2",
        "persona-2-2",
        "ue",
    ]
    assert written["jobs"] == [{"id": "job-1"}]


def test_an_image_without_bytes_is_left_out_and_the_rest_stays_readable() -> None:
    written = json.loads(interchange.dump(state_of(FULL)))
    assert "images" not in written
    assert "portrait" not in written["personas"][0]
    assert "image" not in written["insights"][0]
    assert "logo" not in written["presets"][0]
    state_of(written)


def test_only_a_logo_may_be_an_svg() -> None:
    picture = drawing(1)
    entry = {"hash": name_of(picture), "data": base64.b64encode(picture).decode()}
    project = {"title": "P", "presets": [{"name": "Client", "logo": name_of(picture)}], "images": [entry]}
    imported = interchange.load(encoded(project), "x.json")
    assert imported.images == {name_of(picture): picture}
    assert json.loads(interchange.dump(State(imported.records), imported.images))["images"] == [entry]
    project["personas"] = [{"name": "Mia", "portrait": name_of(picture)}]
    with pytest.raises(BadInput) as caught:
        interchange.load(encoded(project), "x.json")
    assert str(caught.value) == "x.json: personas[0].portrait (“Mia”): only a logo may be an SVG image."
    large = drawing(1, LARGEST_DRAWING + 1)
    project = {"title": "P", "images": [{"hash": name_of(large), "data": base64.b64encode(large).decode()}]}
    with pytest.raises(BadInput, match="larger than 1 MB"):
        interchange.load(encoded(project), "x.json")


def test_a_project_without_methods_says_nothing_of_them() -> None:
    state = State([Project(id=1, title="P"), Journey(id=2, title="J"), Journey(id=3, rank=1, title="J")])
    assert json.loads(interchange.dump(state))["journeys"] == [{"title": "J"}, {"title": "J"}]


def test_a_file_written_before_there_were_methods_is_read_and_written_as_it_was() -> None:
    data = FROZEN.read_bytes()
    state = State(interchange.load(data, FROZEN.name).records)
    rules.check_all(state)
    assert [journey.persona for journey in state.journeys()] == ["Mia, 34", "Mia, 34"]
    assert interchange.dump(state) == data


def test_what_is_left_of_a_project_with_one_journey_alone_is_readable() -> None:
    """What hangs on a journey that is not exported does not come along, and what hung on it does."""
    value = broken(
        "journeys", 1, to={"title": "Leave", "touchpoints": [{"id": "exit", "name": "Exit", "x": 0, "y": 0}]}
    )
    value["insights"][1]["on"].append({"journey": "Leave", "card": "exit"})
    state = state_of(value)
    gone = state.journeys()[1].id
    kept = (r for r in state.records.values() if r.id != gone and getattr(r, "journey", None) != gone)
    assert json.loads(interchange.dump(State(kept), {HASH: PIXEL})) == FULL


# written by hand


def test_by_hand_names_serve_as_ids_and_the_only_journey_goes_without_saying() -> None:
    state = state_of(
        {
            "title": "P",
            "journeys": [
                {"title": "J", "personas": ["Mia"], "touchpoints": [{"id": "a", "name": "App", "indicator": "NPS"}]}
            ],
            "personas": [{"name": "Mia"}],
            "indicators": [{"name": "NPS", "on": [{"card": "a"}]}],
            "insights": [{"text": "t", "on": [{"card": "a"}, {"persona": "Mia"}]}],
        }
    )
    journey = state.journeys()[0]
    (app,) = state.members(journey.id, Touchpoint)
    assert journey.persona == "Mia"
    assert [indicator.id for indicator in state.attached(app.id, Indicator)] == [app.indicator]
    assert [type(target) for target in state.targets(state.all(Insight)[0].id, Record)] == [Touchpoint, Persona]


def test_journeys_of_one_title_are_told_apart_by_ids() -> None:
    value = {
        "title": "P",
        "journeys": [{"title": "J"}, {"title": "J"}],
        "insights": [{"text": "t", "on": [{"journey": "J"}]}],
    }
    assert refusal(value) == "insights[0].on[0].journey (“t”): several journeys are called “J”; give them ids."
    value["journeys"][1]["id"] = "second"  # type: ignore[index]
    value["insights"][0]["on"].append({"journey": "second"})  # type: ignore[index]
    state = state_of(value)
    assert [journey.id for journey in state.targets(state.all(Insight)[0].id, Journey)] == [
        journey.id for journey in state.journeys()
    ]
    written = json.loads(interchange.dump(state))
    assert [journey.get("id") for journey in written["journeys"]] == [None, "J (2)"]
    assert written["insights"][0]["on"] == [{"journey": "J"}, {"journey": "J (2)"}]


def test_a_link_that_came_in_as_a_return_link_is_still_meant_by_how_it_was_written() -> None:
    link = {"source": "desk", "target": "where"}
    value = full()
    value["journeys"][0]["links"].append(link)
    value["insights"][1]["on"].append({"link": link})
    imported = interchange.load(encoded(value), "x.json")
    assert len(imported.notes) == 1
    state = State(imported.records)
    (turned,) = state.targets(state.ranked(Insight)[1].id, Link)
    assert turned.kind == "return"
    assert json.loads(interchange.dump(state))["insights"][1]["on"][-1]["link"] == link | {"kind": "return"}


# what is refused


def broken(*path: Any, to: Any) -> dict[str, Any]:
    """The whole project with one value put in or replaced; a number one past a list's end appends."""
    value: Any = full()
    result = value
    for part in path[:-1]:
        value = value[part]
    if isinstance(value, list) and path[-1] == len(value):
        value.append(to)
    else:
        value[path[-1]] = to
    return result  # type: ignore[no-any-return]


NOWHERE = [
    (("journeys", 0, "personas", 1), "nobody", "journeys[0].personas[1] (“Join”): there is no persona “nobody”."),
    (("journeys", 0, "personas", 1), "mia-34", "journeys[0].personas[1] (“Join”): it hangs there already."),
    (
        ("journeys", 0, "persona"),
        "Watch",
        "journeys[0].persona (“Join”): the first of personas is “Mia, 34”; write that, or nothing.",
    ),
    (
        ("journeys", 0, "touchpoints", 0, "indicator"),
        "NPS",
        "journeys[0].touchpoints[0].indicator (“Website”): there is no indicator “NPS”.",
    ),
    (
        ("journeys", 0, "activities", 0, "phase"),
        "Pay",
        "journeys[0].activities[0].phase (“Keep opening hours right”): "
        "the phase “Pay” is not among the journey's phases.",
    ),
    (
        ("journeys", 0, "activities", 1, "on", 0),
        "shop",
        "journeys[0].activities[1].on[0].card (“Greet”): there is no need point or touchpoint “shop”.",
    ),
    (
        ("journeys", 0, "activities", 1, "on", 0),
        "where",
        "journeys[0].activities[1].on[0] (“Greet”): it cannot hang there (need point), only on: touchpoint.",
    ),
    (
        ("journeys", 0, "lanes", 2, "indicator"),
        "NPS",
        "journeys[0].lanes[2].indicator: there is no indicator “NPS”.",
    ),
    (
        ("journeys", 0, "lanes", 0, "entries", 0, "phase"),
        "Pay",
        "journeys[0].lanes[0].entries[0].phase (“A page”): the phase “Pay” is not among the journey's phases.",
    ),
    (
        ("journeys", 0, "lanes", 0, "entries", 1, "image"),
        "0" * 64,
        "journeys[0].lanes[0].entries[1].image: this image is not among the project's images.",
    ),
    (
        ("journeys", 0, "principles", 1, "touchpoint"),
        "where",
        "journeys[0].principles[1].touchpoint (“Waive the fee.”): “where” is a need point; "
        "only a touchpoint can stand here.",
    ),
    (
        ("journeys", 0, "overrides", 0),
        {"persona": "watch", "card": "where", "score": 0.5},
        "journeys[0].overrides[0].score: only a touchpoint has a score.",
    ),
    (
        ("journeys", 0, "overrides", 0),
        {"persona": "watch", "card": "site", "share": 0.5},
        "journeys[0].overrides[0].share: only a link has a share.",
    ),
    (
        ("journeys", 0, "overrides", 1, "entry_share"),
        0.5,
        "journeys[0].overrides[1].entry_share: only a card has an entry share.",
    ),
    (
        ("journeys", 0, "overrides", 0),
        {"persona": "watch", "card": "site"},
        "journeys[0].overrides[0]: this has neither a score nor a share nor an entry share.",
    ),
    (
        ("journeys", 0, "overrides", 1, "card"),
        "site",
        "journeys[0].overrides[1]: this names either a card or a link.",
    ),
    (
        ("journeys", 0, "overrides", 2),
        {"persona": "watch", "card": "site", "score": 0.1},
        "journeys[0].overrides[2].score: this persona's value is there twice.",
    ),
    (
        ("journeys", 0, "overrides", 1, "link", "target"),
        "where",
        "journeys[0].overrides[1].link: there is no such link from “site” to “where”.",
    ),
    (
        ("journeys", 0, "overrides", 0, "score"),
        1.5,
        "journeys[0].overrides[0].score (“Join”): must be at most 1, not 1.5.",
    ),
    (
        ("journeys", 0, "overrides", 0, "score"),
        "high",
        "journeys[0].overrides[0].score (“Join”): must be a number or null, not a text.",
    ),
    (("personas", 1, "id"), "mia-34", "personas[1] (“Watch”): the id “mia-34” is used twice."),
    (
        ("personas",),
        [{"name": "Mia"}, {"name": "Mia"}],
        "personas[1] (“Mia”): this name is used twice; give each of them an id.",
    ),
    (
        ("personas", 0, "portrait"),
        "x",
        "personas[0].portrait (“Mia, 34”): this image is not among the project's images.",
    ),
    (("personas", 0, "kind"), "dog", "personas[0].kind (“Mia, 34”): “dog” is none of human, machine."),
    (("personas", 0, "age"), 34, "personas[0] (“Mia, 34”): the field “age” is not known."),
    (("personas", 0, "channels"), "app", "personas[0].channels (“Mia, 34”): must be a list, not a text."),
    (
        ("empathy_maps", 0, "persona"),
        "nobody",
        "empathy_maps[0].persona (“Mia, on Monday”): there is no persona “nobody”.",
    ),
    (
        ("empathy_maps", 0, "notes", 0, "section"),
        "smell",
        "empathy_maps[0].notes[0].section (““I never find it.””): “smell” is none of "
        "who, need, see, say, do, hear, pain, gain, thought.",
    ),
    (
        ("empathy_maps", 0, "notes", 0, "promoted_to", 1, "job"),
        "job-9",
        "empathy_maps[0].notes[0].promoted_to[1].job (““I never find it.””): there is no job “job-9”.",
    ),
    (
        ("empathy_maps", 0, "notes", 0, "promoted_to", 0, "card"),
        "site",
        "empathy_maps[0].notes[0].promoted_to[0] (““I never find it.””): "
        "it cannot hang there (touchpoint), only on: need point, job, insight.",
    ),
    (("jobs", 1, "id"), "job-1", "jobs[1]: the id “job-1” is used twice."),
    (
        ("jobs", 0, "outcomes", 0, "importance_counts"),
        [1, 2],
        "jobs[0].outcomes[0].importance_counts (“Minimise the time until a place is found”): "
        "answers are five counts: how many gave 1, 2, 3, 4 and 5.",
    ),
    (
        ("jobs", 0, "outcomes", 0, "importance_counts", 0),
        -1,
        "jobs[0].outcomes[0].importance_counts[0] (“Minimise the time until a place is found”): "
        "must be at least 0, not -1.",
    ),
    (("jobs", 0, "forces", 0, "strength"), 6, "jobs[0].forces[0].strength (“Back pain”): must be at most 5, not 6."),
    (("indicators", 0, "kinds"), [], "indicators[0].kinds (“Tasks done”): an indicator needs a kind."),
    (("indicators", 0, "kinds"), ["kpi", "kpi"], "indicators[0].kinds (“Tasks done”): a kind is named twice."),
    (("indicators", 0, "kinds", 0), "ppi", "indicators[0].kinds[0] (“Tasks done”): “ppi” is none of cpi, kpi, brand."),
    (
        ("indicators", 0, "readings", 1),
        {"date": "2026"},
        "indicators[0].readings[1] (“Tasks done”): the field “value” is missing.",
    ),
    (
        ("jobs", 0, "forces", 0, "strength"),
        10**400,
        "jobs[0].forces[0].strength (“Back pain”): the number is out of range.",
    ),
    (
        ("insights", 0, "date"),
        "hello",
        "insights[0].date (“People ask for the way <b>twice</b>”): "
        "“hello” is no date; write 2026, 2026-09 or 2026-09-30.",
    ),
    (
        ("journeys", 0, "touchpoints", 0, "score_one"),
        0,
        "journeys[0].touchpoints[0] (“Website”): score_zero and score_one must differ.",
    ),
    (
        ("journeys", 0, "touchpoints", 0, "indicator"),
        None,
        "journeys[0].touchpoints[0] (“Website”): score_zero and score_one need an indicator.",
    ),
    (
        ("insights", 1, "on", 0),
        {"journey": "Leave"},
        "insights[1].on[0].journey (“t”): there is no journey “Leave”.",
    ),
    (("insights", 1, "on", 0), {}, "insights[1].on[0] (“t”): this names nothing."),
    (
        ("insights", 1, "on", 0),
        {"card": "site", "phase": "Stay"},
        "insights[1].on[0] (“t”): this names more than one thing; write one entry for each.",
    ),
    (
        ("insights", 1, "on", 0),
        {"journey": "Join", "job": "job-1"},
        "insights[1].on[0] (“t”): this names more than one thing; write one entry for each.",
    ),
    (("insights", 1, "on", 1), {"card": "site"}, "insights[1].on[1] (“t”): it hangs there already."),
    (
        ("insights", 1, "on", 0),
        {"insight": "insight-2"},
        "insights[1].on[0] (“t”): it cannot hang there (insight), only on: "
        "journey, phase, need point, touchpoint, link, persona, job, empathy map, indicator.",
    ),
    (
        ("insights", 1, "on", 0, "rank"),
        -1,
        "insights[1].on[0].rank (“t”): must be at least 0, not -1.",
    ),
    (("images", 0, "data"), "!", "images[0]: this is not base64."),
    (("images", 0, "data"), "ä", "images[0]: this is not base64."),
    (("images", 0, "data"), base64.b64encode(b"x").decode(), "images[0]: the hash is not that of the image."),
    (
        ("images", 0),
        {"hash": hashlib.sha256(b"GIF89a").hexdigest(), "data": base64.b64encode(b"GIF89a").decode()},
        "images[0]: this is neither a PNG nor a JPEG nor an SVG image.",
    ),
    (("images", 1), FULL["images"][0], "images[1]: this image is there twice."),
]


@pytest.mark.parametrize(("path", "value", "sentence"), NOWHERE, ids=[case[2][:60] for case in NOWHERE])
def test_refused_by_place_and_reason(path: tuple[Any, ...], value: Any, sentence: str) -> None:
    assert refusal(broken(*path, to=value)) == sentence


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("insights", 0, "date"), ""),
        (("journeys", 0, "touchpoints", 0, "date"), "Q3, the survey"),
        (("empathy_maps", 0, "date"), "Tuesday"),
        (("indicators", 0, "lowest"), 1000),
        (("indicators", 0, "readings", 1, "date"), "2026-08"),
    ],
)
def test_what_the_window_lets_pass_is_readable(path: tuple[Any, ...], value: Any) -> None:
    """Texts as dates where they were never refused, a scale that is upside down, two readings of one date."""
    imported = interchange.load(json.dumps(broken(*path, to=value)).encode(), "x.json")
    assert interchange.load(interchange.dump(State(imported.records)), "y.json").records


def test_an_activity_stays_in_its_journey() -> None:
    value = broken("journeys", 1, to={"title": "Leave", "touchpoints": [{"id": "exit", "name": "Exit"}]})
    value["journeys"][0]["activities"][1]["on"] = [{"journey": "Leave", "card": "exit"}]
    assert refusal(value) == "journeys[0].activities[1].on[0].journey (“Greet”): this is another journey."


def test_among_several_journeys_a_card_needs_its_journey() -> None:
    value = broken("journeys", 1, to={"title": "Leave"})
    value["insights"][1]["on"] = [{"card": "site"}]
    assert refusal(value) == "insights[1].on[0] (“t”): this does not say in which journey."


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None, max_examples=250)
@given(st.data())
def test_whatever_is_broken_is_told_in_one_line(data: st.DataObject) -> None:
    """Any one value of a whole project replaced by anything, or by another part of it: read, or refused."""
    value = full()
    spots = list(_spots(value))
    holder, key = data.draw(st.sampled_from(spots))
    others = st.sampled_from([copied[name] for copied, name in spots])
    holder[key] = json.loads(json.dumps(data.draw(json_values | others)))
    try:
        records = interchange.load(json.dumps(value).encode(), "x.json").records
    except BadInput as error:
        said = str(error)
    else:
        rules.check_all(State(records))
        return
    assert said.startswith("x.json: ")
    assert "\n" not in said


def _spots(value: Any) -> Iterator[tuple[Any, Any]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(items):
        yield value, key
        yield from _spots(inner)


# fragments


def test_a_copied_card_keeps_what_it_says_and_leaves_what_hangs_on_it() -> None:
    state = state_of(FULL)
    journey = state.journeys()[0].id
    piece = interchange.fragment(state, [node.id for node in state.nodes(journey)])
    records = interchange.paste(state, journey, piece, (0, 0))
    assert records is not None
    assert [type(record) for record in records] == [NeedPoint, Touchpoint, Touchpoint, Link, Link]
    site = records[1]
    assert isinstance(site, Touchpoint)
    assert (site.score, site.known) == (0.45, "Nothing.")
    assert (site.indicator, site.score_zero, site.score_one) == (None, None, None)
    assert [record.hands_over for record in records if isinstance(record, Link)] == ["", "The chosen club."]
    state.advance({record.id: (None, record) for record in records})
    rules.check_all(state)


def test_a_fragment_from_elsewhere_cannot_tie_a_card_to_an_indicator() -> None:
    state = state_of(FULL)
    card = {"id": "a", "name": "A", "indicator": "tasks-done", "score_zero": 1}
    piece = encoded({"format": "cjdesigner-fragment", "touchpoints": [card]})
    records = interchange.paste(state, state.journeys()[0].id, piece, (0, 0))
    assert records is not None
    (pasted,) = records
    assert isinstance(pasted, Touchpoint)
    assert (pasted.indicator, pasted.score_zero) == (None, None)


def test_a_channel_that_is_named_twice_is_written_once() -> None:
    records = [Project(id=1), Journey(id=2), Channel(id=3, name="fax", icon="ri.phone-line"), Channel(id=4, name="fax")]
    written = interchange.dump(State([*records, Channel(id=5, name="")]))
    found = [r for r in interchange.load(written, "x.json").records if isinstance(r, Channel)]
    assert [(channel.name, channel.icon) for channel in found] == [("fax", "ri.phone-line")]
