#include "ingest/extract/study_item.hpp"

#include <algorithm>

#include "ingest/classify/cues.hpp"
#include "ingest/extract/spans.hpp"
#include "ingest/extract/study_designs.hpp"
#include "support/json.hpp"
#include "support/text.hpp"

namespace evident::ingest {
namespace {

using graph::Attribute;

// A later telling of the same part adds nothing: abstracts and summaries repeat it.
void join(std::vector<SamplePart>& all, const std::vector<SamplePart>& more) {
  // Numbers replace what was told without any.
  if (std::any_of(more.begin(), more.end(), [](const SamplePart& part) { return part.count > 0; }))
    std::erase_if(all, [](const SamplePart& part) { return part.count == 0; });
  const std::size_t before = all.size();
  for (const SamplePart& part : more)
    if (std::none_of(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(before),
                     [&](const SamplePart& known) {
                       return known.count == part.count || part.count == 0 ||
                              (!known.head.empty() && known.head == part.head);
                     }))
      all.push_back(part);
}
bool has_year(std::string_view words) {
  const Tokens tokens(words);
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (year_at(tokens, i)) return true;
  return false;
}

Json rows_of(const std::vector<SamplePart>& parts, const char* name) {
  Json::Array rows;
  for (const SamplePart& part : parts)
    rows.push_back(
        Json::Object{{"count", part.count ? Json(part.count) : Json(nullptr)}, {name, squeeze(part.who)}});
  return Json(std::move(rows));
}

// "a larger Department of Health funded project": who paid for this study, where its own words say so.
void funded(graph::Item& item, std::string_view told) {
  const std::string* larger = item.text(Attribute::part_of);
  const std::string_view words = larger ? std::string_view(*larger) : told;
  const Tokens tokens(words);
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    if (tokens[i] != "funded" || (i + 1 < tokens.size() && tokens[i + 1] == "by")) continue;
    std::size_t first = i;
    while (first > 0 && i - first < 6 && !tokens.clause_before(first) &&
           (tokens.capital(first - 1) || tokens[first - 1] == "of" || tokens[first - 1] == "for"))
      --first;
    while (first < i && !tokens.capital(first)) ++first;
    if (first == i) continue;
    item.set(Attribute::funder, std::vector<std::string>{std::string(words.substr(
                                    tokens.begin(first), tokens.end(i - 1) - tokens.begin(first)))});
    return;
  }
}

}  // namespace

std::optional<std::string> country_of(const Tokens& tokens) {
  for (const CueMatch& m : cues("countries").match(tokens))
    if (m.label != "none") return std::string(m.label);
  return std::nullopt;
}

void StudyFacts::frame(std::string_view words, const Tokens& tokens, const Sample& sample, bool loose) {
  // A time with its year says more than "18 months".
  if (!has_year(period)) {
    const auto told = period_of(words, tokens, loose);
    if (told && (period.empty() || has_year(*told))) period = *told;
  }
  if (setting.empty()) setting = setting_of(words, tokens).value_or("");
  if (part_of.empty()) part_of = larger_project_of(words, tokens).value_or("");
  if (status.empty()) status = status_of(tokens);
  if (base.empty()) base = sample.asked_who;
  if (!response_rate) response_rate = response_rate_of(tokens, sample);
}
void StudyFacts::count(const Sample& sample) {
  join(people, sample.people);
  join(bodies, sample.bodies);
  join(sites, sample.sites);
  join(works, sample.works);
}

void tell_study(graph::Item& item, const std::string& design, const StudyFacts& facts, std::string_view told) {
  if (!design.empty()) item.set(Attribute::design, design);
  if (const std::string method = method_for(design, Tokens(told)); !method.empty())
    item.set(Attribute::method, method);
  // A review's sample are its studies; where no people were counted, the bodies that took part are.
  const bool review = family(design) == "review";
  auto sample = review ? facts.works : facts.people.empty() ? facts.bodies : facts.people;
  if (design == "meta_analysis") sample.insert(sample.end(), facts.people.begin(), facts.people.end());
  if (!sample.empty()) item.set(Attribute::participants, rows_of(sample, "who"));
  if (!facts.sites.empty() && !review) item.set(Attribute::sites, rows_of(facts.sites, "what"));
  const auto put = [&](Attribute attribute, const std::string& value) {
    if (!value.empty()) item.set(attribute, value);
  };
  put(Attribute::country, facts.country);
  put(Attribute::setting, facts.setting);
  put(Attribute::period, facts.period);
  put(Attribute::base, facts.base);
  put(Attribute::status, std::string(facts.status));
  put(Attribute::part_of, facts.part_of);
  if (facts.response_rate) item.set(Attribute::response_rate, *facts.response_rate);
  if (!facts.looked_at.empty()) item.set(Attribute::looked_at, facts.looked_at);
  funded(item, told);
}

}  // namespace evident::ingest
