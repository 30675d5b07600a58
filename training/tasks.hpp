// What can be trained: each task reads its data, makes a model and measures it.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "support/result.hpp"

namespace evident::training {

struct Task {
  const char* name;
  const char* file;  // of the model, in the folder of models
  Result<std::string> (*make)(const std::filesystem::path& data);                           // the model's bytes
  Result<std::string> (*measure)(const std::filesystem::path& data, std::string_view model);  // figures, for people
};

const std::vector<Task>& tasks();

// A model is read where it lies, at an address that its tables may be read from.
class AlignedBytes {
 public:
  explicit AlignedBytes(std::string_view bytes);
  AlignedBytes(const AlignedBytes&) = delete;
  AlignedBytes& operator=(const AlignedBytes&) = delete;
  ~AlignedBytes();
  std::string_view view() const { return {room_, size_}; }

 private:
  std::size_t size_;
  char* room_;
};

extern const Task kRoles, kCausality, kDesign, kReferences, kDirection;

}  // namespace evident::training
