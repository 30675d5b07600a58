// Who paid for a document, who supported it otherwise, what its authors declare, who sat on its panel.
#pragma once
#include <string>
#include <vector>

#include "ingest/extract/extractor.hpp"

namespace evident::ingest {

struct Credits {
  std::vector<std::string> funders, supporters;
  std::vector<std::string> panel;  // "Jane Roe, Chair": a line each, as printed
  std::string interests;           // the words of the declaration
};
// Added to what the front matter was found to name.
Credits credits_of(const Extraction& extraction, std::vector<std::string> funders,
                   std::vector<std::string> supporters);

}  // namespace evident::ingest
