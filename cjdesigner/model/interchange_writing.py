"""From records to the interchange form.

This module must not know how the form is written and read again, but that reading it gives the same records, ids aside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cjdesigner.model import interchange_form as form
from cjdesigner.model.interchange_methods_writing import Images, MethodsWriter
from cjdesigner.model.interchange_names import Names
from cjdesigner.model.interchange_text import written
from cjdesigner.model.records import BUILT_IN_CHANNELS, Journey, Link, NeedPoint, Phase, Touchpoint
from cjdesigner.model.state import State


def dump(state: State, images: Images | None = None) -> bytes:
    """The whole project as interchange JSON, one card or link a line, with an end of line at the end.

    ``images`` gives the bytes of an image by its hash; where it has none, the form says nothing of the image.
    """
    project = state.project
    settings = form.SettingsForm(**form.shared(project.settings, form.SettingsForm))
    names = Names(state)
    methods = MethodsWriter(state, names, {} if images is None else images)
    personas, maps, jobs = methods.personas(), methods.empathy_maps(), methods.jobs()
    indicators, insights = methods.indicators(), methods.insights()
    journeys = [_journey_form(state, journey, names, methods) for journey in state.journeys()]
    presets = methods.presets()  # last, as in the file: images stand in the order of their first use
    result = form.ProjectForm(
        title=project.title,
        settings=settings,
        channels=_channel_forms(state, journeys, personas),
        journeys=journeys,
        personas=personas,
        empathy_maps=maps,
        jobs=jobs,
        indicators=indicators,
        insights=insights,
        presets=presets,
        images=methods.images(),
    )
    return written(result, form.FORMAT)


def _journey_form(state: State, journey: Journey, names: Names, methods: MethodsWriter) -> form.JourneyForm:
    called, ids = names.phases(journey.id), names.cards(journey.id)
    nodes = state.nodes(journey.id)
    values = form.shared(journey, form.JourneyForm)
    personas = state.personas(journey.id)
    if personas:
        values["persona"] = personas[0].name
    title = names.journeys[journey.id]
    return form.JourneyForm(
        **values,
        id=title if methods.named_journeys and title != journey.title else "",
        personas=methods.journey_personas(journey),
        phases=[_phase_form(phase, called[phase.id]) for phase in state.phases(journey.id)],
        need_points=[need_point_form(node, ids, called) for node in nodes if isinstance(node, NeedPoint)],
        touchpoints=[
            touchpoint_form(node, ids, called, methods.indicator(node.indicator))
            for node in nodes
            if isinstance(node, Touchpoint)
        ],
        links=[link_form(link, ids) for link in state.links(journey.id)],
        activities=methods.activities(journey.id),
        lanes=methods.lanes(journey.id),
        principles=methods.principles(journey.id),
        overrides=methods.overrides(journey.id),
    )


def _phase_form(phase: Phase, called: str) -> form.PhaseForm:
    return form.PhaseForm(id="" if called == phase.title else called, **form.shared(phase, form.PhaseForm))


def need_point_form(node: NeedPoint, ids: Mapping[int, str], called: Mapping[int, str]) -> form.NeedPointForm:
    values = form.shared(node, form.NeedPointForm)
    values["phase"] = None if node.phase is None else called[node.phase]
    return form.NeedPointForm(id=ids[node.id], **values)


def touchpoint_form(
    node: Touchpoint, ids: Mapping[int, str], called: Mapping[int, str], indicator: str | None
) -> form.TouchpointForm:
    """``indicator`` is what the indicator that gives its score is called."""
    values = form.shared(node, form.TouchpointForm)
    values["phase"] = None if node.phase is None else called[node.phase]
    return form.TouchpointForm(id=ids[node.id], indicator=indicator, **values)


def link_form(link: Link, ids: Mapping[int, str]) -> form.LinkForm:
    values = form.shared(link, form.LinkForm)
    return form.LinkForm(source=ids[link.source], target=ids[link.target], **values)


def _channel_forms(
    state: State, journeys: Sequence[form.JourneyForm], personas: Sequence[form.PersonaForm]
) -> list[form.ChannelForm]:
    """The channels that reading would not find by itself at the touchpoints and personas that use them."""
    once = {channel.name: channel for channel in reversed(state.channels()) if channel.name}
    channels = [form.ChannelForm(name=c.name, icon=c.icon) for c in state.channels() if once.get(c.name) is c]
    unknown = [name for name in used_channels(journeys, personas) if name not in BUILT_IN_CHANNELS]
    there = {channel.name for channel in channels}
    channels += [form.ChannelForm(name=name) for name in unknown if name not in there]  # as reading will add them
    for count in range(len(channels) + 1):
        declared = {channel.name for channel in channels[:count]}
        if channels[count:] == [form.ChannelForm(name=name) for name in unknown if name not in declared]:
            return channels[:count]
    return channels


def used_channels(journeys: Sequence[form.JourneyForm], personas: Sequence[form.PersonaForm]) -> list[str]:
    """The channels that touchpoints and personas name, in the order of the file."""
    used = dict.fromkeys(touchpoint.channel for journey in journeys for touchpoint in journey.touchpoints)
    used |= dict.fromkeys(channel for persona in personas for channel in persona.channels)
    return [name for name in used if name]
