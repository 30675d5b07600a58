#include "ingest/link/abbreviations.hpp"

#include <array>

namespace evident::ingest {
namespace {

using graph::Kind;
constexpr std::array kKinds{Kind::measure, Kind::success_factor, Kind::barrier, Kind::group};

}  // namespace

Abbreviations::Abbreviations(const Document& document, const Lexicon& lexicon)
    : lexicon_(lexicon), short_forms_(document) {
  for (const auto& [short_form, long_form] : short_forms_.all())
    for (const Kind kind : kKinds) {
      const auto by_long = lexicon.exact(long_form, kind), by_short = lexicon.exact(short_form, kind);
      if (!by_long.empty() && by_short.empty()) explain(short_form, short_form, long_form, by_long.front());
      if (by_long.empty() && !by_short.empty()) explain(long_form, short_form, long_form, by_short.front());
    }
}

void Abbreviations::explain(const std::string& form, const std::string& short_form, const std::string& long_form,
                            std::uint32_t concept_number) {
  const Tokens tokens(form);
  if (tokens.empty()) return;
  Form out{form, {}, form == short_form, {concept_number, "'" + short_form + "' stands for '" + long_form + "' here"}};
  for (std::size_t i = 0; i < tokens.size(); ++i) out.words.push_back(lexicon_.key_number(tokens, i));
  by_first_word_[out.words.front()].push_back(forms_.size());
  forms_.push_back(std::move(out));
}

std::vector<Abbreviations::Found> Abbreviations::find(std::string_view text, const Tokens& tokens) const {
  std::vector<Found> out;
  if (forms_.empty()) return out;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto opens = by_first_word_.find(lexicon_.key_number(tokens, i));
    if (opens == by_first_word_.end()) continue;
    for (const std::size_t f : opens->second) {
      const Form& form = forms_[f];
      if (i + form.words.size() > tokens.size()) continue;
      bool same = !form.as_written || text.substr(tokens.begin(i)).starts_with(form.written);
      for (std::size_t k = 1; k < form.words.size() && same; ++k)
        same = lexicon_.key_number(tokens, i + k) == form.words[k];
      if (same) out.push_back({i, i + form.words.size() - 1, &form.meaning});
    }
  }
  return out;
}

std::pair<std::string, std::string> Abbreviations::written_out(std::string_view name) const {
  if (short_forms_.all().empty()) return {};
  std::string out, why;
  std::size_t from = 0;
  const Tokens tokens(name);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::string_view word = name.substr(tokens.begin(i), tokens.end(i) - tokens.begin(i));
    if (!tokens.capital(i) || word.size() < 2 || word[1] < 'A' || word[1] > 'Z') continue;
    const std::string_view meant = short_forms_.of(word);
    if (meant.empty()) continue;
    out += name.substr(from, tokens.begin(i) - from);
    out += meant;
    from = tokens.end(i);
    if (why.empty()) why = "'" + std::string(word) + "' stands for '" + std::string(meant) + "' here";
  }
  if (why.empty()) return {};
  out += name.substr(from);
  return {out, why};
}

}  // namespace evident::ingest
