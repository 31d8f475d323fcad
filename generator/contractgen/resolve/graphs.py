"""Circles and depth of reference graphs, without recursion: chains may be long."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

N = TypeVar("N")


def components(graph: Mapping[N, Sequence[N]]) -> list[list[N]]:
    """Return the strongly connected components, each after those it points to.

    Tarjan's algorithm (SIAM J. Comput. 1, 1972) with its stack of calls as a list.
    """
    index: dict[N, int] = {}
    low: dict[N, int] = {}
    stack: list[N] = []
    waiting: set[N] = set()
    result: list[list[N]] = []
    for root in graph:
        if root in index:
            continue
        calls = [(root, iter(graph[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        waiting.add(root)
        while calls:
            node, edges = calls[-1]
            for target in edges:
                if target not in index:
                    index[target] = low[target] = len(index)
                    stack.append(target)
                    waiting.add(target)
                    calls.append((target, iter(graph.get(target, ()))))
                    break
                if target in waiting:
                    low[node] = min(low[node], index[target])
            else:
                calls.pop()
                if calls:
                    caller = calls[-1][0]
                    low[caller] = min(low[caller], low[node])
                if low[node] == index[node]:
                    result.append(_popped(node, stack, waiting))
    return result


def _popped(node: N, stack: list[N], waiting: set[N]) -> list[N]:
    place = stack.index(node) if stack[-1] != node else len(stack) - 1
    component = stack[place:]
    del stack[place:]
    waiting.difference_update(component)
    return component


def circles(graph: Mapping[N, Sequence[N]]) -> list[list[N]]:
    """Return one shortest circle of each component that has any: [a, b, a]."""
    found: list[list[N]] = []
    for component in components(graph):
        first = component[0]
        if len(component) > 1 or first in graph.get(first, ()):
            order = {node: i for i, node in enumerate(graph)}
            start = min(component, key=lambda node: order[node])
            found.append(_circle(graph, start, set(component)))
    return found


def _circle(graph: Mapping[N, Sequence[N]], start: N, within: set[N]) -> list[N]:
    """Return a shortest way from `start` back to itself, breadth first."""
    came: dict[N, N] = {}
    queue = [start]
    for node in queue:
        for target in graph[node]:
            if target == start:
                path = [start, node] if node != start else [start]
                while path[-1] != start:
                    path.append(came[path[-1]])
                if len(path) == 1:
                    path.append(start)
                return path[::-1]
            if target in within and target not in came:
                came[target] = node
                queue.append(target)
    return [start, start]


def deepest(graph: Mapping[N, Sequence[N]]) -> list[N]:
    """Return a longest way through the graph, circles as a visitor goes through them.

    A visitor goes depth first and turns back where it has been, as a validator does
    that is built from models which hold each other.
    """
    ways: dict[N, list[N]] = {}
    after: dict[N, N | None] = {}
    depth: dict[N, int] = {}
    top: N | None = None
    for component in components(graph):
        best = _deepest_exit(graph, component, depth)
        way = _way(graph, component)
        length = len(way) + (depth[best] if best is not None else 0)
        for node in component:
            ways[node], after[node], depth[node] = way, best, length
        if top is None or length > depth[top]:
            top = component[0]
    path: list[N] = []
    while top is not None:
        path += ways[top]
        top = after[top]
    return path


def _deepest_exit(
    graph: Mapping[N, Sequence[N]], component: list[N], depth: Mapping[N, int]
) -> N | None:
    """Return the target outside of `component` from which the way goes on longest."""
    inner = set(component)
    exits = [
        target
        for node in component
        for target in graph.get(node, ())
        if target not in inner
    ]
    return max(exits, key=lambda target: depth[target], default=None)


def _way(graph: Mapping[N, Sequence[N]], component: list[N]) -> list[N]:
    """Return the longest way on which a depth-first visitor of `component` stands."""
    unseen = set(component[1:])
    stack, edges = [component[0]], [iter(graph.get(component[0], ()))]
    longest: list[N] = []
    while stack:
        target = next((each for each in edges[-1] if each in unseen), None)
        if target is not None:
            unseen.discard(target)
            stack.append(target)
            edges.append(iter(graph.get(target, ())))
            continue
        if len(stack) > len(longest):
            longest = stack[:]
        stack.pop()
        edges.pop()
    return longest
