"""The barriers, one module each; what was found is journaled before anything is changed."""
