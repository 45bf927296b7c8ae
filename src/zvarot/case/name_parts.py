"""What a full name consists of, and what stays of its words when they are declined."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product

from zvarot.case.folding import plain, sounds, tidy

# Declension -----------------------------------------------------------------------------------

ENDINGS = frozenset(
    {
        "",
        # Nouns and names in -ов and -ін: Коваль, -я, -ю, -ем, -і, -яў, -ям, -ямі, -ях; -ым, -ых; Polish -owi.
        *("a", "v", "i", "am", "im", "ai", "av", "ami", "imi", "ag", "ig", "avi"),
        # Adjectives: -ский, -ского, -скому.
        *("aga", "amv"),
        # After a vowel: Бугай, Бугаём, Бугаях, Бугаями.
        *("m", "g", "mi"),
        # Wives and daughters in Polish: Kowalowa, Kowalówna; and the families: Kowalowie.
        *("ava", "avai", "avna", "avni", "avnv", "avnai"),
        # English and German genitives.
        *("s", "as", "is"),
    }
)
"""What may follow a stem, as skeletons, in Belarusian, Russian, Polish and their romanisations."""

_LONGEST = max(len(ending) for ending in ENDINGS)

_SOFT_T = re.compile("т(?=в?[еиіюяьє])|t(?=[vw]?[eiyj])")
_SOFT_TS = re.compile("ц(?=в?[еиіюяьє])|(?:ts|tz|c|z)(?=[vw]?[eiyj])")
_FLEETING = re.compile("(?:[ео]|(?<=[аое])я|i?e|o|(?<=[aeoij])a)(ц|к|л|н|р|ts|tz|c|k|l|n|r|z)[ьj']?$")

_BEFORE_E = {"k": "c", "g": "s", "r": "rs", "t": "c"}
"""How a stem ends before -е: Сарока — Сароцы, Сапега — Сапезе, Sikora — Sikorze, Ліпата — Ліпаце."""


def stems(word: str) -> frozenset[str]:
    """Return the skeletons of what stays of a name, given in its first case, in all its cases."""
    forms = {form for one in _siblings(plain(word).lower()) for form in _without_fleeting_vowel(one)}
    return frozenset(stem for form in forms for skeleton in sounds(form) for stem in _stems_of(skeleton))


def unended(skeleton: str) -> Iterator[str]:
    """Yield what is left of a word without each ending that it may have, the longest first."""
    for cut in range(min(_LONGEST, len(skeleton) - 1) + 1):
        if skeleton[len(skeleton) - cut :] in ENDINGS:
            yield skeleton[: len(skeleton) - cut]


def _siblings(word: str) -> set[str]:
    """Return a name and its sibling: Russian т before a soft vowel is Belarusian ц."""
    cyrillic = word[0] > "z"
    soft, hard = ("ц", "т") if cyrillic else ("ts", "t")
    return {word, _SOFT_T.sub(soft, word), _SOFT_TS.sub(hard, word)}


def _without_fleeting_vowel(word: str) -> Iterator[str]:
    """Yield a name, and what its other cases are built on where they lose a vowel: Кравца, Заяц — Зайца."""
    yield word
    if found := _FLEETING.search(word):
        yield word[: found.start()] + found[1]
        yield word[: found.start()] + "и" + found[1]


def _stems_of(skeleton: str) -> Iterator[str]:
    shorter = {skeleton.removesuffix(end) for end in ("ai", "a", "i")} - {skeleton}
    for stem in {stem for stem in shorter if len(stem) > 1} or {skeleton}:
        yield stem
        if stem[-1] in _BEFORE_E:
            yield tidy(stem[:-1] + _BEFORE_E[stem[-1]])


# Parts ----------------------------------------------------------------------------------------

_COMMON = """
Агата Адам Алеся Алесь Александр Алексей Алена Алина Алла Альбина Анастасия Анатолий Андрей Анна Антон
Антонина Аркадий Арсений Артём Артур Белла Богдан Борис Вадим Валентин Валентина Валерий Валерия Варвара
Василий Вера Вероника Виктор Виктория Виолетта Виталий Владимир Владислав Вячеслав Галина Геннадий Георгий
Глеб Григорий Дарья Денис Диана Дмитрий Евгений Евгения Егор Екатерина Елена Елизавета Зинаида Зоя Иван
Игнат Игорь Илья Инна Ирина Карина Кирилл Клавдия Константин Кристина Ксения Лариса Лев Леонид Лидия Лилия
Любовь Людмила Макар Максим Маргарита Марина Мария Марк Марфа Матвей Микола Михаил Надежда Наталья Никита
Николай Нина Оксана Олег Олеся Ольга Павел Пётр Полина Раиса Регина Роман Руслан Светлана Святослав Семён
Сергей София Станислав Степан Таисия Тамара Тарас Татьяна Тимофей Тимур Ульяна Фёдор Филипп Эдуард Элла
Юлия Юрий Яков Ян Яна Янина Ярослав
"""

_ORDINARY = """
беседа весна ветер вера вода война воля время гласный голос город господин гость дело день доля друг жизнь
завет закон зима король край лето месяц мир мороз надежда народ неволя ночь палата победа правда право
праведный работа рада решётка свет свобода слава слово сторож суд судья тюрьма успех утро хлеб человек честь
chance court force frost hope judge law liberty may power price right state word work
"""

_SAME = """
Анна Ганна|Ольга Вольга|Николай Мікалай Мікола|Никита Мікіта|Екатерина Кацярына|Григорий Рыгор
Филипп Піліп|Иосиф Осип Язэп Юзаф|Надежда Надзея|Михаил Міхась|Пётр Пятро Пятрусь Piotr|Иван Янка
Александр Алесь Алякс Саша|Елена Алена Алёна Гэлена|София Соф'я Зоф'я|Евгений Яўген Яўгеній
Василий Васіль|Виталий Віталь|Юрий Юрась Jerzy|Станислав Стась|Фёдор Хведар Тодар|Павел Паўлюк Paweł
Анастасия Наста Настасся|Мария Марыя Маша Марыся|Иосиф Юсіф|Кирилл Кірыла|Дарья Дар'я Даша|Наталья Наталля
"""


@cache
def _common() -> frozenset[str]:
    return _all_stems(_COMMON)


@cache
def _same() -> tuple[frozenset[str], ...]:
    return tuple(map(_all_stems, re.split("[|\n]", _SAME.strip())))


@cache
def ordinary() -> frozenset[str]:
    """Return the stems of ordinary words that letters are full of, and that are surnames too."""
    return _all_stems(_ORDINARY)


def _all_stems(words: str) -> frozenset[str]:
    return frozenset(stem for word in words.split() for stem in stems(word))


_WORDS = re.compile(r"[^\W_]+(?:['-][^\W_]+)*|(?<=\w),(?=.*\w)")
_PATRONYMIC = re.compile("(?:avic|avna|icna|[klm]ic)$")
_DAUGHTER = re.compile("(?:avna|icna)$")
_SURNAME = re.compile("(?:(?<![sc]l)av|ava|sk|ski|ska|avic|anka|cvk|cik)$")


@dataclass(frozen=True)
class NameParts:
    """The words of a full name; patronymics are none where there is none."""

    surnames: tuple[str, ...]
    given: tuple[str, ...] = ()
    patronymics: tuple[str, ...] = ()


def parts(spelling: str) -> Iterator[NameParts]:
    """Yield the parts of a full name; in both orders where the words do not tell which is the surname.

    What stands in brackets is one more name.
    """
    for piece in re.split(r"[()\[\]]", spelling):
        if words := _WORDS.findall(plain(piece)):
            yield from map(_parted, _with_surname_last(words))


def _with_surname_last(words: list[str]) -> Iterator[list[str]]:
    """Yield the words of `First Last`, `Last First`, `Last First Patronymic`, `Last, First` in one order."""
    turned = [*words[1:], words[0]]
    common = [bool(stems(word) & _common()) for word in words]
    if "," in words:
        comma = words.index(",")
        yield [*words[comma + 1 :], *words[:comma]]
    elif len(words) == 3 and _is(_PATRONYMIC, words[2]) and not _is(_PATRONYMIC, words[1]):
        yield turned
        if common[0] and not _is(_DAUGHTER, words[2]):  # Анна Мария Стефанович, or Богдан Иван Петрович
            yield words
    elif common[0] or len(words) == 1:
        yield words
    elif common[-1]:
        yield turned
    else:
        yield words
        if _is(_SURNAME, words[0]) and not _is(_SURNAME, words[-1]):
            yield turned


def _parted(words: list[str]) -> NameParts:
    *others, surname = words
    later = tuple(word for word in others[1:] if _is(_PATRONYMIC, word))
    given = tuple(part for word in others if word not in later for part in word.split("-"))
    return NameParts(tuple(surname.split("-")), given, later)


def _is(pattern: re.Pattern[str], word: str) -> bool:
    return any(pattern.search(skeleton) for skeleton in sounds(word.lower()))


# One person -----------------------------------------------------------------------------------

_LONG = 5
"""The letters of a stem that is also looked for with an initial before it, as in an e-mail address."""


@dataclass(frozen=True)
class Name:
    """The stems of one person's names, in clear: let them live no longer than they must."""

    surnames: frozenset[str]
    given: frozenset[str]
    patronymics: frozenset[str]
    initials: frozenset[str]
    run_together: frozenset[str]
    """First name and surname without a space, as in e-mail addresses."""

    def company(self, known: Iterable["Name"]) -> frozenset[str]:
        """Return the first names and patronymics that no known person with the same surname has."""
        namesakes = [other for other in known if self.surnames & other.surnames]
        return (self.given | self.patronymics).difference(
            *(other.given | other.patronymics for other in namesakes)
        )

    def own_initials(self, known: Iterable["Name"]) -> frozenset[str]:
        """Return the initials that no known person with the same surname or a similar one has."""
        alike = [other for other in known if _similar(self.surnames, other.surnames)]
        return self.initials.difference(*(other.initials for other in alike))

    def resembles(self, other: "Name") -> bool:
        """Tell whether words that name one person could be thought to name the other."""
        return bool(self.given & other.given) or _similar(
            self.surnames | self.run_together, other.surnames | other.run_together
        )


def _similar(some: Iterable[str], others: Iterable[str]) -> bool:
    return any(one.startswith(other) or other.startswith(one) for one, other in product(some, others))


# Whoever is watched for in one letter is watched for in most of them.
@lru_cache(maxsize=1 << 12)
def name_of(*spellings: str) -> Name:
    """Return the stems of one person's names, of all spellings together."""
    named = [one for spelling in spellings for one in parts(spelling)]
    given = _stems(word for one in named for word in one.given if len(word) > 1)
    return Name(
        surnames=_stems(word for one in named for word in {*one.surnames, "".join(one.surnames)}),
        given=given.union(*(row for row in _same() if row & given)),
        patronymics=_stems(word for one in named for word in one.patronymics),
        initials=frozenset(first for one in named for word in one.given for first in initials(word)),
        run_together=_stems(word for one in named for word in _run_together(one)),
    )


def resembling(people: Iterable[Iterable[str]]) -> Callable[[str], bool]:
    """Return what tells whether words that name one of some people could be thought to be of a full name.

    Each of the people is given by all spellings.
    """
    names = [name_of(*spellings) for spellings in people]

    def resembles(name: str) -> bool:
        own = name_of(name)
        return any(own.resembles(one) for one in names)

    return resembles


def _stems(words: Iterable[str]) -> frozenset[str]:
    """Return the stems of one name's spellings; Latin ones only where no other spelling sounds like them.

    Latin letters sound differently from language to language: what they cannot mean is left out.
    """
    latin: list[frozenset[str]] = []
    others: set[str] = set()
    for word in words:
        if _LATIN.search(plain(word).lower()):
            latin.append(stems(word))
        else:
            others |= stems(word)
    return frozenset(others.union(*(own for own in latin if not own & others)))


_LATIN = re.compile("[a-z]")


def _run_together(name: NameParts) -> Iterator[str]:
    surname = "".join(name.surnames)
    for given in name.given:
        yield from (given + surname, surname + given)
        if all(len(stem) >= _LONG for stem in stems(surname)):
            yield given[0] + surname


INITIAL = re.compile("[yji][aeou]|[cksz]h|ts|[^\\W_]")


def initials(word: str) -> frozenset[str]:
    """Return the sounds that a name's initial may stand for; `Yu` and `Zh` are initials too."""
    first = INITIAL.match(plain(word).lower())
    return sounds(first[0]) | sounds(first[0][0]) if first else frozenset()
