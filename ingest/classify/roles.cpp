// The sentences of an abstract follow an order: what was known, the aim, how, what was found, what it means.
// Cues score each sentence for each part; the best path through the parts (Viterbi 1967) settles sentences
// without cues.
#include <algorithm>
#include <array>

#include "ingest/classify/classify.hpp"
#include "ingest/classify/cues.hpp"

namespace evident::ingest {

std::vector<std::string_view> abstract_roles(const std::vector<Tokens>& sentences) {
  constexpr std::array<std::string_view, 5> kRoles{{"background", "aim", "method", "finding", "conclusion"}};
  constexpr std::size_t kStates = kRoles.size();
  // From one part to another, in tenths: staying is likely, going back is not.
  constexpr std::array<std::array<int, kStates>, kStates> kStep{{{{8, 4, 2, 0, -10}},
                                                                 {{-15, 2, 6, 2, -8}},
                                                                 {{-25, -15, 6, 6, -5}},
                                                                 {{-30, -25, -8, 8, 3}},
                                                                 {{-30, -25, -25, -12, 8}}}};
  const std::size_t n = sentences.size();
  std::vector<std::array<int, kStates>> score(n), best(n);
  std::vector<std::array<std::size_t, kStates>> from(n);
  for (std::size_t s = 0; s < n; ++s) {
    auto& points = score[s];
    points = {0, 0, 0, 0, 0};
    for (const CueMatch& m : cues("roles").match(sentences[s]))
      for (std::size_t k = 0; k < kStates; ++k)
        if (m.label == kRoles[k]) points[k] = std::min(points[k] + m.weight * 10, 60);
    const std::size_t place = n > 1 ? s * 100 / (n - 1) : 50;
    if (place <= 20) points[0] += s == 0 ? 14 : 8;
    if (place >= 20 && place <= 60) points[2] += 4;
    if (place >= 55) points[3] += 6;
    if (s + 1 == n && n > 2) points[4] += n >= 6 ? 18 : 8;
    if (s + 2 == n && n >= 8) points[4] += 5;
    if (place > 75 && is_hedged(sentences[s])) points[4] += 10;
    bool digits = false;
    for (std::size_t i = 0; i < sentences[s].size(); ++i)
      digits = digits || (sentences[s].number(i) && i > 0) || sentences[s][i] == "%";
    if (digits && place > 40) points[3] += 6;
  }
  for (std::size_t s = 0; s < n; ++s)
    for (std::size_t k = 0; k < kStates; ++k) {
      if (s == 0) {
        best[s][k] = score[s][k] - static_cast<int>(k) * 3;
        continue;
      }
      std::size_t b = 0;
      for (std::size_t j = 1; j < kStates; ++j)
        if (best[s - 1][j] + kStep[j][k] > best[s - 1][b] + kStep[b][k]) b = j;
      best[s][k] = best[s - 1][b] + kStep[b][k] + score[s][k];
      from[s][k] = b;
    }
  std::vector<std::string_view> roles(n);
  if (n == 0) return roles;
  std::size_t k = static_cast<std::size_t>(std::max_element(best[n - 1].begin(), best[n - 1].end()) -
                                           best[n - 1].begin());
  for (std::size_t s = n; s-- > 0;) {
    roles[s] = kRoles[k];
    k = from[s][k];
  }
  return roles;
}

}  // namespace evident::ingest
