"""Writing beside a live page: watch the files, build again, show it in the browser. Never touches site/.

It knows no pipeline: it is handed a function that builds, and the files that matter.
"""
