"""An invented letter in Arabic, read from right to left, and what is needed to print it.

No person, office or source in it exists. zvarot ships neither Arabic labels nor an Arabic font: a campaign
brings both, and so do the tests. The font is Amiri, under the SIL Open Font License.
"""

import shutil
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from samples import LONG, mark
from zvarot.writing.letter import Addressee, DemandItem, Letter, Letterhead, Note, Signature
from zvarot.writing.looks import Appearance
from zvarot.writing.templating import Templates, open_templates
from zvarot.writing.typefaces import open_face

AMIRI = ("Amiri-Regular.ttf", "Amiri-Italic.ttf", "Amiri-Bold.ttf")


def amiri() -> tuple[Path, ...]:
    """Return the files of a font with Arabic letters."""
    folder = Path(str(files("fontpkg_amiri"))) / "files"
    return tuple(folder / name for name in AMIRI)


def arabic_look(**more: Any) -> Appearance:
    """Return a look with that font; more of it can be given."""
    faces = tuple(open_face(path, path.read_bytes()) for path in amiri())
    return replace(Appearance(families=("Amiri", "Spectral"), faces=faces), **more)


def arabic_templates(folder: Path, look: Appearance | None = None) -> Templates:
    """Open the templates with Arabic labels and an Arabic font."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(Path(__file__).parent / "arabic" / "templates", folder)
    return open_templates(folder, look or arabic_look())


_ROW = (
    '<tr><th scope="row">أكثر من 60 عملية تفتيش</th><td>16 تموز 2021</td>'
    "<td>مركز المثال لحقوق الإنسان</td></tr>"
)

ARABIC: Letter = replace(
    LONG,
    language="ar",
    direction="rtl",
    title="لجنة المثال: أفرجوا عن المدافعين",
    letterhead=Letterhead(
        name="لجنة المثال لحقوق الإنسان",
        tagline="تضامنًا مع المجتمع المدني",
        contact=("شارع المثال 1", "1000 المدينة", "office@example.org"),
    ),
    addressee=Addressee(
        lines=("النائب العام", "مكتب النيابة العامة", "شارع الأمثلة 22", "1000 المدينة"),
        return_line="لجنة المثال، شارع المثال 1، 1000 المدينة",
    ),
    dateline="المدينة، 26 تموز 2021",
    reference="م 007/21",
    subject="أفرجوا فورًا عن المدافعين الخمسة عن حقوق الإنسان",
    salutation="سعادة النائب العام،",
    epigraph="كل إنسان له الحق في الحرية.",
    body_html=(
        "<p>نحن، المنظمات الموقعة أدناه، ندعو السلطات إلى الإفراج الفوري عن خمسة من أعضاء مركز "
        f"المثال المحتجزين بسبب عملهم، وإلى إنهاء ملاحقة كل من يوثق انتهاكات حقوق الإنسان.{mark(1)} "
        "إننا ندين <em>الاحتجاز المنهجي</em> وسوء المعاملة والترهيب، ونعلن تضامننا معهم.</p>"
        "<p>ما زال اثنان منهم رهن الحبس الاحتياطي:</p>"
        "<ul><li><strong>آدم المثالي</strong>، رئيس المركز، محتجز منذ 14 تموز 2021؛</li>"
        "<li><strong>حواء المخترعة</strong>، نائبة الرئيس.</li></ul>"
        '<h2>الوضع بالأرقام</h2><table class="figures"><thead><tr><th scope="col">ما يُحصى</th>'
        '<th scope="col">حتى تاريخ</th><th scope="col">المصدر</th></tr></thead>'
        f"<tbody>{_ROW * 3}</tbody></table>"
        + "<p>وفي 23 تموز 2021 وحده تحركت وزارة العدل لحل أكثر من أربعين منظمة غير حكومية، من بينها "
        "جمعيات ترعى الأشخاص ذوي الإعاقة وتحمي البيئة، وفُتشت مكاتب الصحف المستقلة.</p>" * 8
    ),
    demands_html="<h2>مطالبنا</h2><p>لذلك ندعو السلطات إلى ما يلي:</p>",
    demands=(
        DemandItem("الإفراج فورًا ودون شرط عن جميع المحتجزين", "العهد الدولي، المادتان 9 و14"),
        DemandItem("وقف ملاحقة الصحفيين والمحامين والناشطين"),
    ),
    conclusion_html="<p>نرجو أن نتلقى ردكم على العنوان أعلاه.</p>",
    closing="وتفضلوا بقبول فائق الاحترام،",
    signatories=(Signature("سلمى المثال", "رئيسة لجنة المثال"),),
    signatories_note="",
    notes=(
        Note(1, "مركز المثال، <em>سجل عمليات التفتيش</em>، 16 تموز 2021، https://example.org/1.", 1),
        Note(2, "لجنة الأمثلة، <em>يوميات أسبوع</em>، 19 تموز 2021.", 0),
    ),
)
