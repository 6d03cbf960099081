"""The hashes of tokens by which others read and write."""
