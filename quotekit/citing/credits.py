"""To whom an article as a whole is credited: credit lines, closing sentences and marks.

Several stages ask, one after the other, so the answers for the article that was read last are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from quotekit.citing.citations import Citations, Group
from quotekit.citing.media import Outlet
from quotekit.models import Hop, Span
from quotekit.reading import Reading
from quotekit.reading.cues import ACTIVE, NOMINAL
from quotekit.registry import MEDIA, slug

ARTICLE = "article"
# A sentence that is nothing but a credit has no more code points.
CREDIT_MOST = 120
# The lead of an article has no more sentences; no fewer stand behind what says where it is from.
LEAD_MOST = 2
# A name in parentheses at the end of the last paragraph, or behind it.
PARENTHESIS = re.compile(r"(?:(?<=[.!?”\"] )|(?<=[.!?”\"\n])|\A)\((?P<names>[^()\n]{2,30})\)\.?$")
BEHIND = re.compile(r"\s*\((?P<names>[^()\n]{2,30})\)")
NAME = re.compile(r"[^\s/,;][^/,;]*")
MARK_MOST = 40


def closing_mark(reading: Reading) -> Iterator[Hop]:
    """ "… hujan turun. (Antara/rin)": media in parentheses that close the running text."""
    if not reading.layout.paragraphs:
        return
    start, end = reading.layout.paragraphs[-1]
    match = PARENTHESIS.search(reading.text, max(start, end - MARK_MOST), end) or BEHIND.match(
        reading.text, end
    )
    if not match:
        return
    for part in NAME.finditer(match["names"]):
        entity = reading.registry.find(part[0])
        if entity and entity.kind in MEDIA:
            begin, close = (match.start("names") + place for place in part.span())
            yield Hop(entity.name, entity.id, part[0], begin, close, ARTICLE, "credit-line")


@lru_cache(1)
def outlet_of(reading: Reading) -> Outlet:
    """The outlet of an article, under every name that the article gives away."""
    return Outlet(reading.article, reading.datelines(), reading.registry)


@lru_cache(1)
def find_credits(reading: Reading) -> Group:
    """Find to whom the whole article is credited, its own outlet left out.

    Examples:
        >>> from quotekit.models import Article
        >>> article = Article(id="a", text="Hujan turun. Warga senang. Demikian diberitakan Antara.")
        >>> [hop.name for hop in find_credits(Reading(article))]
        ['Antara']
    """
    outlet = outlet_of(reading)
    hops = [_credit_line(reading, span) for span in reading.layout.credits]
    hops += [hop for _, hop in credit_sentences(reading)]
    hops += closing_mark(reading)
    return tuple(hop for hop in hops if not outlet.is_called(hop.name, hop.name_id))


def _credit_line(reading: Reading, span: Span) -> Hop:
    """A name in a line of credits."""
    entity = reading.registry.find_medium(span.text) or reading.registry.find(span.text)
    name, key = (entity.name, entity.id) if entity else (span.text, slug(span.text))
    return Hop(name, key, span.text, span.start, span.end, ARTICLE, "credit-line")


@lru_cache(1)
def credit_sentences(reading: Reading) -> tuple[tuple[int, Hop], ...]:
    """Find the sentences that credit the whole article: each number, and who is credited."""
    return tuple(_read_credits(reading))


def _read_credits(reading: Reading) -> Iterator[tuple[int, Hop]]:
    citations: Citations | None = None
    lead = {*reading.language.relay.trailing.openers}
    lead |= {word for opener in reading.language.cues.nominal.openers for word in opener.split()}
    for number, bounds in enumerate(reading.sentences):
        first = bounds.cues[0] if bounds.cues and not bounds.quoted else None
        if not first or bounds.end - bounds.start > CREDIT_MOST:
            continue
        before = reading.text[bounds.start : first.start].lower().split()
        if first.form == ACTIVE or not lead.issuperset(before):
            continue
        told = first.form == NOMINAL and number > 0
        if told and (reading.is_bare_quote(number - 1) or _leads(reading, number)):
            continue  # "“…” Demikian laporan AP." says who speaks
        citations = citations or Citations(reading)
        for hop in citations.credit(reading.sentence(number)):
            yield number, msgspec.structs.replace(hop, scope=ARTICLE)


def _leads(reading: Reading, number: int) -> bool:
    """Whether a sentence stands behind the lead of an article, of which alone it says who reports it."""
    return number <= LEAD_MOST and number + LEAD_MOST < len(reading.sentences) - 1
