// Asks the engine and the reference interpreter the same questions of the same libraries, and stops at the
// first difference, made as small as it gets. See README.md beside this file.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>

#include "query/answer.hpp"
#include "query/language/parse.hpp"
#include "reference/engine.hpp"
#include "reference/exhaustive.hpp"
#include "reference/patterns.hpp"
#include "reference/questions.hpp"
#include "reference/rules.hpp"

namespace evident::reference {
namespace {

using Outcome = tl::expected<Meaning, Refused>;
constexpr std::string_view kNotYet = "E240";  // of the reference: what it does not cover

std::string cell(const query::CellValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* truth = std::get_if<bool>(&value)) return *truth ? "true" : "false";
  if (const auto* number = std::get_if<double>(&value)) return std::to_string(*number);
  return "missing";
}

Outcome engine(const graph::Graph& graph, const std::string& text, bool grouped) {
  auto answer = query::ask(graph, text, engine_options());
  if (!answer) return tl::unexpected(Refused{answer.error().code, answer.error().message});
  Meaning m;
  using K = query::Answer::Kind;
  m.kind = answer->kind == K::rows     ? Meaning::Kind::rows
           : answer->kind == K::number ? Meaning::Kind::number
           : answer->kind == K::yes_no ? Meaning::Kind::yes_no
                                       : Meaning::Kind::none;
  m.total = answer->total_rows;
  for (const query::Share& share : answer->share) {
    const auto part = std::to_string(share.part), known = std::to_string(share.known);
    m.verdict = answer->verdict.empty()
                    ? "share " + part + " of " + known + " (of " + std::to_string(share.whole) + ")"
                    : answer->verdict + " " + part + " of " + known;
  }
  for (const auto& row : answer->rows) {
    if (grouped && row.values.size() == 2)
      m.ids.push_back(cell(row.values[0]) + " × " +
                      std::to_string(static_cast<std::size_t>(std::get<double>(row.values[1]))));
    else
      m.ids.push_back(row.id);
    if (!row.gap.empty()) m.gaps.push_back(row.gap[0].status);
  }
  if (grouped) std::sort(m.ids.begin(), m.ids.end());
  return m;
}

std::string print(const Outcome& outcome) {
  if (!outcome) return "refused: " + outcome.error().code + " " + outcome.error().why;
  static const char* const kKinds[] = {"rows", "number", "yes or no", "none"};
  std::string text = kKinds[static_cast<int>(outcome->kind)] +
                     (" " + outcome->verdict + ", " + std::to_string(outcome->total)) + ":";
  for (std::size_t i = 0; i < outcome->ids.size(); ++i)
    text += " " + outcome->ids[i] + (i < outcome->gaps.size() ? "=" + outcome->gaps[i] : "");
  return text;
}

struct Difference {
  Outcome engine, reference;
};
// Nothing where they agree; an answer that shows no statuses is not compared for them.
std::optional<Difference> difference(const graph::Graph& graph, const Library& library,
                                     const query::Question& question, const std::string& text) {
  Difference d{engine(graph, text, is_grouped(question)), meaning(library, question, settings())};
  if (!d.reference && d.reference.error().code == kNotYet) return {};
  if (!d.engine && (!d.reference || d.engine.error().code == kNotYet)) return {};
  if (!d.reference && d.reference.error().code == "uncovered") return {};
  if (d.engine && d.reference) {
    if (question.opening == query::Opening::describe) std::sort(d.engine->ids.begin(), d.engine->ids.end());
    if (d.reference->gaps.empty()) d.engine->gaps.clear();
    if (is_grouped(question)) {
      std::sort(d.reference->ids.begin(), d.reference->ids.end());
      d.engine->kind = d.reference->kind;  // whether the groups are told as rows or as a number
    }
    if (*d.engine == *d.reference) return {};
  }
  return d;
}
std::optional<Difference> difference(const Library& library, const std::string& text) {
  const auto question = query::parse(text);
  if (!question) return {};
  return difference(graph_of(library), library, *question, text);
}

// Leaves out nodes, arrows, values and words for as long as the two still differ.
void shrink(Library& library, std::string& text) {
  const auto keep = [&](Library smaller) {
    if (!difference(smaller, text)) return false;
    library = std::move(smaller);
    return true;
  };
  for (bool smaller = true; smaller;) {
    smaller = false;
    for (Id i = library.nodes.size(); i-- > 0;) {
      if (i >= library.nodes.size()) continue;
      std::vector<bool> kept(library.nodes.size(), true);
      kept[i] = false;
      smaller = keep(restricted(library, kept)) || smaller;
    }
    for (std::size_t a = library.arrows.size(); a-- > 0;) {
      Library without = library;
      without.arrows.erase(without.arrows.begin() + static_cast<std::ptrdiff_t>(a));
      smaller = keep(std::move(without)) || smaller;
    }
    for (Id i = 0; i < library.nodes.size(); ++i)
      for (std::size_t a = library.nodes[i].attributes.size(); a-- > 0;) {
        if (library.nodes[i].attributes[a].first == Attribute::file) continue;
        Library without = library;
        auto& attributes = without.nodes[i].attributes;
        attributes.erase(attributes.begin() + static_cast<std::ptrdiff_t>(a));
        smaller = keep(std::move(without)) || smaller;
      }
    for (std::size_t length = 8; length > 0; --length)
      for (std::size_t from = 0; from < text.size(); ++from) {
        if (from != 0 && text[from - 1] != ' ') continue;
        std::size_t to = from;
        for (std::size_t words = 0; words < length && to < text.size(); ++words)
          to = std::min(text.find(' ', to), text.size() - 1) + 1;
        const std::string shorter = text.substr(0, from) + text.substr(to);
        if (shorter.size() >= text.size() || !difference(library, shorter)) continue;
        text = shorter;
        smaller = true;
      }
  }
}

void report(std::uint64_t seed, Library library, std::string text) {
  std::printf("seed %llu: %s\n", static_cast<unsigned long long>(seed), text.c_str());
  shrink(library, text);
  const auto d = difference(library, text);
  std::printf("differs: %s\nengine:    %s\nreference: %s\n%s\n", text.c_str(), print(d->engine).c_str(),
              print(d->reference).c_str(), reference::print(library).c_str());
}

struct Options {
  std::uint64_t seed = 1;
  std::size_t pairs = 20'000, size = 14, most = 1, rules = 0, words = 0, patterns = 0;
  bool two = false;
  bool verbose = false;
};

int generated(const Options& options) {
  std::size_t asked = 0, unread = 0, refused = 0, uncovered = 0, empty = 0, different = 0;
  for (std::uint64_t seed = options.seed; asked < options.pairs && different < options.most; ++seed) {
    Random random(seed * 1'000'003);
    const Library library = random_library(random, 4 + random.below(options.size - 3));
    const graph::Graph graph = graph_of(library);
    for (int q = 0; q < 25 && asked < options.pairs && different < options.most; ++q) {
      const std::string text = random_question(random, library);
      const auto question = query::parse(text);
      if (!question) {
        ++unread;
        if (options.verbose) std::printf("unread: %s (%s)\n", text.c_str(), question.error().message.c_str());
        continue;
      }
      ++asked;
      const auto answer = meaning(library, *question, settings());
      const bool covered = answer || answer.error().code != "uncovered";
      uncovered += !covered;
      refused += covered && !answer;
      empty += answer && answer->total == 0;
      if (options.verbose) std::printf("%s\n    %s\n", text.c_str(), print(answer).c_str());
      if (difference(graph, library, *question, text)) {
        ++different;
        report(seed, library, text);
      }
    }
  }
  std::printf(
      "%zu questions asked of generated libraries: %zu refused by both, %zu with an empty answer; %zu of "
      "what "
      "the reference does not cover; %zu could not be read; %zu answered differently\n",
      asked, refused, empty, uncovered, unread, different);
  // What is mostly refused or empty compares nothing.
  if ((refused + uncovered) * 10 > asked * 4 || empty * 10 > asked * 8) {
    std::printf(
        "too few of these questions have an answer: the generator is out of step with the language\n");
    return 1;
  }
  return different ? 1 : 0;
}

bool exhaustive(const std::vector<std::string>& questions) {
  const auto libraries = small_libraries(3);
  std::size_t asked = 0;
  std::vector<query::Question> read;
  for (const auto& text : questions) read.push_back(std::move(*query::parse(text)));
  for (const Library& library : libraries) {
    const graph::Graph graph = graph_of(library);
    for (std::size_t q = 0; q < questions.size(); ++q) {
      ++asked;
      if (!difference(graph, library, read[q], questions[q])) continue;
      report(0, library, questions[q]);
      return false;
    }
  }
  std::printf("%zu pairs: all %zu libraries of up to 3 nodes with all %zu questions\n", asked,
              libraries.size(), questions.size());
  return true;
}

}  // namespace
}  // namespace evident::reference

int main(int argc, char** argv) {
  evident::reference::Options options;
  for (int i = 1; i < argc; ++i) {
    const auto number = [&](const char* flag) -> std::optional<std::uint64_t> {
      if (std::strcmp(argv[i], flag) != 0 || i + 1 >= argc) return {};
      return std::strtoull(argv[++i], nullptr, 10);
    };
    if (const auto n = number("--seed"))
      options.seed = *n;
    else if (const auto pairs = number("--pairs"))
      options.pairs = *pairs;
    else if (const auto size = number("--size"))
      options.size = std::max<std::size_t>(4, *size);
    else if (const auto most = number("--most"))
      options.most = *most;
    else if (const auto rules = number("--rules"))
      options.rules = *rules;
    else if (const auto patterns = number("--patterns"))
      options.patterns = *patterns;
    else if (const auto words = number("--words"))
      options.words = *words;
    else if (std::strcmp(argv[i], "--two-statements") == 0)
      options.two = true;
    else if (std::strcmp(argv[i], "--verbose") == 0)
      options.verbose = true;
    else
      return std::fprintf(stderr,
                          "usage: compare_with_reference [--seed N] [--pairs N] [--size NODES] [--most N] "
                          "[--rules N] [--patterns N] [--words N] [--two-statements] [--verbose]\n"),
             1;
  }
  using namespace evident::reference;
  if (options.words != 0 && !exhaustive(short_questions(options.words))) return 1;
  if (options.two && !exhaustive(two_statements())) return 1;
  const bool rules =
      options.rules == 0 || evident::reference::rules_hold(options.seed, options.rules, options.size);
  const bool patterns =
      options.patterns == 0 || evident::reference::patterns_agree(options.seed, options.patterns, options.size + 8);
  return evident::reference::generated(options) == 0 && rules && patterns ? 0 : 1;
}
