"""The hinge: Rasa custom actions, one module for each skill."""
