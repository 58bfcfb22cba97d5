"""
A scene as a document in Alexa Presentation Language: what a device with a screen is sent to show.

A document is laid out for one viewport, imports nothing and needs no connection. That of a count
runs by a clock of its own: it knows the phases of the sound, and from the time that has passed it
makes the numeral, the ring and the drawing. Where it carries on it also plays the sound, and asks
for what comes next when that is over.
https://developer.amazon.com/en-US/docs/alexa/alexa-presentation-language/apl-document.html
"""

import json
from collections.abc import Mapping, Sequence
from itertools import accumulate
from types import MappingProxyType
from typing import Any

from skill.routine.cues import MS
from skill.routine.exercises import Foot, Pace
from skill.screen.drawing import movement_of, tempos_of
from skill.screen.graphic import GROUND, VERSION, Detail, graphic_of, styles_of
from skill.screen.layout import TOUCH_DP, CountLayout, Places, count_layout
from skill.screen.scene import (
    Choice,
    ExerciseDay,
    Figure,
    PhaseKind,
    Scene,
    SceneKind,
    WeekDay,
)
from skill.screen.viewport import Viewport

Document = dict[str, Any]

APL_VERSION = "1.4"
"""The oldest one with everything that is used here, so that every device with a screen knows it."""

SOUND = "sound"
"""Name of the sound: among a directive's sources, of the data made of it, of what speaks."""

VOICE, TOUCH = "voice", "touch"
"""
Names of the sequencers on which a sound plays and a touch is sent. Without names both are on the
main one, where a touch ends whatever runs: the count would fall silent.
https://developer.amazon.com/en-US/docs/alexa/alexa-presentation-language/apl-commands.html
"""

LEAD_MS = 200
"""
How far a document's clock is ahead of the sound that it plays: it starts as the sound is fetched.

Measured on the pretend Show: 160 to 215 ms, and constant. The player of Amazon's own renderer
decodes all of the sound first: 300 ms with 40 s of it, 500 ms with 164 s.
"""

TICK_MS = 50
"""Least time between two looks at the clock. Our choice: a drawing moves 20 times a second."""

MOST_BYTES = 8_900
"""
Most bytes of the JSON of a document. Our choice: up to 13.6 kB of sound and the session attributes
stand beside it in a response, which may have 24 kB.
"""

INTO_SECONDS, OUT_SECONDS, COMING_SECONDS, BREATH_SECONDS = 1.5, 1.2, 0.7, 6
"""The way into a hold and out of it, a picture coming in, and a slow breath. Our choice."""

COLOURS: Mapping[Foot, str] = MappingProxyType(
    {Foot.LEFT: "#f2a57f", Foot.BOTH: "#f2d58a", Foot.RIGHT: "#8fc7f2"}
)
"""Colour of what works, by foot. In the order in which a document numbers the sides."""

INK, SOFT, DIM, CARD = "#fff", "#cba", "#3a3532", "#2a2624"
"""Numerals; words beside them; what is left of a ring; what can be touched."""

_SIDES = tuple(COLOURS)
_KINDS = tuple(PhaseKind)


def document_of(
    scene: Scene, viewport: Viewport, *, carries_on: bool, most_bytes: int = MOST_BYTES
) -> Document:
    """
    Return the document of a scene.

    Args:
        scene: What is shown.
        viewport: The screen that it is laid out for.
        carries_on: Whether it plays the sound of ``datasources_of``, and sends the event
            ``["over", segment id]`` at its end.
        most_bytes: How long a count's document may be: it leaves out as much of its drawings as it
            has to. Without any it is longer than that, if that is very little.
    """
    if scene.kind is SceneKind.PLAYING:
        return _count_document(scene, viewport, most_bytes, carries_on=carries_on)
    return _still_document(scene, viewport)


def datasources_of() -> dict[str, Any]:
    """
    Return the data of a document that carries on; the directive's ``sources`` have the sound.

    The transformer makes speech of the APL for Audio document that is named ``SOUND`` there.
    https://developer.amazon.com/en-US/docs/alexa/alexa-presentation-language/apl-transformers.html
    """
    transformer = {"transformer": "aplAudioToSpeech", "template": SOUND, "outputName": "speech"}
    return {SOUND: {"type": "object", "properties": {}, "transformers": [transformer]}}


def written(document: Document) -> str:
    """Return the JSON of a document as it is counted."""
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False)


# --- a count ---


def _count_document(
    scene: Scene, viewport: Viewport, most_bytes: int, *, carries_on: bool
) -> Document:
    """Return a count's document, with as much of its drawings as it has room for."""
    count = len(_names(scene.figures))
    less = [
        *([Detail.MOVING] * (count - still) + [Detail.STILL] * still for still in range(count + 1)),
        # More movements than any routine has in one response: the last ones are counted alone.
        *([Detail.PLAIN] * kept for kept in range(count, -1, -1)),
    ]
    documents = (_count_with(scene, viewport, each, carries_on=carries_on) for each in less)
    fitting = (each for each in documents if len(written(each)) <= most_bytes)
    return next(fitting, None) or _count_with(scene, viewport, [], carries_on=carries_on)


def _count_with(
    scene: Scene, viewport: Viewport, details: Sequence[Detail], *, carries_on: bool
) -> Document:
    layout = count_layout(viewport)
    graphics = _graphics(scene.figures, details)
    column: Document = {
        "type": "Container",
        "position": "absolute",
        "width": layout.column_width,
        "height": viewport.height_dp,
        **_aside(layout.column),
        "items": [
            _numeral(layout, carries_on=carries_on),
            _text("${L[p[4]]}", layout.label_y, layout.label_size, layout.column_width),
            _dots(layout),
            _targets(scene, layout),
        ],
    }
    root: Document = {
        "type": "Container",
        "id": "r",
        "width": "100%",
        "height": "100%",
        "bind": _bindings(scene),
        "handleTick": [{"minimumDelay": TICK_MS, "commands": _tick()}],
        "onMount": _begin(scene, carries_on=carries_on),
        "items": [_ring(layout), _figures([*graphics], layout), column],
    }
    own = {"ring": RING, "dots": DOTS, "icon": ICON, "done": DONE}
    return _document(graphics, own, root)


def _document(
    drawings: Mapping[str, Document], own: Mapping[str, Document], root: Document
) -> Document:
    return {
        "type": "APL",
        "version": APL_VERSION,
        "theme": "dark",
        "background": GROUND,
        "styles": styles_of(drawings.values()),
        "graphics": {**drawings, **own},
        "mainTemplate": {"parameters": ["payload"], "items": [root]},
    }


def _name(figure: Figure) -> str:
    return f"{figure.unit}-both" if figure.foot is Foot.BOTH else str(figure.unit)


def _names(figures: Sequence[Figure]) -> list[str]:
    """Return the names of drawings, each once: left and right are one, seen in a mirror."""
    return list(dict.fromkeys(map(_name, figures)))


def _graphics(figures: Sequence[Figure], details: Sequence[Detail]) -> dict[str, Document]:
    """Return the drawings by name, the first ones as far as there are details."""
    by_name = {_name(each): each for each in figures}
    return {
        name: graphic_of(figure.unit, both=figure.foot is Foot.BOTH, detail=detail)
        for (name, figure), detail in zip(by_name.items(), details, strict=False)
    }


def _bindings(scene: Scene) -> list[Document]:
    """
    Return what the document works out from its clock.

    ``t`` is the time in the sound, in seconds, and ``i`` the number of the phase; all else follows.
    ``P``: of each phase its end, kind, figure, number and label. ``F``: of each figure its drawing,
    side, how many numbers it has, its repetitions, and of one of them: how long the way there
    takes, when the way back begins, and how long that takes. The last figure is none.
    """
    labels = list(dict.fromkeys(each.label for each in scene.phases))
    figures = [*scene.figures, None]
    values: dict[str, Any] = {
        "t0": -1,
        "t": 0,
        "i": 0,
        "P": [
            [
                _seconds(phase.end_ms),
                _KINDS.index(phase.kind),
                figures.index(phase.figure),
                phase.number,
                labels.index(phase.label),
            ]
            for phase in scene.phases
        ],
        "F": [*(_figure_row(scene, each) for each in scene.figures), [0, 1, 0, 0]],
        "L": labels,
        "C": [*COLOURS.values()],
        "p": "${P[i]}",
        "k": "${p[1]}",
        "u": "${F[p[2]]}",
        "d": "${u[1]}",
        "c": "${C[d]}",
        "b": "${i>0?P[i-1][0]:0}",
        "l": "${Math.max(0,p[0]-t)}",
        "e": "${(p[0]-b)/Math.max(1,u[3])}",
        "q": "${(t-b)%e}",
        "n": "${i>0&&P[i-1][2]!=p[2]}",
        "s": _share(),
    }
    return [{"name": name, "value": value} for name, value in values.items()]


def _seconds(ms: int) -> float:
    """Return a time in seconds, the document's unit; whole where it is."""
    return ms // MS if ms % MS == 0 else ms / MS


def _figure_row(scene: Scene, figure: Figure) -> list[int]:
    first = next(each for each in scene.phases if each.figure == figure)
    # The tick comes before the drawings.
    drawing = _names(scene.figures).index(_name(figure)) + 1
    side, times = _SIDES.index(figure.foot), _times(figure, scene.pace)
    return [drawing, side, first.numbers, first.repetitions, *times]


def _times(figure: Figure, pace: Pace) -> list[int]:
    """Return how a repetition goes, in seconds; nothing for a hold."""
    tempo = tempos_of(figure.unit).get(pace)
    if tempo is None:
        return []
    phases = movement_of(figure.unit).phases
    shares = [phases[phase.name] for phase in tempo.phases]
    ends = list(accumulate(phase.seconds for phase in tempo.phases))
    there = ends[shares.index(1.0)]
    back = ends[len(shares) - 1 - shares[::-1].index(1.0)]
    return [there, back, ends[-1] - back]


def _share() -> str:
    """Return how far the drawing is in its movement, as an expression."""
    hold, repeat = _KINDS.index(PhaseKind.HOLD), _KINDS.index(PhaseKind.REPEAT)
    breath = f"1+.05*(1-Math.cos((t-b)*{6.2832 / BREATH_SECONDS:.3f}))"
    there = "Math.min(1,q/u[4])-Math.max(0,(q-u[5])/u[6])"
    into = f"Math.max(0,1-l/{INTO_SECONDS},n||i==0?0:1-(t-b)/{OUT_SECONDS})"
    return f"${{k=={hold}?{breath}:k=={repeat}?{there}:u[3]>0?0:{into}}}"


def _tick() -> list[Document]:
    """Return what happens at each look at the clock."""
    return [
        _set("t", f"${{t0<0?0:Math.max(0,elapsedTime-t0-{LEAD_MS})/{MS}}}"),
        {**_set("i", "${i+1}"), "when": "${t>=P[i][0]&&i<P.length-1}"},
    ]


def _set(name: str, value: str) -> Document:
    return {"type": "SetValue", "componentId": "r", "property": name, "value": value}


def _begin(scene: Scene, *, carries_on: bool) -> list[Document]:
    """Return what a document does at first: it starts its clock, and the sound where it has one."""
    start = _set("t0", "${elapsedTime}")
    if not carries_on:
        return [start]
    speak = {"type": "SpeakItem", "componentId": SOUND}
    over = {"type": "SendEvent", "arguments": ["over", scene.segment_id]}
    commands = [start, speak, over]
    return [{"type": "Sequential", "sequencer": VOICE, "screenLock": True, "commands": commands}]


def _aside(places: Places, *more: Document) -> Document:
    """Return the place of a component by the side that works, and what else transforms it."""
    left, both, right = places.all
    moved = {"translateX": f"${{d==0?{left}:d==1?{both}:{right}}}"}
    return {"transform": [*([moved] if any(places.all) else []), *more]}


def _ring(layout: CountLayout) -> Document:
    is_count = f"k=={_KINDS.index(PhaseKind.HOLD)}||k=={_KINDS.index(PhaseKind.REPEAT)}"
    talks = f"k=={_KINDS.index(PhaseKind.TALK)}"
    return {
        "type": "VectorGraphic",
        "source": "ring",
        "position": "absolute",
        "top": layout.ring_y,
        "width": layout.ring_size,
        "height": layout.ring_size,
        "scale": "best-fit",
        **_aside(layout.ring),
        "o": f"${{{talks}?100:100-100*l/(p[0]-b)}}",
        "c": f"${{{is_count}?c:'{SOFT}'}}",
    }


def _figures(drawn: Sequence[str], layout: CountLayout) -> Document:
    """Return the drawings on top of one another, of which one is seen; the first is the tick."""
    return {
        "type": "Container",
        "position": "absolute",
        "top": layout.figure_y,
        "width": layout.figure_size,
        "height": layout.figure_size,
        "opacity": f"${{n?Math.min(1,(t-b)/{COMING_SECONDS}):1}}",
        **_aside(layout.figure, {"scaleX": "${d==2?-1:1}"}),
        "data": ["done", *drawn],
        "items": [
            {
                "type": "VectorGraphic",
                "source": "${data}",
                "position": "absolute",
                "width": "100%",
                "height": "100%",
                "scale": "best-fit",
                "opacity": "${u[0]==index?1:0}",
                "c": "${c}",
                "s": "${s}",
            }
        ],
    }


def _numeral(layout: CountLayout, *, carries_on: bool) -> Document:
    repeat, talk = _KINDS.index(PhaseKind.REPEAT), _KINDS.index(PhaseKind.TALK)
    counted = "Math.min(u[3],Math.floor((t-b)/e)+1)"
    left = "Math.max(1,Math.ceil(l))"
    text = f"${{k=={talk}?'':k=={repeat}?{counted}:{left}}}"
    spoken = {"id": SOUND, "speech": f"${{payload.{SOUND}.properties.speech.url}}"}
    made = _text(text, layout.numeral_y, layout.numeral_size, layout.column_width)
    made |= {"color": INK, "fontWeight": "700"}
    return made | (spoken if carries_on else {})


def _text(text: str, y: int, size: int, width: int) -> Document:
    return {
        "type": "Text",
        "position": "absolute",
        "top": y,
        "width": width,
        "textAlign": "center",
        "fontSize": size,
        "color": SOFT,
        "text": text,
        "maxLines": 1,
    }


def _dots(layout: CountLayout) -> Document:
    width = min(layout.column_width, layout.dots_height * DOTS["width"] // DOTS["height"])
    return {
        "type": "VectorGraphic",
        "source": "dots",
        "position": "absolute",
        "top": layout.dots_y,
        "left": (layout.column_width - width) // 2,
        "width": width,
        "height": layout.dots_height,
        "scale": "best-fit",
        "opacity": "${u[2]>1?1:0}",
        "n": "${p[3]}",
        "m": "${u[2]}",
        "c": "${c}",
    }


def _targets(scene: Scene, layout: CountLayout) -> Document:
    """Return what can be touched in a count: of each its command, words, place and sign."""
    size = layout.touch_size
    touch = Choice("${data[0]}", "${data[1]}")
    data = [
        [choice.command, choice.words, x, ICONS[choice.command]]
        for choice, x in zip(scene.choices, layout.touch_xs, strict=True)
    ]
    square = {"width": size, "height": size}
    icon = {"type": "VectorGraphic", "source": "icon", **square, "scale": "best-fit"}
    target = {**_touch(scene, touch), "position": "absolute", "left": "${data[2]}", **square}
    return {
        "type": "Container",
        "position": "absolute",
        "top": layout.touch_y,
        "width": layout.column_width,
        "height": size,
        "data": data,
        "items": [{**target, "items": [{**icon, "k": "${data[3]}"}]}],
    }


def _touch(scene: Scene, choice: Choice) -> Document:
    return {
        "type": "TouchWrapper",
        "accessibilityLabel": choice.words,
        "onPress": {
            "type": "SendEvent",
            "sequencer": TOUCH,
            "arguments": ["say", choice.command, scene.segment_id],
        },
    }


# --- whatever stands still ---


def _still_document(scene: Scene, viewport: Viewport) -> Document:
    figures = _drawn(scene)
    side = viewport.side_dp
    root: Document = {
        "type": "Container",
        "width": "100%",
        "height": "100%",
        "alignItems": "center",
        "justifyContent": "spaceAround",
        "paddingTop": round(0.04 * side),
        "paddingBottom": round(
            (0.14 if viewport.is_round and _is_wide_below(scene) else 0.04) * side
        ),
        "accessibilityLabel": scene.alternative or f"{scene.title} {scene.label}".strip(),
        "items": _rows(scene, viewport),
    }
    detail = Detail.PLAIN if scene.exercises else Detail.STILL
    drawings = _graphics(figures, [detail] * len(_names(figures)))
    own: dict[str, Document] = {"ring": RING} if scene.exercises else {}
    if scene.kind is SceneKind.PAUSED:
        own = {"icon": ICON}
    return _document(drawings, own, root)


def _drawn(scene: Scene) -> tuple[Figure, ...]:
    """Return the figures that are drawn."""
    if _is_grid(scene):
        return tuple(each.figure for each in scene.choices if each.figure)
    return scene.figures or tuple(each.figure for each in scene.exercises)


def _is_grid(scene: Scene) -> bool:
    """Return whether what can be touched fills the screen: numbers, drawings, or many words."""
    return len(scene.choices) > MOST_IN_A_ROW or any(each.figure for each in scene.choices)


def _is_wide_below(scene: Scene) -> bool:
    """Return whether a row is at the bottom: a round screen is too narrow there."""
    return bool(scene.week) or len(scene.choices) == MOST_BESIDE


MOST_IN_A_ROW = 3
"""So many touch targets with words stand in a row; more of them fill the screen."""

MOST_BESIDE = 2
"""So many touch targets leave room for a drawing on a round screen."""


def _rows(scene: Scene, viewport: Viewport) -> list[Document]:
    if scene.kind is SceneKind.WARNING:
        return [_title(scene.title, round(0.24 * viewport.side_dp))]
    if scene.kind is SceneKind.DAYS:
        return _days_rows(scene, viewport)
    if scene.exercises:
        return _summary_rows(scene, viewport)
    if _is_grid(scene):
        return _grid_rows(scene, viewport)
    if viewport.is_round and len(scene.choices) > MOST_BESIDE:
        return _choice_rows(scene, viewport)
    if len(scene.figures) > 1:
        size = _row_size(viewport, len(scene.figures), has_choices=bool(scene.choices))
        drawn = [_picture(each, size) for each in scene.figures]
        return [*_lines(drawn, viewport), *_choice_rows(scene, viewport)]
    return _single_rows(scene, viewport, scene.figures[0])


def _grid_rows(scene: Scene, viewport: Viewport) -> list[Document]:
    """Return many touch targets in rows, as large as they can be."""
    choices = scene.choices
    gap = round(0.03 * viewport.side_dp)
    if viewport.is_round:
        choices = tuple(each for each in choices if not each.is_spare)
        in_a_row = max(MOST_BESIDE, (len(choices) + 1) // 2)
        size = round((0.27 if in_a_row > MOST_BESIDE else 0.4) * viewport.side_dp)
    else:
        rows = range(1, len(choices) + 1)
        sizes = {-(-len(choices) // n): _cell_size(viewport, len(choices), n, gap) for n in rows}
        in_a_row = max(sizes, key=sizes.__getitem__)
        size = min(sizes[in_a_row], round(0.56 * viewport.side_dp))
    cells = [_cell(scene, each, size) for each in choices]
    rows_of = [cells[at : at + in_a_row] for at in range(0, len(cells), in_a_row)]
    grid = [_row(_spaced(row, gap)) for row in rows_of]
    return [{"type": "Container", "alignItems": "center", "items": _spaced(grid, gap)}]


def _spaced(items: list[Document], gap: int) -> list[Document]:
    """Return what stands in a row or a column, with a gap before each but the first."""
    return [{**each, "spacing": gap if at else 0} for at, each in enumerate(items)]


def _cell_size(viewport: Viewport, count: int, rows: int, gap: int) -> int:
    """Return how large so many touch targets can be in so many rows."""
    in_a_row = -(-count // rows)
    return min(
        (viewport.width_dp - (in_a_row + 1) * gap) // in_a_row,
        (round(0.9 * viewport.height_dp) - (rows - 1) * gap) // rows,
    )


def _cell(scene: Scene, choice: Choice, size: int) -> Document:
    """Return a touch target in a grid: a drawing, or a word or a number on a disc."""
    if choice.figure is None:
        return _pill(scene, choice, size, size)
    picture = _picture(choice.figure, size)
    return {**_touch(scene, choice), "width": size, "height": size, "items": [picture]}


def _row_size(viewport: Viewport, count: int, *, has_choices: bool) -> int:
    """Return how large each of several drawings is."""
    if viewport.is_round:
        return round((0.16 if has_choices else 0.27) * viewport.side_dp)
    if viewport.is_upright:
        return round(0.38 * viewport.width_dp)
    most = 0.44 if has_choices else 0.6
    return min(round(0.94 * viewport.width_dp / max(4, count)), round(most * viewport.height_dp))


def _lines(drawn: list[Document], viewport: Viewport) -> list[Document]:
    """Return drawings in a row, or in several where the screen is upright."""
    if viewport.is_round:
        half = len(drawn) // 2
        return [_row(drawn[:half]), _row(drawn[half:])]
    if not viewport.is_upright:
        return [_row(drawn)]
    return [_row(drawn[at : at + 2]) for at in range(0, len(drawn), 2)]


def _row(items: list[Document], **more: Any) -> Document:
    return {
        "type": "Container",
        "direction": "row",
        "alignItems": "center",
        "justifyContent": "center",
        **more,
        "items": items,
    }


def _picture(figure: Figure, size: int, *, opacity: float = 1) -> Document:
    made: Document = {
        "type": "VectorGraphic",
        "source": _name(figure),
        "width": size,
        "height": size,
        "scale": "best-fit",
        "c": COLOURS[figure.foot],
    }
    if figure.foot is Foot.RIGHT:
        made["transform"] = [{"scaleX": -1}]
    return made | ({"opacity": opacity} if opacity < 1 else {})


def _pill(scene: Scene, choice: Choice, width: int, height: int) -> Document:
    text: Document = {
        "type": "Text",
        "width": width,
        "height": height,
        "textAlign": "center",
        "textAlignVertical": "center",
        "fontSize": min(round(0.36 * height), round(1.4 * width / len(choice.words))),
        "color": INK,
        "text": choice.words,
    }
    frame: Document = {
        "type": "Frame",
        "backgroundColor": CARD,
        "borderRadius": height // 2,
        "items": [text],
    }
    return {**_touch(scene, choice), "width": width, "height": height, "items": [frame]}


def _choice_rows(scene: Scene, viewport: Viewport) -> list[Document]:
    """Return what can be touched: in a row, or three below one another on a round screen."""
    if not scene.choices:
        return []
    height = max(TOUCH_DP, round(0.18 * viewport.side_dp))
    if viewport.is_round and len(scene.choices) > MOST_BESIDE:
        return [_pill(scene, each, 280, height) for each in scene.choices]
    gap = round(0.04 * viewport.side_dp)
    room = (0.84 if viewport.is_round else 1) * viewport.width_dp - (len(scene.choices) + 1) * gap
    width = min(round(2.6 * height), round(room) // len(scene.choices))
    pills = [_pill(scene, each, width, height) for each in scene.choices]
    return [_row(_spaced(pills, gap))]


def _single_rows(scene: Scene, viewport: Viewport, figure: Figure) -> list[Document]:
    """Return one movement, on its side, with what is asked or with the sign of a pause."""
    side = viewport.side_dp
    is_paused = scene.kind is SceneKind.PAUSED
    size = round((0.46 if viewport.is_round else 0.6) * side)
    picture = _picture(figure, size, opacity=0.5 if is_paused else 1)
    mark = _mark(scene, side)
    if viewport.is_round:
        return [picture, *_choice_rows(scene, viewport)]
    if viewport.is_upright:
        return [picture, *mark, *_choice_rows(scene, viewport)]
    height = max(TOUCH_DP, round(0.2 * side))
    width = min(round(2.8 * height), viewport.width_dp - size - round(0.3 * side))
    pills = [_pill(scene, each, width, height) for each in scene.choices]
    if not (mark or pills):
        return [picture]
    # Three below one another leave no room for a mark.
    beside = pills if len(pills) >= MOST_IN_A_ROW else [*mark, *pills]
    gap = round(0.04 * side)
    column: Document = {
        "type": "Container",
        "alignItems": "center",
        "justifyContent": "center",
        "items": _spaced(beside, gap),
    }
    both = [column, picture] if figure.foot is Foot.RIGHT else [picture, column]
    return [_row(both, width="100%", justifyContent="spaceAround")]


def _mark(scene: Scene, side: int) -> list[Document]:
    if scene.kind is SceneKind.PAUSED:
        size = round(0.26 * side)
        sign: Document = {"type": "VectorGraphic", "source": "icon", "width": size, "height": size}
        return [{**sign, "scale": "best-fit", "k": ICONS["pause"]}]
    if not scene.title:
        return []
    return [_title(scene.title, round(0.16 * side))]


def _title(text: str, size: int, *, color: str = INK, weight: str = "700") -> Document:
    return {"type": "Text", "text": text, "fontSize": size, "fontWeight": weight, "color": color}


def _summary_rows(scene: Scene, viewport: Viewport) -> list[Document]:
    """Return a day, an exercise a ring, and the days of the week."""
    side, has_choices = viewport.side_dp, bool(scene.choices)
    choices = _choice_rows(scene, viewport)
    rings = [_ring_data(each) for each in scene.exercises]
    if viewport.is_round:
        size, shares = round((0.18 if has_choices else 0.26) * side), [rings[:2], rings[2:]]
    elif viewport.is_upright:
        size, shares = round(0.29 * side), [rings[:3], rings[3:]]
    else:
        size, shares = round(min(0.5 * side, viewport.width_dp / 5.6)), [rings]
    rows = [_inflated(data, _ring_of_day(size, round(0.02 * side))) for data in shares]
    if viewport.is_round:
        # Its title is said: it has no room for words, nor for a week beside touch targets.
        return [*rows, *(choices or _week_rows(scene, viewport))]
    title = _title(scene.title, round(0.08 * side), color=SOFT, weight="400")
    return [title, *rows, *_week_rows(scene, viewport), *choices]


def _days_rows(scene: Scene, viewport: Viewport) -> list[Document]:
    """Return a number of days as large as that of a count, and the days of the week."""
    side, choices = viewport.side_dp, _choice_rows(scene, viewport)
    size = round((0.26 if choices else 0.42) * side)
    number = _title(scene.title, size)
    label = _title(scene.label, size // 3, color=SOFT, weight="400")
    counted = _row([number, {**label, "spacing": size // 5}])
    week = [] if viewport.is_round and choices else _week_rows(scene, viewport)
    return [counted, *week, *choices]


def _week_rows(scene: Scene, viewport: Viewport) -> list[Document]:
    """Return the last seven days in a row, if there are any."""
    if not scene.week:
        return []
    widest = 0.085 if viewport.is_round else 0.11
    highest = 0.13 if scene.choices else 0.2
    size = round(min(widest * viewport.width_dp, highest * viewport.height_dp))
    days = [[each.letter, *_day_colours(each)] for each in scene.week]
    return [_inflated(days, _day(size))]


def _inflated(data: list[list[Any]], item: Document) -> Document:
    """Return a row of the same component, once for each element of the data."""
    return {**_row([item]), "data": data}


def _ring_data(day: ExerciseDay) -> list[Any]:
    """Return what differs: drawing, colour, mirror, how much of the ring is gone, opacity."""
    figure = day.figure
    mirror = -1 if figure.foot is Foot.RIGHT else 1
    gone = round(100 - 100 * day.share)
    return [_name(figure), COLOURS[figure.foot], mirror, gone, 1 if day.share else 0.5]


def _ring_of_day(size: int, gap: int) -> Document:
    placed = {"type": "VectorGraphic", "position": "absolute", "scale": "best-fit"}
    inner, edge = round(0.72 * size), round(0.14 * size)
    ring = {**placed, "source": "ring", "width": size, "height": size}
    drawing = {**placed, "source": "${data[0]}", "width": inner, "height": inner}
    return {
        "type": "Container",
        "width": size,
        "height": size,
        "spacing": gap,
        "items": [
            {**ring, "o": "${data[3]}", "c": COLOURS[Foot.BOTH]},
            {
                **drawing,
                "left": edge,
                "top": edge,
                "c": "${data[1]}",
                "opacity": "${data[4]}",
                "transform": [{"scaleX": "${data[2]}"}],
            },
        ],
    }


def _day_colours(day: WeekDay) -> tuple[str, str]:
    """Return the colours of a day and of its letter."""
    return (COLOURS[Foot.BOTH], GROUND) if day.is_done else (DIM, SOFT)


def _day(size: int) -> Document:
    letter = {
        "type": "Text",
        "text": "${data[0]}",
        "width": size,
        "height": size,
        "textAlign": "center",
        "textAlignVertical": "center",
        "fontSize": round(0.5 * size),
        "color": "${data[2]}",
    }
    return {
        "type": "Frame",
        "backgroundColor": "${data[1]}",
        "borderRadius": size // 2,
        "width": size,
        "height": size,
        "spacing": size // 5,
        "items": [letter],
    }


# --- graphics of our own ---


def _own(width: int, height: int, parameters: list[str], items: list[Document]) -> Document:
    return {
        "type": "AVG",
        "version": VERSION,
        "width": width,
        "height": height,
        "parameters": parameters,
        "items": items,
    }


_CIRCLE = "M100 6A94 94 0 0 1 100 194A94 94 0 0 1 100 6"

RING = _own(
    200,
    200,
    ["o", "c"],
    [
        {"type": "path", "pathData": _CIRCLE, "stroke": DIM, "strokeWidth": 10},
        {
            "type": "path",
            "pathData": _CIRCLE,
            "stroke": "${c}",
            "strokeWidth": 10,
            "pathLength": 100,
            # Its ends overlap, so that neither a whole ring nor an empty one has a seam.
            "strokeDashArray": [101, 200],
            "strokeDashOffset": "${o*1.02}",
        },
    ],
)
"""A ring of which ``o`` per cent are gone, in the colour ``c``."""

MOST_DOTS = 10
"""Steps of a unit on a side: the holds of a round."""


def _dot_line(many: str, colour: str) -> Document:
    return {
        "type": "path",
        "pathData": f"M${{14*({MOST_DOTS + 1}-m)-4}} 10h${{28*({many}-1)+.1}}",
        "stroke": colour,
        "strokeWidth": 16,
        "strokeLineCap": "round",
        "strokeDashArray": [0.1, 27.9],
    }


DOTS = _own(28 * MOST_DOTS, 20, ["n", "m", "c"], [_dot_line("m", DIM), _dot_line("n", "${c}")])
"""``m`` dots, of which ``n`` in the colour ``c``."""


DONE = _own(
    200,
    200,
    ["c", "s"],
    [{"type": "path", "pathData": "M50 105L85 140L150 65", "stroke": "${c}", "strokeWidth": 16}],
)
"""The tick at the end of a routine."""

ICON = _own(
    120,
    120,
    ["k"],
    [
        {"type": "path", "pathData": "M60 8A52 52 0 1 1 59.9 8", "fill": CARD},
        {"type": "path", "pathData": "${k}", "stroke": SOFT, "strokeWidth": 7},
    ],
)
"""A sign on a disc; ``k`` is its path."""

ICONS: Mapping[str, str] = MappingProxyType(
    {"pause": "M48 40V80M72 40V80", "next": "M40 40L60 60L40 80M62 40L82 60L62 80"}
)
"""Signs of what can be touched in a count, by command."""
