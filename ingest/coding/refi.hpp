// Projects of qualitative analysis as NVivo, MAXQDA, ATLAS.ti, QualCoder and others exchange them: REFI-QDA Project 1.0 and 1.5
// (urn:QDA-XML:project:1.0, https://www.qdasoftware.org). Each text of a project is a document, each coded passage an item.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/coding/kinds.hpp"
#include "ingest/document.hpp"
#include "ingest/extract/extractor.hpp"
#include "support/limits.hpp"

namespace evident::ingest {

// A ZIP archive with a project in it, or the project alone (.qde).
bool is_refi_project(std::string_view bytes);

struct CodedPassage {
  HumanCode code;      // its place is in the document's text
  std::string coder;
};
struct CodedText {
  Document document;
  std::vector<CodedPassage> passages;  // by place
};
struct RefiProject {
  std::vector<CodedText> texts;
  std::vector<std::string> notes;  // what was not read, counted
  std::vector<std::pair<std::string, Error>> failed;  // texts that could not be read: their paths and why
};

// Texts get paths within that of the project. Errors: bad_input (of its mapping too), limit, cancelled, of the project as a whole.
Result<RefiProject> read_refi(const CodingFile& file, const Limits& limits, const Cancel& cancel);

// Adds the items of coded passages, and takes away what the machine found of the same kind in the same words: a person's code
// outranks it. After the extractors, before anything is linked.
void add_passages(Extraction& extraction, const std::vector<CodedPassage>& passages);

}  // namespace evident::ingest
