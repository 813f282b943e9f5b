"""Who passed it on: the ordered relay chain between outlet and speaker, each hop with its words in the text."""

from __future__ import annotations

import msgspec

from quotekit.cues import RELAY
from quotekit.models import Article, Hop, Quotation
from quotekit.reading import Reading, as_reading


def trace_relays(article: Article | Reading, quotations: tuple[Quotation, ...]) -> tuple[Quotation, ...]:
    """Add its relay chain to every quotation."""
    return quotations
