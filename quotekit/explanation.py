"""Why a quotation is what it is: the rule, the words it rests on, the speaker, and why others lost."""

from __future__ import annotations

from typing import Any

from quotekit.attribution import attribute
from quotekit.errors import InputError
from quotekit.models import Article, Hop, Quotation
from quotekit.quotations import find_quotes
from quotekit.reading import Reading
from quotekit.relay import trace_relays
from quotekit.tables import quote_id as name_quote

RULES = {
    "quote-cue-source": "quoted words, then a word of saying and its source (“…,” kata X)",
    "clause-cue-source": "a clause, then a word of saying and its source (…, kata X)",
    "source-cue-clause": "a source, a word of saying, then the content (X mengatakan …)",
    "clause-source-cue": "content, then its source and a word of saying (…, X mengatakan)",
    "cue-source-clause": "a word of saying and its source, then the content (kata X, …)",
    "according-to": "a preposition names the source of what follows (menurut X, …)",
    "inserted-cue": "a word of saying and its source stand inside the content (…, kata X, …)",
    "coordinated-cue": "a further word of saying shares the source of the one before (… dan meminta …)",
    "relative-clause": "the source is the noun to which the relative clause belongs (X yang mengaku …)",
    "passive-cue": "a passive names its agent as the source (dikatakan X bahwa …, disebut X …)",
    "object-voice": "a pronoun before a bare word of saying is the source (yang dia sebut …)",
    "next-sentence": "the next sentence says whose words they are (Hal itu disampaikan X)",
    "pointing-clause": "the clause behind it says whose words they are (…, hal itu disampaikan X)",
    "citing-clause": "a medium cites somebody, and “bahwa” opens what he said (AP mengutip X bahwa …)",
    "relay-as-source": "a medium is cited and nobody else is named (Dilansir X, …)",
    "continued": "a quoted sentence without a cue goes on with the quotation before it",
    "runs-on": "a quoted paragraph whose quotation the next one goes on with and attributes",
    "no-cue": "quoted words that end like an utterance, with no word of saying beside them",
}

HOP_RULES = {
    "credit-line": "a credit line of the whole article",
    "closing-credit": "a sentence that only credits the whole article",
    "cue-medium": "the medium between the word of saying and the source it cites",
    "citing-verb": "named behind a word of citing",
    "medium-cites": "the medium is said to cite the words",
    "according-to-medium": "named beside another source",
    "recipient": "the source spoke to this medium",
    "anaphora": "points back at a medium named before",
    "glued-words": "named behind a word of citing, words run together",
    "next-sentence": "the next sentence names who passed the words on",
}


def explain(article: Article, quote_id: str, **data: Any) -> str:
    """Say in plain text why a quotation was found, attributed and relayed as it was.

    Args:
        article: the article that holds it; it is read anew.
        quote_id: the id of the quotation.
        **data: ``language`` and ``registry``, if others than the defaults were used.

    Returns:
        A few lines: the rule, cue, source and speaker with their places, the candidates that lost with the
        reasons, the hops with their evidence.

    Raises:
        InputError: if the article holds no such quotation; the message lists those it holds.

    Examples:
        >>> text = "Rina Hartati (40) datang. Ani Putri (38) pulang. “Saya lelah,” katanya."
        >>> article = Article(id="a", text=text)
        >>> print(explain(article, name_quote("a", 50, 61, "direct")))
        quotation  direct, [50, 61): Saya lelah,
        rule       quote-cue-source: quoted words, then a word of saying and its source (“…,” kata X)
        cue        [63, 67): kata
        source     [67, 70): nya
        speaker    Ani Putri (attributed): 'nya' is Ani Putri, the subject named last
        lost       Rina Hartati [0, 12): the subject named last, but Ani Putri comes first
    """
    reading = Reading(article, **data)
    quotations = trace_relays(reading, attribute(reading, find_quotes(reading), candidates=True))
    by_id = {name_quote(article.id, q.start, q.end, q.kind): q for q in quotations}
    if quote_id not in by_id:
        raise InputError(
            f"article {article.id!r} holds no quotation {quote_id!r} when read now; "
            f"it holds {', '.join(by_id) or 'none'}"
        )
    return "\n".join(f"{label:<10} {text}" for label, text in _lines(by_id[quote_id], article))


def _lines(q: Quotation, article: Article) -> list[tuple[str, str]]:
    lines = [("quotation", f"{q.kind}, [{q.start}, {q.end}): {q.text}")]
    if (q.clause_start, q.clause_end) != (q.start, q.end):
        clause = article.text[q.clause_start : q.clause_end]
        lines.append(("clause", f"[{q.clause_start}, {q.clause_end}): {clause}"))
    lines.append(("rule", f"{q.rule}: {RULES[q.rule]}"))
    for label, span in (("cue", q.cue), ("source", q.source)):
        lines.append((label, f"[{span.start}, {span.end}): {span.text}" if span else "none"))
    lines.append(("speaker", f"{q.speaker or 'none'} ({q.status}): {q.reason}"))
    lines += [("lost", f"{c.name} [{c.start}, {c.end}): {c.reason}") for c in q.candidates]
    lines += [(f"hop {number}", _hop(hop)) for number, hop in enumerate(q.hops, start=1)]
    return lines


def _hop(hop: Hop) -> str:
    return f"{hop.name} ({hop.scope}) [{hop.start}, {hop.end}): {hop.text}; {hop.rule}: {HOP_RULES[hop.rule]}"
