"""One module for each channel, all with the same interface."""
