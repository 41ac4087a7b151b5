"""Tooltips show texts as they are."""

from __future__ import annotations

from cjdesigner.ui.plain import plain_tip


def test_a_tooltip_is_never_markup() -> None:
    assert "&lt;b&gt;bold&lt;/b&gt;" in plain_tip("<b>bold</b>")
    assert plain_tip("") == ""
