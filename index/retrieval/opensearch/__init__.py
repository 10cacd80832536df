"""One index on a cluster of OpenSearch: asking its nodes, replacing it, and letting one process write."""
