"""The rules in Python, a module a topic; each has its rules in ``RULES``, and `mtqa.rules.catalogue` gathers them."""
