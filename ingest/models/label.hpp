// Labelling for scripts: one JSON object in, one out (evident label).
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "support/result.hpp"

namespace evident::ingest::models {

class Labeller {
 public:
  virtual ~Labeller() = default;
  // Appends the answer to one line, without a line break. An error names what is wrong with the line; nothing is appended then.
  virtual Result<void> label(std::string_view line, std::string& out) = 0;
};

// task: one of label_tasks().
Result<std::unique_ptr<Labeller>> make_labeller(std::string_view task);
const std::vector<std::string_view>& label_tasks();

}  // namespace evident::ingest::models
