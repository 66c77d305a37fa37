"""`python -m config.demo`: PORT, HOST and DATA_DIR say where."""

import os
import sys
from functools import partial
from pathlib import Path

from config import embedded
from config.demo import preflight, supervisor
from config.demo.console import say, step
from config.demo.problem import DemoProblem
from config.environment import Environment
from config.secret import keep_secret

BASE_DIR = Path(__file__).resolve().parents[2]
REFERENCE_PAIR = "qwen3-coder-480b-a35b-vs-the-stack-v2"


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        with supervisor.stoppable():
            run()
    except supervisor.StopRequested:
        say("\nStopped. The data is kept; `make demo` goes on where this ended.")
        return 0
    except (embedded.ServerProblem, DemoProblem) as problem:
        say(f"\n{problem}")
        return 1
    return 0


def run() -> None:
    env = Environment(os.environ)
    port = env.integer("PORT", 8000, low=1, high=65535)
    host = env.text("HOST", "127.0.0.1")
    data_dir = Path(env.text("DATA_DIR", str(BASE_DIR / ".data"))).absolute()
    env.database(default="postgresql://")
    env.redis(default="redis://")
    if env.problems:
        raise DemoProblem(" ".join(f"{each.message} {each.hint}" for each in env.problems))
    preflight.check_python()
    preflight.check_port(host, port)
    with step("Starting PostgreSQL and Valkey"):
        servers = embedded.start(data_dir)
    if (folder := servers.cluster_folder) and data_dir not in folder.parents:
        say(f"  PostgreSQL, which may not run as root, keeps its data in {folder}")
    try:
        keep_secret(data_dir)
        serve(servers, host, port)
    finally:
        servers.close()


def serve(servers: embedded.Servers, host: str, port: int) -> None:
    """Everything that needs Django, which reads its settings here for the first time."""
    import django  # noqa: PLC0415

    django.setup()
    from config.demo import content, processes, readiness  # noqa: PLC0415

    content.migrate()
    content.collect_static()
    children = processes.site_processes(host, port)
    with supervisor.running(children):
        web, worker, _ = children
        content.load_catalog()
        password = content.editor_password()
        with step("Waiting for the web server"):
            readiness.wait_for_web(web, host, port)
        with step("Waiting until the ranks stand"):
            readiness.wait_for_ranks(worker)
        announce(f"http://localhost:{port}", password)
        watched = [(child, partial(servers.restart, child)) for child in servers.children]
        supervisor.watch([*watched, *((child, child.start) for child in children)])


def announce(address: str, password: str) -> None:
    say(f"""
Lineup is running. Ctrl-C stops it and keeps the data.

  Home         {address}/
  Comparison   {address}/compare/{REFERENCE_PAIR}/
  API          {address}/api/v1/docs/
  Admin        {address}/admin/   editor / {password}
""")


if __name__ == "__main__":
    sys.exit(main())
