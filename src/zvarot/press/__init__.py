"""What we make: PDF bytes from pages, and files from letters."""
