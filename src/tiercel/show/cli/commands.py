"""Which commands there are: every module of this folder that has a function `add_to(app)`."""

import importlib
import pkgutil

import typer

import tiercel.show.cli as folder

OWN = {"main", "commands", "__main__"}


def add_to(app: typer.Typer) -> None:
    for module in sorted(pkgutil.iter_modules(folder.__path__), key=lambda m: m.name):
        if module.name not in OWN and not module.name.startswith("_"):
            importlib.import_module(f"tiercel.show.cli.{module.name}").add_to(app)
