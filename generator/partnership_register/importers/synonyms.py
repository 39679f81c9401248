"""What the headings of an action plan mean: the words that councils have for each column."""

import re
from functools import cache

SECTIONAL = ("group", "objective", "outcome")
"""The meanings of columns whose cells stand for several rows."""

_SYNONYMS: dict[str, str] = {
    # The first words of a line are the most telling: they win where two columns mean the same.
    "ref": "ref, reference, ref no, ref number, reference number, reference no, no, number, #, nr, "
    "id, id no, action ref, action no, action number, action id, task ref, task no, item no, "
    "item number, item, plan ref, unique ref, s/n, serial no",
    "objective": "objective, aim, goal, strategic objective, strategic aim, strategic goal, "
    "corporate objective, priority objective, what we want to achieve, priority area, "
    "strategic priority, key priority, priority",
    "outcome": "outcome, desired outcome, intended outcome, expected outcome, outcome sought, "
    "what difference will it make, result, expected result",
    "group": "theme, section, group, audience, workstream, work stream, area of work, work area, "
    "area, key area, topic, category, heading, issue, strand, aspect, element, section heading",
    "action": "action, task, activity, what, key task, step, action required, action needed, "
    "action to be taken, action plan, action point, what will we do, what we will do, "
    "what will be done, what need to be done, what we are going to do, how, how will we do it, "
    "how we will do it, work to be done, proposal, recommendation",
    "measures": "performance measure, measure, indicator, performance indicator, "
    "key performance indicator, kpi, pi, measure of success, measure of performance, "
    "success measure, success criteria, success criterion, success indicator, "
    "how will we measure success, how measured, measured by, how will we know, "
    "how will we know we have succeeded, evidence of success, evidence, target, output, outturn, "
    "deliverable, milestone, outcome, desired outcome, intended outcome, expected outcome, "
    "result, expected result",
    "leads": "lead, who, lead officer, responsible, responsible officer, responsibility, owner, "
    "action owner, lead agency, lead organisation, lead body, lead partner, lead person, "
    "lead member, lead responsibility, by whom, who by, who lead, who will do it, who will lead, "
    "who is responsible, person responsible, officer responsible, responsible person, "
    "responsible body, responsible partner, responsible agency, responsible organisation, "
    "accountable officer, accountable, accountable body, assigned to, led by, delivered by, "
    "officer, contact, contact officer, partner responsible, agency",
    "timescale": "timescale, when, when by, by when, target date, deadline, due date, due, date, "
    "completion date, target completion date, date for completion, completed by, complete by, "
    "time scale, timeframe, time frame, timing, timetable, time, end date, date due, "
    "timeline, by, end, finish, completion",
    "resources": "resource implication, resource, cost, budget, funding, financial implication, "
    "resource required, resource needed, resource implication and cost, cost implication, "
    "resource and cost, resource and funding, funding source, cost and resource",
    "comments": "comment, note, remark, observation, commentary, further information, "
    "additional information, other comment, general comment, note and comment, "
    "comment and note, further comment",
    "priority": "priority level, priority, level of priority, priority rating, priority ranking, "
    "ranking, h/m/l, level, priority score",
    "status_text": "progress, status, update, progress update, progress to date, progress report, "
    "progress made, current position, latest position, position, current status, rag, rag status, "
    "rag rating, status update, latest update, latest progress, progress and status",
    "source": "source, source of action, origin, source of recommendation, recommended by, "
    "recommendation",
}
_QUALIFIERS = re.compile(
    r"^(?:key|proposed|planned|agreed|specific|main|our|suggested|future|new|the|overall|detailed)"
    r" (?=\w)"
)
_CONTINUED = re.compile(r"\s*[-\u2013\u2026]*\s*\(?\b(?:continued|cont'?d|cont)\b\.?\)?\s*$", re.I)
_HEAD_NOUN = {
    "action": "action", "task": "action", "objective": "objective", "outcome": "outcome",
    "measure": "measures", "indicator": "measures", "lead": "leads", "officer": "leads",
    "responsible": "leads", "responsibility": "leads", "date": "timescale",
    "timescale": "timescale", "deadline": "timescale", "cost": "resources",
    "resource": "resources", "funding": "resources", "comment": "comments", "note": "comments",
    "progress": "status_text", "status": "status_text", "priority": "priority",
}  # fmt: skip
"""What the main word of a longer heading tells, where nothing better is known."""
_HEAD_ENDS = re.compile(r" (?:of|for|to|by|that|which|in|on|with|against|from|required|needed)\b")
_MISLEADING = re.compile(r"\b(?:start|begin|begun|review|risk|last|previous|baseline|not|taken)\b")


def without_continued(text: str) -> str:
    """The text without the "(continued)" that stands after a page break."""
    return _CONTINUED.sub("", text.replace("\u2019", "'"))


def normal(heading: str) -> str:
    """The form in which headings are compared: case, plurals and punctuation do not count."""
    text = without_continued(heading).casefold().replace("(s)", "").replace("&", " and ")
    text = re.sub(r"\s*/\s*", "/", text)
    words = re.sub(r"[^\w#/() ]+", " ", text.replace("\xa0", " ")).split()
    return " ".join(word if len(word) < 4 else word.rstrip("s") for word in words)


def meanings_of(heading: str) -> tuple[str, ...]:
    """What a heading means, the likeliest first; empty where it is not known.

    "Recommendation" is the action where nothing else is, "Outcome" a measure where it stands
    behind the action: which of their meanings holds is for the columns to say.
    """
    text = normal(heading)
    for form in (text, re.sub(r"\s*\([^)]*\)?\s*", " ", text).strip()):
        found = _meanings(form) or _meanings(_QUALIFIERS.sub("", form)) or _meaning_of_parts(form)
        if found:
            return found
    return ()


def likely_meaning_of(heading: str) -> str | None:
    """What the main word of a heading tells: "Actions required to deliver" is the action.

    Good for a heading that is not known, and only where no other column has the meaning.
    """
    text = normal(heading)
    if _MISLEADING.search(text):
        return None
    words = _HEAD_ENDS.split(text)[0].split()
    known = {normal(word): meaning for word, meaning in _HEAD_NOUN.items()}
    return next((known[word] for word in (*words[-1:], *words[:1]) if word in known), None)


def standing(heading: str, meaning: str) -> int:
    """How telling a heading is for a meaning, 0 being the most telling.

    Of a heading in two storeys, "Timescale: End", the lower one counts.
    """
    known = list(_table()[meaning])
    text = normal(heading.rpartition(": ")[2])
    return known.index(text) if text in known else len(known)


@cache
def _table() -> dict[str, dict[str, None]]:
    return {
        meaning: {normal(word): None for word in words.split(", ")}
        for meaning, words in _SYNONYMS.items()
    }


@cache
def _meanings(form: str) -> tuple[str, ...]:
    if not form:
        return ()
    found = [meaning for meaning, words in _table().items() if form in words]
    return tuple(found)


def _meaning_of_parts(form: str) -> tuple[str, ...]:
    """Of "Task/Activity" or "Comments and progress" the meaning of the first part.

    A column that holds leads or times together with something else is not parted: it has no
    meaning here.
    """
    parts = [_QUALIFIERS.sub("", part.strip()) for part in re.split(r"/| and | or ", form)]
    found = [meanings for part in parts if (meanings := _meanings(part))]
    mixed = {meanings[0] for meanings in found}
    if not found or (len(mixed) > 1 and mixed & {"leads", "timescale"}):
        return ()
    return next((meanings for meanings in found if meanings[0] == "action"), found[0])
