"""What happened after the acute course."""
