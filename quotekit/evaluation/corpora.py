"""Scores on large corpora that annotate spans: PFSA-ID (Indonesian) and PolNeAR (English).

PFSA-ID labels direct quotations of public figures only, with cues and silver pairs of quotation
and speaker. So two precisions are given: over all predictions, and ("in scope") without those on
quoted utterances that carry no label. PolNeAR labels every content span with its kind, cue and
source. Relays are annotated in neither.

Source: the corpora PFSA-ID (public figures' statements attribution, Indonesian) and PolNeAR
(political news attribution relations, English), both as JSON Lines with spans in code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from quotekit.evaluation.matching import Matching, Rates, Span, match, overlap, share, touches, trim
from quotekit.evaluation.outcomes import Outcome, place

EDGE = " \t\n\r,.\"“”'’‘`"
LEAST = 0.8
UNLABELLED = 0.5  # overlap at which a prediction lies on an unlabelled utterance
CLOSERS = "’'‘ )"
SENTENCE_END = ",.?!…"
PFSA_KINDS, POLNEAR_KINDS = ("direct",), ("direct", "mixed", "indirect", "any")


@dataclass(frozen=True)
class GoldQuote:
    """One annotated quotation; ``explicit`` if its speaker is named beside the cue."""

    span: Span
    kind: str
    cues: tuple[Span, ...] = ()
    mentions: tuple[Span, ...] = ()
    name: str | None = None
    explicit: bool = False

    @property
    def has_speaker(self) -> bool:
        """Tell whether the annotation says who speaks."""
        return bool(self.mentions or self.name)


class SpanOutcome(Outcome, frozen=True, kw_only=True):
    """An outcome with the tallies that the scores of spans are counted from."""

    exact: bool = False
    gold_cue: bool = False
    cue_found: bool = False
    cue_right: bool = False
    has_speaker: bool = False
    explicit: bool = False
    mention: bool = False
    mention_exact: bool = False
    named: bool = False


class SpanScore(msgspec.Struct, frozen=True):
    """Scores of one kind of quotation.

    ``exact`` and ``overlap`` (at least 0.8) rate spans, ``…_scope`` the same in scope, ``cue`` the
    cues that touch a gold cue. Speakers are shares of the matched quotations: ``mention`` touched,
    ``exact`` the very span, ``name`` touched or named alike, where the speaker is named beside the
    cue; ``nya`` by name where it is a pronoun. ``end_to_end`` rates found and named alike.
    """

    gold: int
    predicted: int
    set_aside: int
    exact: Rates
    overlap: Rates
    exact_scope: Rates
    overlap_scope: Rates
    cue: Rates
    speaker_mention: float
    speaker_exact: float
    speaker_name: float
    speaker_nya: float
    end_to_end: Rates


def judge_spans(article: Mapping[str, Any], quotes: Sequence[Mapping[str, Any]]) -> list[SpanOutcome]:
    """Compare the predictions of one article with its gold quotations, kind by kind.

    Args:
        article: a gold article of PFSA-ID (``statements``, ``cues``, ``pairs``, ``quoted``) or
            PolNeAR (``attributions``).
        quotes: rows with ``start``, ``end``, ``kind`` and, where found, ``cue_start``, ``cue_end``,
            ``speaker`` and the bare name as ``name_start``, ``name_end``.
    """
    polnear = "attributions" in article
    gold = list(_polnear(article) if polnear else _pfsa(article))
    asides = [] if polnear else _unlabelled(article, gold)
    outcomes: list[SpanOutcome] = []
    for kind in POLNEAR_KINDS if polnear else PFSA_KINDS:
        here = [quote for quote in gold if kind in (quote.kind, "any")]
        there = [
            (_trim(article, quote), quote)
            for quote in quotes
            if kind in (quote.get("kind") or "direct", "any")
        ]
        there = [(span, quote) for span, quote in there if span[0] < span[1]]
        matching = match([quote.span for quote in here], [span for span, _ in there], least=LEAST)
        outcomes += _outcomes(article, kind, here, there, matching, asides)
    return outcomes


def _trim(article: Mapping[str, Any], quote: Mapping[str, Any]) -> Span:
    return trim(article["text"], quote["start"], quote["end"], EDGE)


def _pfsa(article: Mapping[str, Any]) -> Iterator[GoldQuote]:
    pairs = {pair["statement"]: pair for pair in article["pairs"]}
    for number, statement in enumerate(article["statements"]):
        span = _trim(article, statement)
        pair = pairs.get(number)
        if pair is None:
            yield GoldQuote(span, "direct")
            continue
        cue, speaker = article["cues"][pair["cue"]], pair["speaker"]
        yield GoldQuote(
            span,
            "direct",
            cues=((cue["start"], cue["end"]),),
            mentions=((pair["speaker_start"], pair["speaker_end"]),) if speaker else (),
            name=speaker or None,
            explicit=bool(speaker) and pair["rule"] != "nya",
        )


def _polnear(article: Mapping[str, Any]) -> Iterator[GoldQuote]:
    for attribution in article["attributions"]:
        cues = tuple(map(tuple, attribution["cue"]))
        mentions = tuple(map(tuple, attribution["source"]))
        for (start, end), kind in zip(attribution["content"], attribution["kinds"], strict=True):
            span = trim(article["text"], start, end, EDGE)
            if span[0] < span[1]:
                yield GoldQuote(span, kind, cues, mentions, explicit=bool(mentions))


def _unlabelled(article: Mapping[str, Any], gold: Sequence[GoldQuote]) -> list[Span]:
    """Return the quoted utterances that carry no label: they end like a sentence inside the marks."""
    spans = []
    for start, end in article["quoted"]:
        inner = article["text"][start:end].strip('”“"')
        span = trim(article["text"], start, end, EDGE)
        utterance = inner.rstrip(CLOSERS)[-1:]
        if utterance and utterance in SENTENCE_END and not any(overlap(span, quote.span) for quote in gold):
            spans.append(span)
    return spans


def _outcomes(
    article: Mapping[str, Any],
    kind: str,
    gold: Sequence[GoldQuote],
    found: Sequence[tuple[Span, Mapping[str, Any]]],
    matching: Matching,
    asides: Sequence[Span],
) -> Iterator[SpanOutcome]:
    for left, right in matching.pairs:
        yield _matched(article, kind, gold[left], *found[right])
    for left in matching.missed:
        missed = gold[left]
        yield SpanOutcome(
            **place(article, kind, missed.span),
            verdict="missed",
            expected=_expected(article, missed),
            gold_cue=bool(missed.cues),
            has_speaker=missed.has_speaker,
            explicit=missed.explicit,
        )
    for right in matching.extra:
        span, quote = found[right]
        aside = any(overlap(span, other) >= UNLABELLED for other in asides)
        yield SpanOutcome(
            **place(article, kind, span),
            verdict="set aside" if aside else "extra",
            found=quote.get("speaker"),
            cue_found=quote.get("cue_start") is not None,
        )


def _matched(
    article: Mapping[str, Any], kind: str, gold: GoldQuote, span: Span, quote: Mapping[str, Any]
) -> SpanOutcome:
    cue, name = _span(quote, "cue"), _name(quote)
    mention = touches(name, gold.mentions)
    named = mention or shares_name(quote.get("speaker"), gold.name)
    return SpanOutcome(
        **place(article, kind, gold.span),
        verdict="right" if named or not gold.has_speaker else "wrong",
        expected=_expected(article, gold),
        found=quote.get("speaker"),
        exact=span == gold.span,
        gold_cue=bool(gold.cues),
        cue_found=cue is not None,
        cue_right=touches(cue, gold.cues),
        has_speaker=gold.has_speaker,
        explicit=gold.explicit,
        mention=mention,
        mention_exact=name in gold.mentions,
        named=named,
    )


def _span(quote: Mapping[str, Any], what: str) -> Span | None:
    start, end = quote.get(f"{what}_start"), quote.get(f"{what}_end")
    return None if start is None or end is None else (start, end)


def _name(quote: Mapping[str, Any]) -> Span | None:
    """Return the bare name, or what else a system gives for the mention."""
    return next(filter(None, (_span(quote, what) for what in ("name", "speaker", "source"))), None)


def _expected(article: Mapping[str, Any], gold: GoldQuote) -> str | None:
    mentions = (article["text"][start:end] for start, end in gold.mentions)
    return gold.name or "; ".join(mentions) or None


def shares_name(left: str | None, right: str | None) -> bool:
    """Tell whether all words of the shorter name, single letters aside, are among those of the longer.

    Examples:
        >>> shares_name("Sumarni", "Bupati Sumarni"), shares_name("Sumarni", "Ratna Sumantri")
        (True, False)
    """
    here, there = (
        {word for word in re.findall(r"\w+", (name or "").lower()) if len(word) > 1} for name in (left, right)
    )
    return bool(here and there) and (here <= there or there <= here)


def score_spans(outcomes: Sequence[SpanOutcome]) -> dict[str, SpanScore]:
    """Count the outcomes of all articles, by kind."""
    groups = dict.fromkeys(outcome.group for outcome in outcomes)
    return {group: _score([outcome for outcome in outcomes if outcome.group == group]) for group in groups}


def _score(outcomes: Sequence[SpanOutcome]) -> SpanScore:
    matched = [outcome for outcome in outcomes if outcome.verdict in ("right", "wrong")]
    gold = [outcome for outcome in outcomes if outcome.verdict in ("right", "wrong", "missed")]
    in_scope = [outcome for outcome in outcomes if outcome.verdict not in ("missed", "set aside")]
    aside = sum(outcome.verdict == "set aside" for outcome in outcomes)
    exact = sum(outcome.exact for outcome in matched)
    explicit = [outcome for outcome in matched if outcome.has_speaker and outcome.explicit]
    pronouns = [outcome for outcome in matched if outcome.has_speaker and not outcome.explicit]
    speaking = sum(outcome.has_speaker for outcome in gold)
    voiceless = sum(not outcome.has_speaker for outcome in matched)
    return SpanScore(
        gold=len(gold),
        predicted=len(in_scope) + aside,
        set_aside=aside,
        exact=Rates.of(exact, len(in_scope) + aside, len(gold)),
        overlap=Rates.of(len(matched), len(in_scope) + aside, len(gold)),
        exact_scope=Rates.of(exact, len(in_scope), len(gold)),
        overlap_scope=Rates.of(len(matched), len(in_scope), len(gold)),
        cue=Rates.of(
            sum(outcome.cue_right for outcome in matched),
            sum(outcome.cue_found for outcome in in_scope),
            sum(outcome.gold_cue for outcome in gold),
        ),
        speaker_mention=share(sum(outcome.mention for outcome in explicit), len(explicit)),
        speaker_exact=share(sum(outcome.mention_exact for outcome in explicit), len(explicit)),
        speaker_name=share(sum(outcome.named for outcome in explicit), len(explicit)),
        speaker_nya=share(sum(outcome.named for outcome in pronouns), len(pronouns)),
        end_to_end=Rates.of(
            sum(outcome.named and outcome.has_speaker for outcome in matched),
            len(in_scope) - voiceless,
            speaking,
        ),
    )
