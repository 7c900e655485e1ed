"""`fingerpost run`: prepares what is missing, then becomes supervisord, which keeps gateway and engine running."""

from __future__ import annotations

import configparser
import os
import socket
import sys
from pathlib import Path

from fingerpost.settings import PROJECT_ROOT, Settings

SAMPLE_FEEDS = {"356": "stockport.json", "801": "bristol.json", "926": "norfolk.json"}


class CannotRunError(RuntimeError):
    """Fingerpost cannot start; the sentence says why and what to do next."""


def run(configuration: Settings) -> None:
    """Train if needed, load the sample data into an empty directory, then become the supervisor. Does not return."""
    from bot.training import train_if_needed

    _check_ports(configuration)
    print("[1/3] The model: training only if the training data changed", flush=True)
    train_if_needed(configuration)
    print("[2/3] The Local Offer: loading the sample data only if the directory is empty", flush=True)
    load_sample_data_if_empty(configuration)
    print("[3/3] Starting", flush=True)
    conf = _write_supervisor_configuration(configuration)
    os.execv(sys.executable, [sys.executable, "-m", "supervisor.supervisord", "-n", "-c", str(conf)])  # noqa: S606


def _check_ports(configuration: Settings) -> None:
    ports = [
        (configuration.host, configuration.port, "FINGERPOST_PORT"),
        ("127.0.0.1", configuration.engine_port, "FINGERPOST_ENGINE_PORT"),
    ]
    for host, port, setting in ports:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except (OSError, OverflowError) as fault:
                reason = getattr(fault, "strerror", "it is not a port number")
                raise CannotRunError(
                    f"Port {port} cannot be used ({reason}). Stop the program that uses it, or set {setting} "
                    "to another number, and run the command again."
                ) from None


def load_sample_data_if_empty(configuration: Settings) -> None:
    """Bring the directory database up to date and, when it holds no service, import the sample feeds."""
    from sqlalchemy import select

    from fingerpost.directory import importer
    from fingerpost.directory.tables import Service
    from fingerpost.store import migrate, session

    address = configuration.directory_database()
    migrate(address, "directory")
    with session(address) as directory:
        if directory.execute(select(Service.id).limit(1)).first():
            return
    for authority, name in SAMPLE_FEEDS.items():
        feed = PROJECT_ROOT / "sample" / "local_offer" / name
        importer.import_local_offer(str(feed), address=address, authority=authority)


def _write_supervisor_configuration(configuration: Settings) -> Path:
    """A supervisord configuration for this installation; supervisord opens no port and no socket."""
    folder = configuration.data_directory
    (folder / "log").mkdir(parents=True, exist_ok=True)
    conf = configparser.RawConfigParser()
    conf["supervisord"] = {
        "nodaemon": "true",
        "silent": "true",
        "logfile": str(folder / "log" / "supervisor.log"),
        "pidfile": str(folder / "supervisor.pid"),
        "childlogdir": str(folder / "log"),
        **({"user": "root"} if os.geteuid() == 0 else {}),
    }
    for name, module in (("gateway", "bot.gateway.app"), ("engine", "bot.engine")):
        conf[f"program:{name}"] = {
            "command": f"{sys.executable} -m {module}",
            "directory": str(PROJECT_ROOT),
            "autorestart": "true",
            "startsecs": "2",
            "startretries": "20",
            "stopwaitsecs": "20",
            "redirect_stderr": "true",
            "environment": 'PYTHONWARNINGS="ignore"',
            "stdout_logfile": str(folder / "log" / f"{name}.log"),
            "stdout_logfile_maxbytes": "5MB",
            "stdout_logfile_backups": "2",
        }
    conf["eventlistener:narrator"] = {
        "command": f"{sys.executable} -m bot.narrator",
        "directory": str(PROJECT_ROOT),
        "events": "PROCESS_STATE",
        "stderr_logfile": "/dev/fd/2",
        "stderr_logfile_maxbytes": "0",
    }
    path = folder / "supervisord.conf"
    with path.open("w", encoding="utf-8") as file:
        conf.write(file)
    return path
