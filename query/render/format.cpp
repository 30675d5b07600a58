#include <algorithm>

#include "query/answer.hpp"

namespace evident::query {
namespace {
std::vector<Format>& registered() {
  static std::vector<Format> all;
  return all;
}
}  // namespace

RegisterFormat::RegisterFormat(Format format) {
  auto& all = registered();
  all.insert(std::upper_bound(all.begin(), all.end(), format,
                              [](const Format& a, const Format& b) { return a.name < b.name; }),
             format);
}

const std::vector<Format>& formats() { return registered(); }

const Format* format_named(std::string_view name) {
  for (const Format& format : formats())
    if (format.name == name) return &format;
  return nullptr;
}

}  // namespace evident::query
