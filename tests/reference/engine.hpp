// How the engine is asked here: always the same parameters and the same day.
#pragma once
#include "query/answer.hpp"
#include "reference/interpreter.hpp"

namespace evident::reference {

inline const Settings& settings() {
  static const Settings all{{{"topic", "trust"}, {"year", "2003"}, {"n", "2"}}, 19000};  // 2022-01-08
  return all;
}
inline query::AskOptions engine_options() {
  query::AskOptions options;
  options.parameters = settings().parameters;
  options.today = settings().today;
  options.rows = 0;
  return options;
}

}  // namespace evident::reference
