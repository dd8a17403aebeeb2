"""The analysis as a folder that R computes again: tables as CSV and one script."""
