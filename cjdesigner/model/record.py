"""What all record types share: the base, the scalars and their ranges, the words that fields choose from.

A record is immutable; an edit replaces it (``patch.py``). Every record has an ``id`` that is unique in its document and
never used again.

This module must not know which record types there are.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

Fraction = Annotated[float, Meta(ge=0, le=1)]
Length = Annotated[float, Meta(ge=-1e7, le=1e7)]
MOST_WIDTH = 100_000.0
Width = Annotated[float, Meta(ge=120, le=MOST_WIDTH)]
Tenth = Annotated[float, Meta(ge=0, le=10)]
"""Importance and satisfaction: the share of answers 4 or 5 on a scale of five, times ten."""
Mood = Annotated[float, Meta(ge=-2, le=2)]
"""A point of an emotion curve. Never a score."""
Strength = Annotated[int, Meta(ge=0, le=5)]
Amount = Annotated[float, Meta(ge=-1e15, le=1e15)]
Quantity = Annotated[float, Meta(ge=0, le=1e15)]
Count = Annotated[int, Meta(ge=0, le=1_000_000_000)]
Margin = Annotated[float, Meta(ge=0, le=1000)]
"""Millimetres, as are bleed and overlap."""
MOST_BLEED = 30.0
Bleed = Annotated[float, Meta(ge=0, le=MOST_BLEED)]
Overlap = Annotated[float, Meta(ge=0, le=500)]
SideShare = Annotated[float, Meta(ge=0.1, le=0.4)]
"""Of a lying sheet's width: its side column."""
Dpi = Annotated[float, Meta(ge=10, le=1200)]

Kind = Literal["as-is", "to-be"]
Arrangement = Literal["flow", "channel", "owner"]
Side = Literal["buy", "own"]
Outcome = Literal["reached", "leaves"]
Evidence = Literal["guess", "observed", "measured"]
Expectation = Literal["missed", "met", "exceeded"]
Actor = Literal["human", "machine"]
LinkKind = Literal["next", "return"]
Section = Literal["who", "need", "see", "say", "do", "hear", "pain", "gain", "thought"]
"""Of an empathy map: the canvas's sections in its order, the seventh in its three parts."""
NoteMark = Literal["heard", "observed", "imagined"]
JobKind = Literal["functional", "emotional", "social"]
ForceKind = Literal["push", "pull", "anxiety", "habit"]
IndicatorKind = Literal["cpi", "kpi", "brand"]
Direction = Literal["up", "down"]
"""Of an indicator: whether more is better or less."""
InsightKind = Literal["quote", "observation", "figure", "photo"]
Valence = Literal["pain", "gain", "neutral"]
Confidence = Literal["low", "medium", "high"]
Level = Literal["frontstage", "backstage", "support"]
"""Where a company's activity lies in the service blueprint."""
LaneKind = Literal["text", "image", "emotion", "channel", "indicator"]
PrincipleKind = Literal["guard-rail", "freedom"]
Overridden = Literal["score", "share", "entry_share"]


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """What all records share. Equality is by value."""

    id: int
