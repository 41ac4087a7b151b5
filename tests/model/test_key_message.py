"""Sentences made from the figures: what is said holds in them, names stand as they are, and nothing is too long."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from model.strategies import JOURNEY, journeys

from cjdesigner.model import samples, strategy
from cjdesigner.model.excellence import Analysis
from cjdesigner.model.graph import JourneyGraph
from cjdesigner.model.key_message import LEAST_NAME, MOST, proposal, proposals, shortened
from cjdesigner.model.records import Journey, Link, NeedPoint, Node, Phase, Project, Record, Touchpoint, node_title
from cjdesigner.model.state import State

FRACTIONS = {"Half": 0.5, "Two thirds": 2 / 3, "Three quarters": 0.75, "Nine tenths": 0.9}
COUNTS = ["Nobody", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"]
NUMBERS = {word.casefold(): number for number, word in enumerate(COUNTS)}


def percents(words: str) -> float:
    return float(re.sub(r"[^\d.]", "", words)) / 100


class Checked:
    """The figures of a journey, against which sentences are read."""

    def __init__(self, state: State, journey: int = JOURNEY) -> None:
        self.state, self.journey = state, journey
        self.analysis = Analysis(JourneyGraph(state, journey))
        self.path = next(iter(self.analysis.most_travelled(1)), None)

    def named(self, name: str) -> list[int]:
        """The cards, or the first cards of a phase, that a name may mean."""
        cut = name.removesuffix("…")
        records = [(node.id, node_title(node)) for node in self.state.nodes(self.journey)]
        records += [
            (node.id, phase.title)
            for phase in self.state.phases(self.journey)
            for node in self.state.standing_in(self.journey, phase.id)
        ]
        return [identity for identity, title in records if title == name or (cut != name and title.startswith(cut))]

    def sentences(self) -> list[str]:
        return proposals(self.analysis, self.state, self.journey)

    def holds(self, said: str) -> bool:
        """Whether a sentence is true; KeyError where it is of no known kind."""
        analysis = self.analysis
        expected = analysis.expected or 0.0
        name = "".join(re.findall("“(.*)”", said))
        nodes = self.named(name)
        assert nodes or not name
        if match := re.match(r"(More than )?(\w+(?: \w+)?)(?: of)? the promise (?:is|are) lost before", said):
            share = FRACTIONS[match[2].capitalize()]
            assert self.path is not None
            lost = [1 - step.before for step in self.path.steps if step.id in nodes]
            if match[1]:
                return any(part > share for part in lost)
            near = 0.05 if share == 0.5 else 0.02
            return not self.path.upper_bound and any(abs(part - share) <= near + 1e-12 for part in lost)
        if said.startswith("Nothing of the promise is left"):
            assert self.path is not None
            return any(step.before < 1e-9 for step in self.path.steps if step.id in nodes)
        if match := re.match(r"(\w+) (?:of|in) (\w+) customers? (?:leaves?|never arrives?)", said):
            count, base = (NUMBERS.get(word.casefold()) or int(word) for word in match.groups())
            losses = [analysis.losses.get(node, 0.0) for node in nodes] if name else [analysis.lost or 0.0]
            return any(abs(loss - count / base) <= (0.0051 if base == 100 else 0.0201) for loss in losses)
        if said.startswith("Nothing answers"):
            return bool(set(nodes) & set(analysis.unanswered_ids))
        if match := re.match(r"(\w+) questions of the customers", said):
            return NUMBERS[match[1].casefold()] == sum(
                self.state[need].outcome != "leaves"
                for need in analysis.unanswered_ids  # type: ignore[attr-defined]
            )
        levers = {lever.id: lever.lever for lever in analysis.levers}
        if match := re.search(r"costs (up to )?(\d+) of 100", said):
            assert bool(match[1]) == analysis.upper_bound
            points = int(match[2]) / 100
            if match[1]:
                return any(points - 0.01 <= levers[node] <= points + 1e-9 for node in nodes if node in levers)
            return any(abs(levers[node] - points) <= 0.0051 for node in nodes if node in levers)
        if "alone halves" in said:
            assert not analysis.upper_bound
            return any(0.45 <= expected / (expected + levers[node]) <= 0.55 for node in nodes if node in levers)
        if match := re.match(r"(At most |Only )?(\d+) of 100 customers gets? through", said):
            count = int(match[2]) / 100
            if match[1] == "At most ":
                return analysis.upper_bound and count - 0.01 < expected <= count + 1e-9
            return not analysis.upper_bound and abs(expected - count) <= 0.0051
        if said.startswith("Nobody"):
            return expected == 0
        if match := re.match(r"The journey keeps ([<>]?[\d.]+%)", said):
            return abs(percents(match[1]) - expected) <= 0.0051
        if said == "The journey keeps every promise":
            return expected == pytest.approx(1) and not analysis.upper_bound
        if match := re.match(r"The scores average (\S+), together they keep (\S+)$", said):
            assert self.path is not None
            assert self.path.mean is not None
            return (
                abs(percents(match[1]) - self.path.mean) <= 0.0051
                and abs(percents(match[2]) - self.path.excellence) <= 0.0051
            )
        if match := re.match(r"The best way keeps (\S+), the worst (\S+)$", said):
            assert analysis.best is not None
            assert analysis.worst is not None
            return (
                abs(percents(match[1]) - analysis.best.excellence) <= 0.0051
                and abs(percents(match[2]) - analysis.worst.excellence) <= 0.0051
            )
        if match := re.match(r"All ways lead through “.*”, which keeps (\S+)$", said):
            scores = [self.state[node].score for node in nodes if node in analysis.single_points]  # type: ignore[attr-defined]
            return any(abs(score - percents(match[1])) <= 0.0051 for score in scores if score is not None)
        silent = [handoff for handoff in strategy.handoffs(self.state, self.journey) if handoff.silent]
        if said.startswith("What came before is not handed over to"):
            return any(handoff.target in nodes for handoff in silent)
        if match := re.match(r"At (none|\d+) of (\d+) hand-offs", said):
            found = strategy.handoffs(self.state, self.journey)
            return len(found) == int(match[2]) and len(silent) == (len(found) if match[1] == "none" else int(match[1]))
        raise KeyError(said)


@settings(deadline=None, max_examples=100, derandomize=True)
@given(journeys())
def test_every_sentence_holds_in_the_figures(state: State) -> None:
    checked = Checked(state)
    for said in checked.sentences():
        assert checked.holds(said), said


@pytest.mark.parametrize("name", samples.SAMPLES)
def test_the_samples_have_much_to_say_and_all_of_it_is_true(name: str) -> None:
    state = State(samples.records(name, "en"))
    for journey in state.journeys():
        checked = Checked(state, journey.id)
        sentences = checked.sentences()
        assert len(sentences) >= 4
        assert len(set(sentences)) == len(sentences)
        assert all(checked.holds(said) for said in sentences)
        assert all(len(said) <= MOST + LEAST_NAME for said in sentences)
        assert len(sentences[0]) <= MOST


def chain(*points: tuple[str, float | None], **more: object) -> State:
    records: list[Record] = [Project(id=50, title="P"), Journey(id=JOURNEY, title="J"), *more.values()]  # type: ignore[list-item]
    for place, (name, score) in enumerate(points):
        records.append(Touchpoint(id=2 + place, journey=JOURNEY, name=name, score=score))
        if place:
            records.append(Link(id=100 + place, journey=JOURNEY, source=1 + place, target=2 + place))
    return State(records)


def said(state: State) -> str:
    return proposal(Analysis(JourneyGraph(state, JOURNEY)), state, JOURNEY)


def test_the_place_where_half_is_lost_comes_first() -> None:
    state = chain(("Ad", 0.9), ("Quiz", 0.6), ("First training", 0.9), ("Renewal", 0.8))
    assert said(state) == "Half the promise is lost before “First training”"


@pytest.mark.parametrize(
    ("score", "words"),
    [
        (0.56, ""),
        (0.55, "Half"),
        (0.45, "Half"),
        (0.44, "More than half"),
        (0.333, "Two thirds"),
        (0.2, "More than three"),
    ],
)
def test_half_is_said_only_where_it_is_about_half(score: float, words: str) -> None:
    state = chain(("Ad", score), ("Quiz", 1.0), ("Training", 1.0))
    sentences = [one for one in Checked(state).sentences() if "lost before" in one]
    assert (sentences or [""])[0].startswith(words)
    assert bool(sentences) == bool(words)


def test_a_bound_says_only_what_holds_whatever_is_unscored() -> None:
    state = chain(("Ad", 0.48), ("Quiz", None), ("Training", 0.9))
    sentences = Checked(state).sentences()
    assert "More than half the promise is lost before “Quiz”" in sentences
    assert not any(one.startswith(("Half", "Only")) for one in sentences)
    assert "At most 44 of 100 customers get through without a disappointment" in sentences


def test_a_good_journey_is_told_by_what_it_keeps() -> None:
    assert said(chain(("Booking", 1.0), ("Hand over", 0.92))) == "The journey keeps 92%: what remains is “Hand over”"
    assert said(chain(("Booking", 1.0), ("Hand over", 1.0))) == "The journey keeps every promise"


def test_who_leaves_and_what_is_not_answered() -> None:
    state = chain(("Desk", 0.9), ("Contract", 0.95))
    gone = Touchpoint(id=20, journey=JOURNEY, name="Buys elsewhere", outcome="leaves")
    asks = NeedPoint(id=21, journey=JOURNEY, question="How soon?")
    records = [*state.records.values(), gone, asks, Link(id=200, journey=JOURNEY, source=2, target=20, share=0.3)]
    assert said(State(records)) == "Three in ten customers leave: “Buys elsewhere”"
    records.append(Link(id=201, journey=JOURNEY, source=3, target=21))
    assert "Nothing answers the question “How soon?”" in Checked(State(records)).sentences()


def test_nothing_scored_says_nothing() -> None:
    assert said(State([Project(id=50, title="P"), Journey(id=JOURNEY, title="J")])) == ""
    assert said(chain(("Ad", None), ("Quiz", None))) == ""


def test_names_are_cut_at_words_and_never_interpreted() -> None:
    long = "Explanation of the {invoice} with <b>all</b> its items at the service desk of the dealer in town"
    state = chain(("Ad", 0.5), (long, 0.9), ("End", 1.0))
    sentence = said(state)
    assert len(sentence) <= MOST
    assert sentence.endswith("…”")
    name = sentence[sentence.index("“") + 1 : -2]
    assert long.startswith(name + " ")
    assert "{invoice}" in next(
        one for one in Checked(chain(("Ad", 0.5), ("The {invoice}", 0.9))).sentences() if "{" in one
    )
    assert shortened("a" * 80, 30) == "a" * 29 + "…"
    assert shortened("line one\nline two", 40) == "line one line two"


def test_a_phase_stands_for_a_touchpoint_whose_name_is_too_long() -> None:
    phase = Phase(id=60, journey=JOURNEY, title="Training")
    state = chain(("Ad", 0.5), ("The very first training session with a personal coach", 0.9), phase=phase)
    node = state[3]
    assert isinstance(node, Node)
    records = [record for record in state.records.values() if record.id != 3]
    import msgspec

    assert said(State([*records, msgspec.structs.replace(node, phase=60)])).startswith(
        "Half the promise is lost before “Training”"
    )


def test_unnamed_touchpoints_are_not_named() -> None:
    assert all("“”" not in sentence for sentence in Checked(chain(("", 0.5), ("", 0.5), ("", 0.9))).sentences())
