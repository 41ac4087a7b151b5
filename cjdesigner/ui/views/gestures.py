"""What the keyboard and the pointer do in each view, besides the menus: for the sheet of keys.

By the id of the view; messages in English, and keys as :func:`help_keys.spoken_key` takes them. A new view tells its
own here.

This module must not know how a view does it.
"""

from __future__ import annotations

from cjdesigner.i18n import mark

ARROWS = "← ↑ → ↓"

GESTURES: dict[str, tuple[tuple[str, str], ...]] = {
    "personas": (
        (mark("New persona"), "N"),
        (mark("Walk from one to the next"), "↑ ↓"),
        (mark("Take part in this journey, or leave it"), "Space"),
        (mark("Type in the inspector"), "Enter"),
        (mark("Put higher or lower"), "Alt+↑ ↓"),
        (mark("Duplicate"), "Ctrl+D"),
        (mark("Delete"), "Del"),
    ),
    "empathy": (
        (mark("New note"), mark("Enter, or just type")),
        (mark("A note of each line"), "Ctrl+V"),
        (mark("Break the line while typing"), "Shift+Enter"),
        (mark("Edit the note"), "F2"),
        (mark("Next or previous section"), "Tab / Shift+Tab"),
        (mark("Walk among the notes"), ARROWS),
        (mark("Select several"), "Shift+" + ARROWS),
        (mark("All notes of the section, then of the map"), "Ctrl+A"),
        (mark("Heard, observed, imagined"), "Space"),
        (mark("Put higher or lower"), "Alt+↑ ↓"),
        (mark("To the section before or after"), "Alt+← →"),
        (mark("To another section"), mark("Drag the note")),
        (mark("Show the whole map"), "Ctrl+9"),
        (mark("Leave the map by keyboard"), "Ctrl+Tab"),
    ),
    "jobs": (
        (mark("New job"), "N"),
        (mark("An outcome of each line, with its figures"), "Ctrl+V"),
        (mark("Edit the outcome"), "Enter"),
        (mark("Strength of a force"), "0–5"),
        (mark("Put higher or lower"), "Alt+↑ ↓"),
        (mark("Duplicate"), "Ctrl+D"),
        (mark("Delete"), "Del"),
        (mark("Walk along the landscape"), ARROWS),
        (mark("Change an estimate"), mark("Drag its hollow dot")),
    ),
    "indicators": (
        (mark("New indicator"), "N"),
        (mark("To its readings"), "Enter"),
        (mark("A reading of each line"), "Ctrl+V"),
        (mark("Readings from CSV or XLSX"), mark("Drop the file")),
        (mark("Hang on …"), "H"),
        (mark("Walk along the chart"), "← →"),
        (mark("Put higher or lower"), "Alt+↑ ↓"),
        (mark("Delete"), "Del"),
    ),
    "insights": (
        (mark("Add what was typed"), "Enter"),
        (mark("An insight of each line"), "Ctrl+V"),
        (mark("A pain, a gain, neither"), "− / + / 0"),
        (mark("Hang on …"), "H"),
        (mark("Edit the insight"), "F2"),
        (mark("Delete"), "Del"),
    ),
    "strategy": (
        (mark("Add what was typed"), "Enter"),
        (mark("A principle of each line"), "Ctrl+V"),
        (mark("Edit the principle"), "F2"),
        (mark("Edit mandate, known and handed over"), mark("Double click")),
        (mark("Put higher or lower, or to the other kind"), "Alt+↑ ↓"),
        (mark("Delete the principle"), "Del"),
        (mark("Show on the map"), "Ctrl+Enter"),
    ),
    "channels": (
        (mark("Walk from cell to cell"), ARROWS),
        (mark("Fill the gap, or show the touchpoint on the map"), "Enter"),
        (mark("Another touchpoint in the same cell"), "+"),
        (mark("Score the touchpoint"), "0–9"),
        (mark("Delete"), "Del"),
    ),
    "eight": (
        (mark("Next or previous phase"), ARROWS),
        (mark("Show the phase on the map"), "Enter"),
    ),
}
