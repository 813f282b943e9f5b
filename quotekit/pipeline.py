"""The stages in their order: read, find, attribute, relay, link. The only place that knows all of them."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from quotekit.attribution import attribute
from quotekit.models import Article, Finding, Quotation
from quotekit.quotations import find_quotes
from quotekit.reading import Reading
from quotekit.relay import trace_relays


class Extraction(msgspec.Struct, frozen=True):
    """What was found in one article."""

    quotations: tuple[Quotation, ...]
    findings: tuple[Finding, ...]


def extract(article: Article) -> Extraction:
    """Run every stage but linking on one article."""
    reading = Reading(article)
    found = find_quotes(reading)
    return Extraction(trace_relays(reading, attribute(reading, found)), found.findings)
