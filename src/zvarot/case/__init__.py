"""What we know: the case file, its parties, the campaign, and how they are read and reviewed."""
