"""APL for Audio: only what Alexa plays, exactly as long as the timeline says."""

import json
from itertools import accumulate, product
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import settings as bounds
from hypothesis import strategies as st

from skill.routine.cues import Cue, CueKind
from skill.routine.delivery import Entry
from skill.routine.exercises import ExerciseId, Pace
from skill.routine.settings import Counting
from skill.routine.timeline import Timeline
from skill.speech.apla import apla_document
from tests.apla_checker import audio_sources, cells, document_ms, findings
from tests.limits import ATTRIBUTES_BYTES, RESPONSE_BYTES
from tests.soak.sound import sound_ms
from tests.unit.routine.walking import coached, composer_for, responses, segments_of, walks

SILENCE = {"type": "Silence", "duration": 1000}
TICK = "soundbank://soundlibrary/clocks/watches/watches_06"


def _items(*cues):
    return apla_document(Timeline(cues))["mainTemplate"]["item"]["items"]


def _components(component):
    yield component
    for item in component.get("items", ()):
        yield from _components(item)


@bounds(max_examples=40)
@given(walked=walks())
def test_every_response_is_a_document_that_alexa_plays(walked):
    """Allowed components, with their properties and nothing else."""
    for segment in walked.segments:
        assert [] == list(findings(apla_document(segment.timeline)))


@bounds(max_examples=40)
@given(walked=walks())
def test_a_document_lasts_exactly_as_long_as_its_timeline(walked):
    """Cue by cue, not only in sum."""
    for segment in walked.segments:
        document = apla_document(segment.timeline)

        assert segment.timeline.length_ms == document_ms(document)
        assert segment.timeline.length_ms == sound_ms({"directives": [{"document": document}]})
        assert _starts([*_told(segment.timeline)]) == _starts(cells(document))


def _told(timeline):
    """Return each cue as milliseconds and what is heard in them; two ticks share their cue."""
    for cue in timeline.cues:
        for _ in range(cue.ticks or 1):
            yield cue.slot_ms // (cue.ticks or 1), TICK if cue.ticks else cue.text


def _starts(heard):
    """Return what is said, each with the millisecond at which it begins."""
    ends = accumulate((slot_ms for slot_ms, _ in heard), initial=0)
    return [(start, text) for start, (_, text) in zip(ends, heard, strict=False) if text]


@bounds(max_examples=40)
@given(walked=walks())
def test_speech_is_trimmed_in_counts_only(walked):
    """A number is cut to its second; an instruction or a signal never."""
    for segment in walked.segments:
        counted = {
            cue.text for cue in segment.timeline.cues if cue.kind in (CueKind.COUNT, CueKind.REP)
        }
        whole = {cue.text for cue in segment.timeline.cues} - counted - {""}
        item = apla_document(segment.timeline)["mainTemplate"]["item"]
        for component in _components(item):
            if component["type"] == "Speech":
                text = component["content"].replace("</prosody></speak>", "").rpartition(">")[2]
                trimmed = component.get("duration") == "trimToParent"

                assert trimmed == (text == "${data}" or text in counted)
                assert not (trimmed and text in whole)


def test_a_count_of_thirty_is_thirty_cells_of_a_second():
    """A hold's error is nothing: each cell is a second, and there are thirty."""
    timeline = composer_for(ExerciseId.CALF).segment(0, Entry.COUNT).timeline
    count = [cue for cue in timeline.cues if cue.kind is CueKind.COUNT][:30]
    heard = cells(apla_document(Timeline(tuple(count))))

    assert [1000] * 30 == [slot_ms for slot_ms, _ in heard]
    assert ("thirty", "half way", "one") == (heard[0][1], heard[15][1], heard[29][1])


def test_a_hold_with_a_cue_is_a_few_cells():
    """The cue is cut before the next number comes; words with time are alike, and not hurried."""
    timeline = composer_for(ExerciseId.CALF, delivery=coached()).segment(0, Entry.COUNT).timeline
    count = [cue for cue in timeline.cues if cue.kind is CueKind.COUNT]
    first_hold = count[: 1 + [cue.text for cue in count].index("one")]
    thirty, cue, fives, last = _items(*first_hold)

    assert "thirty" in thirty["items"][1]["content"]
    assert [{"type": "Silence", "duration": 4000}, _trimmed(count[1].text)] == cue["items"]
    assert ["twenty-five", "twenty", "half way", "ten"] == fives["data"]
    assert {"type": "Silence", "duration": 5000} == fives["items"][0]["items"][0]
    assert ["five", "four", "three", "two", "one"] == last["data"]


def test_cells_alike_in_a_row_are_one_cell_with_data():
    """So a count is a few hundred bytes: quick numbers in one sequence, the rest in another."""
    timeline = composer_for(ExerciseId.CALF).segment(0, Entry.COUNT).timeline
    count = tuple(cue for cue in timeline.cues if cue.kind is CueKind.COUNT)[:30]
    quick, plain = _items(*count)

    assert ["Sequencer", 10, 20] == [quick["type"], len(quick["data"]), len(plain["data"])]
    assert [{"type": "Mixer", "items": [SILENCE, _trimmed("${data}")]}] == plain["items"]
    assert len(json.dumps([quick, plain])) < 800


def _trimmed(content, **more):
    return {"type": "Speech", "content": content, "duration": "trimToParent", **more}


def test_a_hold_in_ticks_is_a_sound_of_amazons_library_a_second():
    """Thirty seconds, each exactly one; two ticks in the middle one, half a second each."""
    timeline = composer_for(ExerciseId.CALF, counting=Counting.TICKS).segment(0, Entry.COUNT)
    count = [cue for cue in timeline.timeline.cues if cue.kind is CueKind.COUNT][:30]
    (ticks,) = _items(*count)

    assert [1000] * 15 + [500, 500] + [1000] * 14 == ticks["data"]
    assert [
        {
            "type": "Mixer",
            "items": [
                {"type": "Silence", "duration": "${data}"},
                {"type": "Audio", "source": TICK, "duration": "trimToParent"},
            ],
        }
    ] == ticks["items"]


@bounds(max_examples=40)
@given(walked=walks())
def test_ticks_are_heard_where_they_were_chosen_and_nowhere_else(walked):
    """One file, whatever is played; no number of a second beside it."""
    chosen = walked.composer.delivery.settings.counting is Counting.TICKS
    for segment in walked.segments:
        counts = any(cue.kind in (CueKind.COUNT, CueKind.REP) for cue in segment.timeline.cues)
        document = apla_document(segment.timeline)

        assert ({TICK} if chosen and counts else set()) == audio_sources(
            document["mainTemplate"]["item"]
        )
        assert not chosen or "half way" not in [text for _, text in cells(document)]


def test_numbers_above_twenty_are_spoken_at_120_percent():
    """Slow voices need it to stay within the second."""
    fast = '<speak><prosody rate="120%">{}</prosody></speak>'
    pair = (
        Cue(CueKind.COUNT, 1000, "thirty", quick=True),
        Cue(CueKind.COUNT, 1000, "twenty-nine", quick=True),
    )
    (sequence,) = _items(*pair)
    (alone,) = _items(pair[0])

    assert (
        _trimmed(fast.format("${data}"), contentType="SSML") == (sequence["items"][0]["items"][1])
    )
    assert ["thirty", "twenty-nine"] == sequence["data"]
    assert _trimmed(fast.format("thirty"), contentType="SSML") == alone["items"][1]


def test_a_signal_is_hurried_when_it_is_long_but_never_cut():
    """Two seconds for "And relax. Half way."."""
    (cell,) = _items(Cue(CueKind.SIGNAL, 2000, "And relax. Half way.", quick=True))
    speech = cell["items"][1]

    assert "duration" not in speech
    assert '<speak><prosody rate="120%">And relax. Half way.</prosody></speak>' == speech["content"]


def test_silences_alike_in_a_row_are_one_silence():
    """Twenty-five silent seconds of a hold take no twenty-five components."""
    silent = [Cue(CueKind.COUNT, 1000) for _ in range(25)]

    assert [{"type": "Silence", "duration": 25_000}] == _items(*silent)


@pytest.mark.parametrize("text", ["a & b", "a < b > c", 'say "hold"', "</speak>", "&amp;"])
@pytest.mark.parametrize("quick", [True, False])
@pytest.mark.parametrize(
    ("kind", "times"),
    [(CueKind.COUNT, 1), (CueKind.COUNT, 2), (CueKind.REP, 2), (CueKind.SIGNAL, 2)],
)
def test_any_text_is_heard_as_it_stands(text, quick, kind, times):
    """Escaped where it is within SSML, and only there: as a row of data as well as alone."""
    document = apla_document(Timeline((Cue(kind, 2000, text, quick=quick),) * times))
    _inflate(document["mainTemplate"]["item"])

    assert [] == list(findings(document))
    assert [text] * times == [
        _heard(component)
        for component in _components(document["mainTemplate"]["item"])
        if component["type"] == "Speech"
    ]


def _heard(speech):
    if "contentType" not in speech:
        return speech["content"]
    root = ET.fromstring(speech["content"])  # noqa: S314  (made by the code under test)
    return "".join(root.itertext())


def _inflate(component):
    """Put the rows of data where they are spoken, as the device does."""
    items = []
    for item in component.get("items", ()):
        if "data" in item:
            filled = [_filled(item["items"][0], row) for row in item["data"]]
            items += filled
        else:
            filled = [item]
            items.append(item)
        for each in filled:
            _inflate(each)
    if items:
        component["items"] = items


def _filled(component, row):
    """Return a component with a row; a sequence within that has rows of its own keeps them."""
    if component["type"] == "Speech":
        return {**component, "content": component["content"].replace("${data}", str(row))}
    if component.get("duration") == "${data}":
        return {**component, "duration": row}
    if "items" not in component or "data" in component:
        return component
    return {**component, "items": [_filled(item, row) for item in component["items"]]}


LENGTHS = st.integers(1, 10).map(lambda seconds: seconds * 1000)
WORDS = st.sampled_from(["", "one", "two", "a & b", "x < y"])

cues = st.one_of(
    st.builds(
        Cue,
        st.sampled_from([kind for kind in CueKind if kind is not CueKind.REST]),
        LENGTHS,
        WORDS,
        st.booleans(),
    ),
    st.builds(
        Cue, st.sampled_from([CueKind.COUNT, CueKind.REP]), LENGTHS, WORDS, ticks=st.integers(1, 2)
    ),
)


@bounds(max_examples=100)
@given(cues=st.lists(cues, min_size=1, max_size=12))
def test_any_cues_become_a_sound_document_of_their_length(cues):
    """Whatever comes in a row: nothing is lost, nothing grows."""
    document = apla_document(Timeline(tuple(cues)))
    inflated = json.loads(json.dumps(document))
    _inflate(inflated["mainTemplate"]["item"])

    assert [] == list(findings(document)) + list(findings(inflated))
    assert sum(cue.slot_ms for cue in cues) == document_ms(document) == document_ms(inflated)
    assert sum(cue.ticks or bool(cue.text) for cue in cues) == len(
        [words for _, words in cells(document) if words]
    )


ENVELOPE_BYTES = 1024
"""Left for the reprompt and the rest of a response."""


def test_the_largest_response_leaves_room_for_the_rest_of_it():
    """Its two segments together, in every style and pace of a whole routine."""
    largest = max(
        sum(len(json.dumps(apla_document(each.timeline))) for each in segments_of(response))
        for counting, pace, start in product(Counting, Pace, range(3))
        for response in responses(
            composer_for(*[*ExerciseId][start:], delivery=coached(), counting=counting, pace=pace)
        )
    )

    assert largest > 13_000
    assert largest + ATTRIBUTES_BYTES + ENVELOPE_BYTES < RESPONSE_BYTES


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ({"type": "Video"}, "type 'Video' is not allowed"),
        ({"type": "Audio"}, "['source'] missing"),
        ({"type": "Audio", "source": "https://example.org/tick.mp3"}, "source 'https:"),
        ({"type": "Audio", "source": TICK, "duration": 1000}, "duration 1000"),
        (
            {
                "type": "Mixer",
                "items": [SILENCE, *({"type": "Audio", "source": f"{TICK}{n}"} for n in range(16))],
            },
            "16 audio files",
        ),
        ({"type": "Silence", "duration": "${data}"}, "duration '${data}'"),
        (
            {
                "type": "Sequencer",
                "data": ["tick"],
                "items": [{"type": "Mixer", "items": [{"type": "Silence", "duration": "${data}"}]}],
            },
            "data ['tick']",
        ),
        ({"type": "Silence"}, "['duration'] missing"),
        ({"type": "Silence", "duration": 0}, "duration 0"),
        ({"type": "Silence", "duration": "1000"}, "duration '1000'"),
        ({"type": "Silence", "duration": 1000, "delay": 1}, "['delay'] not known"),
        ({"type": "Speech", "content": " "}, "nothing to say"),
        ({"type": "Speech", "content": "a", "duration": 5}, "duration 5"),
        ({"type": "Speech", "content": "${data}"}, "data where there is none"),
        ({"type": "Speech", "content": "${payload.x}"}, "data where there is none"),
        ({"type": "Speech", "content": "a", "contentType": "HTML"}, "contentType 'HTML'"),
        (
            {"type": "Speech", "content": "<speak>a & b</speak>", "contentType": "SSML"},
            "no XML",
        ),
        ({"type": "Speech", "content": "<p>a</p>", "contentType": "SSML"}, "<p> instead of"),
        ({"type": "Mixer", "items": []}, "no items"),
        ({"type": "Mixer", "items": [{"type": "Speech", "content": "a"}]}, "gives it a length"),
        ({"type": "Sequencer", "data": [], "items": [SILENCE]}, "data []"),
        ({"type": "Sequencer", "data": ["a"], "items": [SILENCE, SILENCE]}, "inflates one item"),
        (
            {
                "type": "Sequencer",
                "data": ["a"],
                "items": [{"type": "Mixer", "items": [SILENCE, _trimmed("a")]}],
            },
            "nothing takes the data ['a']",
        ),
    ],
)
def test_the_checker_of_these_tests_finds_what_alexa_would_refuse(change, finding):
    """A control: a document with the fault has a finding that names it."""
    document = apla_document(Timeline((Cue(CueKind.REST, 1000),)))
    document["mainTemplate"]["item"]["items"].append(change)

    assert any(finding in line for line in findings(document))
