"""The preview: a page that redraws a letter as its files change."""
