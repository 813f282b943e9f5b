"""Link the same utterance across outlets and follow the claim: who carried it, through whom, what changed.

`link` takes any table of quotations; `drift` and `align` compare two wordings.
"""

from quotekit.linking.drift import align, drift
from quotekit.linking.stage import Linked, link

__all__ = ["Linked", "align", "drift", "link"]
