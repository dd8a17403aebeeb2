"""The Protocol tab."""
