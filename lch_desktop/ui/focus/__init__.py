"""The hour itself: one card, one key, the next card."""
