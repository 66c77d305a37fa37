"""Where the servers keep what they need: sockets, readable binaries, reachable data."""

import hashlib
import os
import shutil
import stat
import tempfile
from pathlib import Path

from config.embedded.account import Account
from config.embedded.problem import ServerProblem

# A Unix socket's path holds 107 bytes; PostgreSQL's file name takes 15 of them.
LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432") - 1
# For root in a folder closed to others, as its home is: copies and data that others can reach.
OUTSIDE = Path("/var/lib/lineup")


def fingerprint(folder: Path) -> str:
    """Twelve characters that stand for a folder and the user who works in it."""
    return hashlib.sha256(f"{os.geteuid()}:{folder.resolve()}".encode()).hexdigest()[:12]


def socket_folder(data_dir: Path) -> Path:
    """The private folder for sockets: short, and the same for every process of a data folder."""
    name = f"lineup-{fingerprint(data_dir)}"
    wished = Path(tempfile.gettempdir()).resolve() / name
    return wished if len(os.fsencode(wished)) <= LONGEST_SOCKET_FOLDER else Path("/tmp") / name  # noqa: S108


def default_database_url(data_dir: Path) -> str:
    return f"postgresql:///lineup?host={socket_folder(data_dir)}&user=lineup"


def default_redis_url(data_dir: Path) -> str:
    return f"unix://{socket_folder(data_dir) / 'valkey.sock'}?db=0"


def private_folder(folder: Path, account: Account | None) -> Path:
    """Make `folder` with mode 0700 for the servers' user; refuse one somebody else made."""
    wanted = account.uid if account else os.geteuid()
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (wanted, os.geteuid()):
            raise ServerProblem(f"{folder} belongs to somebody else: remove it and start again.")
        folder.chmod(0o700)
        if account:
            account.own(folder)
    except OSError as error:
        raise ServerProblem(f"Cannot prepare {folder} ({error.strerror}).") from error
    return folder


def readable_install(install: Path, libraries: Path, account: Account | None) -> Path:
    """`install`, or a copy of it where `account` can read it, the libraries still beside it."""
    if account is None or account.can_reach(install / "bin" / "postgres"):
        return install
    home = _copies_of(install / "bin" / "postgres", account)
    copy = home / install.parent.name / install.name
    if not copy.exists():
        _passable(copy.parent, account)
        _copy_whole(libraries, home / libraries.name)
        _copy_whole(install, copy)
    return copy


def readable_file(program: Path, account: Account | None) -> Path:
    """`program`, or a copy of it where `account` can run it."""
    if account is None or account.can_reach(program):
        return program
    copy = _copies_of(program, account) / program.name
    if not copy.exists():
        partial = copy.with_name(f"{copy.name}.partial-{os.getpid()}")
        shutil.copyfile(program, partial)
        partial.chmod(0o755)
        partial.rename(copy)
    return copy


def reachable_data(data: Path, account: Account | None) -> Path:
    """`data`, or a folder outside where closed parents keep `account` from reaching it."""
    if account is None or account.can_reach(data.parent):
        return data
    if data.exists():
        raise ServerProblem(
            f"{data} is closed to the user that PostgreSQL runs as: "
            "open the folders above it, or set DATA_DIR to another folder."
        )
    return _passable(OUTSIDE, account) / f"{data.name}-{fingerprint(data)}"


def _copies_of(program: Path, account: Account) -> Path:
    """The folder for copies of one version of `program`."""
    made = int(program.stat().st_mtime)
    return _passable(
        _passable(OUTSIDE, account) / f"{program.name}-{fingerprint(program)}-{made}", account
    )


def _passable(folder: Path, account: Account) -> Path:
    """Make `folder`, whatever the umask, one that only we write and `account` can pass."""
    folder.mkdir(parents=True, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.geteuid():
        raise ServerProblem(f"{folder} belongs to somebody else: remove it and start again.")
    folder.chmod(0o755)
    if not account.can_reach(folder):
        raise ServerProblem(
            f"PostgreSQL does not run as root, and {folder} is closed to other users: "
            "run this as an ordinary user, or set DATABASE_URL."
        )
    return folder


def _copy_whole(source: Path, target: Path) -> None:
    """Copy a folder so that a broken-off copy is never taken for a whole one."""
    partial = target.with_name(f"{target.name}.partial-{os.getpid()}")
    skipped = shutil.ignore_patterns("include", "*.a", "pkgconfig")
    shutil.copytree(source, partial, ignore=skipped, symlinks=True)
    for path in (partial, *partial.rglob("*")):
        if not path.is_symlink():
            open_to_all = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if open_to_all else 0o644)
    shutil.rmtree(target, ignore_errors=True)
    partial.rename(target)
