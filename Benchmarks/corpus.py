"""Makes the corpora: invented field texts with word frequencies like real ones, and real interviews.

The invented corpus of a given size and seed is the same on every machine. Words follow Zipf's law; a text's
length is log-normal with median 3.3 KB, mean about 5.5 KB; one text in four is an e-mail; days spread
evenly over ten years, so that of 100,000 texts a day holds 28 at most.
"""

import array
import bisect
import collections
import datetime
import itertools
import json
import math
import os
import random
import sys
import tarfile

COMMON = (
    "the of and to in a is that for it was on as with be by at this we are from they have had not but "
    "which or an you were her all she there would their one so people been when who will more no if out "
    "about group said "
    "up can what its social into them than other time some could now then do any my our over may after these "
    "two like first support link worker health community patient practice service referral meeting "
    "notes team "
    "project interview member need help home walk garden talk week lonely carer visit phone staff local"
).split()
VOCABULARY = 160_000
TABLE_BITS = 20
FIRST_DAY = datetime.date(2015, 1, 1)
DAYS = 3652


def invented_words(count, random_source):
    """Distinct pronounceable words; the most frequent ranks are English function words."""
    onsets = "b br c ch d dr f g gl h j k l m n p pl qu r s sh st t th tr v w".split()
    vowels = "a e i o u ai ea oo ou".split()
    endings = ["", "n", "r", "s", "t", "ll", "nd", "ck", "m", "sh"]
    words, seen = list(COMMON), set(COMMON)
    while len(words) < count:
        syllables = random_source.choices((1, 2, 3), (2, 6, 3))[0]
        word = "".join(random_source.choice(onsets) + random_source.choice(vowels) for _ in range(syllables))
        word += random_source.choice(endings)
        if word not in seen:
            seen.add(word)
            words.append(word)
    return words


def zipf_table(words, random_source):
    """A table in which every word stands as often as Zipf's law (exponent 1.02) has it."""
    weights = list(itertools.accumulate(1 / (rank + 2.7) ** 1.02 for rank in range(len(words))))
    total, size = weights[-1], 1 << TABLE_BITS
    return [words[bisect.bisect(weights, random_source.random() * total)] for _ in range(size)]


class TextSource:
    """Endless paragraphs from the table, with a count of how many texts hold each word."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.table = zipf_table(invented_words(VOCABULARY, self.random), self.random)
        self.texts_with = collections.Counter()

    def tokens(self, count):
        numbers = array.array("I", self.random.randbytes(4 * count))
        mask, table = (1 << TABLE_BITS) - 1, self.table
        return [table[number & mask] for number in numbers]

    def text(self):
        size = min(max(self.random.lognormvariate(math.log(3300), 0.93), 300), 62_000)
        words = self.tokens(int(size / 6.4))
        self.texts_with.update(set(words))
        lines, start = [], 0
        while start < len(words):
            sentences = []
            for _ in range(self.random.randint(2, 6)):
                end = start + self.random.randint(6, 22)
                if words[start:end]:
                    sentences.append(" ".join(words[start:end]).capitalize() + ".")
                start = end
            lines.append(" ".join(sentences))
        return "\n\n".join(lines) + "\n"


def mail(number, day, text):
    """One e-mail with the headers that a mail program looks at."""
    stamp = datetime.datetime.combine(day, datetime.time(8 + number % 10, number % 60))
    head = [
        f"From: Person {number % 97} <person{number % 97}@example.org>",
        f"To: Team {number % 7} <team{number % 7}@example.org>",
        f"Subject: Note {number} about {text.split()[1].strip('.')}",
        f"Date: {stamp.strftime('%a, %d %b %Y %H:%M:00 +0000')}",
        f"Message-ID: <{number}.{day.isoformat()}@example.org>",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
    ]
    return "\n".join(head) + "\n\n" + text


def make(folder, count, seed=20261122, mails_only=False):
    """Writes a corpus to a new folder and returns its description, which also lies there as corpus.json."""
    source = TextSource(seed)
    total = 0
    for number in range(count):
        day = FIRST_DAY + datetime.timedelta(days=number * DAYS // count)
        text = source.text()
        is_mail = mails_only or number % 4 == 3
        name = f"{day.isoformat()}-{number:06}.{'eml' if is_mail else 'txt'}"
        place = os.path.join(folder, "texts", str(day.year), f"{day.month:02}")
        os.makedirs(place, exist_ok=True)
        data = (mail(number, day, text) if is_mail else text).encode()
        total += len(data)
        with open(os.path.join(place, name), "wb") as file:
            file.write(data)
    facts = {
        "records": count,
        "bytes": total,
        "seed": seed,
        "mails_only": mails_only,
        "words": query_words(source.texts_with, count),
    }
    with open(os.path.join(folder, "corpus.json"), "w") as file:
        json.dump(facts, file, indent=1)
    return facts


def query_words(texts_with, count):
    """A word of each frequency to search for, with the number of texts that hold it."""
    targets = {"rare": max(3, count // 5000), "mid": count // 100, "common": count * 3 // 10}
    eligible = [(number, word) for word, number in texts_with.items() if len(word) > 3]
    words = {
        name: min(eligible, key=lambda item: (abs(item[0] - target), item[1]))[::-1]
        for name, target in targets.items()
    }
    words["the"] = ("the", texts_with["the"])
    return words


def ready(cache, count, mails_only=False):
    """The folder of a corpus, made on first use."""
    name = f"{'mails' if mails_only else 'mixed'}-{count}"
    folder = os.path.join(cache, name)
    if not os.path.exists(os.path.join(folder, "corpus.json")):
        os.makedirs(folder, exist_ok=True)
        print(f"making the corpus {name} ...", file=sys.stderr, flush=True)
        make(folder, count, mails_only=mails_only)
    with open(os.path.join(folder, "corpus.json")) as file:
        return folder, json.load(file)


def real_texts(archive, folder):
    """Unpacks the members of a tar archive that are plain files; returns how many."""
    count = 0
    with tarfile.open(archive) as tar:
        for member in tar:
            if member.isfile():
                tar.extract(member, folder, filter="data")
                count += 1
    return count


if __name__ == "__main__":
    print(json.dumps(ready(sys.argv[1], int(sys.argv[2]), "--mails" in sys.argv)[1]))
