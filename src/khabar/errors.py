"""Errors that a user can act on: each says what is wrong and what to do about it."""


class KhabarError(Exception):
    """Base of all errors that Khabar raises on purpose; `str(error)` is one line with the remedy.

    One that a person may meet at the desk has a `code`, under which `data/desk/problems.yaml` says it in Arabic, and
    the `parameters` that are filled into either language.
    """

    def __init__(self, message: str = "", code: str = "", /, **parameters: object) -> None:
        """`message` is English, with `{name}` for each parameter; a sequence is shown with commas between."""
        shown = {k: ", ".join(map(str, v)) if isinstance(v, (list, tuple)) else v for k, v in parameters.items()}
        super().__init__(message.format(**shown) if parameters else message)
        self.code = code
        self.parameters = parameters


class InputError(KhabarError):
    """An input that cannot be read at all: missing, unreadable, of an unknown kind."""


class OutputError(KhabarError):
    """An output that cannot be written."""


class DataError(KhabarError):
    """A file of vocabulary that breaks the rules of its format; names the file and the entry."""


class SettingError(KhabarError):
    """A setting with a value it cannot take."""


class ModelMissing(KhabarError):
    """The encoder's files are absent or broken; reading by grammar alone still works with `--no-model`."""


class ExtraMissing(KhabarError):
    """A command needs an optional part of Khabar that is not installed; says which one to install."""


class ArchiveError(KhabarError):
    """An archive that cannot be opened, read or written; says which, why, and that what was kept is kept."""


class NotFound(KhabarError):
    """Something asked for by its id that is not there."""


class Forbidden(KhabarError):
    """What a person of this role may not do, or not now; says who may."""


class StaleRevision(KhabarError):
    """Someone else was faster: nothing was written. `revision` and `reading` are the newest ones.

    `changes` are what the others changed since, oldest first (rows of `store.review.Change`).
    """

    def __init__(
        self, message: str, *, revision: int, reading: int | None = None, changes: tuple[object, ...] = ()
    ) -> None:
        """`message` says in one line who changed what."""
        super().__init__(message, "stale")
        self.revision = revision
        self.reading = reading
        self.changes = changes


class EngineError(KhabarError):
    """Spark could not be started or gave up; what was finished before is kept."""
