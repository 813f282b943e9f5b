"""How two sources are related: one, perhaps one, or two."""

from __future__ import annotations

import pytest

from quotekit.linking.language import load_linking
from quotekit.linking.sources import Source, Sources
from quotekit.registry import load_registry


@pytest.fixture(scope="module")
def sources() -> Sources:
    """Compare by the registry and the Indonesian words that come with quotekit."""
    return Sources(load_registry(), load_linking("id"))


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        (Source("Vladimir Putin"), Source("Vladimir Putin"), "same"),
        (Source("Kim Jong-un"), Source("KIM JONG UN"), "same"),
        (Source("Putin"), Source("Vladimir Putin"), "alias"),
        (Source("Rina Hartati"), Source("Hartati"), "alias"),
        (Source("Rina Hartati"), Source("Rina Hartono"), "other"),
        (Source("Vladimir Putin"), Source("Kim Jong Un"), "other"),
        (Source("Kremlin"), Source("Vladimir Putin"), "role"),
        (Source("Rusia"), Source("Kremlin"), "role"),
        (Source("Rusia"), Source("Pentagon"), "other"),
        (
            Source("Rina Hartati", role="juru bicara Kementerian Sungai"),
            Source("Kementerian Sungai"),
            "spokesperson",
        ),
        (Source("Rina Hartati", role="Ketua Komisi Sungai"), Source("Komisi Sungai"), "role"),
        (
            Source("Rina Hartati", mention="Ketua Komisi Sungai, Rina Hartati"),
            Source("Komisi Sungai"),
            "role",
        ),
        (Source("media pemerintah korea utara"), Source("KCNA"), "generic"),
        (Source("kantor berita rusia"), Source("TASS"), "generic"),
        (Source("media pemerintah rusia"), Source("Interfax"), "other"),
        (Source("media rusia"), Source("KCNA"), "other"),
        (Source("pejabat"), Source("Rina Hartati"), "unnamed"),
        (Source("pejabat as"), Source("IRGC"), "other"),
        (Source("pejabat"), Source("warga"), "other"),
        (Source("Vladimir Putin; Kim Jong Un"), Source("Kim Jong Un; Putin"), "alias"),
        (Source("Vladimir Putin; Kim Jong Un"), Source("Vladimir Putin"), "part"),
        (Source(None), Source("Vladimir Putin"), "unknown"),
    ],
)
def test_relation(sources, left, right, relation):
    """The relation is the same from either side."""
    assert sources.compare(left, right) == relation
    assert sources.compare(right, left) == relation


def test_related_named_sources_share_a_key(sources):
    """Candidates are looked for among sources that share a key; related ones always do."""
    pairs = [
        ("Putin", "Vladimir Putin"),
        ("Kremlin", "Vladimir Putin"),
        ("media pemerintah korea utara", "KCNA"),
    ]
    for left, right in pairs:
        assert sources.keys(Source(left)) & sources.keys(Source(right))
    assert not sources.keys(Source("pejabat"))
