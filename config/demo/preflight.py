"""What must be true before anything is started."""

import errno
import importlib
import socket

from config.demo.problem import DemoProblem

MODULES = {"ssl": "OpenSSL", "ctypes": "libffi", "zlib": "zlib", "fcntl": "Unix file locks"}


def check_python() -> None:
    for module, part in MODULES.items():
        try:
            importlib.import_module(module)
        except ImportError:
            raise DemoProblem(
                f"This Python was built without {part} (module {module}): "
                "remove .venv and run `make demo PYTHON=<another python3>`."
            ) from None


def check_port(host: str, port: int) -> None:
    try:
        _bind(host, port)
    except PermissionError:
        raise DemoProblem(f"Port {port} needs root: run `make demo PORT={port + 8000}`.") from None
    except OSError as error:
        if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
            raise DemoProblem(
                f"HOST={host} is no address of this machine: try HOST=127.0.0.1."
            ) from None
        raise DemoProblem(
            f"Port {port} on {host} cannot be used ({error.strerror}): "
            f"stop what uses it, or run `make demo PORT={port % 65535 + 1}`."
        ) from None


def _bind(host: str, port: int) -> None:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    family, kind, protocol, _, address = found[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)
        probe.listen()
