"""Rasa graph components: featurizer, classifier, extractors and gates."""
