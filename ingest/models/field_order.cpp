#include "ingest/models/field_order.hpp"

#include <algorithm>
#include <cstring>

namespace evident::ingest::models {

FeatureHash FieldContext::hash() const {
  FeatureHash h = join(FeatureHash{way} + 1, FeatureHash{length});
  for (std::size_t k = 0; k < length; ++k) h = join(h, FeatureHash{fields[k]});
  return h == 0 ? 1 : h;
}

FieldContext context_of(std::uint8_t way, std::span<const std::uint8_t> fields, std::size_t place, std::size_t length) {
  FieldContext out;
  out.way = way;
  out.length = static_cast<std::uint8_t>(length);
  for (std::size_t k = 0; k < length; ++k) out.fields[k] = place + k < length ? kBeforeFirst : fields[place + k - length];
  return out;
}

const std::int8_t* FieldOrder::row(const FieldContext& context) const {
  const FeatureHash hash = context.hash();
  const std::uint32_t rows = 1u << table_.bits;
  std::uint32_t at = table_.row_of(hash);
  for (std::uint32_t looked = 0; looked < rows; ++looked, at = (at + 1) % rows) {
    FeatureHash found;
    std::memcpy(&found, table_.row(at), sizeof found);
    if (found == hash) return table_.row(at) + kHashBytes;
    if (found == 0) return nullptr;
  }
  return nullptr;
}

float FieldOrder::of(std::uint8_t way, std::span<const std::uint8_t> fields) const {
  std::int32_t sum = 0;
  for (std::size_t place = 0; place <= fields.size(); ++place) {
    const std::uint8_t field = place < fields.size() ? fields[place] : static_cast<std::uint8_t>(kEnd);
    const std::int8_t* found = nullptr;
    for (std::size_t length = FieldContext::kMost + 1; !found && length-- > 0;) found = row(context_of(way, fields, place, length));
    sum -= found ? found[field] : std::int8_t{kLeast};
  }
  return kUnit * static_cast<float>(sum);
}

}  // namespace evident::ingest::models
