"""What the page says of the tools and of the measuring, in words."""

LABELS = {
    "zvarot": "zvarot",
    "weasyprint": "WeasyPrint, naive loop",
    "weasyprint-cli": "WeasyPrint, command line",
    "typst": "Typst, kept, sources as bytes",
    "typst-files": "Typst, kept, a file a letter",
    "chromium": "Chromium, kept open",
    "plutoprint": "PlutoPrint",
    "libreoffice": "LibreOffice, one call for all",
    "libreoffice-kept": "LibreOffice, kept open",
}

WORDS = {
    "zvarot": (
        "The first letters of each kind cost up to twice what WeasyPrint takes, and every letter that differs"
        " from those before in more than words does again. It prints its own letters only.",
        "Its time includes what no other tool does: the questions, the gate, filling the page, the last look"
        " for names, the digest.",
    ),
    "weasyprint": (
        "Begins anew with every letter; claims one standard at a time.",
        "Takes any HTML and CSS, in the shortest program of all.",
    ),
    "weasyprint-cli": ("Loads Python, itself and the fonts for every letter.", "Needs no program at all."),
    "typst": (
        "The letter has to be written in a language of its own, with looks of its own: lines and pages break"
        " elsewhere. Looks for no names.",
        "Fast from the first letter on, whatever its address; the file is as complete, and what could not be"
        " read aloud is told with line and column. It would set justified lines better, too.",
    ),
    "typst-files": (
        "As above; and a source under a name of its own is a stranger to what the compiler remembers.",
        "The plainest way to call it.",
    ),
    "chromium": (
        "Claims no standard of PDF; cuts off what stands above the first page’s margin; takes most memory.",
        "Takes the same page, with tags, and whatever else the web can show.",
    ),
    "plutoprint": (
        "No tags. Every page has the margins of the first, long addresses break in mid-word, and old-style"
        " figures and small capitals can be seen but not read out, searched for or copied.",
        "Takes the same page, with little memory, and starts at once.",
    ),
    "libreoffice": (
        "The letter has to be a document of its own, whose looks come near; begins anew with each call.",
        "Whoever sends a letter can open it first and change a word.",
    ),
    "libreoffice-kept": (
        "As above; and somebody has to see that it still runs.",
        "As above, and much faster.",
    ),
}
"""What each tool lacks, and what it does well or better, as seen in the files that it made."""

HOW = """\
## How it is measured

* `make bench` measures all this in one run, on a machine that should have nothing else to do, and writes this
  page, its chart and [the figures themselves](benchmarks.json). A tool that cannot be installed is skipped.
  `make bench ROUNDS=1 LETTERS=100` is a quick look.
* The letters are those of [examples/belarus](../examples/belarus/README.md), to offices that are invented and
  differ in name, greeting and address (three to seven lines). Three pages are the appeal of 2024 as it is;
  one page is a short form of it; ten pages have all incidents, figures and demands of the case, and 27
  incidents that are invented.
* Each tool runs in a process of its own and prints the same letters in turn: as many as fit into about a
  second, at least three and at most fifty, none of them twice, in the order in which a batch of a thousand
  comes to them. The first eight do not count; cold start and batches show what those cost. Each round another
  tool begins.
* WeasyPrint, its command, Chromium and PlutoPrint get the very page that zvarot lays out, finished, with its
  styles inside. Typst and LibreOffice get the same words and parts in a language of their own. The fonts are
  installed for all. zvarot alone makes its page from the case, within its time.
* A ratio compares a tool with the naive loop in the same round, by the clock. CPU is that of all processes of
  a tool. Memory is the most that they held in one more round, looked at up to fifty times a second; what they
  share counts once. Batches are the true command, from start to end, each with the naive loop beside it.
"""
