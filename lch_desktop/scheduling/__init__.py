"""Waiting for the morning: the scheduler only says "it is time", the rules say what for."""
