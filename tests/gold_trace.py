"""A trace built from the annotated seeds by hand, so that tests of views do not move when rules do."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

from quotekit.tables import Trace, frame, quote_id

SEEDS = Path(__file__).parents[1] / "seeds"
# How the articles write what the annotation names by its canonical name.
WRITTEN = {"RIA Novosti": "RIA", "CNN Indonesia": "cnnindonesia.com", "Antara": "Antaranews"}
LOST = "lost attribution: 001_69800c166bddfbab states what q9b50a97f0ec2 attributes"
STANCES = {
    "ujar": "said",
    "kata": "said",
    "mengatakan": "said",
    "memuji": "praised",
    "berterima kasih": "thanked",
}


def build_trace() -> Trace:
    """Build the six tables of the five seed articles from their annotation."""
    records = [json.loads(line) for line in (SEEDS / "gold.jsonl").read_text("utf-8").splitlines()]
    articles = [_article(record) for record in records]
    quotes = [_quote(record, gold) for record in records for gold in record["quotes"]]
    hops = [hop for record in records for gold in record["quotes"] for hop in _hops(record, gold)]
    claims: dict[str, list[dict]] = {}
    for row in quotes:
        claims.setdefault(row["claim_id"], []).append(row)
    repeated = {
        "article_id": records[4]["id"],
        "start": 4700,
        "end": 4720,
        "code": "repeated",
        "message": "the body stands twice; it is traced once",
    }
    return Trace(
        articles=frame("articles", articles),
        quotes=frame("quotes", quotes),
        hops=frame("hops", hops),
        links=frame(
            "links", [_link(left, right) for rows in claims.values() for left, right in combinations(rows, 2)]
        ),
        claims=frame("claims", [_claim(claim, rows) for claim, rows in claims.items()]),
        findings=frame("findings", [repeated]),
    )


def _article(record: dict) -> dict:
    fields = {
        key: record[key] or None for key in ("outlet", "domain", "published", "language", "credits", "text")
    }
    return {"article_id": record["id"], "title": record["text"].strip().split("\n")[0], **fields}


def _near(text: str, words: str, clause: tuple[int, int]) -> tuple[str, int, int] | None:
    """Find the place of some words that is nearest to a quotation, outside it."""
    low, places = text.lower(), []
    at = low.find(words.lower())
    while at >= 0:
        places.append((max(clause[0] - at - len(words), at - clause[1], 0), at))
        at = low.find(words.lower(), at + 1)
    if not words or not places:
        return None
    at = min(places)[1]
    return text[at : at + len(words)], at, at + len(words)


def _clause(gold: dict) -> tuple[int, int]:
    return gold.get("clause_start", gold["start"]), gold.get("clause_end", gold["end"])


def _quote(record: dict, gold: dict) -> dict:
    clause = _clause(gold)
    row = {key: gold[key] for key in ("start", "end", "text", "kind", "speaker", "relay")}
    row |= {key: record[key] or None for key in ("outlet", "published", "language")}
    for name, words in (("cue", gold["cue"]), ("source", gold["speaker_text"])):
        found = _near(record["text"], words, clause) or (None, None, None)
        row |= dict(zip((name, f"{name}_start", f"{name}_end"), found, strict=True))
    return row | {
        "article_id": record["id"],
        "quote_id": quote_id(record["id"], gold["start"], gold["end"], gold["kind"]),
        "clause_start": clause[0],
        "clause_end": clause[1],
        "stance": STANCES.get(gold["cue"], "said"),
        "status": "attributed",
        "reason": "annotated",
        "rule": "gold",
        "claim_id": f"c-{gold['claim']}",
    }


def _hops(record: dict, gold: dict) -> list[dict]:
    quote = quote_id(record["id"], gold["start"], gold["end"], gold["kind"])
    steps = [
        *((name, "article") for name in record["credits"]),
        *((name, "sentence") for name in gold["relay"]),
    ]
    hops = []
    for number, (name, scope) in enumerate(steps, start=1):
        text, start, end = _near(record["text"], WRITTEN.get(name, name), _clause(gold))
        hops.append(
            {
                "quote_id": quote,
                "hop": number,
                "name": name,
                "text": text,
                "start": start,
                "end": end,
                "scope": scope,
                "rule": "gold",
            }
        )
    return hops


def _link(left: dict, right: dict) -> dict:
    same = left["text"] == right["text"]
    pair = {"quote_id_l": left["quote_id"], "quote_id_r": right["quote_id"]}
    return pair | (
        {"relation": "identical", "score": 1.0, "evidence": "the same words"}
        if same
        else {
            "relation": "reworded",
            "score": 0.7,
            "drift": ["substitution"],
            "evidence": "in common: some words",
        }
    )


def _claim(claim_id: str, rows: list[dict]) -> dict:
    speakers, relays = {row["speaker"] for row in rows}, {tuple(row["relay"]) for row in rows}
    alone = len(rows) == 1
    names = ", ".join(f"{row['speaker']} in {row['article_id']}" for row in rows)
    lost = [LOST] * (claim_id == "c-ushakov-agenda")
    return {
        "claim_id": claim_id,
        "text": rows[0]["text"],
        "speaker": rows[0]["speaker"],
        "n_quotes": len(rows),
        "n_articles": len({row["article_id"] for row in rows}),
        "n_outlets": len({row["outlet"] for row in rows} - {None}),
        "origins": 1,
        "first_published": rows[0]["published"],
        "first_article": rows[0]["article_id"] if alone else None,
        "first_reason": None if alone else f"the dates of {len(rows)} articles do not tell which was first",
        "conflict": ["speaker"] * (len(speakers) > 1)
        + ["relay"] * (len(relays) > 1)
        + ["lost_attribution"] * len(lost),
        "conflict_detail": [f"speaker: {names}"] * (len(speakers) > 1) + lost,
        "representative": max(rows, key=lambda row: len(row["text"]))["quote_id"],
        "roots": sorted({row["speaker"] for row in rows}),
    }
