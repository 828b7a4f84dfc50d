"""Use cases over the ports of the domain. No Qt, no peewee."""
