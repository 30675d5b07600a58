// What `evident export` writes: one file a format; each registers itself.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/commands.hpp"
#include "graph/graph.hpp"
#include "query/answer.hpp"

namespace evident::app {

// What one export is made of.
struct ExportJob {
  const Common& common;
  const ExportArguments& arguments;
  const graph::Graph* graph = nullptr;    // of a format that needs it, or with --ask
  const query::Answer* answer = nullptr;  // to --ask: only what it holds is written
};

struct ExportFormat {
  enum class To {
    text,    // standard output or a file
    bytes,   // the same, but for a terminal
    folder,  // written by the format; what it returns is printed
    file     // the same
  };
  std::string_view name;
  std::string_view doc;
  To to = To::text;
  bool needs_graph = false;
  bool hides_text = false;  // can be written without more than the first words of each quotation
  Result<std::string> (*write)(const ExportJob& job) = nullptr;
};
struct RegisterExport {
  explicit RegisterExport(ExportFormat format);
};
const std::vector<ExportFormat>& export_formats();  // sorted by name

// The ids of what an answer holds: its rows, its quotations and their sources.
std::vector<std::string> ids_of(const graph::Graph& graph, const query::Answer& answer);

}  // namespace evident::app
