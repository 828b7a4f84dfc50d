"""SQLite behind the ports of the domain."""
