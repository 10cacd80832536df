"""Quote checks as JSON, for programs."""

from collections.abc import Sequence

from bot.rendering.as_json import copy_as_json, credits_as_json, page_as_json
from index.model.checked import Change, Checked, CheckedSentence, Place, worst


def checked_as_json(checked: Sequence[Checked]) -> dict[str, object]:
    """Return what ``kutip check --json`` prints of a text, or of its quotations; programs rely on the names."""
    return {
        "verdict": worst(one.verdict for one in checked),
        "joined": any(one.is_joined for one in checked),
        "took_ms": round(sum(one.took_ms for one in checked), 3),
        "sentences": [_sentence(one, sentence) for one in checked for sentence in one.sentences],
    }


def _sentence(checked: Checked, sentence: CheckedSentence) -> dict[str, object]:
    place = sentence.place
    return {
        "claimed": checked.claimed_text(sentence.claimed),
        "verdict": sentence.verdict,
        "shortened": sentence.is_shortened,
        "until": sentence.until.isoformat() if sentence.until else None,
        "written": place.text if place else None,
        "speaker": place.speaker_text if place else None,
        "article": credits_as_json(place.article) if place else None,
        "paragraph": place.paragraph.number if place else None,
        **(page_as_json(place.article, place.paragraph) if place else {"page": None, "page_url": None}),
        "also_in": [copy_as_json(copy) for copy in (place.also if place else ())],
        "changes": [change_as_json(checked, change, place) for change in sentence.changes if place],
    }


def change_as_json(checked: Checked, change: Change, place: Place) -> dict[str, object]:
    """Return a change with its offsets: in the text that was checked, and in the paragraph."""
    return {
        "kind": change.kind,
        "claimed": checked.claimed_text(change.claimed),
        "written": place.paragraph.text[change.written.start : change.written.end],
        "claimed_at": list(change.claimed),
        "written_at": list(change.written),
    }
