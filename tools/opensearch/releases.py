"""The releases of OpenSearch that the tests run on."""

from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Release:
    """One release with some plugins.

    Args:
        pom: names its artifacts for Maven.
        oldest_java: the oldest JDK that it runs on.
        plugins: their classes.
    """

    pom: Path
    oldest_java: int
    plugins: tuple[str, ...]


PLAIN = Release(
    _HERE / "pom.xml",
    21,
    ("org.opensearch.transport.Netty4ModulePlugin", "org.opensearch.painless.PainlessModulePlugin"),
)
WITH_KNN = Release(
    _HERE / "pom-knn.xml",
    17,
    (
        "org.opensearch.transport.Netty4Plugin",
        "org.opensearch.painless.PainlessPlugin",
        "org.opensearch.knn.plugin.KNNPlugin",
    ),
)
