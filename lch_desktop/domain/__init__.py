"""Pure rules and values: no Qt, no database, no files, no sockets."""
