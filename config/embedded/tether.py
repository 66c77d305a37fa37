"""Runs a command that ends when the process that started it ends, even by SIGKILL.

    tether.py PARENT_PID DEATH_SIGNAL UID GID COMMAND...

A script of its own rather than a `preexec_fn`: it works beside threads, and it is read
before the privileges are dropped, so the Python it runs on may live in a closed folder.
UID and GID are -1 to stay who we are. Imports nothing of the project.
"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1


def main(parent: int, death_signal: int, uid: int, gid: int, command: list[str]) -> None:
    if uid >= 0:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    if sys.platform == "linux":
        # After the identity change, which clears the setting.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, death_signal, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit("The starting process is already gone.")
    os.execv(command[0], command)


if __name__ == "__main__":
    parent_pid, signal_number, user, group = map(int, sys.argv[1:5])
    main(parent_pid, signal_number, user, group, sys.argv[5:])
