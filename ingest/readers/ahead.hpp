// Files whose reader waits for another program are begun while those before them become evidence.
#pragma once
#include <cstddef>
#include <deque>
#include <filesystem>
#include <future>
#include <optional>
#include <string>
#include <string_view>

#include "ingest/document.hpp"
#include "support/limits.hpp"
#include "support/result.hpp"

namespace evident::ingest {

// Whether the reader of these bytes waits for another program, as that of PDF files does.
bool waits_for_program(const std::filesystem::path& path, std::string_view bytes);

// limits and cancel must outlive it. Its end waits for what was begun; a request to cancel shortens that.
class ReadAhead {
 public:
  ReadAhead(const Limits& limits, const Cancel& cancel);

  bool full() const { return begun_.size() >= most_; }
  // read_document() in a thread of its own.
  void begin(const std::filesystem::path& path, std::string bytes);
  // What became of the file; nothing: it was not begun. Files are taken in the order in which they were begun.
  std::optional<Result<Document>> take(const std::filesystem::path& path);

 private:
  struct Begun {
    std::filesystem::path path;
    std::future<Result<Document>> document;
  };
  const Limits& limits_;
  const Cancel& cancel_;
  const std::size_t most_;  // one a processor beside the one that extracts; each holds a document
  std::deque<Begun> begun_;
};

}  // namespace evident::ingest
