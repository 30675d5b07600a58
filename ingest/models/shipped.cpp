#include "ingest/models/shipped.hpp"

#include <cstdlib>
#include <filesystem>
#include <vector>

#include "corpus/embedded.hpp"

namespace evident::ingest::models {
namespace {

std::vector<std::filesystem::path> folders() {
  if (const char* named = std::getenv("EVIDENT_MODELS"); named && *named) return {named};
  std::error_code failed;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", failed);
  if (failed) return {};
  const auto folder = program.parent_path();
  return {folder / "models", folder.parent_path() / "models", folder.parent_path() / "share" / "evident" / "models"};
}

}  // namespace

Result<Shipped> find_model(std::string_view name, Files& files) {
  const std::string file_name = std::string(name) + ".model";
  if (const auto bytes = corpus::file("models/" + file_name); !bytes.empty()) {
    EV_TRY(Model model, open_model(bytes));
    return Shipped{nullptr, std::move(model)};
  }
  std::string looked;
  for (const auto& folder : folders()) {
    const auto path = folder / file_name;
    looked += (looked.empty() ? "" : ", ") + folder.string();
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored)) continue;
    EV_TRY(auto file, files.map(path));
    auto model = open_model(file->bytes());
    if (!model) {
      model.error().where.file = path.string();
      return tl::unexpected<Error>(std::move(model.error()));
    }
    return Shipped{std::move(file), std::move(*model)};
  }
  return fail(Code::not_found, "the model file " + file_name + " is not there; looked in " + (looked.empty() ? "no folder" : looked),
              "it comes with Evident under a licence of its own: put it there, or name its folder in EVIDENT_MODELS");
}

}  // namespace evident::ingest::models
