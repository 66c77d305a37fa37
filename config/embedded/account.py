"""Who the servers run as: ourselves, or, because PostgreSQL refuses root, somebody else."""

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path

from config.embedded.problem import ServerProblem

UNPRIVILEGED_USER = "nobody"


@dataclass(frozen=True)
class Account:
    """A system user other than ourselves; only root can have one."""

    uid: int
    gid: int

    def can_reach(self, path: Path) -> bool:
        """Whether this user may pass every folder above `path`, and pass or read `path`."""
        path = path.resolve()
        last = 0o1 if path.is_dir() else 0o4
        return self._may(path, last) and all(self._may(above, 0o1) for above in path.parents)

    def own(self, path: Path) -> None:
        os.chown(path, self.uid, self.gid)

    def _may(self, path: Path, wanted: int) -> bool:
        found = path.stat()
        mode = stat.S_IMODE(found.st_mode)
        if found.st_uid == self.uid:
            mode >>= 6
        elif found.st_gid == self.gid:
            mode >>= 3
        return mode & wanted == wanted


def server_account(data: Path) -> Account | None:
    """None to run as ourselves; for root, the owner of existing data, else `nobody`."""
    if os.geteuid() != 0:
        return None
    if data.exists() and (owner := data.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    try:
        entry = pwd.getpwnam(UNPRIVILEGED_USER)
    except KeyError:
        raise ServerProblem(
            f"PostgreSQL does not run as root and there is no user {UNPRIVILEGED_USER!r}: "
            "run this as an ordinary user, or set DATABASE_URL."
        ) from None
    return Account(entry.pw_uid, entry.pw_gid)
