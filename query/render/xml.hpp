// Text inside of XML and HTML, and the words that pages and office files are made of.
#pragma once
#include <string>
#include <string_view>

namespace evident::query {

// For element content and for attributes in double quotation marks. What XML 1.0 cannot hold (control characters,
// U+FFFE, U+FFFF) becomes U+FFFD.
std::string xml(std::string_view text);

}  // namespace evident::query
