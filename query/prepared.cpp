#include "query/prepared.hpp"

#include <fmt/format.h>

#include "query/execute/columns.hpp"
#include "query/execute/execute.hpp"
#include "query/execute/operators/fast_table.hpp"
#include "query/understood.hpp"
#include "support/json.hpp"

namespace evident::query {

struct Prepared::State {
  const graph::Graph* graph;
  std::string question;
  AskOptions options;
  std::unique_ptr<Understood> read;
  std::unique_ptr<FastTable> table;
  std::map<std::string, std::string> bound;  // the parameters that the plan was bound with
  std::map<std::string, bool> once;          // whether a parameter stands in the question just once
  std::vector<Column> columns;
  bool changed = false;  // the plan has values that are no longer asked for

  tl::expected<void, Diagnostic> bind() {
    auto understood_now = understood(*graph, question, options);
    if (!understood_now) return tl::unexpected(std::move(understood_now.error()));
    table.reset();
    read = std::make_unique<Understood>(std::move(*understood_now));
    if (!read->tree.explain && !read->tree.why_not) table = FastTable::of(*graph, read->plan, options);
    bound = options.parameters;
    changed = false;
    return {};
  }
  tl::expected<Answer, Diagnostic> answer(std::size_t rows, std::size_t witnesses, const Cancel* cancel) {
    AskOptions now = options;
    now.rows = rows;
    now.witnesses = witnesses;
    now.cancel = cancel;
    if (read->tree.explain || read->tree.why_not) return ask(*graph, question, now);
    auto found = execute(*graph, read->plan, now);
    if (found) found->question = question;
    if (found) columns = found->columns;
    return found;
  }
  bool stands_once(const std::string& name) {
    const auto [at, fresh] = once.try_emplace(name);
    if (fresh) at->second = question.find("$" + name) == question.rfind("$" + name);
    return at->second;
  }
  tl::expected<void, Diagnostic> with(const std::map<std::string, std::string>& parameters) {
    bool same = true;
    for (const auto& [name, value] : parameters) {
      const auto known = bound.find(name);
      same = same && known != bound.end() && known->second == value;
    }
    if (same) return {};
    bool set = table != nullptr;
    for (const auto& [name, value] : parameters) {
      const auto known = bound.find(name);
      if (known != bound.end() && known->second == value) continue;
      set = set && known != bound.end() && stands_once(name) && table->set(name, value);
      if (set) {
        bound[name] = value;
        options.parameters[name] = value;
        changed = true;
      }
    }
    if (set) return {};
    for (const auto& [name, value] : parameters) options.parameters[name] = value;
    return bind();
  }
};

namespace {

void write_cell(const CellValue& cell, std::string& json) {
  struct Write {
    std::string& json;
    void operator()(std::monostate) const { json += "null"; }
    void operator()(const std::string& text) const { json += json_string(text); }
    void operator()(double number) const { json += shown_number(number); }
    void operator()(bool truth) const { json += truth ? "true" : "false"; }
    void operator()(const std::vector<std::string>& list) const {
      json += '[';
      for (std::size_t i = 0; i < list.size(); ++i) json += (i ? "," : "") + json_string(list[i]);
      json += ']';
    }
    void operator()(const Share& share) const { json += json_string(share_words(share)); }
  };
  std::visit(Write{json}, cell);
}

}  // namespace

Prepared::Prepared(std::unique_ptr<State> state) : state_(std::move(state)) {}
Prepared::Prepared(Prepared&&) noexcept = default;
Prepared& Prepared::operator=(Prepared&&) noexcept = default;
Prepared::~Prepared() = default;

tl::expected<Prepared, Diagnostic> Prepared::prepare(const graph::Graph& graph, std::string_view question,
                                                     const AskOptions& options) {
  auto state = std::make_unique<State>();
  state->graph = &graph;
  state->question = std::string(question);
  state->options = options;
  if (auto done = state->bind(); !done) return tl::unexpected(std::move(done.error()));
  if (state->table) state->columns = state->table->columns();
  return Prepared(std::move(state));
}

tl::expected<std::size_t, Diagnostic> Prepared::rows(const std::map<std::string, std::string>& parameters,
                                                     std::size_t rows, const Cancel* cancel, std::string& json) {
  State& s = *state_;
  if (auto ready = s.with(parameters); !ready) return tl::unexpected(std::move(ready.error()));
  if (s.table && s.table->run(cancel)) {
    const std::size_t shown = rows ? std::min(rows, s.table->size()) : s.table->size();
    json += '[';
    for (std::size_t i = 0; i < shown; ++i) {
      if (i) json += ',';
      s.table->write(i, json);
    }
    json += ']';
    return s.table->total();
  }
  if (s.changed)
    if (auto again = s.bind(); !again) return tl::unexpected(std::move(again.error()));
  const auto answer = s.answer(rows, 1, cancel);  // only its cells are written
  if (!answer) return tl::unexpected(answer.error());
  json += cells_json(*answer);
  return answer->total_rows;
}

tl::expected<Answer, Diagnostic> Prepared::answer(const std::map<std::string, std::string>& parameters,
                                                  std::size_t rows, std::size_t witnesses, const Cancel* cancel) {
  State& s = *state_;
  if (auto ready = s.with(parameters); !ready) return tl::unexpected(std::move(ready.error()));
  if (s.changed)
    if (auto again = s.bind(); !again) return tl::unexpected(std::move(again.error()));
  return s.answer(rows, witnesses, cancel);
}

std::string cells_json(const Answer& answer) {
  std::string json = "[";
  for (std::size_t i = 0; i < answer.rows.size(); ++i) {
    json += i ? ",[" : "[";
    for (std::size_t c = 0; c < answer.rows[i].values.size(); ++c) {
      if (c) json += ',';
      write_cell(answer.rows[i].values[c], json);
    }
    json += ']';
  }
  return json + "]";
}

tl::expected<std::vector<std::string>, Diagnostic> Prepared::analyze(const Cancel* cancel) {
  State& s = *state_;
  Trace trace;
  std::string json;
  if (s.table) s.table->trace(&trace);
  Trace::Timed timed(&trace);
  const auto total = rows({}, 0, cancel, json);
  timed.done([&] {
    return Trace::Operator{"in all, with the rows written", s.table ? "operators" : "the general way", 0,
                           total ? *total : 0, 0};
  });
  if (s.table) s.table->trace(nullptr);
  if (!total) return tl::unexpected(total.error());
  std::vector<std::string> lines;
  for (const Trace::Operator& one : trace.operators)
    lines.push_back(fmt::format("{:10.3f} ms  {:>10} → {:<10} {}: {}", one.ms, one.in ? std::to_string(one.in) : "",
                                one.out, one.what, one.how));
  return lines;
}

std::vector<Column> Prepared::columns() const { return state_->columns; }
const std::string& Prepared::canonical() const { return state_->read->plan.canonical; }
std::string_view Prepared::way() const { return state_->table ? "operators" : ""; }

}  // namespace evident::query
