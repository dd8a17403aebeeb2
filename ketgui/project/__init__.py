"""The project file: what was read, answered, changed and defined, to be obtained again."""
