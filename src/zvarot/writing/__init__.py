"""What we say: what an audience may learn, composed into a letter and laid out as a page."""
