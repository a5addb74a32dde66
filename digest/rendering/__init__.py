"""Issues → Pages: Markdown → safe HTML, templates, feeds, data. No clock, no network: the same issues, the same bytes."""
