"""
Whatever stands still as a document: questions, a pause, days, a warning.

Drawings and what can be touched, in rows that fit the screen; nothing runs in it.
"""

from typing import Any

from skill.routine.exercises import Foot
from skill.screen.components import (
    CARD,
    COLOURS,
    DIM,
    INK,
    PAUSE_SIGN,
    RING,
    SOFT,
    Document,
    apl_document,
    drawing_name,
    drawing_names,
    drawings_of,
    touch,
)
from skill.screen.graphic import GROUND, Detail
from skill.screen.layout import TOUCH_DP
from skill.screen.scene import Choice, ExerciseDay, Figure, Scene, SceneKind, WeekDay
from skill.screen.viewport import Viewport


def still_document(scene: Scene, viewport: Viewport) -> Document:
    """Return the document of a scene without a count."""
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
    drawings = drawings_of(figures, [detail] * len(drawing_names(figures)))
    own: dict[str, Document] = {"ring": RING} if scene.exercises else {}
    if scene.kind is SceneKind.PAUSED:
        own = {"pause": PAUSE_SIGN}
    return apl_document(drawings, own, root)


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
    if scene.times:
        return [_times(scene, viewport), *_choice_rows(scene, viewport)]
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
    return {**touch(scene, choice), "width": size, "height": size, "items": [picture]}


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
        "source": drawing_name(figure),
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
    return {**touch(scene, choice), "width": width, "height": height, "items": [frame]}


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
        size = round(0.16 * side)
        sign: Document = {"type": "VectorGraphic", "source": "pause", "width": size, "height": size}
        return [{**sign, "scale": "best-fit"}]
    if not scene.title:
        return []
    return [_title(scene.title, round(0.16 * side))]


def _times(scene: Scene, viewport: Viewport) -> Document:
    """Return times of the day below one another, as large as there is room for."""
    number, longest = len(scene.times), max(map(len, scene.times))
    height = 0.22 / number if viewport.is_round else 0.36 / max(2, number)
    width = (0.62 if viewport.is_round else 0.9) * viewport.width_dp / longest
    size = min(round(height * viewport.side_dp), round(width / WIDEST_CHARACTER))
    lines = [_title(each, size) for each in scene.times]
    return {"type": "Container", "alignItems": "center", "items": lines}


WIDEST_CHARACTER = 0.72
"""How wide a character is at most, in sizes of its font. Measured on digits and capitals."""


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
    return [drawing_name(figure), COLOURS[figure.foot], mirror, gone, 1 if day.share else 0.5]


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
