"""The shapes of temporal expressions, over items. No word of any language stands here: the packs fill the classes.

Neighbouring items become a string of two characters each: the letter of the class, and what stands between it and the
next: '.', ',', '-', '/' as such, ' ' for nothing, 'o' for a filler such as 'of the', '&' for 'and'.

    Y year  Z 1912/13  N number up to 31  K one above  n number word  O ordinal
    I full numeric date  J 24.12.  C 14:30  G 14.30  k o'clock
    M month (m: no day may follow it)  W weekday  E weekend  S season  P part of the day  H holiday  D today, yesterday
    A year (X: years)  U unit (z: units)  V a unit and its distance in one word
    d decade  F years, before a decade too  B BC  R now, soon
    t this  l last  x next  s same  w following  v preceding  e every  q several  p start, middle, end  c about
    a ago (before the number)  g ago (behind it)  h later  b earlier  i in  j after  r before
    f from  u until  y to the day
"""

import re
from functools import lru_cache
from typing import NamedTuple

_G = "[ o]"
_YEAR = rf"(?:(?:[AX]{_G})?(?:Y|Z|[NK]{_G}B)(?:{_G}B)?)"
_REL = rf"(?:[tslxwv]{_G}(?:[tslxwv]{_G})?[AU]|[AU]{_G}[tslxwvhb]|V(?![ o]Y))"
_TAIL = rf"(?:[ ,o.](?:{_YEAR}|{_REL}))?"
_NEAR_TAIL = rf"(?:[ o](?:{_YEAR}|{_REL}))?"
_WD = rf"(?:(?:[tlxs]{_G})?W[ ,o.])?"
_DAY = r"[NO]"
_NTH = rf"(?:{_DAY}|O{_G}U)"
_NUM = r"(?:n(?:[ &-]n){1,3}|[NKn])"
_THAT_DAY = rf"(?:y|t{_G}U)"
_UNIT = "[AXUzF]"
_MONTH = "[Mm]"
_CLOCK = rf"(?:C(?:{_G}k)?|G{_G}k|[NO]{_G}k(?: N(?![. o][Mm]))?)"
_TOD = rf"(?:P|{_CLOCK})"
_DATE = (
    rf"(?:(?:[tslxwv]{_G})?(?:p{_G})?(?:[tslxwv]{_G})?{_WD}"
    rf"(?:{_NTH}[. o]{_MONTH}(?! {_DAY},Y)|M[ .o]{_DAY}(?![. o]{_MONTH})"
    rf"|{_MONTH}(?:[ o](?:[lxw]|b(?![ o]t))(?![ o][AU]))?)"
    rf"{_TAIL}(?:[ o][lxw](?![ o][AU]))?)"
)
_SHAPES = (
    ("interval", rf"(?:P{_G})?(?:f{_G})?{_WD}{_DAY}(?:[. o]u{_G}|[-/])(?:f{_G})?{_WD}{_DAY}[. o]{_MONTH}{_TAIL}"),
    (
        "interval",
        (
            rf"(?:P{_G})?(?:f{_G})?{_WD}{_DAY}[. o]{_MONTH}(?:[ ,o]{_YEAR})?(?:[ o,.]u{_G}|-)"
            rf"{_WD}{_DAY}[. o]{_MONTH}{_TAIL}"
        ),
    ),
    ("interval", rf"(?:f{_G})?M[ .o]{_DAY}(?:[ ,o]{_YEAR})?(?:[ o,.]u{_G}|-)M[ .o]{_DAY}{_TAIL}"),
    ("interval", rf"(?:f{_G})?M[ .o]{_DAY}(?:[ o]u{_G}|-){_DAY}(?![. o]{_MONTH}){_TAIL}"),
    ("interval", rf"(?:f{_G})?(?:p{_G})?{_MONTH}(?:[ ,o]{_YEAR})?(?:[ o]u{_G}|[-/])(?:p{_G})?{_MONTH}{_TAIL}"),
    ("interval", rf"f{_G}{_DAY}&{_DAY}[. o]{_MONTH}{_TAIL}"),
    (
        "interval",
        rf"f{_G}{_WD}{_DAY}[. o]{_MONTH}&{_WD}{_DAY}[. o]{_MONTH}{_TAIL}|f{_G}M[ .o]{_DAY}&M[ .o]{_DAY}{_TAIL}",
    ),
    ("interval", rf"f{_G}(?:p{_G})?{_MONTH}(?:[ o]{_YEAR})?&(?:p{_G})?{_MONTH}(?![ .o]{_DAY}){_TAIL}"),
    ("interval", r"I(?:[ o]u[ o]|-)I"),
    ("years", rf"(?:f{_G})?[YNK](?:[ o]u{_G}|[-/])[YNK]{_G}B|(?:f{_G})?Y(?:[ o]u{_G}|-)Y|f{_G}Y&Y"),
    ("list", rf"(?:{_DAY}[,&/])+{_DAY}[. o]{_MONTH}{_TAIL}"),
    ("list", rf"M[ .o]{_DAY}(?:[,&]{_DAY}(?![. o]{_MONTH}))+{_TAIL}"),
    ("list", rf"(?:{_MONTH}[,&])+{_MONTH}(?![ .o]{_DAY}){_TAIL}"),
    ("numeric", rf"(?:{_TOD}[ o])?{_WD}[IJ](?:[ o]P| {_CLOCK})?"),
    ("moved_from", rf"(?:c{_G})?{_NUM}{_G}{_UNIT}{_G}[arj][ o](?:{_DATE}|I|D)"),
    (
        "deictic_ago",
        (
            rf"(?:D|(?:t{_G})?W|{_DATE}|J)[ ,o]a[ o](?:c{_G})?{_NUM}{_G}{_UNIT}"
            rf"|(?:c{_G})?{_NUM}{_G}{_UNIT}{_G}g[ ,o](?:D|t{_G}W)"
            rf"|a[ o](?:c{_G})?{_NUM}{_G}{_UNIT}[ ,o]D(?![ ,o]a)|D[ o](?:c{_G})?{_NUM}{_G}{_UNIT}{_G}g"
            rf"|a[ o]D[ ,o](?:c{_G})?{_NUM}{_G}{_UNIT}|P[ o]a[ o](?:c{_G})?{_NUM}{_G}[AX]"
            rf"|{_DAY}[. o]{_MONTH}o{_NUM}{_G}[AUX]{_G}g|V[ ,o]D|D[ o]V"
        ),
    ),
    ("day_in_year", rf"(?:D|{_THAT_DAY})[ o](?:i{_G})?{_YEAR}"),
    ("deictic", rf"(?:{_TOD}{_G}(?:f{_G})?)?(?:[tslx]{_G})?W[ ,]D(?![ ,o]a)"),
    ("calendar", rf"(?:{_WD}{_DAY}[. o])?m K(?!{_G}{_UNIT})"),
    ("calendar", rf"(?:(?:P[ o]|{_CLOCK} |{_CLOCK}[o](?=[NOW]))(?:f{_G})?)?{_DATE}(?:[ o]P| {_CLOCK})?"),
    ("weekend", rf"(?:[tslxw]{_G})?(?:p{_G})?E(?:[ o][lx])?"),
    ("set", rf"e{_G}(?:W|(?:[Nn]{_G})?{_UNIT}|E|{_MONTH})"),
    (
        "weekday",
        (
            rf"(?:{_TOD}{_G})?(?:{_REL}[ ,o]|[tslxw]{_G}(?:s{_G})?)?W(?:[ o](?:[lx](?![ o][AUW])))?"
            rf"(?:[ o,]{_REL})?(?:[ o]P| {_CLOCK})?"
        ),
    ),
    ("deictic", rf"(?:{_TOD}[ o])?(?:[phb]{_G})?D(?:[ o,]W)?(?:[ o](?:p{_G})?P| {_CLOCK})?"),
    (
        "ago",
        (
            rf"(?:{_THAT_DAY}[ ,o])?a[ o](?:c{_G})?(?:{_NUM}|q){_G}{_UNIT}(?:{_G}g)?(?:[ ,o]{_THAT_DAY})?"
            rf"|(?:{_THAT_DAY}[ ,o])?(?:c{_G})?(?:{_NUM}|q){_G}{_UNIT}{_G}g(?:[ ,o]{_THAT_DAY})?"
        ),
    ),
    ("later", rf"(?:y[ ,o])?(?:c{_G})?(?:{_NUM}|q){_G}{_UNIT}{_G}[hb](?![ o](?:t|l|s|f[ o]))"),
    ("within", rf"(?:D[ o])?i[ o](?:c{_G})?{_NUM}{_G}{_UNIT}"),
    ("after", rf"j[ o](?:c{_G})?{_NUM}{_G}{_UNIT}"),
    ("elapsed", rf"[ij][ o](?:c{_G})?[AU](?![ o][tslxwvhbgarYNK])"),
    ("season", rf"(?:[tslxwv]{_G})?(?:p{_G})?S(?:[ o][lxb](?![ o][AU]))?{_NEAR_TAIL}"),
    ("holiday", rf"H{_NEAR_TAIL}"),
    ("decade", rf"(?:p{_G})?(?:d(?:[ -][XA])?|F[ o][NK]|F[ o]Y)"),
    ("span_of", rf"[lxwtv]{_G}(?:{_NUM}|q){_G}[XzAUF]|(?:{_NUM}){_G}[lxwtv]{_G}[XzF]|[lxwv]{_G}[XzF](?![ o][NKY])"),
    ("part", rf"(?:p{_G})?(?:[NO][. -]|n )U(?:{_G}B)?{_NEAR_TAIL}"),
    ("bare_day", rf"{_DAY}[. o](?:{_REL}|U)"),
    ("led_day", rf"[lx]{_G}U{_G}N(?![. o]{_MONTH}|[ -]{_UNIT})"),
    ("unit", rf"(?:{_TOD}{_G})?(?:[phb]{_G})?{_REL}(?:[ o]{_TOD})?|p{_G}[AU](?![ o](?:Y|{_MONTH}))"),
    ("year", rf"(?:V{_G})?(?:p[ o-])?(?:c{_G})?(?:p{_G})?{_YEAR}"),
    ("short_year", rf"K(?![ -]{_UNIT})"),
    ("duration", rf"(?:c{_G})?(?:{_NUM}[ -]|n[ o]|q{_G}){_UNIT}"),
    ("same_part", rf"[tslxw]{_G}P"),
    ("clock", _CLOCK),
    ("day_number", _DAY),
    ("reference", "R"),
)
_GRAMMAR = re.compile("|".join(f"(?P<s{i}>{pattern})" for i, (_, pattern) in enumerate(_SHAPES)))
_CORE = re.compile("[YZNKnOIJCMmWESPHDAXUzVdFBR]")


class Phrase(NamedTuple):
    """Items [first:last) of a chunk make an expression of this shape."""

    shape: str
    first: int
    last: int


@lru_cache(maxsize=16_384)
def parse(letters: str) -> tuple[Phrase, ...]:
    """The expressions in a chunk (letters and the marks between them), left to right, each the first shape to fit."""
    found = []
    for match in _GRAMMAR.finditer(letters + "_") if _CORE.search(letters) else ():
        if match.start() % 2 == 0:
            shape = next(name for i, (name, _) in enumerate(_SHAPES) if match.start(f"s{i}") >= 0)
            found.append(Phrase(shape, match.start() // 2, (match.end() + 1) // 2))
    return tuple(found)
