"""From the values of one row or file to an `Article`, and a finding for each value that is none."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from quotekit.models import Article, Finding

FIELDS = ("outlet", "domain", "title", "url", "language")
NESTED = (list, dict, bool)  # values that are neither text nor a number


def make_article(values: Mapping[str, Any], place: str, encoding: str) -> Iterator[Article | Finding]:
    """Make an article of one row or file, and say what is wrong with it.

    Args:
        values: the columns of the row; those that are no fields of an article are ignored.
        place: where the row stands, for the findings.
        encoding: what its bytes were in.

    Yields:
        Findings, and the article unless it has no id or no text.
    """
    identity, text = values.get("id", values.get("article_id")), values.get("text")
    if not _is_plain(identity):
        yield finding(place, "missing-id", f"not read: expected an id, got {identity!r:.40}")
        return
    name = _words(identity)
    if not isinstance(text, str):
        got = "none" if is_missing(text) else type(text).__name__
        yield finding(name, "missing-text", f"{place} is not read: expected a text, got {got}")
        return
    if not _is_unicode(text):
        yield finding(
            name, "invalid-text", f"{place} is not read: it holds half a surrogate pair, no character"
        )
        return
    if not text.strip():
        yield finding(name, "empty-text", f"{place} holds no words")
    if encoding != "utf-8":
        yield finding(name, "encoding", f"{place} was read as {encoding}, it is not UTF-8; check its marks")
    fields: dict[str, Any] = {
        "published": _date(values.get("published")),
        "credits": _credits(values.get("credits")),
    }
    fields |= {field: _words(values[field]) for field in FIELDS if _is_plain(values.get(field))}
    if "language" in fields:  # "id-ID" and "ID" are "id"
        fields["language"] = fields["language"].replace("_", "-").partition("-")[0].lower()
    yield from _metadata_findings(name, values, fields)
    yield Article(
        id=name, text=text, **{field: value for field, value in fields.items() if value is not None}
    )


def _metadata_findings(name: str, values: Mapping[str, Any], fields: Mapping[str, Any]) -> Iterator[Finding]:
    """Say what the input holds that did not become a field of the article."""
    if is_missing(values.get("published")):
        yield finding(name, "undated", "no date of publication; claims cannot be put in order by it")
    elif fields["published"] is None:
        message = f"published: expected an ISO date such as 2024-06-19, got {values['published']!r:.40}"
        yield finding(name, "invalid-date", message)
    for field in (*FIELDS, "credits"):
        if fields.get(field) is None and not is_missing(values.get(field)):
            expected = "names" if field == "credits" else "text"
            yield finding(
                name, "invalid-metadata", f"{field}: expected {expected}, got {values[field]!r:.40}"
            )


def _date(value: Any) -> str | None:
    """Bring a date to its ISO form; a naive midnight, as data frames store dates, is a date."""
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value.strip())
        except ValueError:
            try:
                value = datetime.fromisoformat(value.strip())
            except ValueError:
                return None
    if isinstance(value, datetime):
        if value.tzinfo is None and value.time() == time():
            return value.date().isoformat()
        return value.isoformat()
    return value.isoformat() if isinstance(value, date) else None


def _credits(value: Any) -> tuple[str, ...] | None:
    """Return names from a list or from text with ";" between them, ``None`` for anything else."""
    if is_missing(value):
        return ()
    if isinstance(value, str):
        value = value.split(";")
    if not isinstance(value, list) or not all(isinstance(name, str) and _is_unicode(name) for name in value):
        return None
    return tuple(name.strip() for name in value if name.strip())


def _is_plain(value: Any) -> bool:
    """Tell text and numbers from gaps, nested values and words that no file can hold."""
    return not is_missing(value) and not isinstance(value, NESTED) and _is_unicode(str(value))


def _is_unicode(text: str) -> bool:
    """Tell whether text is one in every encoding; JSON escapes can name halves of surrogate pairs."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def is_missing(value: Any) -> bool:
    """Tell whether a cell is empty: null, no text, or the NaN of a data frame."""
    return value is None or value == "" or (isinstance(value, float) and math.isnan(value))


def _words(value: Any) -> str:
    """Return text as it is, and a number as text, without the ".0" that a gap in a column gives it."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return value if isinstance(value, str) else str(value)


def finding(article_id: str, code: str, message: str) -> Finding:
    """Say something of an article as a whole."""
    article_id = article_id.encode("utf-8", "backslashreplace").decode()
    return Finding(article_id=article_id, start=None, end=None, code=code, message=message)
