// Sentences: what ends one and what does not.
#include "ingest/sentences/sentences.hpp"
#include "readers_support.hpp"

using namespace evident;
using namespace evident::ingest;
using namespace evident::ingest::test;

namespace {

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> out;
  for (const auto& [begin, end] : split_sentences(text)) out.emplace_back(text.substr(begin, end - begin));
  return out;
}
using Parts = std::vector<std::string>;

}  // namespace

TEST_CASE("split_sentences: cases") {
  struct Case {
    const char* text;
    Parts parts;
  };
  const std::vector<Case> cases = {
      {"", {}},
      {"   ", {}},
      {"No point at all", {"No point at all"}},
      {"One. Two.", {"One.", "Two."}},
      {"  One.  Two!  Three?  ", {"One.", "Two!", "Three?"}},
      {"Dr. Lee met Prof. Ek. They spoke.", {"Dr. Lee met Prof. Ek.", "They spoke."}},
      {"The NHS vs. the council. Who won?", {"The NHS vs. the council.", "Who won?"}},
      {"It works in U.S. hospitals. It may here.", {"It works in U.S. hospitals.", "It may here."}},
      {"They moved to the U.S. The rest stayed.", {"They moved to the U.S.", "The rest stayed."}},
      {"Use a channel (e.g. a tender) first. Then i.e. Later sign.",
       {"Use a channel (e.g. a tender) first.", "Then i.e. Later sign."}},
      {"See No. 5 and Fig. 2. They differ.", {"See No. 5 and Fig. 2.", "They differ."}},
      {"The answer was no. The board left.", {"The answer was no.", "The board left."}},
      {"Lee et al. (2004) found this. Ek et al. 2005 did not.",
       {"Lee et al. (2004) found this.", "Ek et al. 2005 did not."}},
      {"This was shown by Lee et al. However, it fell.",
       {"This was shown by Lee et al.", "However, it fell."}},
      {"Nothing was seen.[12] Was it there?", {"Nothing was seen.[12]", "Was it there?"}},
      {"Nothing was seen.[3,4] 20 people left.", {"Nothing was seen.[3,4]", "20 people left."}},
      {"It was new.⁴ The authors agreed.", {"It was new.⁴", "The authors agreed."}},
      {"It was new.¹² Twelve agreed.", {"It was new.¹²", "Twelve agreed."}},
      {"It was new.[^2] The rest was not.", {"It was new.[^2]", "The rest was not."}},
      {"“It works.” They left.", {"“It works.”", "They left."}},
      {"She said: “It works. It does.” They left.", {"She said: “It works.", "It does.”", "They left."}},
      {"\"It works.\" They left.", {"\"It works.\"", "They left."}},
      {"It failed (as most do.) The next one held.", {"It failed (as most do.)", "The next one held."}},
      {"“Why now?” he asked. Nobody knew.", {"“Why now?” he asked.", "Nobody knew."}},
      {"They wait... and wait. Then they go.", {"They wait... and wait.", "Then they go."}},
      {"They wait... Nobody comes.", {"They wait...", "Nobody comes."}},
      {"They wait… and wait. Good.", {"They wait… and wait.", "Good."}},
      {"Whereas... 42% of them came.", {"Whereas... 42% of them came."}},
      {"See p. 4 and pp. 5-9. It is there.", {"See p. 4 and pp. 5-9.", "It is there."}},
      {"It rose by 3.5 points. Then it fell by 0.8.", {"It rose by 3.5 points.", "Then it fell by 0.8."}},
      {"1. The first step. 2. The second step.", {"1. The first step.", "2. The second step."}},
      {"Factors: trust; time; money.", {"Factors: trust; time; money."}},
      {"J. Smith and J.E. Peck wrote it. It sold.", {"J. Smith and J.E. Peck wrote it.", "It sold."}},
      {"They lack vitamin D. The rest is fine.", {"They lack vitamin D.", "The rest is fine."}},
      {"The services run well. iPP adapts them.", {"The services run well.", "iPP adapts them."}},
      {"**Ask early.** It saves time.", {"Ask early.", "It saves time."}},
      {"**Ask early and often,** rather than late. Good.",
       {"Ask early and often,** rather than late.", "Good."}},
      {"Ask early.** It saves time.", {"Ask early.", "It saves time."}},
      {"Only **6%** agree", {"Only **6%** agree"}},
      {"**All of it is bold.**", {"All of it is bold."}},
      {"It was **bold**. And *so* on.", {"It was **bold**.", "And *so* on."}},
      {"A line\nthat wraps. The next\r\nwraps too.", {"A line\nthat wraps.", "The next\r\nwraps too."}},
      {"第一句话。第二句话！第三句？", {"第一句话。", "第二句话！", "第三句？"}},
      {"对10名(GP)进行了访谈。结果。", {"对10名(GP)进行了访谈。", "结果。"}},
      {"他说“好。”然后走了。", {"他说“好。”", "然后走了。"}},
      {"यह पहला है। यह दूसरा है।", {"यह पहला है।", "यह दूसरा है।"}},
      {"Visit www.example.org/a.b for more. It is free.",
       {"Visit www.example.org/a.b for more.", "It is free."}},
      {"It was approx. 5 km. It rained.", {"It was approx. 5 km.", "It rained."}},
      {"Born on 5 Nov. 1999. Died later.", {"Born on 5 Nov. 1999.", "Died later."}},
      {"Acme Ltd. The firm closed. Acme Ltd. grew.", {"Acme Ltd.", "The firm closed.", "Acme Ltd. grew."}},
      {"It is art. The rest is noise.", {"It is art.", "The rest is noise."}},
      {"All agreed. Some left.", {"All agreed.", "Some left."}},
      {"What?! Really. Yes!!! Done.", {"What?!", "Really.", "Yes!!!", "Done."}},
      {"Costs fell.The rest rose.", {"Costs fell.The rest rose."}},
      {"Stop. (It did.) Go on.", {"Stop.", "(It did.)", "Go on."}},
      {"Rates (p < .05) fell. Good.", {"Rates (p < .05) fell.", "Good."}},
      {"*Doe J.* Beds and people. 2001.", {"Doe J.* Beds and people.", "2001."}},
  };
  CHECK(cases.size() >= 40);
  for (const Case& c : cases) {
    INFO(c.text);
    CHECK(split(c.text) == c.parts);
  }
}

TEST_CASE("sentences_of takes prose only and never crosses a block") {
  const auto d = read("a.md",
                      "# Beds. And people.\n\n## Methods. Or so\n\nWe asked. They said yes\n\n- **Lead "
                      "one.** More on it.\n- no point\n\n| a. b. | c |\n|---|---|\n| d. e. | f |\n\n"
                      "> A voice. Another one.\n\n```\nx. Y.\n```\n\n[^1]: A note. With two.\n");
  std::vector<std::string> all;
  const auto sentences = sentences_of(d);
  for (const Sentence& s : sentences) all.push_back(d.text.substr(s.begin, s.end - s.begin));
  CHECK(all == Parts{"We asked.", "They said yes", "Lead one.", "More on it.", "no point", "A voice.",
                     "Another one.", "A note.", "With two."});
  REQUIRE(sentences.size() == 9);
  CHECK(sentences[1].ordinal == 1);
  CHECK(sentences[4].ordinal == 0);
  CHECK(d.words(d.blocks[static_cast<std::size_t>(sentences[4].block)]) == "no point");
}
