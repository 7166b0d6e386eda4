"""Where shards are written: a folder that all workers see, or a place behind a URI. What is there is always whole."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, BinaryIO, Protocol, cast

from khabar.errors import ExtraMissing, OutputError

_DIRECT = ("s3", "gcs", "abfs", "mock")  # stores whose files appear whole when they are closed, and cannot be renamed


class Place(Protocol):
    """A folder of folders of files. Names are relative, with `/`."""

    def names(self, folder: str) -> list[str]:
        """The files of a folder, sorted, half-written ones left out; none where there is no such folder."""

    def open(self, name: str) -> BinaryIO:
        """A file to read, with a position that can be set. Raises `FileNotFoundError`."""

    def write(self, name: str, source: IO[bytes]) -> None:
        """Put the bytes of `source` under `name`, at once: before, what was there stays; after, all is there."""

    def remove(self, name: str) -> None:
        """Take a file away; no error where there is none."""


def place_of(output: str) -> Place:
    """The place of an output: a path, or a URI that pyarrow knows (s3://, hdfs://, gs://, file://)."""
    return Remote(output) if "://" in output else Folder(Path(output))


@contextmanager
def spooled() -> Iterator[IO[bytes]]:
    """A temporary file of this machine, in which a shard grows before it takes its place."""
    with tempfile.TemporaryFile(prefix="khabar-") as file:
        yield file


def digest_of(file: IO[bytes]) -> tuple[int, str]:
    """(bytes, SHA-256) of a file, which is left at its beginning."""
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    size = file.tell()
    file.seek(0)
    return size, digest


class Folder:
    """A folder of this machine, or one that all machines share."""

    def __init__(self, root: Path) -> None:
        """Nothing is made before the first file is written."""
        self.root = root

    def names(self, folder: str) -> list[str]:
        """See `Place`."""
        with suppress(FileNotFoundError):
            return sorted(p.name for p in (self.root / folder).iterdir() if not p.name.startswith("."))
        return []

    def open(self, name: str) -> BinaryIO:
        """See `Place`."""
        return (self.root / name).open("rb")

    def write(self, name: str, source: IO[bytes]) -> None:
        """See `Place`. The bytes are on the disk before the name is given."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.{uuid.uuid4().hex}.part")
        try:
            with part.open("xb") as file:
                shutil.copyfileobj(source, file, 1 << 20)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)

    def remove(self, name: str) -> None:
        """See `Place`."""
        (self.root / name).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Take away what runs that were killed had begun."""
        for part in self.root.glob("*/.*.part"):
            part.unlink(missing_ok=True)


class Remote:
    """A place behind a URI, through pyarrow's file systems; rights come from the environment, as pyarrow reads them."""

    def __init__(self, uri: str) -> None:
        """Raises `OutputError` for a URI that nothing here understands."""
        try:
            from pyarrow import fs
        except ImportError as error:
            raise ExtraMissing("an output behind a URI needs pyarrow: install khabar[bulk]") from error
        try:
            self._fs, self._root = fs.FileSystem.from_uri(uri.rstrip("/"))
        except (OSError, ValueError) as error:
            raise OutputError(
                f"{uri} cannot be written to ({error}); give a folder, s3://, gs:// or hdfs://"
            ) from error
        self._kinds: Any = fs.FileType
        self._select: Any = fs.FileSelector

    def names(self, folder: str) -> list[str]:
        """See `Place`."""
        selector = self._select(f"{self._root}/{folder}", allow_not_found=True)
        found = [i.base_name for i in self._fs.get_file_info(selector) if i.type == self._kinds.File]
        return sorted(n for n in found if not n.startswith("."))

    def open(self, name: str) -> BinaryIO:
        """See `Place`."""
        return cast(BinaryIO, self._fs.open_input_file(f"{self._root}/{name}"))

    def write(self, name: str, source: IO[bytes]) -> None:
        """See `Place`. Object stores show a file when it is complete; elsewhere it is renamed."""
        folder, _, base = f"{self._root}/{name}".rpartition("/")
        self._fs.create_dir(folder, recursive=True)
        direct = self._fs.type_name in _DIRECT
        part = f"{folder}/{base}" if direct else f"{folder}/.{base}.{uuid.uuid4().hex}.part"
        with self._fs.open_output_stream(part) as file:
            shutil.copyfileobj(source, file, 1 << 20)
        if not direct:
            with suppress(FileNotFoundError):
                self._fs.delete_file(f"{folder}/{base}")  # HDFS renames over nothing
            self._fs.move(part, f"{folder}/{base}")

    def remove(self, name: str) -> None:
        """See `Place`."""
        with suppress(FileNotFoundError):
            self._fs.delete_file(f"{self._root}/{name}")
