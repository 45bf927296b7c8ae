"""A full name is taken apart, and its words lose what declension changes.

All people are invented.
"""

import pytest

from zvarot.case.folding import plain, skeletons
from zvarot.case.name_parts import ENDINGS, NameParts, initials, name_of, ordinary, parts, stems, unended


def is_form_of(form: str, name: str) -> bool:
    return any(stem in stems(name) for skeleton in skeletons(plain(form)) for stem in unended(skeleton))


DECLINED = {
    "Коваль": "Коваля Ковалю Ковалем Ковале Ковали Ковалей Ковалям Ковалями Ковалях Ковалі",
    "Шаверов": "Шаверова Шаверову Шаверовым Шаверове Шаверовы Шаверовых Шаверовыми Шаверовой Шаверовою",
    "Мізгірын": "Мізгірына Мізгірыну Мізгірыным Мізгірыне Мізгірынай",
    "Тишковский": "Тишковского Тишковскому Тишковским Тишковском Тишковские Тишковских Тишковская",
    "Рудзінская": "Рудзінскай Рудзінскую Рудзінскаю Рудзінскі Рудзінскага Рудзінскаму",
    "Луговой": "Лугового Луговому Луговым Луговом Луговая Лугавы Лугавога",
    "Седых": "Седых",
    "Хмарэнка": "Хмарэнкі Хмарэнцы Хмарэнку Хмарэнкам Хмарэнкай Хмаренко",
    "Дубяга": "Дубягі Дубязе Дубягу Дубягай Дубяги Дубягою Дубяг",
    "Сікора": "Сікоры Sikorze Сікору",
    "Ліпата": "Ліпаты Ліпаце",
    "Цвірбут": "Цвірбуце Цвирбут Цвірбута",
    "Пуціліна": "Путилина Путилиной",
    "Путилина": "Пуціліна Пуцілінай",
    "Тварыцкі": "Творицкий",
    "Твердов": "Цвярдоў Твердова",
    "Тимеева": "Цімеева",
    "Timeeva": "Цімеева Тимеева",
    "Tsimeeva": "Тимеева",
    "Cimiejeva": "Тимеева",
    "Zimeewa": "Тимеева",
    "Кравец": "Кравца Кравцу Кравцом Кравце Краўцоў",
    "Заяц": "Зайца Зайцу Зайцем",
    "Боец": "Бойца",
    "Kravets": "Кравца Kravtsu",
    "Krawiec": "Krawca Krawcowi",
    "Zajac": "Зайца Zajca",
    "Жданок": "Жданка Жданку",
    "Козёл": "Козла",
    "Бобер": "Бобра Бобру",
    "Корень": "Корня",
    "Бугай": "Бугая Бугаю Бугаём Бугае Бугаи Бугаев Бугаями Бугаях",
    "Воробей": "Воробья Воробью Воробьём",
    "Kowal": "Kowalowa Kowalowej Kowalówna Kowalówny Kowalównie Kowalównę Kowalównej Kowalowie Kowalowi",
    "Sudarenka": "Sudarenkas Sudarenki Sudarence",
    "Bialyzki": "Bialyzkis",
    "Ли": "Ли",
    "Кот": "Кота Коту Котом",
    "Лев": "Лева",
}


@pytest.mark.parametrize(
    ("name", "form"),
    [(name, form) for name, forms in DECLINED.items() for form in sorted({*forms.split(), name})],
)
def test_a_form_is_known_by_its_stem(name: str, form: str) -> None:
    assert is_form_of(form, name)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Коваль", "ковальство"),
        ("Коваль", "кованый"),
        ("Коваль", "Ковалевич"),
        ("Шаверов", "Шаверовский"),
        ("Дубяга", "дуб"),
        ("Ли", "лица"),
        ("Казак", "каска"),
        ("Ковалёв", "Коваль"),
        ("Кротов", "Крот"),
        ("Гарбан", "Гарбна"),
        ("Сорокин", "Сорока"),
        ("Танина", "Цаніна"),
    ],
)
def test_another_word_is_no_form_of_a_name(name: str, word: str) -> None:
    assert not is_form_of(word, name)


def test_endings_are_cut_off_one_by_one_and_a_letter_stays() -> None:
    assert [*unended("kavalavna")] == ["kavalavna", "kavalavn", "kaval"]
    assert [*unended("kavalavnai")] == ["kavalavnai", "kavalavna", "kavalavn", "kaval"]
    assert [*unended("av")] == ["av", "a"]
    assert [*unended("a")] == ["a"]
    assert [*unended("")] == []
    assert [*unended("rt")] == ["rt"]


ALL_ENDINGS = [
    *("a", "v", "i", "am", "im", "ai", "av", "ami", "imi", "ag", "ig", "avi", "aga", "amv", "m", "g", "mi"),
    *("ava", "avai", "avna", "avni", "avnv", "avnai", "s", "as", "is"),
]


def test_these_are_the_endings() -> None:
    assert {"", *ALL_ENDINGS} == ENDINGS


@pytest.mark.parametrize("ending", ALL_ENDINGS)
def test_each_ending_is_cut_off(ending: str) -> None:
    assert "dvbrk" in unended("dvbrk" + ending)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Крупа", {"krvp"}),
        ("Крупко", {"krvpk", "krvpc"}),
        ("Ли", {"li"}),
        ("Крупай", {"krvpa", "krvp"}),
        ("Дубяга", {"dvbag", "dvbas"}),
        ("Самута", {"samvt", "samvc"}),
        ("Сікора", {"sikar", "sikars"}),
        ("Скуп", {"skvp"}),
        ("Тим", {"tim", "cim"}),
        ("ь", set()),
    ],
)
def test_a_name_has_these_stems(word: str, expected: set[str]) -> None:
    assert stems(word) == expected


# Parts ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spelling", "expected"),
    [
        ("Шаверов", [NameParts(("Шаверов",))]),
        ("Мария", [NameParts(("Мария",))]),
        ("Любава Шаверова", [NameParts(("Шаверова",), ("Любава",))]),
        ("Мария Шаверова", [NameParts(("Шаверова",), ("Мария",))]),
        ("Шаверова Мария", [NameParts(("Шаверова",), ("Мария",))]),
        ("Мороз Мария", [NameParts(("Мороз",), ("Мария",))]),
        ("Мария Богдан", [NameParts(("Богдан",), ("Мария",))]),
        ("Яков Мороз", [NameParts(("Мороз",), ("Яков",))]),
        ("Бажен Мороз", [NameParts(("Мороз",), ("Бажен",))]),
        ("Мечислав Мороз", [NameParts(("Мороз",), ("Мечислав",))]),
        ("Вацлав Мороз", [NameParts(("Мороз",), ("Вацлав",))]),
        ("Хмаренко Бажен", [NameParts(("Бажен",), ("Хмаренко",)), NameParts(("Хмаренко",), ("Бажен",))]),
        ("Хмаренко Шаверов", [NameParts(("Шаверов",), ("Хмаренко",))]),
        ("Шаверова, Любава", [NameParts(("Шаверова",), ("Любава",))]),
        ("Мария, Любава", [NameParts(("Мария",), ("Любава",))]),
        ("Мария Шаверова,", [NameParts(("Шаверова",), ("Мария",))]),
        ("Мария Ильинична Шаверова", [NameParts(("Шаверова",), ("Мария",), ("Ильинична",))]),
        ("Бажен Петрович Стефанович", [NameParts(("Стефанович",), ("Бажен",), ("Петрович",))]),
        ("Мороз Бажен Петрович", [NameParts(("Мороз",), ("Бажен",), ("Петрович",))]),
        ("Мороз Любава Ильинична", [NameParts(("Мороз",), ("Любава",), ("Ильинична",))]),
        ("Стефанович Бажен Кузьмич", [NameParts(("Стефанович",), ("Бажен",), ("Кузьмич",))]),
        ("Богдан Анна Петровна", [NameParts(("Богдан",), ("Анна",), ("Петровна",))]),
        (
            "Анна Мария Стефанович",
            [
                NameParts(("Анна",), ("Мария",), ("Стефанович",)),
                NameParts(("Стефанович",), ("Анна", "Мария")),
            ],
        ),
        ("Любава Бажена Мороз", [NameParts(("Мороз",), ("Любава", "Бажена"))]),
        ("Анна-Мария Мороз-Шаверова", [NameParts(("Мороз", "Шаверова"), ("Анна", "Мария"))]),
        ("М. В. Мороз", [NameParts(("Мороз",), ("М", "В"))]),
        ("Мария Мороз (Шаверова)", [NameParts(("Мороз",), ("Мария",)), NameParts(("Шаверова",))]),
        ("Мария Мороз [Шаверова]", [NameParts(("Мороз",), ("Мария",)), NameParts(("Шаверова",))]),
        ("Мария Лук’янава", [NameParts(("Лук'янава",), ("Мария",))]),
        ("", []),
        ("…", []),
    ],
)
def test_the_surname_is_found_first_or_last(spelling: str, expected: list[NameParts]) -> None:
    def decomposed(words: tuple[str, ...]) -> tuple[frozenset[str], ...]:
        return tuple(skeletons(plain(word)) for word in words)

    def comparable(one: NameParts) -> tuple[tuple[frozenset[str], ...], ...]:
        return decomposed(one.surnames), decomposed(one.given), decomposed(one.patronymics)

    assert [comparable(one) for one in parts(spelling)] == [comparable(one) for one in expected]


# One person -----------------------------------------------------------------------------------


def test_a_latin_spelling_adds_what_no_other_spelling_says() -> None:
    assert name_of("Зинаида Чурпан").surnames == {"cvrpan"}
    assert name_of("Зинаида Чурпан", "Zinaida Churpan").surnames == {"cvrpan"}
    assert name_of("Zinaida Churpan", "Зинаида Чурпан").surnames == {"cvrpan"}
    assert name_of("Zinaida Churpan").surnames == {"cvrpan", "gvrpan", "svrpan"}
    assert name_of("Zinaida Churpan", "Zinaida Churpin").surnames >= {"cvrpan", "cvrpin", "svrpin"}
    assert name_of("Зинаида Чурпан", "Zinaida Kulbuk").surnames == {"cvrpan", "kvlbvk", "kvlbvc"}
    assert name_of("Зинаида Чурпан", "Зінаіда Цурпін").surnames == {"cvrpan", "cvrpin"}
    assert name_of("Зинаида Балда", "Zinaida Bałda").surnames == {"bald"}
    assert name_of("Зинаида Чулпан", "Zinaida Čułpan").surnames == {"cvlpan"}


def test_a_double_surname_counts_in_parts_and_as_a_whole() -> None:
    assert name_of("Зинаида Чурпан-Балда").surnames == {"cvrpan", "bald", "cvrpanbald"}


def test_a_person_has_first_names_of_both_languages() -> None:
    assert {"an", "gan"} <= name_of("Анна Балда").given
    assert {"an", "gan"} <= name_of("Hanna Balda").given
    assert {"nikala", "mikala"} <= name_of("Николай Балда").given
    assert name_of("Любава Балда").given == {"lvbav"}
    assert "an" in name_of("Ян Балда").given
    assert name_of("Л. Балда").given == frozenset()
    assert name_of("Любава Ильинична Балда").patronymics >= {"ilinicn"}


def test_names_are_watched_for_without_a_space_too() -> None:
    whole = {"bgvrpan", "lvbavagvrpan", "gvrpanlvbava"}
    found = name_of("Бажена Гурпан").run_together
    assert {"basanagvrpan", "gvrpanbasan", "bgvrpan"} <= found
    assert found & whole == {"bgvrpan"}
    short = name_of("Бажена Гурп").run_together
    assert {"basanagvrp", "gvrpbasan"} <= short
    assert "bgvrp" not in short
    assert "basanagvrpanbald" in name_of("Бажена Гурпан-Балда").run_together


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Юлия", {"v"}),
        ("Yulia", {"v", "i"}),
        ("Я", {"a"}),
        ("Мария", {"m"}),
        ("M", {"m"}),
        ("Шура", {"s"}),
        ("Shura", {"s"}),
        ("Khrystsina", {"g", "k"}),
        ("Tsimur", {"c", "t"}),
        ("jerzy", {"a", "i", "s", "sa"}),
        ("Éva", {"a"}),
        ("…", set()),
    ],
)
def test_an_initial_may_have_two_letters(word: str, expected: set[str]) -> None:
    assert initials(word) == expected


def test_what_a_namesake_has_too_tells_nothing() -> None:
    person = name_of("Бажена Ильинична Ковалёва")
    assert person.company([]) == person.given | person.patronymics
    assert person.company([name_of("Бажен Ковалёв")]) == person.patronymics
    assert person.company([name_of("Ковалёва Марта Ильинична")]) == person.given
    assert person.company([name_of("Бажен Коваль")]) == person.given | person.patronymics
    assert person.company([name_of("Бажен Ковалёв"), name_of("Вера Ильинична Ковалёва")]) == frozenset()


def test_an_initial_that_a_similar_name_has_too_tells_nothing() -> None:
    person = name_of("Бажена Ковалёва")
    assert person.own_initials([]) == {"b"}
    assert person.own_initials([name_of("Борис Ковалёв")]) == frozenset()
    assert person.own_initials([name_of("Борис Коваль")]) == frozenset()
    assert person.own_initials([name_of("Борис Ковалёвский")]) == frozenset()
    assert person.own_initials([name_of("Вера Ковалёва")]) == {"b"}
    assert person.own_initials([name_of("Борис Мороз")]) == {"b"}


def test_ordinary_words_are_known_in_all_their_cases() -> None:
    assert {"pravd", "sakan", "svd"} <= ordinary()
    assert "kavalav" not in ordinary()
