"""Sections → Issue: which day an issue has, what it is called, what stands before and after it. Pure."""
