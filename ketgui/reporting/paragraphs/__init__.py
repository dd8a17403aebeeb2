"""What a report says in sentences: methods, results, captions, limitations, and their style."""
