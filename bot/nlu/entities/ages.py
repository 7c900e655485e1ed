"""Ages in whole years, 0 to 25."""

from __future__ import annotations

import re

from bot.nlu.entities.found import Entity
from bot.nlu.entities.numbers import NUMBER_PATTERN, whole_number
from bot.nlu.entities.sentences import is_short, just_after, just_before, tells_a_story

OLDEST = 25
_OLDEST_IN_MONTHS = 47

# "Forty three years old" is no child of three.
_NOT_OF_A_GROWN_UP = "".join(
    rf"(?<!{tens}[\s-])" for tens in ("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
)
_N = rf"(?<![\w£])(?<!\d[:/.,-]){_NOT_OF_A_GROWN_UP}(?P<n>{NUMBER_PATTERN})"
_FIGURES = r"(?<![\w£])(?P<n>\d{1,2})(?!\d|[/.:]\d)"
_WORD_OR_FIGURES = rf"(?P<n>(?!(?:zero|one|two)\b){NUMBER_PATTERN})"
_YEARS = r"(?:years?|yrs?|yr)"
_HALF = r"(?:\s*(?:and\s+(?:a\s+half|three\s+quarters|a\s+quarter|a\s+bit)|½|1/2))?"
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*"
_SEASON = r"(?:summer|autumn|spring|winter|new\s+year|holidays)"
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
# A number that something else is counted by is no age: "he's 2 years behind", "she has 3 brothers", "2 to 1".
_COUNTED = (
    r"%|£|(?:months?|mths?|weeks?|wks?|days?|minutes?|mins?|hours?|hrs?|years?|yrs?|terms?|times?|miles?|pounds?|quid|"
    r"pence|grand|k|hundred|thousand|pm|am|o['’]?clock|of|pages?|kids|children|brothers?|sisters?|siblings|boys|girls|"
    r"people|adults|staff|pupils|schools?|others?|different|more|points?|levels?|sessions?|lessons?|letters?|emails?|"
    r"calls?|appointments?|exclusions?|seizures?|words?|steps?|stone|kg|inches|foot|feet|per|out|st|nd|rd|th|"
    rf"in\s+(?:the\s+(?!{_SEASON})|an?\s+(?!month|week|fortnight)|every|ten|"
    r"(?:\d+|two|three|four|five)\s+(?!months|weeks|days)))\b|"
    r"to\s*(?:\d|one\b|two\b)|[-–:]\s*(?:\d|to\b)|"
    r"and\s+a\s+half\s+(?:hours?|weeks?|months?|miles?|years?\s+(?!old))"
)
_AGE = rf"{_N}\b{_HALF}(?!\s*(?:{_COUNTED}))"
# What has to follow where only a number is said of somebody, and where a number stands all alone.
_ENDS = r"(?=\s*(?:[,.;:!?)\n–]|-\s|$)|\s+(?:and|but|with|now|w/)(?:\s|$))"
_ALONE = r"(?=\s*(?:[,;!?\n–]|\s-\s|$)|\s+with\s|\s+(?:last|this)\s+(?:week|month))"

_CHILD = (
    r"(?:(?:grand|gran|foster\s?|step\s?)?(?:child|kid|son|daughter)|cyp|boy|girl|lad|lass|toddler|baby|babe|"
    r"little\s+(?:one|man|girl|boy)|youngest|eldest|oldest|teen(?:ager)?|young\s+(?:man|woman|lady|lad|person|adult)|"
    r"nephew|niece|brother|sister|student|pupil|ds|dd|dau|dtr|bairn|wean|pikin|kiddo|godson|goddaughter|lassie|laddie)"
)
_CHILDREN = rf"(?:{_CHILD}s?|children|twins?|triplets|kids)"
_WHO = rf"(?:he|she|they|who|mine|ours|my\s+(?:two|three)|{_CHILDREN}|{_CHILD},\s+\w+,)"
_IS = r"(?:['’]?s|['’]?re|\s+is|\s+are|\s+who\s+is|\s+who['’]?s|\s+has\s+(?:just\s+)?turned)"
_JUST = r"(?:(?:only|just|now|actually|really|still|currently|both|also|already|barely|just\s+gone|just\s+turned)\s+)?"
# What makes the age told one that is still to come: "nearly 7", "7 in June".
_NOT_YET = (
    r"nearly|almost|just\s+under|just\s+about|not\s+(?:quite|yet|even)|coming\s+up(?:\s+(?:to|for|on))?|"
    r"about\s+to\s+(?:turn|be)|turning|rising"
)
_SOON = rf"(?:(?P<near>{_NOT_YET})\s+)?"
_SOON_OF_A_CHILD = (
    rf"(?:(?P<near>{_NOT_YET}|going\s+on|getting\s+on\s+for|approaching|soon(?:\s+(?:to\s+be|be))?|turns)\s+)?"
)
_BIRTHDAY = (
    r"(?P<birthday>\s+(?:in\s+(?:a|one|two|three|four|five|six|\d+)\s+(?:few\s+)?(?:months?|weeks?|days?|fortnight)|"
    rf"(?:in|on|at)\s+(?:{_MONTH}|christmas|easter|{_DAY}|the\s+\d|\d|the\s+{_SEASON})|next\s|tomorrow|soon))"
)

_WITH_YEARS = (
    rf"\b{_SOON}{_N}[\s-]*(?:{_HALF}[\s-]*)?{_YEARS}[\s-]*(?:olds?\b|of\s+age\b|age\b)",
    rf"\b{_SOON}{_N}[\s-]*(?:y[/.]?o\b|y\.?\s?o\b|y\b|yr\b(?!\s*\d))",
    rf"\b(?:aged?|ages|age\s+is)\b\s*:?\s*(?:of\s+)?(?:between\s+)?{_SOON}{_AGE}",
    rf"\b(?:he|she|{_CHILD})(?:\s+(?:is|have|has)|['’]?s)\s+{_N}\s+{_YEARS}(?:\s+(?:and\s+)?\d+\s+months?\b|{_ENDS})",
)
_OF_SOMEBODY = (
    rf"\b{_WHO}{_IS}\s+{_JUST}{_SOON_OF_A_CHILD}{_AGE}{_BIRTHDAY}?",
    rf"(?:\b{_WHO}(?:\s+will\s+be|['’]ll\s+be|\s+turns)|(?:^|[.!?,]\s+)(?:will\s+be|turns))\s+{_AGE}{_BIRTHDAY}",
    rf"\b(?:he|she|they|{_CHILD})\s+was\s+{_AGE}(?=\s+(?:last|this|on|yesterday|today|in\s+{_MONTH}))",
    rf"\b(?:he|she)\s+{_N}\b{_ENDS}",
    rf"\b(?:i['’]?m|i\s+am)\s+{_JUST}{_SOON_OF_A_CHILD}{_AGE}{_BIRTHDAY}?",
    rf"\b(?:both|each)\s+{_SOON}{_AGE}{_ENDS}",
    rf"\b{_CHILDREN}\s*[,(–-]?\s*{_SOON}{_N}(?:\s*{_YEARS})?{_HALF}{_ENDS}",
    rf"\b{_CHILD}\s+{_FIGURES}\b{_HALF}(?!\s*(?:{_COUNTED}))",
    rf"\b{_CHILDREN}\s+of\s+{_SOON}{_AGE}",
    rf"\b(?:he|she|who|{_CHILD}){_IS}\s+[^.,;!?\d\n]{{1,40}}\band\s+{_SOON}{_AGE}{_ENDS}",
    rf"\b(?P<near>{_NOT_YET})\s+{_AGE}",
    rf"\b(?:(?:just\s+)?turned|just\s+gone)\s+{_AGE}",
    rf"\bis\s+(?:of\s+)?{_N}(?:\s*{_YEARS})?(?=\s+with\b)",
    rf"\bis\s+of\s+{_N}\s*{_YEARS}\b",
    rf"\b(?:he|she)\s+{_N}(?=\s+(?:he|she|no)\b)",
    r"\b(?:past|since|after|had|was)\s+(?:his|her|their)\s+(?P<n>\d{1,2})(?:st|nd|rd|th)(?:\s+birthday)?\b",
    r"\b(?:his|her|their)\s+(?P<n>\d{1,2})(?:st|nd|rd|th)(?:\s+birthday)?(?P<birthday>\s+in\s+(?:a|two|three)\s+\w+)",
    rf"\bis\s+{_JUST}{_SOON}{_N}(?=,\s+(?:and|he|she|they|with|has|in|autistic|we)\b)",
    rf"(?:^|[,.;]\s+){_N}(?=\s+last\s+(?:week|weekend|month|{_DAY}|{_MONTH})\b)",
    r"\b(?P<n>\d{1,2})(?:st|nd|rd|th)\s+birthday\s+(?:was|just\s+gone|last|yesterday|this\s+week)\b",
    r"\b(?P<n>\d{1,2})(?:st|nd|rd|th)\s+birthday(?:\s+is)?\s+(?P<birthday>coming|in|next|soon|on|tomorrow|this)\b",
    rf"\bnow\s+(?:is\s+|aged\s+)?{_AGE}{_ENDS}",
)
# "Dance in Leeds, 14, loves music"; "10 and PDA"; the answer "7".
_BY_ITSELF = (
    rf"^\W*(?:(?:and|so|um|oh|sorry|no|yes|well|i\s+meant?)\W+)*{_SOON}{_N}(?:\s*{_YEARS})?\W*$",
    r"^\W*(?P<n>\d{1,2})\s+(?:and|with)\s+(?!a\s+half|\d)",
    rf"(?:^|[.!?]\s|\n)\s*{_SOON}{_FIGURES}(?:\s*{_YEARS})?{_HALF}{_ALONE}",
    rf"(?:[,;(–]|\s-\s)\s*(?:now\s+)?{_SOON}{_FIGURES}(?:\s*{_YEARS})?{_HALF}(?:{_ALONE}|(?=\s*\.))",
    rf"(?:^|,)\s*{_SOON}{_WORD_OR_FIGURES}{_HALF}(?=,|\s*[.!?]?\s*$)",
    rf"[.!?]\s+{_SOON}{_FIGURES}{_HALF}(?=\s*\.(?:\s+[A-Z]|\s*$))",
    rf"(?:(?:^|[,.;])\s*|\bso\s+){_N}\s+now\b",
    rf"(?:^|[,.;]\s+){_N}(?P<birthday>\s+(?:in\s+(?:a|two|three)\s+(?:weeks?|fortnight|months?)|next\s+(?:week|month)))\b",
    rf"(?<!\w)\((?:aged?\s*)?(?P<n>\d{{1,2}})(?:\s*{_YEARS})?\)",
)
# "Lily is 9", "raising Tyler 12": only its capital tells a name from "the limit is 9", and not from "Section 12".
_NO_NAME = (
    r"There|It|This|That|What|Which|Who|Here|Mine|Age|Ages|Aged|Years?|Yr|Sections?|Stage|Band|Class|Part|School|Number|"
    r"Limit|The|My|Our|His|Her|Hearing|Deadline|Date|Today|Tomorrow|Regulations?|Regs?|Weeks?|Chapter|Room|Page|Article|"
    r"Schedule|Sch|Form|Grade|Level|Term|Unit|Paragraph|Para|Step|Point|Day|Group|Appendix|Outcome|Item|Question|Rule|"
    r"Act|Table|Version|Post|Under|Over|Until|Code|Type|Covid|Windows|Key|Practice|Entry|Phase|Tier|Wave|Line|Bus|Flat|"
    r"Ward|January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|"
    r"Jul|Aug|Sept?|Oct|Nov|Dec|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|About|Around|After|Before|At|"
    r"By|From|Only|Just|Now|Nearly|Almost|Another|Both|All|Got|Had|Have|Has|Is|Was|For|In|On|To|Of|And|But|Or|With"
)
_NAME = rf"\b(?!(?:{_NO_NAME})\b)[A-Z][a-z]+"
_OF_A_NAME = (rf"{_NAME}(?:['’]s|\s+is)\s+{_JUST}{_SOON}{_N}{_ENDS}", rf"{_NAME}\s+{_FIGURES}{_ENDS}")

_PATTERNS = [re.compile(pattern, re.IGNORECASE) for pattern in (*_WITH_YEARS, *_OF_SOMEBODY, *_BY_ITSELF)]
_PATTERNS += [re.compile(pattern) for pattern in _OF_A_NAME]
_THING = r"(?:draft|plan|letter|report|referral|request|e-?mail|complaint|tablet|chair|device|assessment|reply)s?\b"
_MONTHS_OR_WEEKS_OLD = re.compile(
    rf"{_N}[\s-]*(?P<unit>months?|mths?|mo|weeks?|wks?)[\s-]*old\b(?!\s+{_THING})", re.IGNORECASE
)
_IS_MONTHS = re.compile(
    rf"\b(?:(?:he|she|they){_IS}|{_CHILDREN}(?:{_IS}|\s+of)?),?\s+{_JUST}(?P<n>{NUMBER_PATTERN})[\s-]*(?P<unit>months?|mths?)\b"
    r"(?!\s*(?:behind|late|away|ago|into|on|of|without|old|wait|since|below|in|over|past|from|off|down|long))",
    re.IGNORECASE,
)
# Another time than now ("when he is 18"), another measure ("a reading age of 6"), a comparison ("like a 5 year old").
_ANOTHER_TIME = re.compile(
    r"\b(?:when|whenever|until|till|til|once|before|after|by\s+the\s+time|from\s+when|as\s+soon\s+as|as\s+if|as\s+though|"
    r"like|if)\s+(?:(?:my|our|the|a)\s+)?$",
    re.IGNORECASE,
)
_ANOTHER_MEASURE = re.compile(
    r"\b(?:until|till|til|to|from|at|by|before|after|under|over|past|beyond|since|below|above|around|the|legal|school|"
    r"mental|reading|spelling|language|speaking|developmental|working|ability)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"\b(?:like|as|than|level\s+of|working\s+at|as\s+\w+\s+as)\s+an?\s+(?:\w+\s+)?$", re.IGNORECASE)
_LEVEL_FOLLOWS = re.compile(
    rf"^[\s-]*(?:and[\s-]a[\s-]half)?[\s-]*(?:{_YEARS}|months?)?[\s-]*(?:olds?)?['’]?s?[\s-]+"
    r"(?:level|stage|standard|check|review|development)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:^|[\s,])\d+\s*[,;]\s*$")


# "Gymnastics spina bifida 8 Ormskirk", "dance class adult 23 Exeter": a number among the words of a search.
_BARE_NUMBER = re.compile(rf"(?<![\w£.:/-])(?P<n>\d{{1,2}})(?![\w.:/%£-])(?!\s*(?:{_COUNTED}))(?:\s*{_YEARS}\b)?")
_FIGURE = re.compile(r"(?<![\w£])\d+\b")
_NUMBER_OF_SOMETHING = re.compile(
    r"\b(?:under|over|max|maximum|year|yr|y|section|part|stage|band|code|form|key|level|tier|no|number|room|route|bus|"
    r"post|age|ages|reg|regulation|chapter|about|around|within|after|before|until|at|by|from|to|or|than)\s*$",
    re.IGNORECASE,
)
_MOST_WORDS_OF_A_SEARCH = 9


def find_ages(text: str) -> list[Entity]:
    """The ages told in the text, as they are now: "nearly 7" is 6. A child counted in months is 0 to 3 years old."""
    return _told(text) or _in_a_search(text)


def _in_a_search(text: str) -> list[Entity]:
    """The one number in a message of a few words that tells no story, where it counts nothing."""
    if not is_short(text, _MOST_WORDS_OF_A_SEARCH) or tells_a_story(text):
        return []
    numbers = list(_BARE_NUMBER.finditer(text))
    if (
        len(numbers) != 1
        or len(_FIGURE.findall(text)) != 1
        or _NUMBER_OF_SOMETHING.search(just_before(text, numbers[0].start()))
    ):
        return []
    age = whole_number(numbers[0]["n"])
    is_alone = numbers[0].group().strip() == text.strip(" .!?")
    return [Entity("age", age, numbers[0].start("n"), numbers[0].end("n"))] if age <= OLDEST and not is_alone else []


def _told(text: str) -> list[Entity]:
    found = [
        Entity("age", _years(match), match.start("n"), match.end())
        for pattern in (_MONTHS_OR_WEEKS_OLD, _IS_MONTHS)
        for match in pattern.finditer(text)
        if whole_number(match["n"]) <= _OLDEST_IN_MONTHS
    ]
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            age = _age(match)
            if 0 <= age <= OLDEST and not _is_something_else(match, text):
                found.append(Entity("age", age, match.start("n"), match.end("n")))
    return found


def _years(match: re.Match[str]) -> int:
    return whole_number(match["n"]) // 12 if match["unit"].lower().startswith("m") else 0


def _age(match: re.Match[str]) -> int:
    parts = match.groupdict()
    still_to_come = parts.get("near") or parts.get("birthday")
    return whole_number(parts["n"]) - bool(still_to_come)


def _is_something_else(match: re.Match[str], text: str) -> bool:
    """Whether the number is of another time, another measure, a comparison, or one of a row of numbers."""
    before = just_before(text, match.start())
    if match.group().lower().startswith("age") and _ANOTHER_MEASURE.search(before):
        return True
    if _ANOTHER_TIME.search(before) or _COMPARED.search(before):
        return True
    if _LEVEL_FOLLOWS.match(just_after(text, match.end("n"))):
        return True
    return bool(_NUMBERED.search(just_before(text, match.start("n"))))
