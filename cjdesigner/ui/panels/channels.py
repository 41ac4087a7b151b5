"""The vocabulary of channels as the window shows it: names in the window's language, icons, a key for what is typed.

This module must not know Qt.
"""

from __future__ import annotations

from cjdesigner.i18n import gettext as _
from cjdesigner.model.records import BUILT_IN_CHANNELS, BuiltInChannel
from cjdesigner.model.state import State


def vocabulary(state: State) -> list[tuple[str, str, str]]:
    """All channels as (key, name shown, icon): the built-in ones, then those that the designers added."""
    built_in = [(key, _(channel.name), channel.icon) for key, channel in BUILT_IN_CHANNELS.items()]
    own = [(channel.name, channel.name, channel.icon or BuiltInChannel.NEUTRAL_ICON) for channel in state.channels()]
    return built_in + own


def channel_name(key: str) -> str:
    """What a channel is called in the window's language; empty where there is none."""
    return _(BUILT_IN_CHANNELS[key].name) if key in BUILT_IN_CHANNELS else key


def channel_icon(state: State, key: str) -> str:
    """A channel's icon; the neutral one where it has none."""
    if key in BUILT_IN_CHANNELS:
        return BUILT_IN_CHANNELS[key].icon
    own = next((channel for channel in state.channels() if channel.name == key), None)
    return own.icon if own is not None and own.icon else BuiltInChannel.NEUTRAL_ICON


def channel_key(state: State, typed: str) -> str | None:
    """The key of the channel that is called so, in any case; None where there is none yet."""
    wanted = " ".join(typed.split()).casefold()
    for key, name, _icon in vocabulary(state):
        if wanted in (key.casefold(), name.casefold()):
            return key
    return None
