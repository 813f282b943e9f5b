"""The stages in their order: find, attribute, relay, link. The only place that knows all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from quotekit import tables
from quotekit.attribution import attribute
from quotekit.citing.credits import find_credits
from quotekit.lang import Language, list_languages
from quotekit.models import Article, Finding, Quotation
from quotekit.progress import track
from quotekit.quotations import FoundQuotes, find_quotes
from quotekit.reading import Reading
from quotekit.registry import Registry
from quotekit.relay import trace_relays

if TYPE_CHECKING:
    from quotekit.linking import Linked

Find = Callable[[Reading], FoundQuotes]
Attribute = Callable[[Reading, FoundQuotes], tuple[Quotation, ...]]
Relay = Callable[[Reading, tuple[Quotation, ...]], tuple[Quotation, ...]]


STAGES = {"language", "registry", "find", "attribute", "relay"}


class Extraction(msgspec.Struct, frozen=True):
    """What was found in one article; ``credits`` are the names in its credit lines."""

    quotations: tuple[Quotation, ...]
    findings: tuple[Finding, ...]
    credits: tuple[str, ...] = ()


def extract(
    article: Article,
    *,
    language: Language | None = None,
    registry: Registry | None = None,
    find: Find = find_quotes,
    attribute: Attribute = attribute,
    relay: Relay = trace_relays,
) -> Extraction:
    """Run every stage but linking on one article.

    Args:
        article: the article.
        language: language data; by default that of ``article.language``.
        registry: who is who; by default the one that comes with quotekit.
        find: the stage that finds quotations; a replacement takes the same values.
        attribute: the stage that names speakers.
        relay: the stage that traces relays.

    Returns:
        Quotations sorted by ``start, end``, and findings; an article in a language without data is a finding.

    Examples:
        >>> text = '"Kami siap," kata Menteri Rina Hartati, dikutip Antara, Senin.'
        >>> [quotation] = extract(Article(id="a", text=text)).quotations
        >>> quotation.speaker, [hop.name for hop in quotation.hops]
        ('Rina Hartati', ['Antara'])
    """
    if language is None and article.language not in list_languages():
        message = f"not traced: there is no data for language {article.language!r}"
        return Extraction((), (Finding(article.id, None, None, "no-language", message),))
    reading = Reading(article, language, registry)
    found = find(reading)
    quotations = relay(reading, attribute(reading, found))
    credits = tuple(dict.fromkeys(hop.name for hop in find_credits(reading)))
    return Extraction(tuple(map(reading.printed, quotations)), found.findings, credits)


def try_extract(article: Article, **stages: Any) -> Extraction:
    """Extract, so that one article at which a stage fails does not lose the others.

    Args:
        article: the article.
        **stages: as in `extract`.

    Returns:
        What `extract` returns, or a finding `failed` that names the error.

    Examples:
        >>> def broken(reading):
        ...     raise ZeroDivisionError("a stage of your own")
        >>> [finding] = try_extract(Article(id="a", text="Hujan turun."), find=broken).findings
        >>> finding.code, finding.message
        ('failed', 'not traced: ZeroDivisionError: a stage of your own')
    """
    try:
        return extract(article, **stages)
    except Exception as error:  # whatever it is, the other articles are traced
        message = f"not traced: {type(error).__name__}: {error}"
        return Extraction((), (Finding(article.id, None, None, "failed", message),))


def trace(
    articles: Iterable[Article],
    *,
    findings: Iterable[Finding] | None = None,
    progress: bool | None = None,
    link: Callable[..., Linked] | None = None,
    **stages: Any,
) -> tables.Trace:
    """Trace articles: one call from texts to tables.

    Args:
        articles: the articles; their own findings (``articles.findings``) are kept.
        findings: further findings, of reading.
        progress: whether to show a progress bar; by default on a terminal and in a live notebook.
        link: the stage that links quotations; by default `quotekit.linking.link`.
        **stages: ``language``, ``registry`` and replaced stages, as in `extract`.

    Returns:
        The tables `articles`, `quotes`, `hops`, `links`, `claims` and `findings`.

    Examples:
        >>> trace([Article(id="a", text='"Kami siap," kata Rina Hartati.')]).quotes["speaker"].tolist()
        ['Rina Hartati']
    """
    from quotekit.linking import link as link_quotes

    if unknown := sorted(stages.keys() - STAGES):
        raise TypeError(f"trace() takes no {', '.join(unknown)}; it takes link, {', '.join(sorted(STAGES))}")
    rows: dict[str, list[dict[str, Any]]] = {"articles": [], "quotes": [], "hops": [], "findings": []}
    for finding in findings if findings is not None else getattr(articles, "findings", ()):
        rows["findings"].append(tables.finding_row(finding))
    for article in track(articles, "tracing", show=progress):
        found = try_extract(article, **stages)
        credits = tuple(dict.fromkeys([*article.credits, *found.credits]))
        rows["articles"].append(tables.article_row(msgspec.structs.replace(article, credits=credits)))
        for quotation in found.quotations:
            rows["quotes"].append(tables.quote_row(article, quotation))
            rows["hops"] += tables.hop_rows(article, quotation)
        rows["findings"] += map(tables.finding_row, found.findings)
    frames = {name: tables.frame(name, some) for name, some in rows.items()}
    linked = (link or link_quotes)(frames["quotes"], articles=frames["articles"], hops=frames["hops"])
    return tables.Trace(
        articles=frames["articles"],
        quotes=linked.quotes,
        hops=frames["hops"],
        links=linked.links,
        claims=linked.claims,
        findings=frames["findings"],
    )
