"""Stage 5: a model is asked for what the rules left open; what verification proves enters the records."""

from service.fallback.fallback import Fallback
from service.fallback.resilience import ModelLoad
from service.fallback.search import Filled, Spent

__all__ = ["Fallback", "Filled", "ModelLoad", "Spent"]
