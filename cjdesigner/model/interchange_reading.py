"""From bytes to the interchange form, with every mistake told in one sentence that names file, place and reason.

This module must not know records: what the parts of the form mean to each other is checked by interchange.py.
"""

from __future__ import annotations

import difflib
import json
import re
import stat
import threading
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from cjdesigner.errors import BadInput, UserError
from cjdesigner.i18n import mark
from cjdesigner.model import interchange_form as form

LARGEST = 64 * 1024 * 1024
"""Bytes. A project of 10,000 touchpoints has about 4 MB."""

F = TypeVar("F", form.ProjectForm, form.FragmentForm)
Place = tuple[str | int, ...]

_PARTS: dict[str, type[form.Form]] = {
    "": form.ProjectForm,
    "settings": form.SettingsForm,
    "channels": form.ChannelForm,
    "journeys": form.JourneyForm,
    "phases": form.PhaseForm,
    "need_points": form.NeedPointForm,
    "touchpoints": form.TouchpointForm,
    "links": form.LinkForm,
    "personas": form.PersonaForm,
    "empathy_maps": form.EmpathyMapForm,
    "notes": form.NoteForm,
    "jobs": form.JobForm,
    "outcomes": form.OutcomeForm,
    "forces": form.ForceForm,
    "indicators": form.IndicatorForm,
    "readings": form.ReadingForm,
    "insights": form.InsightForm,
    "presets": form.PresetForm,
    "images": form.ImageForm,
    "activities": form.ActivityForm,
    "lanes": form.LaneForm,
    "entries": form.LaneEntryForm,
    "principles": form.PrincipleForm,
    "overrides": form.OverrideForm,
    "on": form.PlaceForm,
    "promoted_to": form.PlaceForm,
    "link": form.LinkNameForm,
}
_WORDS = {
    "str": mark("a text"),
    "float": mark("a number"),
    "int": mark("a whole number"),
    "bool": mark("true or false"),
    "array": mark("a list"),
    "object": mark("an object"),
    "null": mark("null"),
    "float | null": mark("a number or null"),
    "int | null": mark("a whole number or null"),
    "object | null": mark("an object or null"),
    "str | null": mark("a text or null"),
    "str | object": mark("a text or an object"),
}


CONVERTING = threading.Lock()
"""msgspec makes what it knows of a type when it first converts to it, and dies where two threads make it at once."""


class Words(UserError):
    """A part of a sentence, translated when the sentence is."""


class _Refused(BadInput):
    """Ends with one mark only: a reason that asks brings its own."""

    def __str__(self) -> str:
        sentence = super().__str__()
        return sentence[:-1] if sentence.endswith("?.") else sentence


def read(path: Path) -> bytes:
    """The content of an interchange file. Raises BadInput where it cannot be read or is far too large."""
    try:
        if path.is_dir():
            raise BadInput(mark("{file} is a folder, not a file."), file=path)
        if not stat.S_ISREG(path.stat().st_mode):
            raise BadInput(mark("{file} is not an ordinary file."), file=path)
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise _too_large(str(path))
        return data
    except FileNotFoundError:
        raise BadInput(mark("There is no file {file}."), file=path) from None
    except (OSError, ValueError) as error:
        raise BadInput(
            mark("{file} cannot be read: {reason}."), file=path, reason=getattr(error, "strerror", None) or error
        ) from error


def form_of(data: bytes, name: str, kind: type[F]) -> F:
    """The form that ``data`` holds. ``name`` names the file in the BadInput that is raised where it holds none."""
    raw = _raw(data, name)
    if not isinstance(raw, dict):
        raise refused(name, (), Words(mark("must be an object, not {got}"), got=Words(_WORDS[_type_of(raw)])))
    _check_format(raw, name, kind)
    try:
        with CONVERTING:
            return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        raise _worded(str(error), raw, name) from None


def refused(name: str, place: Place, reason: UserError, titled: str = "") -> BadInput:
    """The error that names file, place and reason; ``titled`` is the name of the card or phase at that place."""
    if not place:
        return _Refused(mark("{file}: {reason}."), file=name, reason=reason)
    if not titled:
        return _Refused(mark("{file}: {place}: {reason}."), file=name, place=spelled(place), reason=reason)
    return _Refused(
        mark("{file}: {place} (“{name}”): {reason}."),
        file=name,
        place=spelled(place),
        name=short(titled),
        reason=reason,
    )


def spelled(place: Place) -> str:
    """``journeys[0].touchpoints[3].score``"""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place).lstrip(".")


def short(text: str) -> str:
    """A user's text as it can stand in a sentence: one line, no control characters, not endless."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text[:400]).split())
    return line if len(line) <= 60 else line[:59].rstrip() + "…"


def _raw(data: bytes, name: str) -> Any:
    """The JSON value; stricter than JSON parsers are: no repeated names, no NaN, no half characters."""
    if len(data) > LARGEST:
        raise _too_large(name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        reason = Words(mark("the text is not UTF-8 (byte {byte})"), byte=error.start)
        raise refused(name, (), reason) from None
    try:
        raw = json.loads(text, object_pairs_hook=_unrepeated, parse_constant=_no_constant)
        if _SURROGATE.search(text):
            _check_characters(raw, (), name)
    except json.JSONDecodeError as error:
        reason = Words(mark("line {line}, column {column}: this is not JSON"), line=error.lineno, column=error.colno)
        raise refused(name, (), reason) from None
    except _Repeated as error:
        raise refused(name, (), Words(mark("the field “{field}” stands twice in one object"), field=error)) from None
    except _NotANumber as error:
        raise refused(name, (), Words(mark("{value} is not a number in JSON"), value=error)) from None
    except RecursionError:
        raise refused(name, (), Words(mark("the JSON is nested too deeply"))) from None
    except ValueError:  # a whole number of thousands of digits
        raise refused(name, (), Words(mark("a number is out of range"))) from None
    return raw


class _Repeated(Exception):
    """A name that stands twice in one object."""


class _NotANumber(Exception):
    """NaN or an infinity."""


_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_HALF = re.compile("[\ud800-\udfff]")


def _unrepeated(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _Repeated(short(key))
            seen.add(key)
    return result


def _no_constant(value: str) -> Any:
    raise _NotANumber(value)


def _check_characters(value: Any, place: Place, name: str) -> None:
    if isinstance(value, str):
        if _HALF.search(value):
            raise refused(name, place, Words(mark("a character is broken (half of a surrogate pair)")))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _check_characters(item, (*place, index), name)
    elif isinstance(value, dict):
        for key, item in value.items():
            _check_characters(key, place, name)
            _check_characters(item, (*place, key), name)


def _check_format(raw: dict[str, Any], name: str, kind: type[F]) -> None:
    expected = get_args(get_type_hints(kind)["format"])[0]
    found = raw.get("format", expected)
    if found != expected:
        value = short(found) if isinstance(found, str) else short(json.dumps(found))
        reason = Words(mark("this is not cjdesigner's interchange format but “{format}”"), format=value)
        raise refused(name, ("format",), reason)
    version = raw.get("version", form.VERSION)
    if type(version) is int and version > form.VERSION:
        raise refused(
            name,
            ("version",),
            Words(
                mark("version {version} is newer than this program reads ({known}); a newer cjdesigner wrote it"),
                version=short(str(version)) if version < 10**9 else "…",
                known=form.VERSION,
            ),
        )


def _worded(message: str, raw: dict[str, Any], name: str) -> BadInput:
    """msgspec's message in plain words, with the value that stands there and the name of the card."""
    said, _, where = message.rpartition(" - at `$")
    if not said:
        said, where = message, ""
    place: Place = tuple(int(n) if n else key for key, n in re.findall(r"\.(\w+)|\[(\d+)\]", where.rstrip("`")))
    value, titled = _found(raw, place)
    return refused(name, place, _reason(said, place, value), titled)


def _found(raw: Any, place: Place) -> tuple[Any, str]:
    """The value at a place, and the name of the innermost thing on the way that has one."""
    titled = ""
    value = raw
    for depth, part in enumerate(place):
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):  # a missing field, or a field's name that looks like a place
            return None, titled
        if isinstance(value, dict) and depth:
            names = (value.get(key) for key in ("name", "question", "title", "text", "motivation"))
            titled = next((text for text in names if isinstance(text, str) and text), titled)
    return value, titled


def _reason(said: str, place: Place, value: Any) -> UserError:
    quoted = re.findall(r"`([^`]*)`?", said)
    if said.startswith("Object missing"):
        return Words(mark("the field “{field}” is missing"), field=quoted[0])
    if said.startswith("Object contains unknown"):
        return _unknown(quoted[0], place)
    if said.startswith("Invalid enum"):
        shown = short(value if isinstance(value, str) else json.dumps(value))
        return Words(mark("“{value}” is none of {choices}"), value=shown, choices=", ".join(_choices(place)))
    if limit := re.search(r"(<=|>=) (\S+)$", said):
        template = mark("must be at most {limit}, not {value}")
        if limit[1] == ">=":
            template = mark("must be at least {limit}, not {value}")
        try:
            return Words(template, limit=f"{float(limit[2]):g}", value=f"{value:g}")
        except OverflowError:  # a whole number of hundreds of digits
            return Words(mark("the number is out of range"))
    if said.startswith("Expected") and len(quoted) == 2 and quoted[0] in _WORDS:
        got = Words(_WORDS.get(quoted[1], "{type}"), type=quoted[1])
        return Words(mark("must be {expected}, not {got}"), expected=Words(_WORDS[quoted[0]]), got=got)
    if "out of range" in said:
        return Words(mark("the number is out of range"))
    return Words("{reason}", reason=short(said))


def _unknown(field: str, place: Place) -> UserError:
    names = [known.name for known in msgspec.structs.fields(_part(place))]
    close = difflib.get_close_matches(field, names, 1)
    if close:
        return Words(mark("the field “{field}” is not known; is “{close}” meant?"), field=short(field), close=close[0])
    return Words(mark("the field “{field}” is not known"), field=short(field))


def _part(place: Place) -> type[form.Form]:
    """The form of the object at a place, or around the field at it."""
    return next((_PARTS[part] for part in reversed(place) if isinstance(part, str) and part in _PARTS), _PARTS[""])


def _choices(place: Place) -> list[str]:
    field = next((part for part in reversed(place) if isinstance(part, str)), "")
    hint = get_type_hints(_part(place)).get(field)
    options = [hint, *get_args(hint)]
    return [str(choice) for option in options if get_origin(option) is Literal for choice in get_args(option)]


def _type_of(value: Any) -> str:
    if value is None:
        return "null"
    names = {bool: "bool", int: "int", float: "float", str: "str", list: "array", dict: "object"}
    return names[type(value)]


def _too_large(name: str) -> BadInput:
    reason = Words(mark("the file is larger than {size} MB, far more than a project holds"), size=LARGEST // 2**20)
    return refused(name, (), reason)
