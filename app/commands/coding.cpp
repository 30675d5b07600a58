// evident coding: a mapping for a coding table, to be looked through by a person.
#include "app/commands.hpp"
#include "ingest/coding/coded_files.hpp"
#include "support/files.hpp"

namespace evident::app {

int propose_mapping(const Common& common, const std::string& table) {
  const Limits limits;
  auto bytes = Files::real().read(table, limits.document_bytes);
  if (!bytes) return report(bytes.error());
  const auto mapping = ingest::proposed_mapping(table, std::move(*bytes), limits, *common.cancel);
  if (!mapping) return report(mapping.error());
  return print_out(*mapping) ? kDone : kWrongArguments;
}

}  // namespace evident::app
