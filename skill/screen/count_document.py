"""
A count as a document: it runs by a clock of its own.

It knows the phases of the sound, and from the time that has passed it makes the numeral, the ring
and the drawing. Where it carries on it also plays the sound, and asks for what comes next when that
is over.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from skill.routine.cues import MS
from skill.routine.exercises import Pace
from skill.screen.components import (
    COLOURS,
    DIM,
    ICON,
    ICONS,
    INK,
    RING,
    SOFT,
    VOICE,
    Document,
    apl_document,
    drawing_name,
    drawing_names,
    drawings_of,
    own_graphic,
    touch,
    written,
)
from skill.screen.drawing import movement_of, tempos_of
from skill.screen.graphic import Detail
from skill.screen.layout import CountLayout, Places, count_layout
from skill.screen.scene import Choice, Figure, PhaseKind, Scene
from skill.screen.viewport import Viewport

SOUND = "sound"
"""Name of the sound: among a directive's sources, of the data made of it, of what speaks."""

LEAD_MS = 200
"""
How far a document's clock is ahead of the sound that it plays: it starts as the sound is fetched.

Measured on the pretend Show: 160 to 215 ms, and constant. The player of Amazon's own renderer
decodes all of the sound first: 300 ms with 40 s of it, 500 ms with 164 s.
"""

TICK_MS = 50
"""Least time between two looks at the clock. Our choice: a drawing moves 20 times a second."""

INTO_SECONDS, OUT_SECONDS, COMING_SECONDS, BREATH_SECONDS = 1.5, 1.2, 0.7, 6
"""The way into a hold and out of it, a picture coming in, and a slow breath. Our choice."""

_SIDES = tuple(COLOURS)
_KINDS = tuple(PhaseKind)


def count_document(
    scene: Scene, viewport: Viewport, most_bytes: int, *, carries_on: bool
) -> Document:
    """Return a count's document, with as much of its drawings as it has room for."""
    count = len(drawing_names(scene.figures))
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
    graphics = drawings_of(scene.figures, details)
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
    return apl_document(graphics, own, root)


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
    drawing = drawing_names(scene.figures).index(drawing_name(figure)) + 1
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
    choice = Choice("${data[0]}", "${data[1]}")
    data = [
        [choice.command, choice.words, x, ICONS[choice.command]]
        for choice, x in zip(scene.choices, layout.touch_xs, strict=True)
    ]
    square = {"width": size, "height": size}
    icon = {"type": "VectorGraphic", "source": "icon", **square, "scale": "best-fit"}
    target = {**touch(scene, choice), "position": "absolute", "left": "${data[2]}", **square}
    return {
        "type": "Container",
        "position": "absolute",
        "top": layout.touch_y,
        "width": layout.column_width,
        "height": size,
        "data": data,
        "items": [{**target, "items": [{**icon, "k": "${data[3]}"}]}],
    }


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


DOTS = own_graphic(
    28 * MOST_DOTS, 20, ["n", "m", "c"], [_dot_line("m", DIM), _dot_line("n", "${c}")]
)
"""``m`` dots, of which ``n`` in the colour ``c``."""


DONE = own_graphic(
    200,
    200,
    ["c", "s"],
    [{"type": "path", "pathData": "M50 105L85 140L150 65", "stroke": "${c}", "strokeWidth": 16}],
)
"""The tick at the end of a routine."""
