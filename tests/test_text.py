"""The typeface and the breaking of lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from cjdesigner import fonts, hyphens, text
from cjdesigner.i18n import using

WORDS = st.text(alphabet=st.sampled_from("abcdefgÄß -–/中文אבعر\u0301🙂\u00ad\n\u200d"), max_size=60)


def drawn(content: str) -> str:
    """What of a text is seen, without the places where it may break."""
    gone = dict.fromkeys(map(ord, " \n\u00ad\u200b-"))
    return content.translate(gone)


def test_faces_are_static_files_that_really_differ() -> None:
    seen = {}
    for face in text.FACES:
        path = text.face_file(face)
        assert isinstance(path, Path)
        with TTFont(path) as font:
            assert "fvar" not in font
            names = {record.nameID: str(record) for record in font["name"].names}
            outline = font["glyf"][font.getBestCmap()[ord("R")]].getCoordinates(font["glyf"])[0]
            seen[face] = (names[4], names[6], font["OS/2"].usWeightClass, tuple(outline))
        assert names.get(16, names[1]) == "Inter"
    for part in (0, 1, 3):
        assert len({values[part] for values in seen.values()}) == 4
    assert [seen[face][2] for face in text.FACES] == [400, 600, 700, 400]


def test_faces_are_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    before = text.face_file("italic").stat().st_mtime_ns
    fonts.face_file.cache_clear()
    assert text.face_file("italic").stat().st_mtime_ns == before


def test_faces_keep_kerning_and_tabular_figures() -> None:
    assert text.width("AVAVA", "regular", 10) < 5 * text.width("A", "regular", 10) + 0.001
    assert text.width("AV", "regular", 10) < text.width("A", "regular", 10) + text.width("V", "regular", 10)
    ones, eights = (text.width(digit * 6, "semibold", 10, tabular=True) for digit in "18")
    assert ones == pytest.approx(eights)
    assert text.width("111111", "semibold", 10) < eights


def test_typed_arrows_stay_as_typed() -> None:
    alone = text.width("-", "regular", 10) + text.width(">", "regular", 10)
    assert text.width("->", "regular", 10) == pytest.approx(alone, abs=1.0)
    assert len(text.shape("->", "regular")[0].glyphs) == 2


def test_width_grows_with_size_and_adds_up_over_words() -> None:
    whole = text.width("The app knows me", "regular", 12)
    assert whole == pytest.approx(2 * text.width("The app knows me", "regular", 6))
    shaped = sum(run.width for run in text.shape("The app knows me", "regular")) * 12
    assert whole == pytest.approx(shaped)


@settings(max_examples=120)
@given(WORDS)
def test_width_is_the_width_of_the_glyphs(content: str) -> None:
    for line in text.lines(content, "semibold", 10, 90).lines:
        assert line.width == pytest.approx(sum(run.width for run in line.runs) * 10, abs=0.01)


@settings(max_examples=200)
@given(WORDS, st.floats(8, 200))
def test_lines_keep_every_character_and_their_room(content: str, room: float) -> None:
    found = text.lines(content, "regular", 10, room)
    assert not found.cut
    assert drawn("".join(line.text for line in found.lines)) == drawn(content)
    for line in found.lines:
        assert line.width <= room + 0.01 or len(text.shape(line.text, "regular")) == 1 or len(line.text) < 16


@settings(max_examples=100)
@given(WORDS, st.integers(1, 3))
def test_cut_lines_end_in_the_ending_and_fit(content: str, most: int) -> None:
    found = text.lines(content, "regular", 10, 60, most, "… [7]")
    assert len(found.lines) <= most
    assert found.cut == (len(text.lines(content, "regular", 10, 60).lines) > most)
    if found.cut:
        assert found.lines[-1].text.endswith("… [7]")
        assert found.lines[-1].width <= 60.01


def test_breaks_where_readers_expect_it() -> None:
    def broken(content: str, room: float) -> list[str]:
        return [line.text for line in text.lines(content, "regular", 10, room).lines]

    assert broken("one two", 22) == ["one", "two"]
    assert broken("check-in desk", 46) == ["check-in", "desk"]
    assert broken("Which-sport", 40) == ["Which-", "sport"]
    assert broken("first\n\nthird", 200) == ["first", "", "third"]
    assert broken("Kunden\u00adzufriedenheit", 200) == ["Kundenzufriedenheit"]
    assert broken("Kunden\u00adzufriedenheit", 70) == ["Kunden-", "zufriedenheit"]
    assert broken("12\u00a0%", 14) != ["12", "%"]


def test_a_word_wider_than_its_room_is_broken_as_its_language_allows() -> None:
    def broken(content: str, room: float, language: str) -> list[str]:
        with using(language):
            return [line.text for line in text.lines(content, "regular", 10, room).lines]

    assert broken("Der Kundendienst", 55, "de") == ["Der", "Kunden-", "dienst"]
    assert broken("Werkstattannahme", 60, "de") == ["Werkstatt-", "annahme"]
    assert broken("Fahrzeugübergabe,", 62, "de") == ["Fahrzeug-", "übergabe,"]
    assert broken("Recommendation", 50, "en") == ["Recom-", "mendation"]
    assert broken("(Implementation)", 62, "en") == ["(Implemen-", "tation)"]


def test_words_that_fit_ask_no_dictionary(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def breaks(word: str, _language: str) -> tuple[int, ...]:
        asked.append(word)
        return ()

    monkeypatch.setattr(hyphens, "breaks", breaks)
    found = text.lines("Advice on cancellations, then nothing", "regular", 10.25, 75)
    assert [line.text for line in found.lines] == ["Advice on", "cancellations,", "then nothing"]
    assert not asked
    text.lines("Advice on cancellations, then nothing", "regular", 10.25, 40)
    assert asked[0] == "cancellations,"


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("Terminvereinbarung", "de", "Ter-min-ver-ein-ba-rung"),
        ("Preisangebot", "de", "Preis-an-ge-bot"),
        ("Rückerstattung", "de", "Rück-er-stat-tung"),
        ("Mitarbeiterin", "de", "Mit-ar-bei-te-rin"),
        ("ÖFFNUNGSZEITEN", "de", "ÖFF-NUNGS-ZEI-TEN"),
        ("Straßenverkehr", "de", "Stra-ßen-ver-kehr"),
        ("Advertisement", "en", "Ad-ver-tise-ment"),
        ("co-ordinator's", "en", "co-or-di-na-tor's"),
        ("İstanbullular", "en", "İstanbullular"),
        ("Advertisement", "fr", "Advertisement"),
        ("here", "en", "here"),
    ],
)
def test_syllables(word: str, language: str, expected: str) -> None:
    places = hyphens.breaks(word, language)
    hyphenated = "".join("-" * (place in places) + letter for place, letter in enumerate(word))
    assert hyphenated.replace("--", "-") == expected


def test_a_word_without_such_a_place_is_torn_without_a_hyphen() -> None:
    with using("en"):
        parts = [line.text for line in text.lines("Strengths", "regular", 10, 30).lines]
        assert "".join(parts) == "Strengths"
        assert len(parts) > 1
        assert len(parts[-1]) >= 3
        assert text.lines("здравствуй", "regular", 10, 30).lines[0].text.isalpha()


def test_no_text_no_lines() -> None:
    assert text.lines("", "regular", 10, 50) == text.Lines((), False)
    assert text.lines(" \n ", "regular", 10, 50).lines == ()


def test_a_family_or_a_flag_is_one_character() -> None:
    lines = text.lines("👨\u200d👩\u200d👧🇩🇪🇫🇷e\u0301", "regular", 10, 1).lines
    assert "".join(line.text for line in lines) == "👨\u200d👩\u200d👧🇩🇪🇫🇷e\u0301"
    assert [line.text for line in lines][-3:] == ["🇩🇪", "🇫🇷", "e\u0301"]


@pytest.mark.parametrize("content", ["\ud800", "\u2067abc\u2069", "\u202eabc", "\u0378", "a\x00b", "\u0301", "\ufe0f"])
def test_odd_characters_do_no_harm(content: str) -> None:
    for line in text.lines(content, "bold", 10, 50).lines:
        assert line.width >= 0
        assert line.runs


def test_right_to_left_runs_stand_in_visual_order() -> None:
    runs = text.shape("abc שלום def", "regular")
    assert [run.text.strip() for run in runs if run.text.strip()] == ["abc", "שלום", "def"]
    assert [run.rtl for run in runs if run.text.strip()] == [False, True, False]
    line = text.lines("שלום abc", "regular", 10, 200).lines[0]
    assert line.rtl
    assert [run.text.strip() for run in line.runs if run.text.strip()] == ["abc", "שלום"]


def test_missing_names_what_no_font_has() -> None:
    assert text.missing("Ärger – здравствуй ★ ≈ −26") == []
    assert text.missing("\U0010fffd \U0010fffd") == [("\U0010fffd", "U+10FFFD")]


def test_fallback_prefers_the_font_in_use() -> None:
    first = fonts.fallback("ا", "regular")
    if first is None:
        pytest.skip("no font of this computer has Arabic letters")
    assert fonts.fallback("ب", "regular", first) == first
    assert {run.font for run in text.shape("ابا", "regular")} == {first}


def test_font_index_survives_on_disk() -> None:
    fonts._index.cache_clear()
    first = fonts._index()
    fonts._index.cache_clear()
    assert fonts._index() == first


def test_icons_are_found_by_name() -> None:
    assert len(fonts.icon_character("ri.phone-line")) == 1
    assert fonts.icon_character("ri.no-such-icon") == ""
    assert "ri.phone-line" in fonts.icon_names()
    assert fonts.icon_file().is_file()


def test_measures_of_a_line() -> None:
    assert text.line_height(10) > text.ascent("regular", 10) + text.descent("regular", 10)
    assert text.cap_height("bold", 10) < text.ascent("bold", 10)
    assert 0 < text.baseline("regular", 10) < text.line_height(10)
