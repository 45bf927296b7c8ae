"""Templates that try to get out of the sandbox, and what must come of each.

An attack is written into one file of a campaign's own templates. `expected` is a part of the fault that it
must end in; where it is empty, the letter is made, and shows nothing of what was sought.
"""

from dataclasses import dataclass

LETTER = "forms/open-letter/en/letter.html.j2"
KIND = "forms/open-letter/en/authority.html.j2"
PAGE, OPENING, RUNNING = "layout/page.html.j2", "layout/opening.html.j2", "layout/running.css.j2"
LABELS, STYLE = "labels/en.po", "styles/own.css"

NOT_USED = "may not use"
NOT_THERE = "there is no template"
NOT_PRINTED = "neither can be printed itself"
NOT_NAMED = "uses a name that does not stand in it"
TOO_DEEP = "takes itself in, or is nested too deeply"
UNFILLED = "cannot be filled"


@dataclass(frozen=True)
class Escape:
    """One attack."""

    id: str
    where: str
    template: str
    expected: str


def _body(id: str, words: str, expected: str, where: str = LETTER) -> Escape:
    """Return an attack out of the block `body` of a form."""
    return Escape(
        id, where, f'{{% extends "!{LETTER}" %}}{{% block body %}}{words}{{% endblock %}}', expected
    )


def _page(id: str, words: str, expected: str, where: str = OPENING) -> Escape:
    """Return an attack out of a file of the layout."""
    return Escape(id, where, words, expected)


_SHELL = "os.popen('touch owned').read()"
_EACH = "{% for one in people %}"

ESCAPES = (
    # From a text to the classes of Python, by every road to an attribute.
    _body("class", "{{ letter.subject.__class__.__mro__[1].__subclasses__() }}", NOT_USED),
    _body("class-as-item", "{{ letter['__class__'] }}", NOT_USED),
    _body("class-in-two-parts", "{{ letter['__cla' ~ 'ss__'] }}", NOT_USED),
    _body("class-in-escapes", r"{{ letter['\u005f\x5fclass\137_'] }}", NOT_USED),
    _body("class-backwards", "{{ letter['__ssalc__'[::-1]] }}", NOT_USED),
    _body("class-by-filter", "{{ letter|attr('__class__') }}", NOT_USED),
    _body("class-by-joined-filter", "{{ letter|attr(['__', 'class', '__']|join) }}", NOT_USED),
    _body("class-by-map", "{{ [letter]|map(attribute='__class__')|first }}", NOT_USED),
    _body("class-by-map-of-attr", "{{ [letter]|map('attr', '__class__')|first }}", NOT_USED),
    _body("class-by-select", "{{ [letter]|selectattr('__class__')|list|length }}", NOT_USED),
    _body("class-by-reject", "{{ [letter]|rejectattr('__class__', 'none')|list|length }}", ""),
    _body("class-by-group", "{% for a, b in [letter]|groupby('__class__') %}{{ a }}{% endfor %}", NOT_USED),
    _body("class-by-sort", "{{ [letter, letter]|sort(attribute='__class__')|length }}", NOT_USED),
    _body("class-by-sum", "{{ [letter]|sum(attribute='__class__') }}", NOT_USED),
    _body("class-by-max", "{{ [letter, letter]|max(attribute='__class__') }}", NOT_USED),
    _body("class-by-deep-name", "{{ [letter]|map(attribute='subject.__class__')|first }}", NOT_USED),
    _body("code-of-a-function", "{{ figure.__func__.__code__.co_consts }}", NOT_USED),
    _body("order-of-classes", "{{ dict.mro() }}", NOT_USED),
    _body("classes-below", "{{ ().__class__.__base__.__subclasses__() }}", NOT_USED),
    # By formats.
    _body("format", "{{ '{0.__class__}'.format(letter) }}", NOT_USED),
    _body("format-deep", "{{ '{0[subject].__class__}'.format(letter) }}", NOT_USED),
    _body("format-of-format", "{{ '{:{0.__class__}}'.format(letter) }}", NOT_USED),
    _body("format-by-filter", "{{ ('{0.__class__}'|attr('format'))(letter) }}", NOT_USED),
    _body("format-by-map", "{{ ['{0.__class__}']|map('attr', 'format')|first }}", NOT_PRINTED),
    _body("format-map", "{{ '{a.__class__}'.format_map({'a': letter}) }}", NOT_USED),
    _body("format-kept", "{% set f = '{0.__class__}'.format %}{{ f(letter) }}", NOT_USED),
    _body("format-of-markup", "{{ ('{0.__class__}'|safe).format(letter) }}", NOT_USED),
    _body("format-of-a-function", "{{ '{0.__self__.disclosure}'.format(figure) }}", NOT_USED),
    _body("percent", "{{ '%(a)s' % {'a': figure} }}", NOT_PRINTED),
    _body("percent-by-filter", "{{ '%r'|format([letter.opening]) }}", NOT_PRINTED),
    # What Jinja brings along.
    _body("cycler", f"{{{{ cycler.__init__.__globals__.{_SHELL} }}}}", NOT_USED),
    _body("joiner", f"{{{{ joiner.__init__.__globals__.{_SHELL} }}}}", NOT_USED),
    _body("namespace", f"{{{{ namespace.__init__.__globals__.{_SHELL} }}}}", NOT_USED),
    _body("lipsum", f"{{{{ lipsum.__globals__.{_SHELL} }}}}", "'lipsum' is undefined"),
    _body(
        "self", f"{{{{ self.__init__.__globals__.__builtins__.__import__('os').{_SHELL[3:]} }}}}", NOT_USED
    ),
    _body("context-of-self", "{{ self._TemplateReference__context.environment.loader }}", NOT_USED),
    _body("context-of-a-block", "{{ self.body._context.parent }}", NOT_USED),
    _body("context-of-super", "{{ super._context.environment }}", NOT_USED),
    _body("context-by-name", "{{ context.environment }}", "'context' is undefined"),
    _body("environment-by-name", "{{ environment.loader.folders }}", "'environment' is undefined"),
    _body(
        "caller", "{% macro m() %}{{ caller.__init__ }}{% endmacro %}{% call m() %}{% endcall %}", NOT_USED
    ),
    _body("macro", "{% macro m() %}{% endmacro %}{{ m._environment.loader }}", NOT_USED),
    _body("macro-function", "{% macro m() %}{% endmacro %}{{ m._func.__globals__ }}", NOT_USED),
    _body("loop", _EACH + "{{ loop._iterable }}{% endfor %}", NOT_USED),
    _body("loop-again", _EACH + "{{ loop.__init__.__globals__ }}{% endfor %}", NOT_USED),
    _body("undefined", "{{ nobody.__init__.__globals__ }}", NOT_USED),
    _body("undefined-class", "{{ (nobody|default('')).__class__ }}", NOT_USED),
    _body("debug", "{% debug %}", "unknown tag 'debug'"),
    _body("do", "{% do people.clear() %}", "unknown tag 'do'"),
    _body("pprint", "{{ letter|pprint }}", "No filter named 'pprint'"),
    _body("labels-in-a-form", "{{ _.__self__ }}", "'_' is undefined"),
    # Behind the functions and the words that bring notes along stands the disclosure.
    _body("figure-self", "{{ figure.__self__.disclosure.people }}", NOT_USED),
    _body("figure-closure", "{{ figure.__closure__ }}", NOT_USED),
    _body("figure-globals", "{{ figure|attr('__globals__') }}", NOT_USED),
    _body("figure-old-name", "{{ figure.im_self }}", "has no attribute 'im_self'"),
    _body("listed-self", "{{ listed_html.__self__.disclosure.demands }}", NOT_USED),
    _body("said", "{{ letter.opening._say.__closure__[0].cell_contents }}", NOT_USED),
    _body("said-html", "{{ letter.opening.__html__.__self__ }}", NOT_USED),
    _body("said-in-a-list", "{{ demands.authorities|map(attribute='_say')|first }}", NOT_USED),
    _body("printed-function", "{{ figure ~ '' }}", NOT_PRINTED),
    _body("printed-list", "{{ [figure]|string }}", NOT_PRINTED),
    _body("printed-generator", "{{ people|map('upper') }}", NOT_PRINTED),
    _body("printed-block", "{{ self.body }}", NOT_PRINTED),
    _body("as-json", "{{ people|tojson }}", "not JSON serializable"),
    # What a template is given is not its own to change.
    _body("append", "{{ demands.authorities.append('x') }}", NOT_USED),
    _body("append-by-filter", "{{ (people|attr('append'))('x') }}", NOT_USED),
    _body("clear", "{{ people.clear() }}", NOT_USED),
    _body("update", "{{ letter.update(subject='x') }}", NOT_USED),
    _body("setdefault", "{{ recipient.setdefault('x', 'y') }}", NOT_USED),
    _body("pop", "{{ letter.pop('subject') }}", NOT_USED),
    _body("set", "{% set letter.subject = 'x' %}", "cannot assign attribute on non-namespace object"),
    # Files that are no templates.
    _body("include-case", "{% include '../case.yaml' %}", NOT_THERE),
    _body("include-shipped-out", "{% include '!../pyproject.toml' %}", NOT_THERE),
    _body("include-by-detour", "{% include 'labels/../../case.yaml' %}", NOT_THERE),
    _body("include-root", "{% include '/etc/passwd' %}", NOT_THERE),
    _body("include-address", "{% include 'file:///etc/passwd' %}", NOT_THERE),
    _body("include-null", r"{% include 'styles/own.css\0.html' %}", NOT_NAMED),
    _body("include-backslash", r"{% include '..\\case.yaml' %}", NOT_NAMED),
    _body("include-list", "{% include ['../case.yaml', '../../case.yaml'] %}", NOT_THERE),
    _body("include-optional", "{% include '../case.yaml' ignore missing %}", ""),
    _body("include-endless-name", "{% include 'a' * 5000 %}", "cannot be read"),
    _body("import-case", "{% import '../case.yaml' as x %}{{ x }}", NOT_THERE),
    _body("import-from-case", "{% from '../case.yaml' import people %}", NOT_THERE),
    Escape("extends-case", LETTER, "{% extends '../case.yaml' %}", NOT_THERE),
    Escape("extends-nothing", LETTER, "{% extends none %}", UNFILLED),
    Escape("extends-itself", LETTER, f"{{% extends '{LETTER}' %}}", TOO_DEEP),
    Escape("extends-a-function", LETTER, "{% extends figure %}", UNFILLED),
    # Without end.
    _body("endless-macro", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", TOO_DEEP),
    _body("endless-block", "{{ self.body() }}", TOO_DEEP),
    _body("endless-loop", "{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}", TOO_DEEP),
    _body("endless-range", "{% for a in range(10 ** 9) %}{% endfor %}", "OverflowError"),
    _body("deep-expression", "{{ " + "not " * 5_000 + "1 }}", TOO_DEEP),
    _body("deep-loops", "{% for a in [1] %}" * 30 + "{% endfor %}" * 30, "SyntaxError"),
    # A name can be made of the letter's words; the message must not show them.
    _body("value-as-template", "{% include people[0].name %}", NOT_NAMED),
    _body("value-as-key", "{{ letter[people[0].name] }}", NOT_NAMED),
    _body("value-as-filter", "{{ [1]|map(people[0].name)|list }}", NOT_NAMED),
    _body("value-as-test", "{{ [1]|select(people[0].name)|list }}", NOT_NAMED),
    _body("value-as-encoding", "{{ 'a'.encode(people[0].name) }}", "LookupError"),
    _body("value-as-blank", "{{ ('{' ~ people[0].name ~ '}').format() }}", "KeyError"),
    _body("value-as-format", "{{ ('{:' ~ people[0].name ~ '}').format(1) }}", "ValueError"),
    _body("value-as-attribute", "{{ {people[0].name: 1}|xmlattr }}", "ValueError"),
    _body("value-as-argument", "{{ figure(**{people[0].name: 1}) }}", NOT_NAMED),
    _body("value-as-mapped-key", "{{ people|map(attribute=people[0].name)|first }}", NOT_NAMED),
    # The same from the words for one kind of office, from the layout, the labels and the styles.
    _body("kind", "{{ letter|attr('__class__') }}", NOT_USED, KIND),
    _page("layout-class", "{{ letter.__class__ }}", NOT_USED),
    _page("layout-dict", "{{ letter.__dict__ }}", NOT_USED),
    _page("layout-fields", "{{ letter.__dataclass_fields__ }}", NOT_USED),
    _page("layout-clock", "{{ letter.date.today() }}", NOT_USED),
    _page("layout-css-text", "{{ css_text.__globals__ }}", NOT_USED),
    _page("layout-css-text-in-css", f"{{{{ css_text.__globals__.{_SHELL} }}}}", NOT_USED, RUNNING),
    _page("layout-labels", "{{ _.__self__._catalogue }}", NOT_USED),
    _page("layout-label-of-a-value", "{{ _(letter.subject) }}", NOT_NAMED),
    _page("layout-change", "{{ letter.addressee.lines.append('x') }}", "has no attribute 'append'"),
    _page("layout-set", "{% set letter.subject = 'x' %}", "cannot assign attribute on non-namespace object"),
    _page("layout-script", "<script>1</script>{{ css }}", "holds <script>"),
    _page("page-case", "{% include '../case.yaml' %}{{ css }}", NOT_THERE, PAGE),
    Escape("label-format", LABELS, "{0.__class__}", ""),
    Escape("label-blank", LABELS, "{letter}", "that nothing fills"),
    Escape("label-percent", LABELS, "%(letter)s %s %n", ""),
    Escape("label-template", LABELS, "{{ letter.__class__ }}{% include '../case.yaml' %}", ""),
    Escape("label-script", LABELS, "<script>1</script>", ""),
    Escape("style-template", STYLE, "p { content: '{{ letter.__class__ }}' }", ""),
    Escape("style-script", STYLE, "</style><script>1</script>", "holds `</`"),
)
