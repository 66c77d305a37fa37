"""Where one demo runs and what it consists of. Knows no Django: a start that has nothing to
prepare should take no longer than its web server."""

import hashlib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from config.demo.problem import DemoProblem
from config.embedded.process import Child
from config.environment import Environment
from config.secret import keep_secret, stored_secret

BASE_DIR = Path(__file__).resolve().parents[2]
PASSWORD_FILE = "editor-password"  # noqa: S105 -- the name of a file
PREPARED_FROM = (
    "requirements.lock",
    "[a-z]*/migrations/*.py",
    "catalog/demo/**/*.toml",
    "static/**/*",
    "[a-z]*/static/**/*",
)


@dataclass(frozen=True)
class Site:
    """One site of this machine, named by its environment."""

    host: str
    port: int
    data_dir: Path

    @classmethod
    def from_environment(cls) -> "Site":
        env = Environment(os.environ)
        port = env.integer("PORT", 8000, low=1, high=65535)
        env.database(default="postgresql://")
        env.redis(default="redis://")
        if env.problems:
            raise DemoProblem(" ".join(f"{each.message} {each.hint}" for each in env.problems))
        folder = Path(env.text("DATA_DIR", str(BASE_DIR / ".data")))
        return cls(env.text("HOST", "127.0.0.1"), port, folder.resolve())

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def web(self) -> Child:
        server = ["granian", "--interface", "wsgi", "--host", self.host, "--port", str(self.port)]
        threads = ["--workers", "1", "--blocking-threads", "4", "--no-ws"]
        return self._child("web", [*server, *threads, "config.wsgi:application"])

    def worker(self) -> Child:
        """A worker of one process, and beat beside it: `-B` is for a single worker only."""
        words = ["celery", "-A", "config.celery", "worker", "-B", "--concurrency", "1"]
        quiet = ["--without-gossip", "--without-mingle", "--loglevel", "INFO"]
        return self._child("worker", [*words, *quiet])

    def keep_secrets(self) -> str:
        """Make the signing key and the demo editor's password once; returns the password."""
        keep_secret(self.data_dir)
        return keep_secret(self.data_dir, PASSWORD_FILE, size=9)

    def is_prepared(self) -> bool:
        """Whether `mark_prepared` was called for the files and the database as they are."""
        return stored_secret(self.data_dir, "prepared") == self._digest()

    def mark_prepared(self) -> None:
        (self.data_dir / "prepared").write_text(f"{self._digest()}\n")

    def _digest(self) -> str:
        """Changes with the login, the database, and what a database and its pages are made from."""
        words = (stored_secret(self.data_dir, PASSWORD_FILE), os.environ["DATABASE_URL"])
        total = hashlib.sha256(repr(words).encode())
        for path in _sources():
            found = path.stat()
            total.update(f"{path}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
        return total.hexdigest()

    def _child(self, name: str, module: list[str]) -> Child:
        log = self.data_dir / "logs" / f"{name}.log"
        return Child(name, [sys.executable, "-m", *module], log=log, folder=BASE_DIR)


def _sources() -> Iterator[Path]:
    for pattern in PREPARED_FROM:
        yield from sorted(path for path in BASE_DIR.glob(pattern) if path.is_file())
