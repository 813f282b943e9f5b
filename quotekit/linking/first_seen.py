"""Where a claim was seen first, as far as dates tell; where they do not, why not.

A date without a time is a whole day, and a missing date is any time: an article is first only if
its time ended before that of every other article of the claim began.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

# Zones reach from UTC+14 to UTC-12: so much earlier or later may a time without a zone be.
EAST, WEST = timedelta(hours=14).total_seconds(), timedelta(hours=12).total_seconds()


class Interval(NamedTuple):
    """Seconds since 1970 between which something was published, and whether its zone is known."""

    start: float
    end: float
    zoned: bool


def read_interval(published: object) -> Interval | None:
    """Read an ISO 8601 date or date-time; None if it is neither. Without a zone it is read as UTC.

    Examples:
        >>> read_interval("2024-06-19").end < read_interval("2024-06-20T07:00").start
        True
        >>> read_interval("kemarin") is None
        True
    """
    text = str(published)
    try:
        if len(text) == len("2024-06-19"):
            start = datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC).timestamp()
            return Interval(start, start + 86399, False)
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    zoned = moment.tzinfo is not None
    second = (moment if zoned else moment.replace(tzinfo=UTC)).timestamp()
    return Interval(second, second, zoned)


def first_seen(
    claim: np.ndarray, article: np.ndarray | pd.Series, published: pd.Series | None
) -> pd.DataFrame:
    """Find the first article of each claim.

    Args:
        claim: by row, the number of its claim, from 0.
        article: by row, its article.
        published: by row, an ISO 8601 date or date-time, or null.

    Returns:
        One row a claim: ``first_published``, ``first_article`` and, where either is null, ``first_reason``.

    Examples:
        >>> import numpy as np, pandas as pd
        >>> days = pd.Series(["2024-06-19", "2024-06-19", "2024-06-20"])
        >>> first_seen(np.array([0, 0, 0]), np.array(["a", "b", "c"]), days).iloc[0].tolist()
        ['2024-06-19', None, 'the dates of 2 articles do not tell which was first']
    """
    import numpy as np
    import pandas as pd

    rows = _dated_articles(claim, article, published)
    read = {value: read_interval(value) for value in rows["published"].dropna().unique()}
    known = [read.get(value) if value is not None else None for value in rows["published"]]
    rows["known"] = [interval is not None for interval in known]
    rows["start"] = [interval.start if interval else -np.inf for interval in known]
    rows["end"] = [interval.end if interval else np.inf for interval in known]
    zoned = pd.Series(
        [interval.zoned if interval else np.nan for interval in known], index=rows.index, dtype=float
    )
    spread = zoned.groupby(rows["claim"]).transform("nunique") > 1  # zones known of some articles only
    rows["start"] -= np.where(spread & zoned.eq(0), EAST, 0)
    rows["end"] += np.where(spread & zoned.eq(0), WEST, 0)
    return _decide(rows.sort_values(["claim", "end", "written"], kind="stable"))


def _dated_articles(
    claim: np.ndarray, article: np.ndarray | pd.Series, published: pd.Series | None
) -> pd.DataFrame:
    """Return each article of each claim once, with its date."""
    import pandas as pd

    rows = pd.DataFrame({"claim": claim, "article": article, "published": None})
    if published is not None:
        rows["published"] = published.astype(object).where(published.notna(), None).to_numpy()
    rows["code"] = pd.factorize(article)[0]
    rows["written"] = rows["published"].fillna("")
    rows = rows.sort_values(["claim", "code", "written"], ascending=[True, True, False], kind="stable")
    return rows.drop_duplicates(["claim", "code"])


def _decide(rows: pd.DataFrame) -> pd.DataFrame:
    """Compare the article that ended first with the earliest start of the others; one row a claim remains."""
    import numpy as np
    import pandas as pd

    claims = rows["claim"].to_numpy()
    firsts = np.flatnonzero(np.diff(claims, prepend=-1))
    start, end = rows["start"].to_numpy(), rows["end"].to_numpy()
    others = start.copy()
    others[firsts] = np.inf
    if not len(firsts):
        return pd.DataFrame({"first_published": [], "first_article": [], "first_reason": []}, dtype=object)
    rival = np.minimum.reduceat(others, firsts)
    sure = (end[firsts] < rival) | np.isinf(rival) & (rival > 0)
    size = np.diff(np.append(firsts, len(claims)))
    undated = np.add.reduceat(~rows["known"].to_numpy(), firsts)
    open_ = np.add.reduceat(start <= np.repeat(end[firsts], size), firsts)
    published, article = rows["published"].to_numpy()[firsts], rows["article"].to_numpy()[firsts]
    out: list[tuple[str | None, object, str | None]] = []
    for k in range(len(firsts)):
        if undated[k]:
            whole = size[k] == 1
            text = f"{undated[k]} of {size[k]} articles have no date that can be read"
            out.append((None, article[k] if whole else None, text))
        elif sure[k]:
            out.append((published[k], article[k], None))
        else:
            out.append(
                (published[k][:10], None, f"the dates of {open_[k]} articles do not tell which was first")
            )
    return pd.DataFrame(out, columns=["first_published", "first_article", "first_reason"], dtype=object)
