"""Nodes of OpenSearch on 127.0.0.1 for tests, each in a process of its own."""

import json
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tools.loopback import free_port
from tools.opensearch.jars import built_jars, java_home
from tools.opensearch.releases import PLAIN, Release

_START_SECONDS, _STOP_SECONDS = 120, 20
_HEAP = "512m"
# What Java has made of the classes that it read, for the next start: a node takes a third of the processor time.
_SHARED_CLASSES = "classes.jsa"


class Cluster:
    """One node or several, numbered from 0. Used by one thread."""

    def __init__(self, folder: Path, size: int, release: Release) -> None:
        """Keep the data of the nodes in this folder."""
        self._folder, self._release, self._jars = folder, release, built_jars(release)
        self._java = java_home(release.oldest_java) / "bin" / "java"
        self._ports = [free_port() for _ in range(size)]
        self._transport = [free_port() for _ in range(size)]
        self._processes: dict[int, subprocess.Popen[bytes]] = {}

    @property
    def urls(self) -> list[str]:
        return [f"http://127.0.0.1:{port}" for port in self._ports]

    @property
    def pids(self) -> list[int]:
        return [self._processes[number].pid for number in sorted(self._processes)]

    def start(self) -> None:
        """Start all nodes, and wait until they have found each other."""
        for number in range(len(self._ports)):
            self.start_node(number)
        self.wait_for(len(self._ports))

    def start_node(self, number: int) -> None:
        """Start a node without waiting for it."""
        home = self._folder / str(number)
        home.mkdir(exist_ok=True)
        with (home / "log").open("ab") as log:
            self._processes[number] = subprocess.Popen(
                [*self._java_command(), str(home), ",".join(self._release.plugins), *self._settings(number)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def kill(self, number: int) -> None:
        """End a node as a loss of power would."""
        process = self._processes.pop(number)
        process.kill()
        process.wait()

    def wait_for(self, nodes: int, status: str = "yellow") -> None:
        """Wait until so many nodes have found each other, and every index is at least in this state."""
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            for number, process in self._processes.items():
                if process.poll() is not None:
                    log = (self._folder / str(number) / "log").read_text(encoding="utf-8", errors="replace")
                    raise RuntimeError(f"node {number} has ended: {log[-2000:]}")
            path = f"/_cluster/health?timeout=1s&wait_for_nodes={nodes}&wait_for_status={status}"
            if not self.call("GET", path).get("timed_out", True):
                return
            time.sleep(0.1)
        raise TimeoutError("the nodes do not find each other")

    def manager(self) -> int:
        """Return the number of the node that manages the cluster."""
        state = self.call("GET", "/_cluster/state/master_node,nodes")
        return int(str(state["nodes"][state["master_node"]]["name"]))  # type: ignore[index]

    def call(self, method: str, path: str, body: object = None) -> dict[str, object]:
        """Return what the first node that answers says; nothing if none does."""
        data = None if body is None else json.dumps(body).encode()
        for number in sorted(self._processes):
            address = f"http://127.0.0.1:{self._ports[number]}{path}"
            request = urllib.request.Request(address, data, {"Content-Type": "application/json"}, method=method)
            try:
                with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
                    found: dict[str, object] = json.load(answer)
                    return found
            except OSError:
                continue
        return {}

    def stop(self) -> None:
        """End all nodes, whatever they do."""
        for process in self._processes.values():
            process.send_signal(signal.SIGTERM)
        for process in self._processes.values():
            try:
                process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._processes.clear()

    def _java_command(self) -> Sequence[str]:
        return [
            str(self._java),
            f"-Xms{_HEAP}",
            f"-Xmx{_HEAP}",
            "-XX:+UseSerialGC",
            "-XX:+IgnoreUnrecognizedVMOptions",  # before version 19 there is no such archive
            "-XX:+AutoCreateSharedArchive",
            f"-XX:SharedArchiveFile={self._jars / _SHARED_CLASSES}",
            "--enable-native-access=ALL-UNNAMED",
            f"-Dlog4j2.configurationFile={self._jars / 'log4j2.properties'}",
            "-cp",
            f"{self._jars / 'lib'}/*",
            "LoopbackNode",
        ]

    def _settings(self, number: int) -> Iterator[str]:
        names = ",".join(map(str, range(len(self._ports))))
        yield "cluster.name=kutip-test"
        yield f"node.name={number}"
        yield f"http.port={self._ports[number]}"
        yield f"transport.port={self._transport[number]}"
        # A full disk is not what is tested.
        yield "cluster.routing.allocation.disk.threshold_enabled=false"
        if len(self._ports) == 1:
            yield "discovery.type=single-node"
            return
        yield "discovery.seed_hosts=" + ",".join(f"127.0.0.1:{port}" for port in self._transport)
        yield f"cluster.initial_cluster_manager_nodes={names}"


@contextmanager
def running_cluster(size: int, release: Release = PLAIN) -> Iterator[Cluster]:
    """Run so many nodes until the end of the block, with their data in a temporary folder."""
    folder = Path(tempfile.mkdtemp(prefix="kutip-opensearch-"))
    cluster = Cluster(folder, size, release)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)
