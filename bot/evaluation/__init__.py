"""The project's own evaluation of understanding, on messages that were not trained on: `fingerpost evaluate`."""
