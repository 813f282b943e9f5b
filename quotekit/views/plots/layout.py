"""Where the names of a relay graph stand, so that few lines cross and two runs agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

Node = tuple[int, str]  # column, name
Edge = tuple[Node, Node]
Path = tuple[list[Node], int]  # nodes from the outlet to the speaker, number of quotations
_PASSES = 8


def count_paths(paths: Iterable[Path]) -> tuple[Counter[Node], Counter[Edge]]:
    """Add up the quotations that pass each node and each edge."""
    nodes: Counter[Node] = Counter()
    edges: Counter[Edge] = Counter()
    for path, number in paths:
        for node in path:
            nodes[node] += number
        for edge in pairwise(path):
            edges[edge] += number
    return nodes, edges


def place_nodes(nodes: Counter[Node], edges: Counter[Edge]) -> dict[Node, float]:
    """Order each column by the mean height of its neighbours.

    Source: K. Sugiyama, S. Tagawa, M. Toda, "Methods for Visual Understanding of Hierarchical System
    Structures", 1981 (the barycentre method).

    Returns:
        A height in [0, 1] for each node.
    """
    columns: dict[int, list[Node]] = {}
    for node in sorted(nodes, key=lambda node: (node[0], -nodes[node], node[1])):
        columns.setdefault(node[0], []).append(node)
    near = _find_neighbours(edges)
    heights = dict(height for column in columns.values() for height in _spread(column))
    for turn in range(_PASSES):
        for at in sorted(columns, reverse=turn % 2 == 1):
            columns[at].sort(key=lambda node: (_mean(heights, near[node]), node[1]))
            heights.update(_spread(columns[at]))
    return heights


def _find_neighbours(edges: Counter[Edge]) -> dict[Node, list[tuple[Node, int]]]:
    near: dict[Node, list[tuple[Node, int]]] = {}
    for (left, right), number in sorted(edges.items()):
        near.setdefault(left, []).append((right, number))
        near.setdefault(right, []).append((left, number))
    return near


def _spread(column: Sequence[Node]) -> list[tuple[Node, float]]:
    return [(node, (at + 0.5) / len(column)) for at, node in enumerate(column)]


def _mean(heights: dict[Node, float], near: list[tuple[Node, int]]) -> float:
    total = sum(heights[node] * number for node, number in near)
    return round(total / sum(number for _, number in near), 9)
