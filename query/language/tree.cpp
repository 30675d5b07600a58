#include "query/language/tree.hpp"

#include <algorithm>

namespace evident::query {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }
bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

bool DeclaredNames::has(std::string_view name) const {
  return std::any_of(names_.begin(), names_.begin() + static_cast<std::ptrdiff_t>(size_),
                     [&](std::string_view known) { return same_word(known, name); });
}

void DeclaredNames::add(std::string_view name) {
  if (size_ < names_.size() && !has(name)) names_[size_++] = name;
}

}  // namespace evident::query
