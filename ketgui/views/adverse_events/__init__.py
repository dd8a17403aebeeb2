"""The Adverse events tab."""
