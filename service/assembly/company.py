"""What the other agreements of an article take up: the states named where they are spoken of, and in their names."""

from collections import Counter
from collections.abc import Collection, Iterable

from service.assembly.draft import Draft
from service.assembly.setting import Setting


class Company:
    """The agreements of one article that have a name and are not only set beside another."""

    def __init__(self, setting: Setting, drafts: Iterable[Draft]) -> None:
        told = [draft for draft in drafts if draft.cluster.named and draft.passing < 1]
        sentences = {number for draft in told for number in draft.sentences}
        self._spoken = Counter(state.code for number in sentences for state in setting.by_sentence[number])
        self._titled = Counter(code for draft in told for code in draft.cluster.codes)
        self.several = len(told) > 1

    def claims(self, draft: Draft, code: str) -> int:
        """How often a state is named where another one is spoken of and this one is not."""
        return max(0, self._spoken[code] - sum(draft.around.get(code, {}).values()))

    def entitles(self, code: str, own: Collection[str]) -> bool:
        """Whether it is named in the name of another one, and not in this one's."""
        return code in self._titled and code not in own
