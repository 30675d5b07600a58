// A paragraph that is a bibliographic entry and nothing else, wherever it stands.
#pragma once
#include <string_view>

namespace evident::ingest {

// "Doe, J. and Roe, E. (2011) 'Title', Journal, 8(1), pp. 15–33.", "Doe J, Roe E. Title. J Ports 2014;34:2.": a
// surname with initials first, a year, and a mark of publishing.
bool cites_work(std::string_view words);

}  // namespace evident::ingest
