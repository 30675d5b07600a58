// Of kinds, attributes, values and edges as declared: what was written under other declarations is migrated
// or rebuilt.
#pragma once
#include <string_view>

namespace evident::graph {

std::string_view schema_fingerprint();  // 32 hexadecimal digits
// That and the code that lays out and derives a mapped file: another means that the file is built anew.
std::string_view mapped_fingerprint();

}  // namespace evident::graph
