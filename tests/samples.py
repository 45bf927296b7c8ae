"""Letters for tests. Everything in them is invented: no person, office or source exists."""

import datetime as dt
from dataclasses import replace

from zvarot.writing.letter import (
    Addressee,
    DemandItem,
    Letter,
    Letterhead,
    Note,
    Signature,
)


def mark(note: int, time: int = 1) -> str:
    """Return a mark in the text, as the composing code writes it."""
    link = f'<a id="ref-{note}-{time}" href="#note-{note}" role="doc-noteref">{note}</a>'
    return f'<sup class="mark">{link}</sup>'


def marks(*notes: tuple[int, int]) -> str:
    """Return adjacent marks, separated by a comma."""
    links = ",".join(
        f'<a id="ref-{note}-{time}" href="#note-{note}" role="doc-noteref">{note}</a>' for note, time in notes
    )
    return f'<sup class="mark">{links}</sup>'


SHORT = Letter(
    form="open-letter",
    language="en",
    direction="ltr",
    title="Example Committee: Release the five defenders",
    letterhead=Letterhead(name="Example Committee"),
    addressee=Addressee(lines=("Office of Examples", "1 Invented Street", "1000 Exampleton")),
    window="din-5008-b",
    date=dt.date(2021, 7, 26),
    dateline="Exampleton, 26 July 2021",
    reference="",
    genre="",
    subject="Release the five defenders",
    salutation="Excellency,",
    epigraph="",
    body_html="<p>We ask you to receive us. Five people whom we work with are held in Sample Town.</p>",
    demands_html="",
    demands=(),
    conclusion_html="",
    closing="Yours faithfully,",
    signatories=(Signature("Jane Example", "Chair, Example Committee"),),
    signatories_note="",
    notes=(),
    marking="",
)

_BODY = f"""
<p>We, the undersigned 24 organisations from eleven countries, call on the authorities of Samplia to
release at
once the five members of the Human Rights Centre “Example” who are held for their work, and to end the
persecution of all who document violations of human rights.{mark(1)} We condemn the systematic detention,
ill-treatment and intimidation of human rights defenders, and stand in solidarity with them.</p>
<p>Between 14 and 16 July 2021 officers carried out more than 60 searches in homes and offices across the
country. More than 30 people were questioned; 13 were held for 72 hours.{marks((1, 2), (2, 1))} Three
remain in
pre-trial detention as of 24 July 2021:</p>
<ul>
<li><strong>Adam Exampleski</strong>, chair of the Human Rights Centre “Example”, held since 14 July
2021;</li>
<li><strong>Eve Invented</strong>, deputy chair, held since 14 July 2021;</li>
<li><strong>Ivo Samplovich</strong>, lawyer, held since 15 July 2021, charged under Articles 243 and 342
of the
Criminal Code.</li>
</ul>
<p>The searches began on the day after the Human Rights Council adopted its resolution on the situation
of human
rights in Samplia, which demanded the release of all who are arbitrarily detained and an investigation
of every
allegation of torture.{mark(3)} They are no isolated event. The authorities have persecuted “Example”
for more than
two decades; its chair spent 1,052 days in prison between 2011 and 2014.</p>
<h2>The situation in numbers</h2>
<table class="figures">
<thead><tr><th scope="col">What is counted</th><th scope="col">As of</th><th scope="col">Counted
by</th></tr></thead>
<tbody>
<tr><th scope="row">561 political prisoners{mark(4)}</th><td>26 July 2021</td><td>Example
Centre</td></tr>
<tr><th scope="row">more than 35,000 people detained at peaceful assemblies{mark(4, 2)}</th>
<td>1 June 2021</td><td>Coalition of Invented Organisations</td></tr>
<tr><th scope="row">at least 2,500 documented cases of torture and other ill-treatment</th>
<td>1 June 2021</td><td>Committee on Samples</td></tr>
<tr><th scope="row">about 3,000 politically motivated criminal cases</th><td>1 June 2021</td><td>Example
Centre</td></tr>
</tbody>
</table>
<p>The independent media are pursued in the same way. More than 30 journalists and <em>dozens of
bloggers</em> were
in custody on 26 July 2021; the offices of <em>Sample Field</em> and of regional newspapers were
searched and their
equipment was seized. On 23 July 2021 alone the Ministry of Justice moved to dissolve more than 40
non-governmental
organisations, among them associations that care for people with disabilities and for the
environment.{mark(5)}</p>
<p>Those who defend others have a right to do so. The Declaration on Human Rights Defenders, adopted by
the General
Assembly without a vote, obliges every State to protect them against violence, threats, retaliation and
pressure;
the International Covenant on Civil and Political Rights, to which Samplia is a party, forbids arbitrary
detention
and guarantees freedom of expression, of peaceful assembly and of association.</p>
"""

_URL = "https://www.example.org/en/region/europe-central-asia/samplia/global-letter-in-solidarity?page="

LONG = replace(
    SHORT,
    title="International Committee for Samples: Release the human rights defenders of Samplia",
    letterhead=Letterhead(
        name="International Committee for Samples",
        tagline="In solidarity with the civil society of Samplia",
        contact=("12 rue de l’Exemple, 1201 Geneva", "Switzerland", "office@example.org", "www.example.org"),
    ),
    addressee=Addressee(
        lines=(
            "Prosecutor General",
            "Office of the Prosecutor General of Samplia",
            "22 International Street",
            "220030 Sampletown",
            "SAMPLIA",
        ),
        return_line="International Committee for Samples, 12 rue de l’Exemple, 1201 Geneva",
    ),
    dateline="Geneva, 26 July 2021",
    reference="SAM 007 / 0721",
    subject="Release the human rights defenders of Samplia and end the persecution of its civil society",
    salutation="Dear Prosecutor General,",
    epigraph="Only together can we achieve justice, and the triumph of human rights.",
    body_html=_BODY,
    demands_html="<h2>Our demands</h2><p>We therefore call on the authorities of Samplia:</p>",
    demands=(
        DemandItem(
            "to release immediately and unconditionally Adam Exampleski, Eve Invented and Ivo "
            "Samplovich, and all "
            "who are held for exercising their rights;",
            "International Covenant on Civil and Political Rights, Articles 9, 14, 19, 21 and 22",
        ),
        DemandItem(
            "to end the persecution and intimidation of human rights defenders, journalists and "
            "lawyers, and to "
            "return what was seized from them;",
            "Declaration on Human Rights Defenders, Article 12",
        ),
        DemandItem(
            "to investigate every allegation of torture and ill-treatment promptly, impartially "
            "and thoroughly, "
            "and to bring those responsible to justice;" + mark(6),
            "Convention against Torture, Articles 12 and 13",
        ),
        DemandItem("to withdraw the dissolution of non-governmental organisations."),
    ),
    conclusion_html=(
        "<p>We call on the international community to take an unshakable position in defence of "
        "the human rights "
        "community of Samplia, and to demand in public the release of everybody whose only "
        "crime is to ask for a "
        "society that rests on justice and not on fear.</p><p>We would be grateful for a reply "
        "to the address "
        "above, and remain at your disposal for any further information.</p>"
    ),
    closing="Yours faithfully,",
    signatories=tuple(
        Signature(name, detail)
        for name, detail in [
            ("International Committee for Samples", "Switzerland"),
            ("Human Rights Centre “Example”", "Samplia"),
            ("Association of Invented Lawyers for the Protection of Human Rights Defenders", "France"),
            ("Committee on Samples", "Lithuania"),
            ("Example Watch", "United Kingdom"),
            ("Fundacja Przykład", "Poland"),
            ("Centrum pro vzorky", "Czechia"),
            ("Die Beispiel-Initiative", "Germany"),
        ]
        * 3
    ),
    signatories_note="The list is open; all signatories stand at www.example.org/letter.",
    notes=(
        Note(
            1,
            "Example Centre, <em>Searches across the country: what is known</em>, 16 July 2021, "
            f'<a href="{_URL}1">{_URL}1</a>.',
            2,
        ),
        Note(2, "Committee on Samples, <em>Chronicle of a week</em>, 19 July 2021.", 1),
        Note(3, "Human Rights Council, resolution 99/9, 13 July 2021, A/HRC/RES/99/9.", 1),
        Note(
            4,
            "Coalition of Invented Organisations, <em>The situation of human rights in Samplia, "
            "January to June "
            f'2021</em>, 1 July 2021, <a href="{_URL}4">{_URL}4</a>.',
            2,
        ),
        Note(5, "Sample Field, “More than forty organisations to be dissolved”, 23 July 2021.", 1),
        Note(6, "Example Centre, <em>Register of complaints of torture</em>, 1 June 2021.", 1),
    ),
)

BELARUSIAN = replace(
    SHORT,
    language="be",
    title="Узорны камітэт: Вызваліце праваабаронцаў",
    letterhead=Letterhead(
        name="Узорны камітэт",
        tagline="У падтрымку грамадзянскай супольнасці",
        contact=("вул. Узорная, 1", "220030 Узорск", "office@example.org"),
    ),
    addressee=Addressee(
        lines=("Генеральнаму пракурору", "Генеральная пракуратура", "вул. Міжнародная, 22", "220030 Узорск"),
        return_line="Узорны камітэт, вул. Узорная, 1, 220030 Узорск",
    ),
    dateline="Узорск, 26 ліпеня 2021 г.",
    reference="УЗ 007",
    subject="Неадкладна вызваліце праваабаронцаў і спыніце пераслед грамадзянскай супольнасці",
    salutation="Паважаны спадар Генеральны пракурор!",
    body_html=(
        "<p>Мы, ніжэйпадпісаныя арганізацыі, заклікаем неадкладна вызваліць пяцярых "
        "супрацоўнікаў праваабарончага "
        "цэнтра «Узор», якія ўтрымліваюцца пад вартай за сваю працу, і спыніць пераслед усіх, "
        "хто дакументуе "
        f"парушэнні правоў чалавека.{mark(1)} Мы асуджаем <em>сістэматычныя затрыманні</em>, "
        "жорсткае абыходжанне і "
        "запалохванне праваабаронцаў і выказваем ім салідарнасць.</p>"
        "<p>З 14 па 16 ліпеня 2021 года супрацоўнікі праваахоўных органаў правялі больш за 60 "
        "ператрусаў у дамах і "
        "офісах па ўсёй краіне. Больш за 30 чалавек былі дапытаныя; 13 затрымалі на 72 гадзіны.</p>"
    ),
    demands_html="<p>Мы патрабуем:</p>",
    demands=(
        DemandItem(
            "неадкладна і безумоўна вызваліць усіх затрыманых праваабаронцаў;",
            "Міжнародны пакт аб грамадзянскіх і палітычных правах, артыкулы 9 і 14",
        ),
        DemandItem("спыніць пераслед журналістаў, адвакатаў і актывістаў."),
    ),
    closing="З павагай,",
    signatories=(Signature("Ева Прыкладная", "старшыня Узорнага камітэта"),),
    notes=(Note(1, "Цэнтр «Узор», <em>Хроніка пераследу</em>, 16 ліпеня 2021 г.", 1),),
)

RUSSIAN = replace(
    BELARUSIAN,
    language="ru",
    title="Образцовый комитет: Освободите правозащитников",
    subject="Немедленно освободите правозащитников и прекратите преследование гражданского общества",
    salutation="Уважаемый господин Генеральный прокурор!",
    body_html=(
        "<p>Мы, нижеподписавшиеся организации, призываем немедленно освободить пятерых "
        "сотрудников правозащитного "
        "центра «Образец», которые содержатся под стражей за свою работу, и прекратить "
        "преследование всех, кто "
        f"документирует нарушения прав человека.{mark(1)} Мы осуждаем <em>систематические "
        "задержания</em>.</p>"
    ),
)

CROWDED = replace(
    LONG,
    addressee=Addressee(
        lines=(
            "Special Rapporteur on the situation of human rights defenders",
            "Office of the High Commissioner for Samples",
            "Palais des Exemples, Room 1.024",
            "8–14 avenue de la Paix",
            "1211 Geneva 10",
            "SWITZERLAND",
        ),
        return_line=LONG.addressee.return_line,
    ),
    letterhead=replace(
        LONG.letterhead,
        name="International Committee for the Investigation of Samples and Examples in Samplia",
    ),
    subject=(
        "Urgent appeal concerning the detention of five members of the Human Rights Centre "
        "“Example”, the searches "
        "of 14 to 16 July 2021 and the dissolution of more than forty non-governmental "
        "organisations in Samplia"
    ),
    signatories=(LONG.signatories * 2)[:40],
    notes=LONG.notes
    + tuple(
        Note(number, f"Invented Archive, file {number}, <em>{_URL}</em>, 2021.", 0) for number in range(7, 31)
    ),
    marking="Draft",
)
