"""Errors that quotekit raises. This module imports nothing, so that any other may use it."""


class QuotekitError(Exception):
    """A wrong call or wrong data; the message says what came, what was expected and the next step."""


class InputError(QuotekitError):
    """An input that cannot be read: a missing path, an unknown suffix, a table without its columns."""


class LanguageDataError(QuotekitError):
    """Language data or a registry that breaks its schema; the message names file and key."""


class OffsetError(QuotekitError):
    """A stored span that does not slice to its stored words."""
