"""The import assistant: from a file to members, step by step."""
