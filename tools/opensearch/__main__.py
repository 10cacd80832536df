"""Run a command beside nodes of OpenSearch: python -m tools.opensearch [--nodes 3] [--knn] COMMAND ...

The nodes keep their data in a temporary folder, listen on this machine alone, and end with the command. It finds
their addresses in TEST_OPENSEARCH_URL, separated by commas. Their jars come from Maven; see jars.py.
"""

import argparse
import os
import signal
import subprocess
import sys

from tools.opensearch.cluster import running_cluster
from tools.opensearch.jars import MissingProgramError, require_programs
from tools.opensearch.releases import PLAIN, WITH_KNN


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.opensearch")
    parser.add_argument("--nodes", type=int, default=1, choices=(1, 3), help="how many nodes")
    parser.add_argument("--knn", action="store_true", help="the newest release whose k-NN plugin Maven has")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    given = parser.parse_args(arguments)
    release = WITH_KNN if given.knn else PLAIN
    try:
        require_programs(release)
    except MissingProgramError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the nodes are ended
    with running_cluster(given.nodes, release) as cluster:
        environment = {**os.environ, "TEST_OPENSEARCH_URL": ",".join(cluster.urls)}
        return subprocess.run(given.command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
