"""What several figures are made of: bars, forests, means, groups and sentences."""
