// Where the models are that ship with Evident: those under its own licence travel inside the program; those under another licence
// lie beside it as files of their own.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "ingest/models/model_file.hpp"
#include "support/files.hpp"

namespace evident::ingest::models {

// A model and what holds its bytes.
struct Shipped {
  std::unique_ptr<MappedFile> file;  // null for one inside the program
  Model model;
};

// name: "roles". Looks inside the program, then in $EVIDENT_MODELS if it is set, else in models/ beside the program and in
// ../share/evident/models.
Result<Shipped> find_model(std::string_view name, Files& files = Files::real());

}  // namespace evident::ingest::models
