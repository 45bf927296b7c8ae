"""The rules of what a campaign says, and why; with those of `file_rules` they are all there are."""

from zvarot.case.file_rules import FILE_RULES
from zvarot.findings import Rule, Severity

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

# The tone of a letter -------------------------------------------------------------------------

HARMFUL_WORD = Rule(
    "harmful-word",
    _WARNING,
    "Political judgements (regime, dictator, usurper, illegitimate) do harm in letters to States, the United "
    "Nations and the European Union: they give the reader a reason not to answer. Colleagues, the media and "
    "the audience of a speech may read them.",
)
UNPROVEN_GENOCIDE = Rule(
    "unproven-genocide",
    _WARNING,
    "Genocide is a crime in law with elements that have to be proven. A formal letter uses the word where it "
    "cites a finding.",
)
UNHEDGED_CHARACTERISATION = Rule(
    "unhedged-characterisation",
    _WARNING,
    "Whether acts are crimes against humanity or war crimes is for a court or a mandated body to find. "
    "Letters say `may amount to`.",
)
NOT_CALLED_DEFENDER = Rule(
    "not-called-defender",
    _WARNING,
    "Human rights defenders are protected by a Declaration and by guidelines of the European Union; "
    "activists and dissidents are not. Formal letters call people what they are.",
)
MIXED_STATUS = Rule(
    "mixed-status",
    _WARNING,
    "Detained people are held without a conviction, imprisoned people by one (Body of Principles, 1988). A "
    "letter that mixes the two is easily refuted.",
)
TOO_LONG = Rule(
    "too-long",
    _WARNING,
    "Some bodies read no more than so many words, and an action sheet has one page. What is longer is cut by "
    "somebody else, or not read.",
)

# Look -----------------------------------------------------------------------------------------

UNUSABLE_PICTURE = Rule(
    "unusable-picture",
    _ERROR,
    "A logo is a PNG, JPEG, WebP or GIF file inside the campaign's folder that shows one picture of a "
    "sensible size. It is drawn anew, so that nothing hidden in the file travels with the letters.",
)
UNUSABLE_FONT = Rule(
    "unusable-font",
    _ERROR,
    "A font is a static TrueType or OpenType file inside the campaign's folder whose maker lets it travel "
    "inside documents. Variable fonts and colour fonts would make the bytes of a letter differ each time.",
)
PALE_COLOUR = Rule(
    "pale-colour",
    _ERROR,
    "The colour also prints words, which people with weak sight must be able to read: on white it needs a "
    "contrast of 4.5 to 1.",
)
OVERSIZE_PAPER = Rule(
    "oversize-paper",
    _ERROR,
    "The sheet that `paper` names does not fit, folded in three, into the envelope that `window` names.",
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
LIKELY_NAME = Rule(
    "likely-name",
    _ERROR,
    "A text seems to hold a name that not every reader may learn, declined or spelt otherwise than in the"
    " case file. The last look at the finished letter would hold it back. If it is another word, a waiver can"
    " say so: from then on only first name and surname together are looked for.",
)
WITHHELD_REFERENCE = Rule(
    "withheld-reference",
    _ERROR,
    "A text is meant for a wider circle than a figure or source that it quotes, so it would have a hole.",
)
OLD_CONSENT = Rule(
    "old-consent",
    _WARNING,
    "People change their minds, and what was safe to say a year ago may harm somebody today. Whoever is "
    "named on a consent older than a year should be asked again.",
)
CONSENT_AFTER_LETTER = Rule(
    "consent-after-letter",
    _WARNING,
    "Somebody is named in a letter whose date is before the day of their consent. On that day nobody had "
    "agreed yet; whoever reads the letter later cannot tell that it was written afterwards.",
)
SHARED_SURNAME = Rule(
    "shared-surname",
    _WARNING,
    "A withheld person has the surname of somebody who may be named, mostly as a relative. The checks cannot "
    "search for the surname alone then, and a word on the relation would be enough to find the person. So a "
    "text that speaks of both, and calls the withheld one wife, brother or relative, is found as well.",
)
SMALL_GROUP = Rule(
    "small-group",
    _WARNING,
    "Few people do the same work in the same place: role and place together can be as good as a name. For "
    "each withheld person with a `role` the check looks at their stand-ins, and at every sentence that "
    "speaks of them by {person:ID}. The role is told by a stand-in `as: role`, and by a word of five letters "
    "or more that stands in the role too (its first five letters count). The place is told by the name of an "
    "organisation or of an incident's place in those words, and by the place of an incident that speaks of "
    "the person. Where both are told, fewer than three people of the case with that role are too few.",
)
DESIGNATED_LINK = Rule(
    "designated-link",
    _WARNING,
    "Where a country has designated an organisation, whoever keeps its links can be punished. Letters that "
    "go there leave them out of notes and letterhead by themselves; a text that holds one has to be changed.",
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
    "The letter can name nobody for whom the demand is made and who is held on its date, so it leaves the"
    " demand out.",
)

# Recipients and law ---------------------------------------------------------------------------

TRUSTED_RECIPIENT = Rule(
    "trusted-recipient",
    _ERROR,
    "An office may always be told less than others of its kind. One that is to learn more, because its "
    "`audience` is narrower than its kind's, needs a person who answers for it with a waiver.",
)
PARTNER_IN_THE_COUNTRY = Rule(
    "partner-in-the-country",
    _WARNING,
    "A partner in the case's own country reads what partners may know, and post and mail there may be opened "
    "by the authorities.",
)
UNVERIFIED_RECIPIENT = Rule(
    "unverified-recipient",
    _WARNING,
    "Nobody has checked this office's title and address against its source, or not said when.",
)
HOLDER_NOT_CURRENT = Rule(
    "holder-not-current",
    _WARNING,
    "Offices stay, the people in them change. A letter that names the holder of an office should know on "
    "which day, not more than half a year ago, that person held it; else write to the office alone.",
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

RULES = (*FILE_RULES, *(rule for rule in vars().values() if isinstance(rule, Rule)))
"""All rules: those of the files, and then those above in their order."""

WAIVABLE = frozenset(
    rule.id
    for rule in (
        READING_AFTER_LETTER,
        LATER_THAN_LETTER,
        UNDATED_SOURCE,
        STALE_FIGURE,
        MIXED_COUNTERS,
        STALE_STATUS,
        OLD_CONSENT,
        CONSENT_AFTER_LETTER,
        SHARED_SURNAME,
        SMALL_GROUP,
        DESIGNATED_LINK,
        MOOT_DEMAND,
        TRUSTED_RECIPIENT,
        LIKELY_NAME,
        PARTNER_IN_THE_COUNTRY,
        UNVERIFIED_RECIPIENT,
        HOLDER_NOT_CURRENT,
        UNVERIFIED_PROVISION,
        HARMFUL_WORD,
        UNPROVEN_GENOCIDE,
        UNHEDGED_CHARACTERISATION,
        NOT_CALLED_DEFENDER,
        MIXED_STATUS,
        TOO_LONG,
    )
)
"""The rules that a person may answer for. Nobody can waive a fault in a file or a name in a text."""
