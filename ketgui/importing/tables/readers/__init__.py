"""One file per format. A reader returns raw text and guesses no types."""
