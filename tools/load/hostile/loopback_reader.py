"""A reading process that may fetch from this machine, where the slow sites are."""

from index.ingestion.reading.__main__ import main

if __name__ == "__main__":
    main(lambda address: address.is_loopback)
