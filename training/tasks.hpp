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

extern const Task kRoles;
extern const Task kReferences;

}  // namespace evident::training
