"""Three plots of a trace: who relayed whom, who cites whom, and where a claim went.

Positions, order and colours are computed here and depend on nothing but the trace. Shape, dash or
number always says the same as colour.
"""

from quotekit.views.plots.claims import plot_claims
from quotekit.views.plots.figures import Figure
from quotekit.views.plots.relays import plot_relays
from quotekit.views.plots.speakers import plot_speakers

__all__ = ["Figure", "plot_claims", "plot_relays", "plot_speakers"]
