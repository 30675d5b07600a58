// A question that is read and bound once and answered many times: what a program keeps open does. Its rows
// are written as JSON without what a person needs beside them; answer() gives all of that.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "graph/graph.hpp"
#include "query/answer.hpp"

namespace evident::query {

// The cells of an answer's rows, as Prepared::rows() writes them.
std::string cells_json(const Answer& answer);

class Prepared {
 public:
  // graph: must outlive this. Diagnostics as of ask() that need no work.
  static tl::expected<Prepared, Diagnostic> prepare(const graph::Graph& graph, std::string_view question,
                                                    const AskOptions& options = {});
  // Runs it and writes the rows, `rows` at most (0: as many as there are), as a JSON array of arrays.
  // parameters: values that differ from those it was prepared with. Returns how many rows there are.
  tl::expected<std::size_t, Diagnostic> rows(const std::map<std::string, std::string>& parameters,
                                             std::size_t rows, const Cancel* cancel, std::string& json);
  // The whole answer, with the words that each row rests on: `witnesses` quotations a row at most.
  tl::expected<Answer, Diagnostic> answer(const std::map<std::string, std::string>& parameters, std::size_t rows,
                                          std::size_t witnesses, const Cancel* cancel);
  // Runs it and says what each operator did, a line each, for people.
  tl::expected<std::vector<std::string>, Diagnostic> analyze(const Cancel* cancel);
  std::vector<Column> columns() const;
  const std::string& canonical() const;
  // What runs it: "groups", "rows" …; empty: the general way.
  std::string_view way() const;

  Prepared(Prepared&&) noexcept;
  Prepared& operator=(Prepared&&) noexcept;
  ~Prepared();

 private:
  struct State;
  explicit Prepared(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace evident::query
