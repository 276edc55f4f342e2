"""Memory: tables, queries, writes, blobs."""
