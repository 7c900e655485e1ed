"""The Local Offer: its tables, the readers of the three feed formats, the import and the search."""
