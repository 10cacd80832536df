"""The vector index on a cluster of OpenSearch that has the k-NN plugin."""
