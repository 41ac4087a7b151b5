"""The German catalogue says everything the source says, and numbers are set as each language sets them.

After the program's texts have changed, ``python tests/catalogue.py`` adds what is new and drops what is gone.
"""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from catalogue import GERMAN, KEYWORDS, SOURCE, extracted, german, messages, parts, refreshed

from cjdesigner import i18n

# Words that are the same in both languages. What is in here and is translated otherwise, or is gone, fails too.
SAME = {
    "--logo {file}: {reason}",
    "0–10 (NPS)",
    "1–5 (CSAT)",
    "1–7 (CES)",
    "2026-09",
    "App",
    "Backstage",
    "CPI",
    "Canvas",
    "Definition",
    "Details",
    "Emotion",
    "Enter",
    "Form",
    "Format",
    "Frontstage",
    "GAINS",
    "Job",
    "Job to be done",
    "Jobs",
    "Jobs to be done",
    "Journey",
    "Journey {before} → {after}",
    "Journey: {title}",
    "Journeys",
    "KPI",
    "KPIs",
    "Laura, 41",
    "Linear",
    "Linear: {pairs}",
    "Logo",
    "Logos",
    "Mono",
    "Name",
    "Navigator",
    "Net Promoter Score (NPS)",
    "Neutral",
    "PAINS",
    "Persona",
    "Personas",
    "Phase",
    "Poster",
    "Start",
    "Support",
    "Text",
    "Touchpoint",
    "Touchpoints",
    "Version",
    "emotional",
    "min",
    "n",
    "n = {count}",
    "neutral",
    "null",
    "{before} → {after}",
    "{file}: {place}: {reason}.",
    "{file}: {reason}.",
    "{indicator}: {reading}; {mapping}",
    "{length} mm",
    "{name} ({before} → {after})",
    "{name} ({remark})",
    "{path}: {figure}",
    "{reading} → {score}; {mapping}.",
    "{share_a} × {first} × {last} + {share_b} × {second} × {last} = {expected}",
    "{title} {number}",
    "{value} ({date})",
    "{value} ({date}, n = {answers})",
    "{wanted} + ({wanted} − {served}) = {score}: {band}",
    "{width} × {height} mm",
    "€",
    "≈{share}",
}


@cache
def source() -> Catalog:
    return extracted()


@cache
def catalogue() -> Catalog:
    return german()


def key(message: Message) -> tuple[str | None, str]:
    return message.context, parts(message.id)[0]


def pairs() -> Iterator[tuple[str, str]]:
    """Every English text with each German text that stands for it."""
    for message in messages(catalogue()):
        english = parts(message.id)
        for number, text in enumerate(parts(message.string)):
            yield english[min(number, len(english) - 1)], text


def fields(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def wrong(fits) -> list[tuple[str, str]]:
    """The pairs that do not fit: an assertion on an empty list prints them all."""
    return [(english, text) for english, text in pairs() if not fits(english, text)]


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    i18n.set_language("en")


# the catalogue against the source


def test_catalogue_holds_the_messages_of_the_source_and_no_others() -> None:
    known, needed = {key(m) for m in messages(catalogue())}, {key(m) for m in messages(source())}
    assert len(needed) > 800
    assert sorted(needed - known, key=str) == [], "run: python tests/catalogue.py, then translate"
    assert sorted(known - needed, key=str) == [], "run: python tests/catalogue.py"
    assert not catalogue().obsolete


def test_every_message_is_translated_and_none_is_doubtful() -> None:
    assert [m.id for m in messages(catalogue()) if m.fuzzy] == []
    assert [m.id for m in messages(catalogue()) if not all(text.strip() for text in parts(m.string))] == []


def test_plurals_have_a_text_for_each_form() -> None:
    plurals = {key(m): m for m in messages(catalogue()) if m.pluralizable}
    assert catalogue().num_plurals == 2
    assert plurals.keys() == {key(m) for m in messages(source()) if m.pluralizable}
    assert [m.id for m in plurals.values() if len(parts(m.string)) != 2] == []


def test_translations_have_the_fields_of_their_messages() -> None:
    assert wrong(lambda english, text: fields(text) == fields(english)) == []


def test_only_known_words_are_the_same_in_german() -> None:
    same = {key(m)[1] for m in messages(catalogue()) if parts(m.string)[0] == parts(m.id)[0]}
    assert same == SAME


def test_translations_hold_no_markup_and_no_mnemonics() -> None:
    assert wrong(lambda _, text: not re.search(r"</?[a-zA-Z][^>]*>|&|\\n", text)) == []


def test_translations_are_set_as_german_is() -> None:
    assert wrong(lambda _, text: not re.search(r"[\"”‟`´]|\.\.\.|''", text)) == []
    assert wrong(lambda _, text: text.count("„") == text.count("“")) == []
    assert wrong(lambda _, text: not re.search(r"\d %", text)) == [], "a no-break space stands before %"
    assert wrong(lambda _, text: "  " not in text) == []


def test_translations_begin_and_end_as_their_messages() -> None:
    def edges(text: str) -> tuple[str, ...]:
        bare = text.strip()
        leading, trailing = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        return leading, trailing, bare[-1:] if bare[-1:] in ".…:?!" else ""

    # German abbreviates its millions with a full stop
    stopped = (" Mio.", " Mrd.", " Bio.")
    assert wrong(lambda english, text: edges(english) == edges(text) or text.endswith(stopped)) == []


def test_file_changes_only_where_messages_do() -> None:
    text = GERMAN.read_text(encoding="utf-8")
    assert not re.search(r"^#: .*(:\d|\\| /|^#: /)", text, re.MULTILINE), "a module's path, no line, no machine"
    assert not re.search(r"^\"(POT-Creation|PO-Revision)-Date", text, re.MULTILINE)
    assert not re.search(r"^#[,~|].*(fuzzy|msgid)", text, re.MULTILINE)


def test_refreshing_adds_what_is_new_drops_what_is_gone_and_keeps_the_rest() -> None:
    template, kept = Catalog(), parts(next(m.id for m in messages(catalogue()) if m.id == "Quit"))[0]
    template.add(kept, locations=[("cjdesigner/new.py", 1)])
    template.add("A text that nobody has translated", locations=[("cjdesigner/new.py", 2)])
    text = refreshed(german(), template).decode()
    assert 'msgid "Quit"\nmsgstr "Beenden"' in text
    assert 'msgid "A text that nobody has translated"\nmsgstr ""' in text
    assert text.count("msgid ") == 3
    assert "Undo" not in text
    assert "cjdesigner/new.py:" not in text


# the source, so that every text in it can be found


_BUILT = (ast.JoinedStr, ast.IfExp, ast.BinOp, ast.BoolOp)


@cache
def program() -> list[tuple[str, ast.AST]]:
    """``(place, node)`` of every call and every f-string in the program."""
    found: list[tuple[str, ast.AST]] = []
    for file in sorted(SOURCE.rglob("*.py")):
        place = file.relative_to(SOURCE.parent).as_posix()
        tree = ast.parse(file.read_text(encoding="utf-8"))
        found += [(f"{place}:{n.lineno}", n) for n in ast.walk(tree) if isinstance(n, ast.Call | ast.JoinedStr)]
    return found


def calls() -> Iterator[tuple[str, str, list[ast.expr]]]:
    """``(place, name, arguments)`` of every call of a plain name or method in the program."""
    for place, node in program():
        if isinstance(node, ast.Call):
            function = node.func
            yield place, function.id if isinstance(function, ast.Name) else getattr(function, "attr", ""), node.args


def test_messages_are_plain_texts_that_extraction_finds() -> None:
    def built(argument: ast.expr) -> bool:
        parts = [part.value for part in ast.walk(argument) if isinstance(part, ast.Constant)]
        return isinstance(argument, _BUILT) and any(isinstance(part, str) for part in parts)

    bad = [place for place, name, args in calls() if name in KEYWORDS and any(map(built, args[:2]))]
    assert bad == []


def test_no_message_hides_in_an_f_string() -> None:
    bad = []
    for place, node in program():
        if isinstance(node, ast.JoinedStr):
            inner = [part for part in ast.walk(node) if isinstance(part, ast.Call) and isinstance(part.func, ast.Name)]
            named = [part for part in inner if part.func.id in KEYWORDS]  # type: ignore[attr-defined]
            bad += [place for part in named if any(isinstance(a, ast.Constant) for a in part.args)]
    assert bad == []


def test_errors_and_edits_are_marked_where_they_are_worded() -> None:
    worded = {"UserError", "FileRefused", "FileInUse", "WriteFailed", "EditRefused", "BadInput", "edit", "begin"}
    bad = []
    for place, name, args in calls():
        text = args[0].value if name in worded and args and isinstance(args[0], ast.Constant) else None
        if isinstance(text, str) and re.sub(r"\{\w+\}|\W", "", text):
            bad.append(f"{place}: {text}")
    assert bad == []


# speaking


def test_language_switches_while_the_program_runs() -> None:
    assert i18n.gettext("Quit") == "Quit"
    i18n.set_language("de")
    assert i18n.language() == "de"
    assert i18n.gettext("Quit") == "Beenden"
    assert i18n.ngettext("{count} path", "{count} paths", 1) == "{count} Weg"
    assert i18n.ngettext("{count} path", "{count} paths", 0) == "{count} Wege"
    assert i18n.pgettext("enumeration", "{names} and {last}") == "{names} und {last}"
    with i18n.using("en"):
        assert i18n.gettext("Quit") == "Quit"
    assert i18n.gettext("Quit") == "Beenden"
    assert i18n.gettext("") == ""
    assert i18n.gettext("a text of nobody's") == "a text of nobody's"
    i18n.set_language("en")
    assert i18n.gettext("Quit") == "Quit"


def test_unknown_language_is_refused_and_changes_nothing() -> None:
    i18n.set_language("de")
    with pytest.raises(ValueError, match="fr"):
        i18n.set_language("fr")
    assert i18n.language() == "de"


def test_an_error_is_reworded_when_the_language_changes() -> None:
    from cjdesigner.errors import FileRefused

    error = FileRefused("“{path}” is a folder. Name a file in it.", path="Ordner")
    assert str(error) == "“Ordner” is a folder. Name a file in it."
    i18n.set_language("de")
    assert str(error) == "„Ordner“ ist ein Ordner. Bitte eine Datei darin nennen."


def test_the_sentence_of_the_figure() -> None:
    i18n.set_language("de")
    sentence = i18n.ngettext(
        "of {base} who start, {count} gets through without a disappointment",
        "of {base} who start, {count} get through without a disappointment",
        50,
    )
    assert sentence.format(base=100, count=50) == "von 100, die beginnen, kommen 50 ohne Enttäuschung durch"


def test_a_damaged_cache_is_made_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CJDESIGNER_HOME", str(tmp_path))
    i18n.set_language("de")
    (compiled,) = tmp_path.rglob("*.mo")
    whole = compiled.read_bytes()
    for damaged in (b"", b"not a catalogue", whole[:100]):
        compiled.write_bytes(damaged)
        i18n.set_language("de")
        assert i18n.gettext("Quit") == "Beenden"
        assert compiled.read_bytes() == whole


# numbers


@pytest.mark.parametrize(
    ("value", "digits", "english", "german"),
    [
        (0.5, 0, "50%", "50\u00a0%"),
        (0.125, 1, "12.5%", "12,5\u00a0%"),
        (0.0, 0, "0%", "0\u00a0%"),
        (1.0, 0, "100%", "100\u00a0%"),
        (-0.26, 0, "\u221226%", "\u221226\u00a0%"),
        (-0.0001, 0, "0%", "0\u00a0%"),
        (0.325, 0, "33%", "33\u00a0%"),  # half up, whatever the number before it
        (0.335, 0, "34%", "34\u00a0%"),
        (0.5 * 0.65 + 0.5 * 0.8, 0, "73%", "73\u00a0%"),
        (0.29 * 0.5, 0, "15%", "15\u00a0%"),  # 0.145 less a hair
        (0.995, 0, "99.5%", "99,5\u00a0%"),  # never rounded to all, or to nothing
        (0.995 - 1e-16, 0, "99.5%", "99,5\u00a0%"),
        (0.9999, 0, "99.9%", "99,9\u00a0%"),
        (1 - 1e-15, 0, "100%", "100\u00a0%"),
        (0.0095, 0, "1%", "1\u00a0%"),
        (0.0094, 0, "0.9%", "0,9\u00a0%"),
        (0.0001, 0, "0.1%", "0,1\u00a0%"),
    ],
)
def test_percentages(value: float, digits: int, english: str, german: str) -> None:
    assert i18n.percent(value, digits) == english
    i18n.set_language("de")
    assert i18n.percent(value, digits) == german


@pytest.mark.parametrize(
    ("value", "digits", "english", "german"),
    [
        (2.5, 1, "2.5", "2,5"),
        (-2.5, 1, "\u22122.5", "\u22122,5"),
        (-0.01, 1, "0.0", "0,0"),
        (12.0, 0, "12", "12"),
        (32.5, 0, "33", "33"),
        (-2.5, 0, "\u22123", "\u22123"),
        (0.25, 1, "0.3", "0,3"),
    ],
)
def test_decimals(value: float, digits: int, english: str, german: str) -> None:
    assert i18n.decimal(value, digits) == english
    i18n.set_language("de")
    assert i18n.decimal(value, digits) == german


@pytest.mark.parametrize(
    ("value", "english", "german"),
    [
        (0.12, "+12", "+12"),
        (-0.04, "\u22124", "\u22124"),
        (0.004, "+0.4", "+0,4"),
        (-0.004, "\u22120.4", "\u22120,4"),
        (0.0, "0", "0"),
        (0.00999, "+1", "+1"),
        (-0.0095, "\u22121", "\u22121"),
        (-0.0094, "\u22120.9", "\u22120,9"),
        (0.0004, "<+0.1", "<+0,1"),
        (-0.0004, "<\u22120.1", "<\u22120,1"),
        (-1e-14, "0", "0"),
    ],
)
def test_points(value: float, english: str, german: str) -> None:
    assert i18n.points(value) == english
    i18n.set_language("de")
    assert i18n.points(value) == german


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({"LANG": "de_CH.UTF-8"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LC_MESSAGES": "de_AT", "LANG": "en_US"}, "de"),
    ],
)
def test_the_systems_language(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], code: str) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert i18n.system_language() == code
