"""Report values into a format: one function per format, each in its own module."""

from collections.abc import Callable
from importlib import import_module

from kyodo_core.domain.reports import Report

FORMATS = ("table", "markdown", "json", "csv", "html")


def renderer(format_name: str) -> Callable[..., str]:
    """The function `render(report, **options) -> text` of a format other than json."""
    found: Callable[..., str] = import_module(f"{__name__}.{format_name}").render
    return found


__all__ = ["FORMATS", "Report", "renderer"]
