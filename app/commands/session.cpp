// evident session: one process that keeps the base open for a program, a JSON object a line each way
// (docs/session.md). A question that is prepared keeps its plan; rows without witnesses cost what they hold.
#include <malloc.h>

#include <chrono>
#include <cstdio>
#include <iostream>
#include <map>

#include "app/commands.hpp"
#include "app/ask_once.hpp"
#include "app/choices.hpp"
#include "app/quality_card.hpp"
#include "query/answer.hpp"
#include "query/prepared.hpp"
#include "query/render/shape.hpp"
#include "support/json.hpp"

namespace evident::app {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t kPrepared = 1000;    // questions kept at once
constexpr std::size_t kLine = 1u << 20;    // bytes of a request
constexpr std::size_t kFirstPage = 20;     // rows, unless the request says otherwise

struct Refused {
  std::string code, message, fix;
  std::optional<query::Span> place;
};

std::string milliseconds(Clock::time_point since) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4f",
                std::chrono::duration<double, std::milli>(Clock::now() - since).count());
  return text;
}

class Session {
 public:
  Session(graph::Graph& graph, const Common& common) : graph_(graph), common_(common) {
    options_.cancel = common.cancel;
    options_.added = days_added(common.base);
    options_.card = known_quality;
  }

  // The line that answers one. Where a block of the graph's file was found damaged meanwhile, the graph is made
  // anew from the base and what was prepared is prepared again.
  void answer(std::string_view line, std::string& out) {
    answer_once(line, out);
    if (graph_.damage().empty()) return;
    auto whole = graph::Graph::open(common_.base, Files::real(), {.rebuild = true});
    if (whole) {
      std::map<std::int64_t, Kept> kept = std::move(prepared_);
      prepared_.clear();
      graph_ = std::move(*whole);
      for (auto& [number, one] : kept)
        if (auto again = query::Prepared::prepare(graph_, one.text, one.options))
          prepared_.emplace(number, Kept{one.text, one.options, std::move(*again)});
      answer_once(line, out);
    }
    if (!whole || !graph_.damage().empty())
      refuse({"", whole ? graph_.damage() : whole.error().message, "look at the disk: another program may be changing the file", {}}, out);
  }

 private:
  struct Kept {
    std::string text;
    query::AskOptions options;
    query::Prepared question;
  };

  void answer_once(std::string_view line, std::string& out) {
    out.clear();
    const auto request = line.size() > kLine ? Result<Json>(fail(Code::limit, "the line is too long"))
                                             : parse_json(line);
    if (!request || !request->object())
      return refuse({"", request ? "a request is a JSON object" : request.error().message,
                     "write for instance: {\"ask\": \"list measures\"}", {}},
                    out);
    id_.clear();
    if (const Json* id = request->find("id")) id_ = print_json(*id);
    if (const Json* text = request->find("prepare")) return prepare(*request, *text, out);
    if (const Json* number = request->find("run")) return run(*request, *number, out);
    if (const Json* text = request->find("ask")) return ask(*request, *text, out);
    if (const Json* number = request->find("forget")) return forget(*number, out);
    if (const Json* text = request->find("complete")) return complete(*request, *text, out);
    refuse({"", "the request asks for nothing", "it must have one of: prepare, run, ask, forget, complete", {}}, out);
  }

  void begin(std::string& out) const {
    out += '{';
    if (!id_.empty()) out += "\"id\":" + id_ + ",";
  }
  void refuse(const Refused& why, std::string& out) const {
    out.clear();
    begin(out);
    Json::Object error{{"code", why.code}, {"message", why.message}};
    if (!why.fix.empty()) error.emplace_back("fix", why.fix);
    if (why.place) {
      error.emplace_back("begin", static_cast<std::int64_t>(why.place->begin));
      error.emplace_back("end", static_cast<std::int64_t>(why.place->end));
    }
    out += "\"error\":" + print_json(Json(std::move(error))) + "}";
  }
  void refuse(const query::Diagnostic& problem, std::string& out) const {
    refuse({problem.code, problem.message, problem.fix, problem.span}, out);
  }

  // Values for the $names of a question; false: they are none.
  bool values(const Json& request, std::map<std::string, std::string>& into, std::string& out) const {
    const Json* set = request.find("set");
    if (!set) return true;
    if (const auto* members = set->object()) {
      for (const auto& [name, value] : *members) {
        if (const auto* text = value.string())
          into[name] = *text;
        else if (std::holds_alternative<std::int64_t>(value.value) || std::holds_alternative<double>(value.value))
          into[name] = print_json(value);
        else
          return refuse({"", "the value of '" + name + "' is neither a text nor a number", "", {}}, out), false;
      }
      return true;
    }
    refuse({"", "'set' holds values by their names", "write: \"set\": {\"name\": \"value\"}", {}}, out);
    return false;
  }
  // "rows": how many; 0: all.
  static std::size_t rows(const Json& request, std::size_t otherwise) {
    const Json* rows = request.find("rows");
    if (!rows) return otherwise;
    if (const auto* number = std::get_if<std::int64_t>(&rows->value); number && *number >= 0)
      return static_cast<std::size_t>(*number);
    return 0;
  }
  // "witnesses": how many quotations a row, or true for as many as fit on a page; 0: none are asked for.
  static std::size_t witnesses(const Json& request) {
    const Json* value = request.find("witnesses");
    if (!value) return 0;
    if (const auto* truth = std::get_if<bool>(&value->value)) return *truth ? query::AskOptions::kOnPage : 0;
    const auto* number = std::get_if<std::int64_t>(&value->value);
    return number && *number > 0 ? static_cast<std::size_t>(*number) : 0;
  }

  void prepare(const Json& request, const Json& text, std::string& out) {
    if (!text.string()) return refuse({"", "'prepare' is the text of a question", "", {}}, out);
    if (prepared_.size() >= kPrepared)
      return refuse({"", "no more than " + std::to_string(kPrepared) + " questions are kept", "forget one", {}}, out);
    query::AskOptions options = options_;
    if (!values(request, options.parameters, out)) return;
    auto prepared = query::Prepared::prepare(graph_, *text.string(), options);
    if (!prepared) return refuse(prepared.error(), out);
    begin(out);
    out += "\"prepared\":" + std::to_string(++last_) + ",\"canonical\":" + json_string(prepared->canonical()) + "}";
    prepared_.emplace(last_, Kept{*text.string(), options, std::move(*prepared)});
  }

  void forget(const Json& number, std::string& out) {
    const auto* n = std::get_if<std::int64_t>(&number.value);
    if (!n || prepared_.erase(*n) == 0) return refuse({"", "no such question is prepared", "", {}}, out);
    begin(out);
    out += "\"forgotten\":" + std::to_string(*n) + "}";
  }

  void run(const Json& request, const Json& number, std::string& out) {
    const auto* n = std::get_if<std::int64_t>(&number.value);
    const auto at = n ? prepared_.find(*n) : prepared_.end();
    if (at == prepared_.end())
      return refuse({"", "no such question is prepared", "prepare it first: {\"prepare\": \"…\"}", {}}, out);
    std::map<std::string, std::string> parameters;
    if (!values(request, parameters, out)) return;
    answer(request, at->second.question, parameters, Clock::now(), out);
  }

  void ask(const Json& request, const Json& text, std::string& out) {
    if (!text.string()) return refuse({"", "'ask' is the text of a question", "", {}}, out);
    query::AskOptions options = options_;
    if (!values(request, options.parameters, out)) return;
    const auto since = Clock::now();
    if (const std::size_t most = witnesses(request)) {  // asked once: no plan is kept for a second time
      options.rows = rows(request, kFirstPage);
      options.witnesses = most;
      return whole(query::ask(graph_, *text.string(), options), since, out);
    }
    auto prepared = query::Prepared::prepare(graph_, *text.string(), options);
    if (!prepared) return refuse(prepared.error(), out);
    answer(request, *prepared, {}, since, out);
  }

  void complete(const Json& request, const Json& text, std::string& out) {
    if (!text.string()) return refuse({"", "'complete' is the beginning of a question", "", {}}, out);
    query::AskOptions options = options_;
    if (!values(request, options.parameters, out)) return;
    const Json* at = request.find("at");
    const auto* number = at ? std::get_if<std::int64_t>(&at->value) : nullptr;
    if (at && !number) return refuse({"", "'at' is a number of characters", "", {}}, out);
    const auto choices = completion(graph_, *text.string(), number ? *number : -1, options);
    if (!choices) return refuse({"", choices.error().message, choices.error().fix, {}}, out);
    begin(out);
    out += print_json(*choices).substr(1);
  }

  void whole(const tl::expected<query::Answer, query::Diagnostic>& answer, Clock::time_point since, std::string& out) {
    if (!answer) return refuse(answer.error(), out);
    rows_.clear();
    query::write_answer(*answer, EVIDENT_VERSION, true, false, rows_);
    begin(out);
    out += "\"ms\":" + milliseconds(since) + ",\"answer\":" + rows_ + "}";
  }

  void answer(const Json& request, query::Prepared& question, const std::map<std::string, std::string>& parameters,
              Clock::time_point since, std::string& out) {
    if (const std::size_t most = witnesses(request))
      return whole(question.answer(parameters, rows(request, kFirstPage), most, common_.cancel), since, out);
    rows_.clear();
    const auto total = question.rows(parameters, rows(request, 0), common_.cancel, rows_);
    if (!total) return refuse(total.error(), out);
    const std::string took = milliseconds(since);
    begin(out);
    out += "\"ms\":" + took + ",\"total\":" + std::to_string(*total) + ",\"columns\":[";
    const char* comma = "";
    for (const query::Column& column : question.columns()) {
      out += comma + json_string(column.name);
      comma = ",";
    }
    out += "],\"rows\":" + rows_ + "}";
  }

  graph::Graph& graph_;
  const Common& common_;
  query::AskOptions options_;
  std::map<std::int64_t, Kept> prepared_;
  std::int64_t last_ = 0;
  std::string id_, rows_;
};

}  // namespace

int session(const Common& common) {
#ifdef __GLIBC__
  // What a question needed is kept for the next, instead of going back to the system after each.
  constexpr int kKept = 64 << 20;
  mallopt(M_MMAP_THRESHOLD, kKept);
  mallopt(M_TRIM_THRESHOLD, kKept);
#endif
  auto graph = graph::Graph::open(common.base);
  if (!graph) return report(graph.error());
  Session session(*graph, common);
  std::ios::sync_with_stdio(false);
  std::string line, out;
  while (std::getline(std::cin, line)) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    session.answer(line, out);
    out += '\n';
    if (!print_out(out)) return kBadBase;
    if (common.cancel && common.cancel->requested()) return kInterrupted;
  }
  return kDone;
}

}  // namespace evident::app
