#!/usr/bin/env python3
"""Mutation testing: small faults are put into the engine one by one; the scenarios alone must notice them.

mutate.py SOURCE            all mutants that are not yet judged (build/mutants/results.json), then the report
mutate.py SOURCE NAME …     these ones again
mutate.py SOURCE --check    only whether each place is found exactly once; seconds
mutate.py SOURCE --report   the report of README.md from the results

Each mutant is one replaced text in one file of query/bind, query/execute, query/language or
graph/mapped. It is built in a copy
of the sources below build/mutants, and `conformance --until-first` runs. A mutant that does not compile says nothing
and counts as an error of this list.
"""
import json
import pathlib
import shutil
import subprocess
import sys

E, S, X, O, G, ST = ("query/execute/evaluate.cpp", "query/execute/support.cpp", "query/execute/execute.cpp",
                 "query/execute/order.cpp", "query/execute/gaps.cpp", "query/execute/steps.cpp")
B, CL, PH, N, C, T, NO = ("query/bind/bind.cpp", "query/bind/bind_clauses.cpp", "query/bind/bind_phrases.cpp",
                          "query/bind/names.cpp", "query/bind/conditions.cpp", "query/bind/times.cpp",
                          "query/bind/nouns.cpp")
L, BU, D, H = ("query/language/leaf_reader.cpp", "query/language/build.cpp", "query/language/diagnose.cpp",
               "query/language/hints.cpp")
SI, MA, PA, DI, SG, SA, TS, V, R, J, W = (
    "query/execute/compare.cpp", "query/execute/gap_map.cpp", "query/execute/paths.cpp",
    "graph/mapped/distances.cpp", "graph/mapped/strength.cpp", "query/execute/sayings.cpp",
    "query/execute/text_search.cpp", "query/execute/verdict.cpp", "query/execute/repeats.cpp",
    "query/execute/judged.cpp", "query/execute/why_not.cpp")
BP, BSE, BSA, BM = ("query/bind/bind_paths.cpp", "query/bind/bind_search.cpp", "query/bind/bind_sayings.cpp",
                    "query/bind/bind_map.cpp")

# name, file, what stands there, what is put in its place
MUTANTS = [
    # comparisons and counts
    ("less-takes-equal", E, "return *left < right;", "return *left <= right;"),
    ("at-most-leaves-equal", E, "return *left <= right;", "return *left < right;"),
    ("more-takes-equal", E, "return *left > right;", "return *left >= right;"),
    ("at-least-leaves-equal", E, "return *left >= right;", "return *left > right;"),
    ("at-least-n-off-by-one", E, "return found >= asked;", "return found > asked;"),
    ("at-most-n-off-by-one", E, "return found <= asked;", "return found < asked;"),
    ("exactly-n-is-at-least", E, "return found == asked;", "return found >= asked;"),
    ("more-than-n-is-at-least", E, "return found > asked;", "return found >= asked;"),
    ("fewer-than-n-is-at-most", E, "return found < asked;", "return found <= asked;"),
    ("counting-stops-early", E, ": asked + 1;", ": asked;"),
    ("every-of-nothing-holds", E, "whole > 0 && found == whole :", "found == whole :"),
    ("every-is-some", E, "whole > 0 && found == whole :", "whole > 0 && found > 0 :"),
    ("no-note-of-nothing-to-check", E, "test.op == Op::every && whole == 0)", "test.op == Op::every && whole == 1)"),
    # logic
    ("only-allows-others", E, "passed -= reaching(test.links, others, subjects);", ""),
    ("only-forbids-itself", E, "others -= set_of(test.object[0]);", ""),
    ("negation-dropped", E, "  rest -= passing_plainly(test, subjects);", "  rest &= passing_plainly(test, subjects);"),
    ("or-is-last", E, "passed |= passing(part, subjects);", "passed = passing(part, subjects);"),
    ("and-is-last", E, "passed = passing(part, passed);", "passed = passing(part, subjects);"),
    # hierarchy and reach
    ("no-broader-closure", E, "if (frontier.insert(broader)) open.push_back(broader);", "(void)broader;"),
    ("one-level-of-broader", E, "if (frontier.insert(broader)) open.push_back(broader);", "frontier.insert(broader);"),
    ("edges-the-wrong-way", E, "s->forwards ? graph_.in(n, s->edge) : graph_.out(n, s->edge)",
     "s->forwards ? graph_.out(n, s->edge) : graph_.in(n, s->edge)"),
    ("things-not-in-use-listed", E, "(!thing || in_use(graph_, node)) &&", "(!thing || node != graph::kNoNode) &&"),
    ("narrower-not-noted", E, "narrower_ += all.size() - direct.size();", ""),
    ("one-level-of-narrower", N, "for (std::size_t i = 0; i < all.size() && all.size() < limit; ++i)",
     "for (std::size_t i = 0; i < 1 && all.size() < limit; ++i)"),
    ("exactly-ignored", N, "exact || !is_thing(graph.kind(node)) ?", "!is_thing(graph.kind(node)) ?"),
    ("narrower-counts-unused", N, "if (n != node && in_use(graph, n)) ++result.narrower;",
     "if (n != node) ++result.narrower;"),
    # texts, dates, missing values
    ("contains-is-starts-with", E, "return left.find(right) != std::string::npos;", "return left.find(right) == 0;"),
    ("starts-with-is-contains", E, "return left.compare(0, right.size(), right) == 0;",
     "return left.find(right) != std::string::npos;"),
    ("texts-compared-with-case", E, "const std::string left = fold(*text), right = fold(wanted);",
     "const std::string left(*text), right = wanted;"),
    ("range-by-its-first-end", E, "compares(number_in(text->substr(dash + 1)), comparison, *number)", "false"),
    ("between-leaves-lower-end", E, "if (one(value, test.values[0], Comparison::at_least) &&",
     "if (one(value, test.values[0], Comparison::greater) &&"),
    ("between-leaves-upper-end", E, "one(value, test.values[1], Comparison::at_most))",
     "one(value, test.values[1], Comparison::less))"),
    ("date-end-excluded", E, "when->end <= test.within->end)", "when->end < test.within->end)"),
    ("date-begin-excluded", E, "when->begin >= test.within->begin &&", "when->begin > test.within->begin &&"),
    ("straddling-not-noted", E, "      ++straddling;", "      ++whole;"),
    ("fieldwork-ignored", E, "if (const auto printed = years_in(graph.text(node, Attribute::period)))", "if (const auto printed = years_in(\"\"))"),
    ("last-year-of-fieldwork-is-first", E, "last = std::max(last, year);", "last = first;"),
    ("day-of-publication-ignored", E, "if (const auto date = read_date(graph.text(of, Attribute::date)))",
     "if (const auto date = read_date(\"\"))"),
    ("publication-taken-silently", E, "if (fallback) *fallback = clock == Clock::unsaid;", ""),
    ("missing-not-noted", E, "  if (!without) return;", "  if (without) return;"),
    ("missing-is-known", E, "test.op == Test::Op::missing ? held.empty() :", "test.op == Test::Op::missing ? !held.empty() :"),
    ("kept-or-left-out-swapped", E, "  kept_ = !kept_;\n  NodeSet rest", "  NodeSet rest"),
    # counting distinct things, witnesses
    ("ways-are-counted", S, "found += stamps_[thing] != epoch_;", "++found;"),
    ("what-is-said-again-is-counted", S, "const Node thing = first_telling(graph_, t.back());", "const Node thing = t.back();"),
    ("witness-of-an-absence", S, "  if (test.negated) return all;\n", ""),
    ("a-count-shown-by-each", S, "if (!each_once || all.sets.empty()) return all;", "return all;"),
    ("narrower-gives-no-witness", S, "  auto all = with_narrower(graph_, subject);", "  std::vector<Node> all{subject};"),
    ("whole-work-quoted", S, "return fine.empty() ? coarse : fine;", "return coarse.empty() ? fine : coarse;"),
    ("conjunction-shown-by-one-side", S, "    std::vector<Node> set = a.sets[i % a.sets.size()];",
     "    std::vector<Node> set;"),
    ("alternatives-not-shown", S, "for (const auto& set : one.sets) add_set(all, set);", "(void)one;"),
    ("objects-own-tests-not-shown", S, "if ((!object.tests.empty() || object.query) && !object.by_name) {", "if (false) {"),
    # names
    ("preferred-name-does-not-win", N, "if (!preferred.empty()) hits = std::move(preferred);", ""),
    ("ambiguous-name-guessed", N, "if (hits.size() > 1 && !one_idea) {", "if (hits.size() > 9 && !one_idea) {"),
    ("unused-thing-of-the-name-kept", N, "      if (in_use(graph, n)) used.push_back(n);\n    if (!used.empty()) hits",
     "      if (in_use(graph, n)) used.push_back(n);\n    if (used.empty()) hits"),
    ("loose-name-guesses-nothing", N, "if (hits.empty() && name.loose) {", "if (false) {"),
    ("every-name-is-loose", N, "if (hits.empty() && name.loose) {", "if (hits.empty()) {"),
    ("no-near-names-offered", N, "distance <= 2)", "distance < 0)"),
    ("worst-name-offered-first", N, "return a.score > b.score;", "return a.score < b.score;"),
    ("never-a-speaker", N, 'if (!ever_speaks(graph, text)) message', 'if (false) message'),
    ("or-of-names-is-and", CL, "all.op = names.mode == Names::Mode::any ? Test::Op::any : Test::Op::all;\n  all.negated",
     "all.op = Test::Op::all;\n  all.negated"),
    # gaps
    ("mixed-needs-two-claims", G, "if ((better && worse) || both) {", "if (better && worse) {"),
    ("mixed-is-better", G, "if ((better && worse) || both) {", "if (both) {"),
    ("unsaid-direction-is-nothing", G, "} else if (better || worse || unsaid) {", "} else if (better || worse) {"),
    ("no-effect-is-a-gap", G, "} else if (none) {", "} else if (false) {"),
    ("unclear-is-nothing", G, "} else if (unclear || !absence.looked.empty()) {",
     "} else if (!absence.looked.empty()) {"),
    ("looking-is-nothing", G, "} else if (unclear || !absence.looked.empty()) {", "} else if (unclear) {"),
    ("any-study-that-looked-fits", G, "graph_.kind(study) == Kind::study && study_fits(study) &&", "graph_.kind(study) == Kind::study &&"),
    ("little-found-is-none-found", G, "review_found_none || (s.none && s.by_review);\n  }\n  if ((better",
     "review_found_none || s.by_review;\n  }\n  if ((better"),
    ("whoever-says-none-searched", G, "review_found_none || (s.none && s.by_review);\n  }\n  if ((better",
     "review_found_none || s.none;\n  }\n  if ((better"),
    ("gap-of-one-is-gap-of-all", G, "      statement.whole = false;", "      statement.whole = true;"),
    ("gap-of-broader-not-of-narrower", G, "for (const Node narrower : with_narrower(graph, thing)) statement.about.add(narrower);",
     "statement.about.add(thing);"),
    ("evidence-came-near-itself", G, "  candidates -= evaluator_.set_of(evidence_);\n", ""),
    ("everything-came-near", G, "if (!changed || bare) return {};", "if (!changed) return {};"),
    ("no-dimension-of-direction", G, "add(choice::dimension::outcomes);", "add(choice::dimension::quantity);"),
    ("stated-gap-not-beside", X, "      beside();", "      (void)0;"),
    # order and what is shown
    ("names-descend", O, "return order < 0;", "return order > 0;"),
    ("missing-comes-first", O, "return right.missing;", "return left.missing;"),
    ("descending-ignored", O, "if (before(left, right)) return !by[k].descending;", "if (before(left, right)) return true;"),
    ("last-of-several-values-decides", O, "one.descending ? before(column[i], key) : before(key, column[i])",
     "one.descending ? before(key, column[i]) : before(column[i], key)"),
    ("said-again-is-listed", X, "    once(found);\n", ""),
    ("skip-one-too-few", ST, "nodes.begin() + static_cast<std::ptrdiff_t>(n));",
     "nodes.begin() + static_cast<std::ptrdiff_t>(n ? n - 1 : 0));"),
    ("limit-one-too-few", ST, "          nodes.resize(n);", "          nodes.resize(n ? n - 1 : 0);"),
    ("minus-subtracts-nothing", ST, "          next -= other;", "          next -= empty();"),
    ("intersect-is-union", ST, "          next &= other;", "          next |= other;"),
    ("cut-not-noted", X, "if (shown < most || answer_.total_rows <= shown) return;", "return;"),
    ("cited-counted-as-held", X, "cited += is_only_cited(graph_, n);", "cited += !is_only_cited(graph_, n);"),
    ("undated-sources-counted", X, "      if (!source.year) continue;", "      if (source.year < 0) continue;"),
    ("self-reported-cases-not-told", X, "told += is_case(n) && self_reported(n);", "told += self_reported(n) && !is_case(n);"),
    ("reason-by-the-fewest", G, "return a.claims.size() > b.claims.size();", "return a.claims.size() < b.claims.size();"),
    # binding
    ("unequal-is-equal", C, "test.negated = comparison == Comparison::not_equal;", "test.negated = false;"),
    ("per-cent-of-any-unit", C, "if (percent) test = with_unit(std::move(test), kinds);", ""),
    ("not-in-condition-dropped", C, "if (condition.negated) test->negated = !test->negated;", ""),
    ("date-at-most-leaves-it-out", C, "test.within = Period{kBeginning, day->end};", "test.within = Period{kBeginning, day->begin};"),
    ("unordered-choice-compared", C, "if (ordering && property.type == Type::choice && !is_ordered(typed.attribute))",
     "if (false)"),
    ("before-takes-it-in", T, "within.end = period_of(from).begin;", "within.end = period_of(from).end;"),
    ("after-takes-it-in", T, "within.begin = period_of(from).end;", "within.begin = period_of(from).begin;"),
    ("between-leaves-last", T, "within = {period_of(from).begin, period_of(to).end};",
     "within = {period_of(from).begin, period_of(to).begin};"),
    ("last-years-off-by-one", T, "std::min<std::int64_t>(years, 9999)", "std::min<std::int64_t>(years + 1, 9999)"),
    ("lack-is-have", CL, "return having(c.object, kinds, !c.negated, c.span, lifted);",
     "return having(c.object, kinds, c.negated, c.span, lifted);"),
    ("no-is-some", CL, "      negated = !negated;\n", ""),
    ("without-is-with", PH, "test = having(m.target, kinds, true, m.span, lifted);",
     "test = having(m.target, kinds, false, m.span, lifted);"),
    ("nothing-is-lifted", PH, "if (!lifted || modifier.kind == Modifier::Kind::that", "if (true || modifier.kind == Modifier::Kind::that"),
    ("causal-claims-need-a-design", NO, 'if (word == "causal" && claims && noun->words[0] != "evidence") {', "if (false) {"),
    ("adjectives-not-negated", NO, "all.parts[0].negated = all.negated;", "all.parts[0].negated = false;"),
    # reading
    ("or-more-is-exactly", L, "if (or_more) q.kind = Quantity::Kind::at_least;", "if (or_more) q.kind = Quantity::Kind::exactly;"),
    ("number-words-off-by-one", L, "return static_cast<std::int64_t>(n + 1);", "return static_cast<std::int64_t>(n);"),
    ("over-is-at-least", L, "return Comparison::greater;  //", "return Comparison::at_least;  //"),
    ("every-february-has-29-days", L, " || (d.month == 2 && d.day == 29 && !leap)", ""),
    ("or-of-names-not-seen", L, "all.mode = said_any ? Names::Mode::any : Names::Mode::all;", "all.mode = Names::Mode::all;"),
    ("names-mixed-silently", L, "if ((all_of && said_any) || (any_of && said_all))", "if (false)"),
    ("backward-time-taken", L, "if (key(*m.from) <= after(*m.to)) return;", "return;"),
    ("borrowed-verb-of-a-negation", "query/language/build_phrases.cpp", "  if (negative) {", "  if (false) {"),
    ("oldest-first-is-newest-first", BU, '{"desc", "descending", "newest first",', '{"desc", "descending", "oldest first",'),
    ("number-before-a-name-not-explained", H, "number_then_name, order_without_by,", "order_without_by,"),
    ("a-fix-that-was-not-tried", D, "if (!failure.failed) return Trial::mends;", "return Trial::mends;"),
    # side by side, and maps
    ("figures-tell-nothing", SI, "if (!found(side, n).figures.empty()) side.told.add(n);", "(void)n;"),
    ("figures-of-narrower-not-seen", SI, "for (const Node about : with_narrower(graph_, thing))",
     "for (const Node about : {thing})"),
    ("narrower-groups-not-in-a-side", SI,
     "is_thing(graph_.kind(n)) ? with_narrower(graph_, n) : std::vector<Node>{n})", "std::vector<Node>{n})"),
    ("sides-that-tell-of-least", SI, "return a.first > b.first; });", "return a.first < b.first; });"),
    ("asked-is-never-asked", SI, 'cell.status = side.passages.empty() ? "never_asked"',
     'cell.status = !side.passages.empty() ? "never_asked"'),
    ("a-figure-names", SI, 'found.passages.empty() ? "asked" : "named"', '"named"'),
    ("only-one-is-both", SI, "if (count == sides_.size())\n      ++shared;", "if (count > 0)\n      ++shared;"),
    ("restated-counts-in-a-cell", SI, "all.passages.push_back(first_telling(graph_, passage));",
     "all.passages.push_back(passage);"),
    ("studies-behind-not-counted", "query/execute/sided.cpp",
     "for (const Node study : graph.out(n, Edge::rests_on)) all.studies.push_back(study);", ""),
    ("full-rows-are-gaps", MA, "return passages(column, n).empty(); }))", "return !passages(column, n).empty(); }))"),
    ("map-counts-what-is-no-evidence", MA, "!evaluator_.set_of(plan_.evidence[0]).has(passage))", "false)"),
    ("studied-designs-have-no-column", MA, "  add_studied_choices();\n", ""),
    ("columns-in-any-order", MA, "a.order != b.order ? a.order < b.order", "a.order != b.order ? a.order > b.order"),
    ("a-stated-gap-is-none-found", MA, "} else if (known.absence.stated_by.empty()) {", "} else if (true) {"),
    ("map-counts-full-cells-as-gaps", MA, "if (!here.passages.empty()) continue;", ""),
    ("gaps-of-a-column-of-any-evidence", MA, "if (map_.of_claims && column.choice)\n      for", "if (false)\n      for"),
    # the strength of a piece of evidence
    ("one-work-agrees-with-itself", SG, "at += terms.agreeing >= 2 &&", "at += terms.agreeing >= 1 &&"),
    ("disagreement-does-not-matter", SG, "terms.agreeing >= 2 && terms.disagreeing == 0;", "terms.agreeing >= 2;"),
    ("base-asked-of-a-review", SG, "at -= has_a_base(terms.design) && !terms.base_known;", "at -= !terms.base_known;"),
    ("second-hand-is-first-hand", SG, "  at -= terms.second_hand;\n", ""),
    ("words-beyond-the-design-count", SG, "  at -= terms.beyond_design;\n", ""),
    ("praise-of-oneself-counts", SG, "  at -= terms.about_itself;\n", ""),
    ("a-digest-is-a-work-of-its-own", SG, "return digested.empty() ? source : digested.front();", "return source;"),
    ("a-work-disagrees-with-itself", SG, "known->second.other[sign] - says_other}", "known->second.other[sign] + 0 * says_other}"),
    # chains
    ("chains-one-half-step-short", PA, "cost + to_(next) > longest_ ||", "cost + to_(next) >= longest_ ||"),
    ("longest-chain-first", PA, "return bound > other.bound;", "return bound < other.bound;"),
    ("one-passage-leads-on-twice", PA, "return std::find(also.begin(), also.end(), p) != also.end();", "return false;"),
    ("chains-in-circles", PA, "if (std::find(been.begin(), been.end(), next) != been.end()) continue;", ""),
    ("passages-that-speak-of-each-other-join-nothing", PA, "offer(end, 4, near, far);", "(void)end;"),
    ("one-source-is-any-source", PA, "return !passage || passage->source == source_;", "return true;"),
    ("works-are-no-stations", PA, "return is_work(kind) || (", "return ("),
    ("weaker-passage-of-a-chain-first", PA, "return standing_rank(graph_, a) < standing_rank(graph_, b);",
     "return standing_rank(graph_, a) > standing_rank(graph_, b);"),
    ("distance-ends-one-early", DI, "if ((*to_)[node] >= most_)", "if ((*to_)[node] + 1 >= most_)"),
    ("steps-up-to-one-more", BP, "steps > kMostSteps)", "steps > kMostSteps + 1)"),
    ("what-belongs-to-both-joins", BP, "  without_common(path.from.nodes);\n", ""),
    # what sources say
    ("causal-is-other-evidence", SA, "choice::warrant::carried) ?", "choice::warrant::over_claim) ?"),
    ("self-reported-case-is-a-result", SA, "choice::reporting::self_reported))\n          return Standing::self_reported;",
     "choice::reporting::self_reported))\n          return Standing::result;"),
    ("background-takes-a-side", SA, "standing != Standing::background && standing != Standing::other &&",
     "standing != Standing::other &&"),
    ("sayings-in-any-order", BSA, "  plan_.steps.insert(at, std::move(step));\n", ""),
    ("effects-among-the-words", BSA, "std::erase_if(words, is_effect);", "(void)0;"),
    ("names-of-one-word", BSA, "std::min(kLongestName, words.size() - first)", "std::min<std::size_t>(1, words.size() - first)"),
    # words in the texts
    ("worst-passage-is-the-score", TS, "best = std::max(best, hits[shown.hit].score);", "best = hits[shown.hit].score;"),
    ("frequent-words-weigh-more", TS, "- n + 0.5) / (n + 0.5));", "+ n + 0.5) / (static_cast<double>(passages) - n + 0.5));"),
    ("length-does-not-matter", TS, "(1 - kLength + kLength * length)", "(1 - kLength + kLength)"),
    ("very-words-are-stems", TS, "if (phrase.exact) {", "if (false) {"),
    ("what-must-not-stand-there-is-relevant", BSE, "    searched_.resize(before);", "    (void)before;"),
    ("one-slip-more", BSE, "stem.size() < 4 ? 0 : stem.size() < 8 ? 1 : 2;", "stem.size() < 4 ? 1 : stem.size() < 8 ? 2 : 3;"),
    # shares, yes or no
    ("half-is-most", V, "2 * part > whole", "2 * part >= whole"),
    ("share-of-all-not-of-known", V, "result.share.known = judged.yes.size() + judged.no.size();",
     "result.share.known = subject.size();"),
    ("exceptions-not-shown", V, "    result.shown = subject;\n    result.shown -= passed;\n", ""),
    ("unknown-facet-counts-as-no", J, "if (speaks && !unknown) result.no.add(n);", "if (speaks) result.no.add(n);"),
    # why something is not in an answer
    ("only-the-first-condition-told", W, "for (const Test& part : test.parts) condition(part);",
     "condition(test.parts[0]);"),
    ("what-comes-later-not-told", W, "if (failed_.empty()) later();", ""),
    ("said-again-not-told", W, "if (first != node_ && course.sets[0].has(first)", "if (false && course.sets[0].has(first)"),
    ("others-not-told", W, "(asked.has(n) ? fitting : others).push_back(n);", "(asked.has(n) ? others : fitting).push_back(n);"),
    # repeats
    ("digests-of-digests-apart", R, "constexpr int kDeepest = 8;", "constexpr int kDeepest = 1;"),
    ("translations-apart", R, "if (kind == Kind::translation_of)", "if (false)"),
]


def text_of(path):
    return path.read_text(encoding="utf-8")


def unfound(source):
    problems = []
    for name, file, old, _ in MUTANTS:
        count = text_of(source / file).count(old)
        if count != 1:
            problems.append(f"{name}: {count} places in {file} have: {old!r}")
    names = [m[0] for m in MUTANTS]
    problems += [f"two mutants are called {n}" for n in set(names) if names.count(n) > 1]
    return problems


def prepare(source, work):
    """A copy of the sources with its own build folder, so that nobody sees a mutant by chance."""
    copy = work / "source"
    copy.mkdir(parents=True, exist_ok=True)
    listed = subprocess.run(["git", "-C", source, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                            check=True, capture_output=True, text=True).stdout
    for name in filter(None, listed.split("\0")):
        at, to = source / name, copy / name
        if not at.is_file() or (to.exists() and to.read_bytes() == at.read_bytes()):
            continue
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(at, to)
    build = work / "build"
    if not (build / "build.ninja").exists():
        subprocess.run(["cmake", "-S", copy, "-B", build, "-G", "Ninja", "-DCMAKE_CXX_COMPILER=g++",
                        "-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_CXX_FLAGS_DEBUG=-O1", "-DEVIDENT_WERROR=OFF"],
                       check=True, stdout=subprocess.DEVNULL)
    return copy, build


def make(build):
    return subprocess.run(["nice", "ninja", "-C", build, "conformance"], capture_output=True, text=True)


def judge(copy, build, mutant):
    name, file, old, new = mutant
    path = copy / file
    original = text_of(path)
    path.write_text(original.replace(old, new), encoding="utf-8")
    try:
        made = make(build)
        if made.returncode:
            return "does not compile: " + next((line for line in made.stdout.splitlines() if "error" in line), "?")
        run = subprocess.run([build / "tests/conformance/conformance", "--until-first"], capture_output=True, text=True,
                             timeout=300)
        if run.returncode == 0:
            return "not caught"
        seen = [line for line in run.stdout.splitlines() if ".askt:" in line]
        return "caught by " + (seen[0].split(": ")[1].split(" ")[0] if seen else "a crash")
    except subprocess.TimeoutExpired:
        return "caught by the time it took"
    finally:
        path.write_text(original, encoding="utf-8")


def report(results):
    judged = {name: results[name] for name, *_ in MUTANTS if name in results}
    caught = [n for n, r in judged.items() if r.startswith("caught")]
    lost = [n for n, r in judged.items() if not r.startswith("caught")]
    print(f"{len(MUTANTS)} mutants, {len(judged)} judged: {len(caught)} caught "
          f"({100 * len(caught) / max(1, len(judged)):.1f} %)")
    for name in lost:
        print(f"- {name}: {judged[name]}")
    return 0 if judged and len(caught) >= 0.95 * len(judged) else 1


def main():
    source = pathlib.Path(sys.argv[1]).resolve()
    arguments = sys.argv[2:]
    problems = unfound(source)
    if problems:
        print("\n".join(problems))
        return 1
    if arguments == ["--check"]:
        print(f"{len(MUTANTS)} mutants, each place found once")
        return 0
    work = source / "build/mutants"
    store = work / "results.json"
    results = json.loads(text_of(store)) if store.exists() else {}
    if arguments == ["--report"]:
        return report(results)
    copy, build = prepare(source, work)
    made = make(build)
    if made.returncode or subprocess.run([build / "tests/conformance/conformance", "--until-first"],
                                         stdout=subprocess.DEVNULL).returncode:
        print("the engine without a mutant does not pass its scenarios")
        return 1
    wanted = [m for m in MUTANTS if (m[0] in arguments if arguments else m[0] not in results)]
    for mutant in wanted:
        results[mutant[0]] = judge(copy, build, mutant)
        print(f"{mutant[0]}: {results[mutant[0]]}", flush=True)
        store.write_text(json.dumps(results, indent=1, sort_keys=True), encoding="utf-8")
    return report(results)


if __name__ == "__main__":
    sys.exit(main())
