"""What is looked for in the scales: unnamed, unsure, unknown."""
