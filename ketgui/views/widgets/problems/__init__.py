"""Problems found in the files: listed, answered, exported."""
