"""Source → Items: asking, reading, telling kinds apart. Nothing here is trusted, and nothing here is kept."""
