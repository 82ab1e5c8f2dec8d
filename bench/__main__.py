"""Prints every measurement; exits with 1 if a limit was passed."""

import asyncio
import sys
from collections.abc import Sequence

from bench.measure import Limit
from bench.over_http import time_first_request, time_requests
from bench.peers import time_peers
from bench.rules import time_articles, time_growth, time_usual_length
from bench.texts import tuning_articles
from bench.under_load import time_batch, time_beside_a_long_article, time_refusals
from schemas.article import Article
from service.pipeline import Pipeline
from service.settings import Settings


async def time_rules(articles: Sequence[Article]) -> list[Limit]:
    """Print what the rules cost; returns what has a limit."""
    pipeline = Pipeline.build(Settings.load())
    try:
        print(await time_articles(pipeline, articles))
        print(await time_peers(pipeline, articles))
        return [*await time_usual_length(pipeline, articles), *await time_growth(pipeline, articles)]
    finally:
        await pipeline.close()


def main() -> int:
    """Measure and print; returns the exit code."""
    articles = tuning_articles()
    limits = asyncio.run(time_rules(articles))
    limits.append(time_requests(articles))
    limits.append(time_first_request(articles))
    limits += [time(articles) for time in (time_batch, time_beside_a_long_article, time_refusals)]
    print(*limits, sep="\n")
    return 0 if all(limit.kept for limit in limits) else 1


if __name__ == "__main__":
    sys.exit(main())
