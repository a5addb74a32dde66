"""digest: source texts and feeds → Markdown entries → a static news digest."""

__version__ = "0.1.0"
