"""Files that are written whole or not at all."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kyodo_core.errors import OutputError
from kyodo_core.messages import _


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A file beside `path` to write to; it takes its place when all went well, with its permissions.

    Raises:
        OutputError: the file or its folder cannot be written; what stood there before is untouched.
    """
    import shutil
    import tempfile

    target = path.resolve()
    part = None
    try:
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        number, name = tempfile.mkstemp(dir=target.parent, prefix=f".{path.name}.", suffix=path.suffix)
        os.close(number)
        part = Path(name)
        yield part
        if target.exists():
            shutil.copymode(target, part)
        else:
            part.chmod(0o666 & ~_umask())
        part.replace(target)
    except OSError as error:
        message = _("{file} cannot be written: {reason}").format(file=path, reason=error.strerror or error)
        raise OutputError(message, _("What stood there before is unchanged.")) from None
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
