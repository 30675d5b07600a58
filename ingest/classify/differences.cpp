// "Loans were comparable in both groups (p = 0.4)": no difference found, in wordings that no list of cues holds. A trained classifier
// reads sentences that speak of differences at all, where the rules of polarity.cpp read nothing.
#include "ingest/classify/classify.hpp"
#include "ingest/classify/word_memo.hpp"
#include "ingest/classify/word_set.hpp"
#include "ingest/models/direction.hpp"
#include "ingest/models/shipped.hpp"

namespace evident::ingest {
namespace {

// Opened once; it travels inside the program, so that it is always there and whole.
const models::Model& shipped_model() {
  static const models::Shipped shipped = models::find_model("direction").value();
  return shipped.model;
}

// The model has seen passages of trials alone, every one of which compares. Without such a word it is not asked.
std::uint32_t compares(std::string_view word) {
  static constexpr WordSet kWords("differ", "differed", "differs", "difference", "differences", "different", "similar", "similarly", "comparable",
                                  "equivalent", "equal", "equally", "identical", "unchanged", "significant", "significantly", "ns", "noninferior");
  return kWords.contains(word);
}

// Below it the model is wrong too often to speak where rules are silent.
constexpr float kSure = 0.9f;

}  // namespace

float no_difference(std::string_view sentence, const Tokens& tokens) {
  if (!any_word<compares>(tokens, 1)) return 0;
  thread_local models::DirectionModel model = models::DirectionModel::make(shipped_model()).value();  // it keeps its working memory
  const models::Labelled read = model.label(sentence);
  return model.name(read.label) == "no_difference" && read.score >= kSure ? read.score : 0;
}

}  // namespace evident::ingest
