// The container of office files.
#pragma once
#include <string>
#include <vector>

namespace evident::query {

struct ZipPart {
  std::string name, bytes;
};
// A ZIP archive of the parts in their order, each with the same fixed time: the same parts give the same bytes. Empty when
// there is not enough memory.
std::string zipped(const std::vector<ZipPart>& parts);

}  // namespace evident::query
