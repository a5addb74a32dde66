"""Pages → files: only what changed, only what is ours, in an order in which no reader meets a dead link."""
