"""What long work looks like in a terminal: the step, rows, rate and time left."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.text import Text

from tiercel.flow.jobs import Listener, Report


class Rate(ProgressColumn):
    """Rows a second, once there is something to tell."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f}/s" if speed else "", style="dim")


@contextmanager
def shown(quiet: bool = False) -> Iterator[Listener]:
    """A listener that draws on standard error; standard output stays free for results."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        TextColumn("{task.completed:,.0f}"),
        Rate(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, disable=quiet or not console.is_terminal, transient=True) as progress:
        task = progress.add_task("", total=None)
        step = ""

        def listen(report: Report) -> None:
            nonlocal task, step
            if report.step != step:
                progress.remove_task(task)
                step, task = report.step, progress.add_task(report.step, total=report.total or None)
            progress.update(task, completed=report.done, total=report.total or None)

        yield listen
