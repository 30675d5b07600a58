"""Rows of the quality card that are measured on labelled sets of others, in ../shared/data.

Roles of sentences in abstracts: what `evident label roles` says of the parts kept for development; the model was trained on the others.

Sample sizes: `pico_ebmnlp_fine` marks in abstracts the words that tell how many took part. Its sentences stand one after the
other without the abstracts' ends: a sentence that looks like a title begins one. Many sizes are not marked (the labels are those
of a crowd), so only abstracts with a mark are asked: whether the one size that the program tells of the abstract's study is one of
the numbers marked, or what the marked groups add up to."""
import collections
import json
import re
import subprocess

import card

_ONES = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
                                    "seventeen eighteen nineteen".split())}
_TENS = {w: n for n, w in zip(range(20, 100, 10), "twenty thirty forty fifty sixty seventy eighty ninety".split())}
_VERBS = set("was were is are be been had has have did do does showed shown found received underwent remained increased decreased improved reduced "
             "may can could should suggest suggests indicate demonstrated compared investigated examined evaluated studied assessed took entered "
             "stopped attenuated varied served corresponding correlates correlate remains profited".split())
_NO_VERBS = set("randomized randomised controlled based advanced related associated blinded aged added unopposed weighted controlled-release "
                "combined treated induced need bed inhaled fixed modified extended balanced depressed impaired red speed seed breast-fed married "
                "untreated unstable assisted supervised mixed guided delayed isolated centered supported".split())
_NO_TITLE = set("this these we in there of to at after both all it our no however although as when among with patients subjects".split())


def sentences(path):
    """(id, words, tags) of each."""
    number, words, tags = None, [], []
    for line in path.read_text(encoding="utf8").splitlines() + ["# end"]:
        if line.startswith("# ") and "\t" not in line:
            if words:
                yield number, words, tags
            number, words, tags = line[2:], [], []
        elif "\t" in line:
            word, tag = line.rsplit("\t", 1)
            words.append(word)
            tags.append(tag)


def looks_like_a_title(words):
    first = words[0]
    if len(words) < 4 or re.fullmatch(r"[A-Z]{4,}", first) or first[0].isdigit() or first.lower() in _NO_TITLE:
        return False
    if any(w in ("%", "p", "P", "=", "<") for w in words):
        return False
    return not any(w.lower() in _VERBS or (w.lower().endswith("ed") and w.lower() not in _NO_VERBS and "-" not in w) for w in words)


def abstracts(path):
    whole, last = [], None
    for number, words, tags in sentences(path):
        apart = last is not None and int(number) != last + 1
        last = int(number)
        if not whole or apart or words[:3] == ["(", "ABSTRACT", "TRUNCATED"] or (len(whole[-1]) >= 5 and looks_like_a_title(words)):
            whole.append([])
        whole[-1].append((number, words, tags))
    return whole


def in_words(words):
    total, current, any_word = 0, 0, False
    for word in words:
        if word in _ONES or word in _TENS:
            current += _ONES.get(word, 0) + _TENS.get(word, 0)
        elif word == "hundred":
            current = (current or 1) * 100
        elif word == "thousand":
            total, current = total + (current or 1) * 1000, 0
        elif not (word == "and" and any_word):
            return None
        any_word = True
    return total + current if any_word else None


def marked_numbers(abstract):
    numbers = []
    for _, words, tags in abstract:
        run = []
        for word, tag in list(zip(words, tags)) + [("", "O")]:
            if tag == "SampleSize":
                run.append(word.lower())
                continue
            if not run:
                continue
            digits = [int(d.replace(",", "")) for d in re.findall(r"(?<![\d.])\d[\d,]*(?![\d.]*\d)", " ".join(run))]
            parts = [p for w in run for p in w.split("-")]
            spelled = next((n for i in range(len(parts)) for j in range(len(parts), i, -1) if (n := in_words(parts[i:j]))), None)
            numbers += digits or ([spelled] if spelled else [])
            run = []
    return numbers


def as_document(abstract):
    lines = []
    for _, words, _ in abstract:
        line = re.sub(r" ([.,;:?!%')\]])", r"\1", " ".join(words))
        lines.append(re.sub(r"([(\[]) ", r"\1", line).replace(" +/- ", " ± "))
    return lines[0] + "\n\n" + " ".join(lines[1:]) + "\n"


def sample_sizes(path, program, folder):
    documents = folder / "abstracts"
    documents.mkdir(exist_ok=True)
    marked = {}
    for abstract in abstracts(path):
        numbers = marked_numbers(abstract)
        if numbers:
            name = abstract[0][0]
            marked[name] = numbers
            (documents / f"{name}.txt").write_text(as_document(abstract), encoding="utf8")
    base = folder / "abstracts.evd"
    subprocess.run([program, "ingest", "-b", base, documents], capture_output=True, check=True)
    out = subprocess.run([program, "ask", "-b", base, "--rows", "0", "list studies | limit 10000 | show file, sample size", "-f", "json"], capture_output=True, check=True)
    told = collections.defaultdict(list)
    for row in json.loads(out.stdout)["rows"]:
        size = row["values"]["sample size"]
        if size is not None:
            told[row["values"]["file"].removesuffix(".txt")].append(int(size))
    counts = []
    for name, numbers in marked.items():
        count = card.Count()
        count.there, count.found = 1, min(1, len(told[name]))
        count.hit = count.right = int(bool(told[name]) and told[name][0] in numbers + [sum(numbers)])
        counts.append(count)
    return counts


ROLES = ("roles_pubmed20k_sample", "roles_rct_pmc", "roles_medline")


def roles(path, program):
    """(role, or "" for all) -> the counts of each abstract, of what 'evident label roles' says of its sentences."""
    documents = collections.defaultdict(list)
    for line in path.read_text(encoding="utf8").splitlines()[1:]:
        document, _, _, label, text = line.split("\t")[:5]
        documents[document].append((label.upper(), text))
    asked = "".join(json.dumps({"id": name, "sentences": [text for _, text in sentences]}) + "\n" for name, sentences in documents.items())
    done = subprocess.run([program, "label", "roles"], input=asked.encode(), capture_output=True, check=True)
    counts = collections.defaultdict(list)
    for answer in map(json.loads, done.stdout.decode().splitlines()):
        pairs = [(label, said) for (label, _), said in zip(documents[answer["id"]], answer["labels"])]
        for role in ["", *sorted({label for labels in documents.values() for label, _ in labels})]:
            count = card.Count()
            count.there = sum(role in ("", label) for label, _ in pairs)
            count.found = sum(role in ("", said) for _, said in pairs)
            count.hit = count.right = sum(label == said and role in ("", label) for label, said in pairs)
            counts[role].append(count)
    return counts


def rows(data, program, folder):
    for name in ROLES:
        path = data / name / "dev.tsv"
        if path.is_file():
            for role, counts in roles(path, program).items():
                yield card.card_row(f"{name} dev", ("sentence", "role", role.lower()), counts)
    for part in ("dev", "train"):
        path = data / "pico_ebmnlp_fine" / f"{part}_participants.conll"
        if path.is_file():
            yield card.card_row(f"pico_ebmnlp_fine {part}", ("study", "sample_size", ""), sample_sizes(path, program, folder))
