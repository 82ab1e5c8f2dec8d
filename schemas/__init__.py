"""The public contract of Treaty Records as pydantic models; imports nothing else of the project."""
