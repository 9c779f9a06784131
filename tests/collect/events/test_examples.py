"""The examples that the collector's code gives are true."""

import doctest
import importlib
import pkgutil

import tiercel.collect.events as collector


def test_every_example_gives_what_it_says() -> None:
    names = [found.name for found in pkgutil.walk_packages(collector.__path__, "tiercel.collect.events.")]
    results = [doctest.testmod(importlib.import_module(name)) for name in names]
    assert sum(result.failed for result in results) == 0
    assert sum(result.attempted for result in results) > 10
