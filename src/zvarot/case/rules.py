"""Every rule that the files of a campaign are held to, and why."""

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
    "A letter needs a text in its own language. zvarot never falls back to another language silently.",
)

# Figures and their dates ----------------------------------------------------------------------

UNSOURCED_FIGURE = Rule(
    "unsourced-figure",
    _ERROR,
    "A number without a source cannot be defended when an official disputes it.",
)
UNDATED_READING = Rule(
    "undated-reading",
    _ERROR,
    "A count is true on a day. Without that day nobody can tell whether a letter may quote it.",
)
READING_AFTER_LETTER = Rule(
    "reading-after-letter",
    _WARNING,
    "A letter quotes the latest reading not after its own date, with a source not after it. This figure has "
    "none that early, so the letter leaves it out.",
)
LATER_THAN_LETTER = Rule(
    "later-than-letter",
    _WARNING,
    "Nothing is told that happened after the letter's date or that was published only then. The letter "
    "leaves the incident or the demand out.",
)
UNDATED_SOURCE = Rule(
    "undated-source",
    _WARNING,
    "A letter cites only what was published by its own date. A source without a date is believed to have "
    "been there already.",
)
STALE_FIGURE = Rule(
    "stale-figure",
    _WARNING,
    "The reading is more than 180 days older than the letter. The letter says `as of` and the date; a "
    "newer reading would be better.",
)
MIXED_COUNTERS = Rule(
    "mixed-counters",
    _WARNING,
    "Two organisations count by different criteria, so their readings are not one series. The letter "
    "names the counter; never write that a figure `rose from` one counter's reading to another's.",
)

# People ---------------------------------------------------------------------------------------

PERSON_WITHOUT_AUDIENCE = Rule(
    "person-without-audience",
    _ERROR,
    "People say for themselves who may learn of them and inherit nothing. Until it is said, the person "
    "is treated as `internal`.",
)
PERSON_WITHOUT_CONSENT = Rule(
    "person-without-consent",
    _ERROR,
    "Nobody is named beyond the organisation without a ground that covers that circle: consent, "
    "publication by their own people, or public office.",
)
LITERAL_NAME = Rule(
    "literal-name",
    _ERROR,
    "A name that not every reader may learn is typed into a text, where the gate cannot withhold it. "
    "Write {person:ID} instead.",
)
WITHHELD_REFERENCE = Rule(
    "withheld-reference",
    _ERROR,
    "A text is meant for a wider circle than a figure or source that it quotes, so it would have a hole.",
)
STALE_STATUS = Rule(
    "stale-status",
    _WARNING,
    "What is known of a held person is more than a year older than the letter. The letter says as of "
    "when it is known; check it again before the letter leaves.",
)
MOOT_DEMAND = Rule(
    "moot-demand",
    _WARNING,
    "None of the people whom a demand is made for is held on the letter's date, so the letter leaves it out.",
)

# Recipients and law ---------------------------------------------------------------------------

UNVERIFIED_RECIPIENT = Rule(
    "unverified-recipient",
    _WARNING,
    "Nobody has checked this office's title and address against its source, or not said when.",
)
UNVERIFIED_PROVISION = Rule(
    "unverified-provision",
    _WARNING,
    "A demand rests on a provision whose number nobody has checked; it is not printed.",
)

# Waivers --------------------------------------------------------------------------------------

IDLE_WAIVER = Rule(
    "idle-waiver",
    _WARNING,
    "A waiver has run out or names nothing that is found any more. Delete it.",
)

RULES = tuple(rule for rule in vars().values() if isinstance(rule, Rule))
"""All rules, in the order above."""

WAIVABLE = frozenset(
    rule.id
    for rule in (
        READING_AFTER_LETTER,
        LATER_THAN_LETTER,
        UNDATED_SOURCE,
        STALE_FIGURE,
        MIXED_COUNTERS,
        STALE_STATUS,
        MOOT_DEMAND,
        UNVERIFIED_RECIPIENT,
        UNVERIFIED_PROVISION,
    )
)
"""The rules that a person may answer for. Nobody can waive a fault in a file or a name in a text."""
