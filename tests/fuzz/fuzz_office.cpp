// Any parts in an Office file. The input is a list of them: a line with the part's name, its content, a zero
// byte.
#include <algorithm>
#include <cstdint>
#include <string>

#include "document_holds.hpp"
#include "ingest/readers/reader.hpp"
#include "stored_zip.hpp"

using namespace evident;
using namespace evident::ingest;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Cancel cancel;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  std::vector<std::pair<std::string, std::string>> parts{{"[Content_Types].xml", "<Types/>"}};
  std::string main;
  for (std::size_t from = 0; from < input.size() && parts.size() < 20;) {
    const std::size_t end = std::min(input.find('\0', from), input.size());
    const std::string_view part = input.substr(from, end - from);
    const std::size_t line = std::min(part.find('\n'), part.size());
    parts.emplace_back(part.substr(0, std::min<std::size_t>(line, 200)),
                       part.substr(std::min(line + 1, part.size())));
    if (main.empty()) main = parts.back().first;
    from = end + 1;
  }
  parts.emplace_back("_rels/.rels", "<Relationships><Relationship Id='a' Type='x/officeDocument' Target='" +
                                        main + "'/></Relationships>");
  const auto document = read_document("a.docx", stored_zip(parts), {}, cancel);
  if (!document)
    require(!document.error().message.empty());
  else
    require_document(*document);
  return 0;
}
