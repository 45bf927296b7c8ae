"""Read the campaign of a folder, look at every office, and tell what that took; run by test_joining.

Prints the highest memory in bytes, the seconds of the processor, and the number of offices. With `check` as
the second word the campaign is reviewed too.
"""

import re
import sys
import time
from pathlib import Path

from zvarot.case.reading import read_campaign
from zvarot.case.review import review

began = time.process_time()
dossier = read_campaign(Path(sys.argv[1]))
offices = sum(1 for office in dossier.recipients if office.office)
assert len(dossier.numbers) == offices
if "check" in sys.argv:
    review(dossier)
taken = time.process_time() - began
# What `getrusage` says would count the process that started this one.
peak = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
assert peak
sys.stdout.write(f"{int(peak[1]) * 1024} {taken} {offices}\n")
