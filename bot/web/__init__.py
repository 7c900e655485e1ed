"""The chat page and the embeddable widget: templates, static files and their rendering."""
