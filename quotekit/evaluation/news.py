"""Scores on gold articles that annotate every quotation with speaker and relay chain.

Quotations in marks (direct, mixed) are matched by the words inside the marks, reported ones by
their clause. A prediction on the reported clause of a gold quotation in marks is set aside:
the annotation says what the words inside the marks are, not how the clause is to be cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

import msgspec

from quotekit.evaluation.matching import Rates, Span, match, overlap, plain_words, share, trim
from quotekit.evaluation.outcomes import Outcome, place

EDGE = " \t\n\r\u00a0,.;:\"“”„«»'’‘`´"  # what neither side of a comparison is held to
GROUPS = {"quoted": (("direct", "mixed"), 0.8), "reported": (("indirect",), 0.5)}
ZONE = 0.5  # a prediction that covers this much of a gold clause lies on it
REPEAT = 60  # characters by which a repeated body is recognised


class NewsOutcome(Outcome, frozen=True, kw_only=True):
    """An outcome with what is right about it, and the two claims for the score of linking."""

    speaker: bool = False
    relay: bool = False
    chain: bool = False
    claim: str | None = None
    claim_id: str | None = None


class NewsScore(msgspec.Struct, frozen=True):
    """Scores of one group of quotations.

    ``speaker`` and ``relay`` are shares of the matched quotations, ``chains_right`` of ``chains``
    are those whose gold chain is not empty, ``end_to_end`` is the F1 of quotations that are found
    with the right speaker and the right chain.
    """

    gold: int
    predicted: int
    matched: int
    precision: float
    recall: float
    f1: float
    speaker: float
    relay: float
    chains_right: int
    chains: int
    end_to_end: float


def judge_news(article: Mapping[str, Any], quotes: Sequence[Mapping[str, Any]]) -> list[NewsOutcome]:
    """Compare the predictions of one article with its gold quotations.

    Args:
        article: the gold article, with ``id``, ``text`` and ``quotes``.
        quotes: rows with ``start``, ``end``, ``kind``, ``speaker``, ``relay`` and maybe ``claim_id``.
    """
    text = article["text"]
    gold = [(_trim(text, quote), quote) for quote in article["quotes"]]
    found = [(_trim(text, quote), quote) for quote in quotes]
    if article.get("duplicate_body") and gold:  # only the first copy of the body is annotated
        found = [item for item in found if item[0][0] < _second_body(text, gold[0][0][0])]
    outcomes: list[NewsOutcome] = []
    for group, (kinds, least) in GROUPS.items():
        here = [item for item in gold if item[1]["kind"] in kinds]
        there = [item for item in found if item[1]["kind"] in kinds]
        matching = match([span for span, _ in here], [span for span, _ in there], least=least)
        outcomes += [
            _matched(article, group, here[left][1], there[right][1]) for left, right in matching.pairs
        ]
        outcomes += [_missed(article, group, here[left][1]) for left in matching.missed]
        zones = _clauses(gold) if group == "reported" else []
        outcomes += [_extra(article, group, *there[right], zones) for right in matching.extra]
    return outcomes


def _trim(text: str, quote: Mapping[str, Any]) -> Span:
    return trim(text, quote["start"], quote["end"], EDGE)


def _second_body(text: str, start: int) -> int:
    again = text.find(text[start : start + REPEAT], start + 1)
    return again if again > 0 else len(text)


def _clauses(gold: Iterable[tuple[Span, Mapping[str, Any]]]) -> list[Span]:
    """Return the reported clauses around gold quotations in marks."""
    return [
        (quote.get("clause_start", span[0]), quote.get("clause_end", span[1]))
        for span, quote in gold
        if quote["kind"] != "indirect"
    ]


def _matched(
    article: Mapping[str, Any], group: str, gold: Mapping[str, Any], found: Mapping[str, Any]
) -> NewsOutcome:
    speaker = same_speaker(gold["speaker"], found.get("speaker"))
    relay = same_relay(gold["relay"], found.get("relay") or ())
    return NewsOutcome(
        **place(article, group, (gold["start"], gold["end"])),
        verdict="right" if speaker and relay else "wrong",
        expected=cite(gold["speaker"], gold["relay"]),
        found=cite(found.get("speaker"), found.get("relay") or ()),
        speaker=speaker,
        relay=relay,
        chain=bool(gold["relay"]),
        claim=gold.get("claim"),
        claim_id=found.get("claim_id"),
    )


def _missed(article: Mapping[str, Any], group: str, gold: Mapping[str, Any]) -> NewsOutcome:
    expected = cite(gold["speaker"], gold["relay"])
    return NewsOutcome(
        **place(article, group, (gold["start"], gold["end"])), verdict="missed", expected=expected
    )


def _extra(
    article: Mapping[str, Any], group: str, span: Span, quote: Mapping[str, Any], zones: Sequence[Span]
) -> NewsOutcome:
    on_clause = any(
        overlap(span, zone) >= ZONE or (span[0] <= zone[0] and zone[1] <= span[1]) for zone in zones
    )
    found = cite(quote.get("speaker"), quote.get("relay") or ())
    verdict = "set aside" if on_clause else "extra"
    return NewsOutcome(**place(article, group, (quote["start"], quote["end"])), verdict=verdict, found=found)


def cite(speaker: str | None, relay: Sequence[str]) -> str:
    """Say who is cited, and by whom the words came.

    Examples:
        >>> cite("Sumarni", ["Antara", "Radio Sungai"])
        'Sumarni via Antara > Radio Sungai'
    """
    return (speaker or "nobody") + (f" via {' > '.join(relay)}" if len(relay) else "")


def same_relay(gold: Sequence[str], found: Sequence[str]) -> bool:
    """Tell whether two relay chains name the same in the same order."""
    return [plain_words(name) for name in gold] == [plain_words(name) for name in found]


def same_speaker(gold: str | None, found: str | None) -> bool:
    """Tell whether two speakers are the same, in any order where there are several.

    A name may lack a part that the other has, if two words and the last one agree.

    Examples:
        >>> same_speaker("Kim Jong Un", "kim jong-un"), same_speaker("Ahmad Fauzi", "Fauzi")
        (True, False)
        >>> same_speaker("Siti Nurbaya Bakar; KPU", "KPU; Siti Bakar")
        True
    """
    here, there = _speakers(gold), _speakers(found)
    if here == there:
        return True
    return bool(here) and len(here) == len(there) and all(map(_same_name, here, there))


def _speakers(names: str | None) -> list[list[str]]:
    return sorted(filter(None, map(plain_words, (names or "").split(";"))), key=" ".join)


def _same_name(left: list[str], right: list[str]) -> bool:
    here, there = set(left), set(right)
    nested = here <= there or there <= here
    return left == right or (nested and len(here & there) >= 2 and left[-1] == right[-1])


def score_news(outcomes: Sequence[NewsOutcome]) -> dict[str, NewsScore]:
    """Count the outcomes of all articles, by group."""
    return {group: _score([outcome for outcome in outcomes if outcome.group == group]) for group in GROUPS}


def _score(outcomes: Sequence[NewsOutcome]) -> NewsScore:
    verdicts = [outcome.verdict for outcome in outcomes]
    matched = [outcome for outcome in outcomes if outcome.verdict in ("right", "wrong")]
    gold, predicted = len(matched) + verdicts.count("missed"), len(matched) + verdicts.count("extra")
    chains = [outcome for outcome in matched if outcome.chain]
    rates = Rates.of(len(matched), predicted, gold)
    return NewsScore(
        gold=gold,
        predicted=predicted,
        matched=len(matched),
        precision=rates.precision,
        recall=rates.recall,
        f1=rates.f1,
        speaker=share(sum(outcome.speaker for outcome in matched), len(matched)),
        relay=share(sum(outcome.relay for outcome in matched), len(matched)),
        chains_right=sum(outcome.relay for outcome in chains),
        chains=len(chains),
        end_to_end=Rates.of(verdicts.count("right"), predicted, gold).f1,
    )


def score_claims(outcomes: Sequence[NewsOutcome]) -> Rates | None:
    """Score "the same utterance" over all pairs of matched quotations of different articles.

    Returns:
        Rates over pairs, or ``None`` if no prediction has a claim.
    """
    linked = [outcome for outcome in outcomes if outcome.claim_id is not None]
    right = predicted = gold = 0
    for left, other in combinations(linked, 2):
        if left.article_id != other.article_id:
            together, same = left.claim_id == other.claim_id, left.claim == other.claim
            right, predicted, gold = right + (together and same), predicted + together, gold + same
    return Rates.of(right, predicted, gold) if linked else None
