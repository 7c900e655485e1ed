"""How Fingerpost talks: the Rasa engine, the public gateway and the command line."""
