"""Text cells become typed rows."""
