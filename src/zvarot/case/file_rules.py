"""The rules of how files are written and tables filled, and of what every record must hold."""

from zvarot.findings import Rule, Severity

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

# How a file is written ------------------------------------------------------------------------

UNREADABLE_FILE = Rule(
    "unreadable-file",
    _ERROR,
    "A file must be there, be UTF-8 text and hold less than 2 MB.",
)
YAML_SYNTAX = Rule(
    "yaml-syntax",
    _ERROR,
    "The file must be YAML: indented with spaces, `key: value`, lists with a hyphen. "
    "Text that holds a colon followed by a space stands in quotation marks.",
)
YAML_FEATURE = Rule(
    "yaml-feature",
    _ERROR,
    "Anchors, aliases, tags, merge keys and several documents in one file are refused: they can "
    "hide what a record says from the person who reads it. Write each record out.",
)
DUPLICATE_KEY = Rule(
    "duplicate-key",
    _ERROR,
    "A key may stand once in a record. YAML itself would silently let the last one win, and a second "
    "`audience` could publish a person.",
)
HIDDEN_CHARACTER = Rule(
    "hidden-character",
    _ERROR,
    "Invisible characters (zero-width, direction marks, soft hyphens, control characters) can hide a "
    "name from every check. They mostly come from copying out of a web page.",
)
MIXED_SCRIPT = Rule(
    "mixed-script",
    _WARNING,
    "A word mixes Latin and Cyrillic letters that look alike. Searches, also those for withheld names, "
    "would miss it.",
)

# Tables ---------------------------------------------------------------------------------------

UNREADABLE_TABLE = Rule(
    "unreadable-table",
    _ERROR,
    "A table must be a CSV, XLSX, ODS or XLS file inside the campaign's folder, or a query that a database "
    "answers, and have headings and rows. What unpacks to something huge is not opened.",
)
PASSWORD_IN_FILE = Rule(
    "password-in-file",
    _ERROR,
    "A password in a file is copied, mailed and published with it. The environment holds it; "
    "`password_from` names the variable.",
)
UNKNOWN_COLUMN = Rule(
    "unknown-column",
    _ERROR,
    "A key of `columns` or `defaults` is none that the table's records have, so what stands there would be "
    "lost.",
)
MISSING_COLUMN = Rule(
    "missing-column",
    _ERROR,
    "A table lacks a column that `columns` names, or has neither column nor default for what a record "
    "cannot do without.",
)
DUPLICATE_COLUMN = Rule(
    "duplicate-column",
    _ERROR,
    "Two columns have the heading that is looked for, so a value could come from either.",
)
TABLE_VALUE = Rule(
    "table-value",
    _ERROR,
    "A cell is empty that must not be, or holds something that its key cannot take.",
)
FORMULA_CELL = Rule(
    "formula-cell",
    _ERROR,
    "A text that begins with = + - or @ is run as a formula by the next program that opens it. No name and "
    "no address begins so.",
)
LOST_ZERO = Rule(
    "lost-zero",
    _WARNING,
    "Spreadsheets take a postcode for a number and cut off the zeros in front. This one fits its country "
    "only with them.",
)

ROW_WITHOUT_ID = Rule(
    "row-without-id",
    _WARNING,
    "A row without an id is called by the number of its row. When a row is added or sorted above it, its "
    "letter changes its name, and nobody can tell any more to whom the files of earlier runs were written.",
)

# What a record must hold ----------------------------------------------------------------------

UNKNOWN_KEY = Rule(
    "unknown-key",
    _ERROR,
    "A key that no record knows is a misspelling, and what it says would be lost.",
)
MISSING_KEY = Rule("missing-key", _ERROR, "A record lacks something that it cannot do without.")
WRONG_TYPE = Rule(
    "wrong-type",
    _ERROR,
    "A value is not of the kind that its key needs: a date, a number, one of a few words, a list.",
)
DUPLICATE_ID = Rule(
    "duplicate-id",
    _ERROR,
    "Two records of one list share an id, so a reference to it could mean either.",
)
UNKNOWN_REFERENCE = Rule(
    "unknown-reference",
    _ERROR,
    "An id is referred to that no record has.",
)
STRAY_BRACES = Rule(
    "stray-braces",
    _ERROR,
    "Braces stand for something: a person, a number, a source. Those that are misspelt, or stand in a text "
    "where nothing fills them, would be printed as they are, ids of withheld people included.",
)
MISSING_TEMPLATE = Rule(
    "missing-template",
    _ERROR,
    "A letter needs a template of its form in the language of its recipient.",
)
MISSING_TEXT = Rule(
    "missing-text",
    _ERROR,
    "A letter needs a text in its own language, and never takes one from another in silence. Only sources "
    "keep the titles and publishers that they were given.",
)

UNKNOWN_PROCEDURE = Rule(
    "unknown-procedure",
    _ERROR,
    "A letter names the international procedure that it sets in motion by its id in the table of mechanisms, "
    "so that zvarot can tell whether it is open.",
)
CLOSED_PROCEDURE = Rule(
    "closed-procedure",
    _ERROR,
    "A State can leave a procedure. What is sent there afterwards is not read, and the people concerned lose "
    "the time that another procedure would have had.",
)
PROCEDURE_OF_STATES = Rule(
    "procedure-of-states",
    _ERROR,
    "Some procedures, such as the Moscow Mechanism of the OSCE, are set in motion by States alone. An "
    "organisation can ask States to do so; its own submission leads nowhere.",
)
MISSING_LABEL = Rule(
    "missing-label",
    _ERROR,
    "The short words around the prose (dates, numbers, headings) are needed in the letter's own language. "
    "They stand in templates/labels; none is ever taken from another language.",
)
MISSING_PLURAL = Rule(
    "missing-plural",
    _ERROR,
    "A counted noun lacks the form that goes with its number. In the languages that have them, `few`, `many` "
    "and `genitive` cannot be guessed.",
)

FILE_RULES = tuple(rule for rule in vars().values() if isinstance(rule, Rule))
"""All of them, in the order above."""
