// Bytes taken as a model file ("m"), as references to part ("r"), else as sentences to label. The first byte says which; a model's checksum is mended first, so that what
// lies behind it is reached.
#include <cstring>
#include <new>

#include "holds.hpp"
#include "ingest/models/label.hpp"
#include "ingest/models/references.hpp"
#include "ingest/models/roles.hpp"
#include "support/hash.hpp"


namespace {

using namespace evident::ingest::models;

void read_model(std::string_view bytes) {
  char* room = static_cast<char*>(::operator new(bytes.size() + 1, std::align_val_t{64}));
  std::memcpy(room, bytes.data(), bytes.size());
  if (bytes.size() >= 48) {
    const std::uint64_t size = bytes.size();
    std::memcpy(room + 24, &size, sizeof size);
    const std::uint64_t sum = evident::xxh64({room + 24, bytes.size() - 24});
    std::memcpy(room + 16, &sum, sizeof sum);
  }
  if (const auto model = open_model({room, bytes.size()})) {
    if (auto references = ReferenceModel::make(*model)) references->read("Ash E. Trees. 2011;7(2):49.");
    if (auto roles = RoleModel::make(*model)) {
      const std::string_view sentences[] = {"We asked 40 people (2%).", "It helped."};
      require(roles->label(sentences).size() == 2);
    }
  }
  ::operator delete(room, std::align_val_t{64});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (data[0] == 'm') {
    read_model(bytes);
    return 0;
  }
  static const auto roles = make_labeller("roles"), references = make_labeller("references");
  require(roles.has_value() && references.has_value());
  std::string out;
  if (!(data[0] == 'r' ? *references : *roles)->label(bytes, out)) require(out.empty());
  return 0;
}
