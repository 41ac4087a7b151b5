"""Records of any type in words."""

from __future__ import annotations

from cjdesigner.model.naming import counted
from cjdesigner.model.records import Journey, Principle


def test_guard_rails_and_degrees_of_freedom_are_counted_apart() -> None:
    records = [
        Journey(id=2),
        Principle(id=3, journey=2, text="Never ask twice"),
        Principle(id=4, journey=2, kind="freedom", text="How to greet"),
    ]
    assert counted(records) == ["1 journey", "1 guard rail", "1 degree of freedom"]
    assert counted([*records, Principle(id=5, journey=2, kind="freedom", text="")])[1:] == [
        "1 guard rail",
        "2 degrees of freedom",
    ]
