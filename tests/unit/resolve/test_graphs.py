"""Circles and depth, on graphs deeper than Python's stack."""

from contractgen.resolve.graphs import circles, components, deepest

LONG = {i: [i + 1] for i in range(50_000)}


def test_long_chains_do_not_recurse() -> None:
    assert len(components(LONG)) == 50_001
    assert circles(LONG) == []
    assert len(deepest(LONG)) == 50_001


def test_one_shortest_circle_of_each_component() -> None:
    graph = {"a": ["b"], "b": ["c", "a"], "c": ["a"], "d": ["d", "a"], "e": ["a"]}
    assert circles(graph) == [["a", "b", "a"], ["d", "d"]]


def test_the_way_through_a_circle_turns_back_where_it_has_been() -> None:
    assert deepest({1: [2], 2: [3], 3: [2, 4]}) == [1, 2, 3, 4]
    assert deepest({"hub": ["a", "b"], "a": ["hub"], "b": ["hub"]}) == ["hub", "a"]
    assert deepest({i: [(i + 1) % 50_000] for i in range(50_000)}) == [*range(50_000)]
    assert deepest({}) == []
