"""What stands behind the comma of a mention: a name behind a role, a role behind a name."""

from __future__ import annotations

from quotekit.reading.nouns import NounReader
from quotekit.reading.vocabulary import is_capital, is_verb, match_phrase

# A clause that describes who speaks has no more words than this.
RELATIVE_MOST = 12
# One that stands between a role and a name has no more than this.
CLAUSE_MOST = 4


def name_behind_comma(reader: NounReader, head: int, name: int, stop: int, *, body: bool) -> tuple[int, int]:
    """Look for the name behind commas: "Kepala Dusun X, Kecamatan Y, Budi". Return its bounds."""
    words, end = reader.words, stop
    while end + 1 < reader.end and reader.raw[end] == ",":
        at = end + 1
        joined = reader.lower[at] in words.conjunctions
        at += joined
        if at >= reader.end or reader.stops(at) or reader.is_degree(at):
            break
        ranked = match_phrase(words.ranks, reader.lower, at, reader.end)
        listed = reader.lower[at] in words.domain and not body  # "bidang industri, perdagangan, dan …"
        if not (is_capital(reader.raw[at]) or ranked or listed):
            break
        if joined and name < stop:
            break  # a list of persons
        close = _listed_end(reader, at, reader.run(at)) if listed else reader.run(at)
        begin = reader.name_start(at, close)
        if begin == close and not (listed or body):
            begin, close = _name_alone(reader, at, close)
        if _is_another(reader, (name, stop), (at, begin, close)) or _is_bare(reader, head, stop, at, begin):
            break
        if begin < close and (begin == at or reader.lower[at] in words.domain or joined or ranked):
            if begin == at or reader.lower[at] not in words.body_heads:
                return begin, close
            name, stop, end = begin, close, close  # "Humas, Rumah Sakit Dr Soetomo, Budi Santoso"
            continue
        if body and _closes_list(reader, close):
            break  # "Kementerian Pertahanan, Polri, dan BNPB"
        if body and reader.is_registered(at, close) and not reader.is_state(at, close):
            return at, close
        if body and _is_class(reader, head, stop):
            close = proper_end(reader, at, close)
            return (at, close) if closes_apposition(reader, at, close) else (name, stop)
        if begin < close:
            break
        end = close
    return name, stop


def _closes_list(reader: NounReader, close: int) -> bool:
    """Whether a comma and a conjunction stand at `close`."""
    return (
        close + 1 < reader.end
        and reader.raw[close] == ","
        and reader.lower[close + 1] in reader.words.conjunctions
    )


def _is_another(reader: NounReader, name: tuple[int, int], behind: tuple[int, int, int]) -> bool:
    """Whether a role with its own name stands behind a full name: "Ketua X Rina Putri, Sekjen Y Budi"."""
    at, begin, close = behind
    whole = reader.name_end(*name) - name[0] > 1
    return whole and at < begin < close and reader.lower[at] in reader.words.role_heads


def _is_bare(reader: NounReader, head: int, stop: int, at: int, begin: int) -> bool:
    """Whether a role with its own name stands behind a noun alone: "hakim, pengacara Rudi Hartono"."""
    small = stop - head == 1 and not is_capital(reader.raw[head])
    return small and at < begin and reader.lower[at] in reader.words.role_heads


def _name_alone(reader: NounReader, at: int, close: int) -> tuple[int, int]:
    """The full name at the head of a run that goes on in small words: "Rina Hartati optimistis"."""
    end = at
    while end < close and is_capital(reader.raw[end]):
        end += 1
    begin = reader.name_start(at, end)
    return (begin, end) if begin == at and end - at > 1 else (close, close)


def _listed_end(reader: NounReader, at: int, close: int) -> int:
    """The end of a part of a role that "dan" closes: "Data, Informasi dan Komunikasi Kebencanaan BNPB"."""
    more = close + 1 < reader.end and reader.lower[close] in reader.words.conjunctions
    if more and close - at == 1 and reader.is_domain(close + 1):
        return reader.run(close + 1)
    return close


def _is_class(reader: NounReader, head: int, stop: int) -> bool:
    """Whether the words only say what kind of body it is: "Lembaga Swadaya Masyarakat (LSM)"."""
    low, words = reader.lower[head], reader.words
    if low in words.kept or low in words.role_heads or low in words.place_heads:
        return False
    return all(
        not is_capital(reader.raw[at])
        or reader.is_domain(at)
        or reader.lower[at] in reader.words.common_bodies
        for at in range(head, reader.name_end(head, stop))
    )


def proper_end(reader: NounReader, at: int, close: int) -> int:
    """The end of a body's name, its prepositions included: "Pusat Advokasi untuk Keadilan"."""
    while (
        close + 1 < reader.end
        and reader.lower[close] in reader.words.inner
        and is_capital(reader.raw[close + 1])
    ):
        close = reader.run(close + 1)
    return close


def closes_apposition(reader: NounReader, at: int, close: int) -> bool:
    """Whether a proper name between commas is no place and no item of a list."""
    if reader.lower[at] in reader.words.places:
        return False
    if close >= reader.end:
        return True
    if reader.raw[close] != ",":
        return False
    if close + 1 >= reader.end:
        return True
    return reader.lower[close + 1] not in reader.words.conjunctions and not is_capital(reader.raw[close + 1])


def apposition(reader: NounReader, stop: int, *, titled: bool) -> tuple[int, tuple[int, int] | None]:
    """The role behind a name: "…, ajudan presiden Rusia". Return the end of the mention and the role.

    Behind a name with a role before it (`titled`) a role with a name of its own is somebody else's.
    """
    while stop + 1 < reader.end and reader.raw[stop] == "," and reader.is_degree(stop + 1):
        stop += 2
        stop += stop < reader.end and reader.raw[stop] == "."
    if stop + 1 >= reader.end:
        return stop, None
    aged = reader.tokens.behind_age(stop) and reader.raw[stop] in reader.words.role_heads
    if reader.raw[stop] != "," and not aged:
        return stop, None
    at = stop if aged else stop + 1
    skipped = match_phrase(reader.words.personal, reader.lower, at, reader.end)
    head = at + skipped
    if head >= reader.end or not _may_be_role(reader, head, counted=skipped > 0):
        return stop, None
    end = reader.run(head)
    if titled and end - reader.name_start(head, end) > 1:
        return stop, None
    while _names_place(reader, end):
        end = reader.run(end + 1)
    return end, (at, end)


def _may_be_role(reader: NounReader, head: int, *, counted: bool) -> bool:
    """Whether a noun behind a name's comma may be a role: as it is one, is `counted`, or an agent."""
    low, words = reader.lower[head], reader.words
    if low in words.role_heads or reader.stops(head):
        return low in words.role_heads
    agent = reader.raw[head] == low and words.agent.fullmatch(low) is not None  # "pengecer beras"
    return counted or (agent and low not in words.body_heads and low not in words.after_names)


def _names_place(reader: NounReader, comma: int) -> bool:
    """Whether a place goes on behind a comma: "warga Desa Kalibaru, Kecamatan Turi", no "jalan itu"."""
    if comma + 2 >= reader.end or reader.raw[comma] != ",":
        return False
    return reader.lower[comma + 1] in reader.words.place_heads and not reader.raw[comma + 2].islower()


def pointing_end(reader: NounReader, head: int, stop: int) -> int:
    """The end of "warga Dukuh Kulon, Pasar Rebo tersebut" before its last word; 0 for no such description."""
    definite = reader.words.definite
    if close := relative_end(reader, head, stop):
        return close
    while reader.is_head(head) and stop + 1 < reader.end and reader.raw[stop] == ",":
        place = (
            is_capital(reader.raw[stop + 1]) and reader.is_domain(stop + 1) and not reader.is_head(stop + 1)
        )
        close = reader.run(stop + 1) if place else 0
        if close <= stop + 1:
            return 0
        if reader.lower[close - 1] in definite:
            return close - 1
        stop = close
        if stop < reader.end and reader.lower[stop] in definite:
            return stop
    return 0


def relative_end(reader: NounReader, head: int, stop: int) -> int:
    """The end of "perempuan yang biasa disapa Rin ini" before its last word; 0 for no such description.

    Behind a word of saying any clause may describe who speaks: "kata pelatih berpaspor Belanda itu".
    """
    raw, lower, words = reader.raw, reader.lower, reader.words
    if stop >= reader.end or not reader.is_role(head) or (stop - head > 1 and is_capital(raw[stop - 1])):
        return 0
    if not (lower[stop] in words.relatives or (reader.may_open(head) and is_verb(raw[stop], words))):
        return 0
    if called := match_phrase(words.nicknames, lower, stop + 1, reader.end):
        return _called_end(reader, stop + 1 + called)
    last = min(reader.end, stop + RELATIVE_MOST)
    close = next((k for k in range(stop + 1, last) if not raw[k][0].isalnum()), last)
    ends = lower[close - 1] in words.definite and close - 1 > stop + 1
    before_verb = close == reader.end < len(raw) and raw[close][0].isalnum()
    return close - 1 if ends and (before_verb or reader.may_open(head)) else 0


def _called_end(reader: NounReader, at: int) -> int:
    """The last word of what somebody is called: "pejabat yang akrab disapa Bunda Rin"; 0 if nothing is."""
    close = at
    while close < reader.end and is_capital(reader.raw[close]):
        close += 1
    pointed = close < reader.end and reader.lower[close] in reader.words.definite
    return close if pointed else close - 1 if close > at else 0


def described_name(reader: NounReader, head: int, stop: int) -> tuple[int, int] | None:
    """The name behind a role with a short clause: "Menteri Energi yang baru, Khalid Al Falih"."""
    if stop >= reader.end or reader.lower[stop] not in reader.words.relatives:
        return None
    last = min(reader.end, stop + CLAUSE_MOST)
    comma = next((at for at in range(stop + 1, last) if is_capital(reader.raw[at]) or reader.stops(at)), last)
    if comma >= last or reader.raw[comma] != ",":
        return None
    name, close = name_behind_comma(reader, head, comma, comma, body=False)
    return (name, close) if name < close and closes_apposition(reader, name, close) else None
