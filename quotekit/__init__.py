"""Who said what, in which words, and who relayed it: quote attribution and claim tracking for news text.

import quotekit as qk
trace = qk.trace(qk.read("seeds/"))     # read → find → attribute → relay → link
trace.quotes                            # pandas DataFrame; also .articles .hops .claims .links .findings
qk.explore(trace)                       # widget in JupyterLab, static HTML and text elsewhere
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

# Where each public name is defined; loaded when first used, so that the command line starts quickly.
_PLACES = {
    "Article": "models",
    "Articles": "articles",
    "Trace": "tables",
    "align": "linking",
    "attribute": "attribution",
    "count_relays": "views.summaries",
    "count_speakers": "views.summaries",
    "drift": "linking",
    "evaluate": "evaluation",
    "explain": "explanation",
    "explore": "views.explorer",
    "explore_claims": "views.explorer",
    "explore_relays": "views.explorer",
    "extract": "pipeline",
    "find_quotes": "quotations",
    "link": "linking",
    "load_language": "lang",
    "load_registry": "registry",
    "plot_claims": "views.plots",
    "plot_relays": "views.plots",
    "plot_speakers": "views.plots",
    "read": "articles",
    "read_table": "files",
    "read_trace": "files",
    "sample_path": "samples",
    "trace": "pipeline",
    "trace_relays": "relay",
    "write_table": "files",
    "write_trace": "files",
}

__all__ = sorted(_PLACES)


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used."""
    if name not in _PLACES:
        raise AttributeError(f"module 'quotekit' has no attribute {name!r}")
    value = getattr(import_module(f"quotekit.{_PLACES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names."""
    return [*__all__, "__version__"]
