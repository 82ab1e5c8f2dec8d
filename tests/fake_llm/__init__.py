"""A scripted OpenAI-compatible server over real HTTP: ordinary code that does exactly what a test tells it to."""

from tests.fake_llm.replies import Reply, drop, hang, raw, refusal, say, say_asked, status, trickle
from tests.fake_llm.server import Asked, FakeModel

__all__ = ["Asked", "FakeModel", "Reply", "drop", "hang", "raw", "refusal", "say", "say_asked", "status", "trickle"]
