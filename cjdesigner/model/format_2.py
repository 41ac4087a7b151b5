"""The step of a project file from format 1 to format 2, in plain SQL: it adds, and rewrites nothing.

The history stays as it is too: what was done to records of format 1 can be undone and redone, for the fields that came
are at their defaults then.

This module must not know ``tables.py``, which moves on, while this stays as it is for ever.
"""

from __future__ import annotations

import sqlite3

_STATEMENTS = """
ALTER TABLE journey ADD COLUMN customers REAL CHECK ("customers" BETWEEN 0.0 AND 1000000000000000.0);
ALTER TABLE journey ADD COLUMN customer_value REAL CHECK ("customer_value" BETWEEN 0.0 AND 1000000000000000.0);
ALTER TABLE journey ADD COLUMN currency TEXT NOT NULL DEFAULT '';
ALTER TABLE touchpoint ADD COLUMN known TEXT NOT NULL DEFAULT '';
ALTER TABLE touchpoint ADD COLUMN indicator INTEGER REFERENCES indicator (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE touchpoint ADD COLUMN score_zero REAL
    CHECK ("score_zero" BETWEEN -1000000000000000.0 AND 1000000000000000.0);
ALTER TABLE touchpoint ADD COLUMN score_one REAL
    CHECK ("score_one" BETWEEN -1000000000000000.0 AND 1000000000000000.0);
ALTER TABLE link ADD COLUMN hands_over TEXT NOT NULL DEFAULT '';
CREATE TABLE persona (id INTEGER NOT NULL CHECK (id BETWEEN 1 AND 9007199254740992), rank INTEGER NOT NULL,
    name TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('human', 'machine')), portrait TEXT NOT NULL,
    role TEXT NOT NULL, goals TEXT NOT NULL, context TEXT NOT NULL, frustrations TEXT NOT NULL, quotes TEXT NOT NULL,
    habits TEXT NOT NULL, criteria TEXT NOT NULL, channels TEXT NOT NULL,
    share REAL CHECK ("share" BETWEEN 0.000000 AND 1.000000), share_source TEXT NOT NULL, PRIMARY KEY (id));
CREATE TABLE empathy_map (id INTEGER NOT NULL CHECK (id BETWEEN 1 AND 9007199254740992), rank INTEGER NOT NULL,
    title TEXT NOT NULL, persona INTEGER, designed_for TEXT NOT NULL, designed_by TEXT NOT NULL, date TEXT NOT NULL,
    version TEXT NOT NULL, PRIMARY KEY (id),
    FOREIGN KEY(persona) REFERENCES persona (id) DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE note (id INTEGER NOT NULL CHECK (id BETWEEN 1 AND 9007199254740992), map INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    section TEXT NOT NULL CHECK (section IN ('who', 'need', 'see', 'say', 'do', 'hear', 'pain', 'gain', 'thought')),
    text TEXT NOT NULL, mark TEXT NOT NULL CHECK (mark IN ('heard', 'observed', 'imagined')), source TEXT NOT NULL,
    PRIMARY KEY (id), FOREIGN KEY(map) REFERENCES empathy_map (id) DEFERRABLE INITIALLY DEFERRED);
CREATE INDEX note_map ON note (map);
CREATE TABLE job (id INTEGER NOT NULL CHECK (id BETWEEN 1 AND 9007199254740992), rank INTEGER NOT NULL,
    persona INTEGER, kind TEXT NOT NULL CHECK (kind IN ('functional', 'emotional', 'social')),
    situation TEXT NOT NULL, motivation TEXT NOT NULL, outcome TEXT NOT NULL, note TEXT NOT NULL, PRIMARY KEY (id),
    FOREIGN KEY(persona) REFERENCES persona (id) DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE desired_outcome (id INTEGER NOT NULL CHECK (id BETWEEN 1 AND 9007199254740992), job INTEGER NOT NULL,
    rank INTEGER NOT NULL, text TEXT NOT NULL, importance REAL CHECK ("importance" BETWEEN 0.000000 AND 10.000000),
    satisfaction REAL CHECK ("satisfaction" BETWEEN 0.000000 AND 10.000000),
    answers INTEGER NOT NULL CHECK (answers BETWEEN 0 AND 1000000000), importance_counts TEXT NOT NULL,
    satisfaction_counts TEXT NOT NULL, source TEXT NOT NULL, PRIMARY KEY (id),
    FOREIGN KEY(job) REFERENCES job (id) DEFERRABLE INITIALLY DEFERRED);
CREATE INDEX desired_outcome_job ON desired_outcome (job);
CREATE TABLE force (id INTEGER NOT NULL CHECK (id BETWEEN 1 AND 9007199254740992), job INTEGER NOT NULL,
    rank INTEGER NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('push', 'pull', 'anxiety', 'habit')),
    text TEXT NOT NULL, strength INTEGER NOT NULL CHECK (strength BETWEEN 0 AND 5), PRIMARY KEY (id),
    FOREIGN KEY(job) REFERENCES job (id) DEFERRABLE INITIALLY DEFERRED);
CREATE INDEX force_job ON force (job);
CREATE TABLE indicator (id INTEGER NOT NULL CHECK (id BETWEEN 1 AND 9007199254740992), rank INTEGER NOT NULL,
    name TEXT NOT NULL, kinds TEXT NOT NULL, question TEXT NOT NULL, definition TEXT NOT NULL, formula TEXT NOT NULL,
    unit TEXT NOT NULL, direction TEXT NOT NULL CHECK (direction IN ('up', 'down')),
    target REAL CHECK ("target" BETWEEN -1000000000000000.0 AND 1000000000000000.0),
    "limit" REAL CHECK ("limit" BETWEEN -1000000000000000.0 AND 1000000000000000.0),
    lowest REAL CHECK ("lowest" BETWEEN -1000000000000000.0 AND 1000000000000000.0),
    highest REAL CHECK ("highest" BETWEEN -1000000000000000.0 AND 1000000000000000.0), owner TEXT NOT NULL,
    PRIMARY KEY (id));
CREATE TABLE reading (id INTEGER NOT NULL CHECK (id BETWEEN 1 AND 9007199254740992), indicator INTEGER NOT NULL,
    date TEXT NOT NULL, value REAL NOT NULL CHECK ("value" BETWEEN -1000000000000000.0 AND 1000000000000000.0),
    answers INTEGER NOT NULL CHECK (answers BETWEEN 0 AND 1000000000), source TEXT NOT NULL, PRIMARY KEY (id),
    FOREIGN KEY(indicator) REFERENCES indicator (id) DEFERRABLE INITIALLY DEFERRED);
CREATE INDEX reading_indicator ON reading (indicator);
CREATE TABLE insight (id INTEGER NOT NULL CHECK (id BETWEEN 1 AND 9007199254740992), rank INTEGER NOT NULL,
    text TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('quote', 'observation', 'figure', 'photo')),
    valence TEXT NOT NULL CHECK (valence IN ('pain', 'gain', 'neutral')), source TEXT NOT NULL, date TEXT NOT NULL,
    confidence TEXT NOT NULL CHECK (confidence IN ('low', 'medium', 'high')), department TEXT NOT NULL,
    image TEXT NOT NULL, PRIMARY KEY (id));
CREATE TABLE activity (id INTEGER NOT NULL CHECK (id BETWEEN 1 AND 9007199254740992), journey INTEGER NOT NULL,
    rank INTEGER NOT NULL, level TEXT NOT NULL CHECK (level IN ('frontstage', 'backstage', 'support')), phase INTEGER,
    name TEXT NOT NULL, owner TEXT NOT NULL, note TEXT NOT NULL, PRIMARY KEY (id),
    FOREIGN KEY(journey) REFERENCES journey (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(phase) REFERENCES phase (id) DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE lane (id INTEGER NOT NULL CHECK (id BETWEEN 1 AND 9007199254740992), journey INTEGER NOT NULL,
    rank INTEGER NOT NULL, title TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('text', 'image', 'emotion', 'channel', 'indicator')), indicator INTEGER,
    PRIMARY KEY (id), FOREIGN KEY(journey) REFERENCES journey (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(indicator) REFERENCES indicator (id) DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE lane_entry (id INTEGER NOT NULL CHECK (id BETWEEN 1 AND 9007199254740992), lane INTEGER NOT NULL,
    phase INTEGER, place REAL NOT NULL CHECK ("place" BETWEEN 0.000000 AND 1.000000), text TEXT NOT NULL,
    value REAL CHECK ("value" BETWEEN -2.000000 AND 2.000000), image TEXT NOT NULL, PRIMARY KEY (id),
    FOREIGN KEY(lane) REFERENCES lane (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(phase) REFERENCES phase (id) DEFERRABLE INITIALLY DEFERRED);
CREATE INDEX lane_entry_lane ON lane_entry (lane);
CREATE TABLE principle (id INTEGER NOT NULL CHECK (id BETWEEN 1 AND 9007199254740992), journey INTEGER NOT NULL,
    rank INTEGER NOT NULL, touchpoint INTEGER, kind TEXT NOT NULL CHECK (kind IN ('guard-rail', 'freedom')),
    text TEXT NOT NULL, PRIMARY KEY (id), FOREIGN KEY(journey) REFERENCES journey (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(touchpoint) REFERENCES touchpoint (id) DEFERRABLE INITIALLY DEFERRED);
CREATE INDEX principle_touchpoint ON principle (touchpoint);
CREATE TABLE override (id INTEGER NOT NULL CHECK (id BETWEEN 1 AND 9007199254740992), persona INTEGER NOT NULL,
    target INTEGER NOT NULL CHECK (target BETWEEN 1 AND 9007199254740992),
    field TEXT NOT NULL CHECK (field IN ('score', 'share', 'entry_share')),
    value REAL CHECK ("value" BETWEEN 0.000000 AND 1.000000), PRIMARY KEY (id),
    FOREIGN KEY(persona) REFERENCES persona (id) DEFERRABLE INITIALLY DEFERRED);
CREATE INDEX override_persona ON override (persona);
CREATE TABLE attachment (id INTEGER NOT NULL CHECK (id BETWEEN 1 AND 9007199254740992),
    subject INTEGER NOT NULL CHECK (subject BETWEEN 1 AND 9007199254740992),
    target INTEGER NOT NULL CHECK (target BETWEEN 1 AND 9007199254740992), rank INTEGER NOT NULL, PRIMARY KEY (id));
CREATE TABLE image ( hash TEXT NOT NULL, media_type TEXT NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (hash));
CREATE INDEX touchpoint_indicator ON touchpoint (indicator) WHERE indicator IS NOT NULL;
"""


def tables(connection: sqlite3.Connection) -> None:
    """Add what format 2 brought."""
    for statement in _STATEMENTS.split(";"):
        connection.execute(statement)


def history(patch: bytes) -> bytes:
    """An undo step of format 1, which is one of format 2."""
    return patch
