"""From bytes to text: UTF-8 where it is UTF-8, a detected encoding where it is not, and web pages.

Nothing is normalised: line ends, non-breaking spaces and escapes stay as they are. Only a
byte-order mark, which is no part of the text, is taken off.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

MARKED = (  # UTF-32 first: its little-endian mark starts like that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROLS = frozenset(chr(code) for code in range(32)) - frozenset("\t\n\v\f\r\x1b")
BINARY_SHARE = 0.1  # a text with more control characters than this is none
# A page's own date holds, whatever the clock of this machine says: the same page gives the same article.
LATEST = "9999-12-31"


@dataclass(frozen=True)
class Decoded:
    """A text and the encoding it was in."""

    text: str
    encoding: str


@dataclass(frozen=True)
class Page:
    """The main text of a web page and what the page says of itself; ``None`` where it is silent."""

    text: str
    title: str | None
    outlet: str | None
    domain: str | None
    url: str | None
    published: str | None


def decode(data: bytes) -> Decoded | None:
    """Turn bytes into text.

    Args:
        data: the content of a file.

    Returns:
        The text with the name of its encoding, or ``None`` if the bytes are no text.

    Examples:
        >>> decode("“Kami siap,” kata Ratna.".encode())
        Decoded(text='“Kami siap,” kata Ratna.', encoding='utf-8')
        >>> decode(bytes(range(256))) is None
        True
    """
    for mark, encoding in MARKED:
        if data.startswith(mark):
            return _checked(data, encoding)
    return _checked(data, "utf-8-sig") or _detected(data)


def _checked(data: bytes, encoding: str) -> Decoded | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if _is_binary(text) else Decoded(text, encoding.removesuffix("-sig"))


def _is_binary(text: str) -> bool:
    """Tell text with a stray NUL from bytes that happen to decode."""
    return "\0" in text and sum(map(text.count, CONTROLS)) > BINARY_SHARE * len(text)


def _detected(data: bytes) -> Decoded | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    return None if best is None else _checked(data, best.encoding)


def extract_page(data: bytes) -> Page | None:
    """Take the main text out of a web page, and leave menus, advertisements and comments.

    Args:
        data: the page as it was saved.

    Returns:
        The page's text, one paragraph a line, or ``None`` where no main text was found.
        A date is taken from the page's metadata only, never guessed from its words.
    """
    from trafilatura import bare_extraction

    found = bare_extraction(
        data,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={
            "extensive_search": False,
            "original_date": True,
            "max_date": LATEST,
            "outputformat": "%Y-%m-%dT%H:%M:%S%z",
        },
    )
    if found is None or isinstance(found, dict) or not found.text:  # a dict only where one was asked for
        return None
    return Page(
        text=found.text,
        title=found.title,
        outlet=found.sitename,
        domain=found.hostname,
        url=found.url,
        published=found.date,
    )
