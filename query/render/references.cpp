// The sources of an answer for reference managers.
#include "query/citations/exchange.hpp"
#include "query/render/outline.hpp"

namespace evident::query {
namespace {

template <std::string (*Write)(const std::vector<Record>&)>
std::string render(const Answer& answer, const RenderOptions&) {
  return Write(records_of(answer));
}

const RegisterFormat kRis({"ris", "the sources of the answer, for reference managers", render<ris>, true});
const RegisterFormat kBibtex({"bibtex", "the sources of the answer, for LaTeX and reference managers", render<bibtex>, true});
const RegisterFormat kCslJson({"csl-json", "the sources of the answer, for Zotero, pandoc and others", render<csl_json>, true});

}  // namespace
}  // namespace evident::query
