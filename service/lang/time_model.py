"""What a language pack holds of temporal expressions."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Forms = tuple[str, ...]
"""Word forms in the notation of service/lang/forms.py."""

Part = Literal["start", "middle", "end", "course"]
Unit = Literal["second", "minute", "hour", "day", "week", "month", "quarter", "half", "year", "decade", "century"]


class Data(BaseModel):
    """A table of a pack: unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Time(Data):
    """Words of temporal expressions, by the classes of service/extract/temporal."""

    month_endings: tuple[str, ...] = ("",)
    weekday_endings: tuple[str, ...] = ("",)
    months: dict[str, Forms] = {}
    weekdays: dict[str, Forms] = {}
    units: dict[Unit, Forms]
    parts: dict[Part, Forms]
    this: Forms
    last: Forms
    next: Forms
    same: Forms
    ago_before: Forms = ()
    ago_after: Forms = ()
    later: Forms
    earlier: Forms
    within: Forms
    days: dict[str, Forms] = Field(description="offset in days from the reference date → words: '-1' = gestern")
    numbers: dict[str, Forms]
    ordinals: dict[str, Forms] = {}
    about: Forms
    since: Forms
    until: Forms
    fillers: frozenset[str]
    joiners: frozenset[str]
    year_prepositions: frozenset[str]
    year_followers: frozenset[str] = frozenset()
    month_prepositions: frozenset[str]
    weekday_parts: dict[str, Forms] = Field(
        default={}, description="part of the day → what closes a weekday's name: EV = abend"
    )
    plurals: dict[Unit, Forms] = Field(default={}, description="forms of units that are plural only")
    following: Forms = Field(default=(), description="next, as seen from the date told before")
    preceding: Forms = ()
    after: Forms = Field(default=(), description="after, before a length of time or a date: nach zwei Tagen")
    counted_from: frozenset[str] = Field(
        default=frozenset(), description="words behind after or following that open what is counted from: après que"
    )
    elapsed: frozenset[str] = Field(
        default=frozenset(), description="single words before a length of time since the date told before: через год"
    )
    before: Forms = ()
    adverbs: Forms = Field(default=(), description="before a number or date, without weight: genau, schon, only")
    attributive: frozenset[str] = Field(
        default=frozenset(), description="before a date that belongs to a noun: der Vertrag vom 3. Mai"
    )
    limits: frozenset[str] = Field(default=frozenset(), description="single words for until")
    every: Forms = ()
    several: Forms = Field(default=(), description="unknown numbers: einige, several")
    exactly: Forms = Field(default=(), description="to the day")
    weekend: Forms = ()
    bc: Forms = ()
    decade_before: Forms = Field(default=(), description="before the number of a decade: les années 60")
    decade_suffixes: frozenset[str] = Field(
        default=frozenset(), description="behind the number of a decade: 90er, 1990s"
    )
    decade_noun: bool = Field(default=False, description="two digits need the noun: 90er Jahre")
    decades: dict[str, Forms] = Field(default={}, description="90 = neunziger")
    seasons: dict[str, Forms] = Field(default={}, description="SP SU FA WI")
    bare_seasons: frozenset[str] = Field(
        default=frozenset(), description="forms of seasons that by themselves say when: осенью"
    )
    dayparts: dict[str, Forms] = Field(default={}, description="MO MI AF EV NI DT")
    holidays: dict[str, Forms] = Field(default={}, description="12-25 = Weihnachten")
    references: dict[str, Forms] = Field(default={}, description="PRESENT_REF PAST_REF FUTURE_REF")
    relative: dict[str, Forms] = Field(
        default={}, description="one word for a unit and its distance: 'year -1' = Vorjahr, 'day +1 told' = Folgetag"
    )
    clock: dict[str, Forms] = Field(default={}, description="behind an hour: '24' = Uhr, am, pm")
    day_after_month: bool = Field(default=False, description="May 3")
    ordinal_endings: frozenset[str] = Field(
        default=frozenset(), description="what a hyphen ties to the number of a day: 1-го"
    )
    before_hour: frozenset[str] = Field(
        default=frozenset(),
        description="words before an hour; where there are any, '12.09' without them is a day and a month",
    )
    bare_days: frozenset[str] = Field(
        default=frozenset(), description="words before a day number that stands for a date: am 15."
    )
    numbered: frozenset[str] = Field(
        default=frozenset(), description="nouns before a number that is no year: Resolution 1540"
    )
    counted: frozenset[str] = Field(
        default=frozenset(), description="nouns behind a number that is no year, in lower case"
    )
    future_cues: Forms = Field(
        default=(), description="verbs that put a date in the future, for texts of which only dates are read"
    )
    past_cues: Forms = ()
    ahead_cues: Forms = Field(default=(), description="directly before a date to come: by, spätestens")
    short_years: frozenset[str] = Field(default=frozenset(), description="words before a year of two digits: en 97")
