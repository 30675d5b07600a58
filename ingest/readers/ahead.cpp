#include "ingest/readers/ahead.hpp"

#include <algorithm>
#include <thread>
#include <utility>

#include "ingest/readers/reader.hpp"
#include "ingest/readers/shape.hpp"

namespace evident::ingest {

bool waits_for_program(const std::filesystem::path& path, std::string_view bytes) {
  const std::string extension = ascii_lower(path.extension().string());
  return std::any_of(readers().begin(), readers().end(), [&](const Reader& reader) {
    return reader.waits && reader.recognise(bytes, extension) >= kSure;
  });
}

ReadAhead::ReadAhead(const Limits& limits, const Cancel& cancel)
    : limits_(limits), cancel_(cancel), most_(std::clamp<std::size_t>(std::thread::hardware_concurrency(), 2, 4) - 1) {}

void ReadAhead::begin(const std::filesystem::path& path, std::string bytes) {
  begun_.push_back({path, std::async(std::launch::async, [this, path, bytes = std::move(bytes)]() mutable {
                      return read_document(path, std::move(bytes), limits_, cancel_);
                    })});
}

std::optional<Result<Document>> ReadAhead::take(const std::filesystem::path& path) {
  if (begun_.empty() || begun_.front().path != path) return {};
  std::optional<Result<Document>> document = begun_.front().document.get();
  begun_.pop_front();
  return document;
}

}  // namespace evident::ingest
