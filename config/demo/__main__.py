"""`python -m config.demo`: PORT, HOST and DATA_DIR say where."""

import os
import subprocess
import sys
from functools import partial

from config.demo import preflight, readiness, supervisor
from config.demo.console import say, step
from config.demo.problem import DemoProblem
from config.demo.site import BASE_DIR, Site
from config.embedded import servers
from config.embedded.problem import ServerProblem

REFERENCE_PAIR = "qwen3-coder-480b-a35b-vs-the-stack-v2"


def main() -> int:
    os.environ.setdefault("LINK_CHECKS", "0")  # a demo asks nobody, whatever it calls itself
    try:
        with supervisor.stoppable():
            run()
    except supervisor.StopRequested:
        say("\nStopped. The data is kept; `make demo` goes on where this ended.")
    except (ServerProblem, DemoProblem) as problem:
        say(str(problem))
        return 1
    return 0


def run() -> None:
    site = Site.from_environment()
    preflight.check_python()
    preflight.check_port(site.host, site.port)
    with step("Reaching PostgreSQL and Valkey"):
        started = servers.start(site.data_dir)
    try:
        if (folder := started.cluster_folder) and site.data_dir not in folder.parents:
            say(f"  PostgreSQL, which may not run as root, keeps its data in {folder}")
        serve(site, started)
    finally:
        started.close()


def serve(site: Site, started: servers.Servers) -> None:
    password = site.keep_secrets()
    if not (site.is_prepared() and readiness.has_artifacts()):
        prepare(site)
    web, worker = site.web(), site.worker()
    with supervisor.running([web, worker]):
        with step("Starting the web server and the worker"):
            readiness.wait_for_web(site, web)
        with step("Waiting until the ranks stand"):
            readiness.wait_for_ranks(worker)
        announce(site, password)
        watched = [(child, partial(started.restart, child)) for child in started.children]
        supervisor.watch([*watched, (web, web.start), (worker, worker.start)])


def prepare(site: Site) -> None:
    done = subprocess.run([sys.executable, "-m", "config.demo.prepare"], cwd=BASE_DIR, check=False)
    if done.returncode:
        sys.exit(done.returncode)  # it has said why
    site.mark_prepared()


def announce(site: Site, password: str) -> None:
    say(f"""
Lineup is running. Ctrl-C stops it and keeps the data.

  Home         {site.url}/
  Comparison   {site.url}/compare/{REFERENCE_PAIR}/
  API          {site.url}/api/v1/docs/
  Admin        {site.url}/admin/   editor / {password}
""")


if __name__ == "__main__":
    sys.exit(main())
