"""How a plugin is taken in: its hooks in a manager of its own, and its failures under its name."""

from collections.abc import Callable, Iterable, Mapping
from types import SimpleNamespace
from typing import Any, Protocol, TypeVar, cast

import pluggy

from kyodo_core import hookspecs
from kyodo_core.errors import Fault, FaultsError, PluginError
from kyodo_core.messages import _

V = TypeVar("V")


class PluginSource(Protocol):
    """Where a plugin comes from: an entry point, or a stand-in for one."""

    @property
    def name(self) -> str: ...

    def load(self) -> Any: ...


def loaded_hooks(source: PluginSource, known: Mapping[str, Callable[..., Any]]) -> pluggy.HookRelay:
    """Import a plugin; its hooks, of those that its group knows, for it alone.

    Raises:
        PluginError: it fails on import, or has a hook that its group does not know.
    """
    plugin = attempt(source.name, source.load, _("the plugin fails on import: {cause}"))
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(cast("Any", SimpleNamespace(**known)))
    try:
        manager.register(plugin, source.name)
        manager.check_pending()
    except pluggy.PluginValidationError as error:
        message = _("the plugin has an unknown hook: {cause}").format(cause=error)
        hint = _("Known: {names}").format(names=", ".join(known))
        raise plugin_error(source.name, message, hint) from None
    return manager.hook


def implements(hook: pluggy.HookCaller) -> bool:
    """Does the plugin have this hook?"""
    return bool(hook.get_hookimpls())


def supplied(
    name: str,
    hook: pluggy.HookCaller,
    kind: type[V],
    message: str,
    given: Mapping[str, Any],
    passing: tuple[type[Exception], ...] = (),
) -> tuple[V, ...]:
    """What a plugin's hook supplies: values of the kind; none where it has no such hook.

    `message` says what fails, with {cause}; `passing` are exceptions that the hook may raise.

    Raises:
        PluginError: the hook raises, or returns anything else.
    """
    if not implements(hook):
        return ()
    found = attempt(name, lambda: _listed(hook(**given)), message, passing)
    if isinstance(found, tuple) and all(isinstance(one, kind) for one in found):
        return found
    wrong = _("the hook {hook} returns {found}, not a list of {kind}")
    said = wrong.format(hook=hook.name, found=_type_of(found, kind), kind=kind.__name__)
    raise plugin_error(name, said)


def _listed(results: list[Any]) -> Any:
    """What the one hook returned, as a tuple if it is a list; pluggy leaves out a None."""
    found = results[0] if results else None
    return tuple(found) if isinstance(found, Iterable) and not isinstance(found, str) else found


def _type_of(found: Any, kind: type[Any]) -> str:
    """What is wrong with it by type: itself, or what stands in the list."""
    if isinstance(found, tuple):
        other = next(one for one in found if not isinstance(one, kind))
        return _("a list with {type}").format(type=type(other).__name__)
    return "None" if found is None else type(found).__name__


def attempt(
    name: str, action: Callable[[], Any], message: str, passing: tuple[type[Exception], ...] = ()
) -> Any:
    """Run a plugin's code; whatever it raises, but `passing`, becomes a fault under the plugin's name."""
    let_through: tuple[type[Exception], ...] = (FaultsError, *passing)
    try:
        return action()
    except let_through:
        raise
    except (Exception, SystemExit) as error:
        cause = f"{type(error).__name__}: {error}"
        raise plugin_error(name, message.format(cause=cause)) from error


def plugin_fault(name: str, message: str, hint: str = "") -> Fault:
    """A fault whose place is the plugin's name."""
    return Fault(file=_("plugin {name}").format(name=name), message=message, hint=hint)


def plugin_error(name: str, message: str, hint: str = "") -> PluginError:
    """The error with one fault, at the plugin's name."""
    return PluginError(message, [plugin_fault(name, message, hint)])
