"""What ``mtqa init`` looks for in a repository, and what it writes there."""

from __future__ import annotations

from mtqa.starting.drafts import Draft, Standing, attributes, configuration, pipelines
from mtqa.starting.hooks import HOOK_FILE, PLACEHOLDER, hook_block, with_hook
from mtqa.starting.survey import Survey, System, survey

__all__ = [
    "HOOK_FILE",
    "PLACEHOLDER",
    "Draft",
    "Standing",
    "Survey",
    "System",
    "attributes",
    "configuration",
    "hook_block",
    "pipelines",
    "survey",
    "with_hook",
]
