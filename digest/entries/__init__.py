"""Item → Entry ↔ file: identity, dates, links, Markdown, the content/ store. Trust is gained here and nowhere else."""
