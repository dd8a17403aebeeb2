"""The study's nouns: frozen dataclasses and declared tables."""
