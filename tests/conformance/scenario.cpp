#include "scenario.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <sstream>

#include "query/bind/said.hpp"
#include "support/text.hpp"

namespace evident::conformance {
namespace {

constexpr std::string_view kAnyOrder = "expect rows, any order:";

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// \xNN in a question stands for a byte that no text file should hold, \n for a line end inside quotation
// marks.
std::string bytes_of(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.compare(i, 2, "\\x") == 0 && i + 3 < text.size()) {
      out += static_cast<char>(std::stoi(text.substr(i + 2, 2), nullptr, 16));
      i += 3;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::vector<std::string> cells_of(std::string_view line) {
  auto cells = split(line, '|', false);
  if (cells.size() < 2) return {};
  return {cells.begin() + 1, cells.end() - 1};
}
std::string row_of(const std::vector<std::string>& cells) {
  std::string line = "  |";
  for (const auto& cell : cells) line += " " + cell + (cell.empty() ? "|" : " |");
  return line;
}
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|' || c == '\\') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

std::string joined(const std::vector<std::string>& parts, std::string_view by) {
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : std::string(by)) + part;
  return text;
}

std::string number_text(double number) {
  std::ostringstream out;
  out.precision(15);
  out << number;
  return out.str();
}

struct Cell {
  std::string operator()(std::monostate) const { return ""; }
  std::string operator()(const std::string& text) const { return escaped(text); }
  std::string operator()(double number) const { return number_text(number); }
  std::string operator()(bool truth) const { return truth ? "yes" : "no"; }
  std::string operator()(const query::Share& share) const { return query::share_words(share); }
  std::string operator()(const std::vector<std::string>& all) const { return escaped(joined(all, ", ")); }
};

std::string ids(const World& world, const query::Answer& answer, const std::vector<query::Witness>& all) {
  std::vector<std::string> parts;
  for (const auto& witness : all) {
    const auto id = world.short_id(witness, answer);
    parts.push_back(world.has_words(id, witness.quote) ? id : id + " with other words");
  }
  return joined(parts, " + ");
}

std::string gap_text(const World& world, const query::Answer& answer, const query::Gap& gap) {
  const auto by = ids(world, answer, gap.stated_by);
  return gap.status + (by.empty() ? "" : " by " + by);
}

// Things of a vocabulary by their name, items and sources by their short id.
std::string thing_of(const World& world, graph::Node node) {
  if (node == graph::kNoNode) return "";  // a row of a table
  const auto role = graph::info(world.graph().kind(node)).role;
  return role == graph::KindRole::named || role == graph::KindRole::concept_
             ? escaped(world.graph().label(node))
             : world.short_id(node);
}

// "why of NHS", "status of survey": of one side of a comparison or map.
std::optional<std::string> of_side(const World& world, const query::Answer& answer, const query::Row& row,
                                   const std::string& column) {
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    const query::Cell& cell = row.cells[i];
    const std::string& side = answer.columns[answer.sides[i].column].name;
    if (column == "why of " + side) return ids(world, answer, cell.witnesses);
    if (column == "status of " + side) return cell.status;
    if (column == "because of " + side) return escaped(cell.why);
  }
  return {};
}

std::string cell_of(const World& world, const query::Answer& answer, const query::Row& row,
                    const std::string& column) {
  if (column == "thing") return thing_of(world, row.node);
  if (column == "why") {
    std::vector<std::string> sets;
    for (const auto& set : row.witnesses) sets.push_back(ids(world, answer, set));
    if (row.witnesses_left_out) sets.push_back("and " + std::to_string(row.witnesses_left_out) + " more");
    return joined(sets, "; ");
  }
  if (column == "status") return row.gap.empty() ? "" : gap_text(world, answer, row.gap[0]);
  if (column == "because") return row.gap.empty() ? "" : escaped(row.gap[0].why);
  if (column == "badges") {
    std::vector<std::string> all;
    for (const auto& set : row.witnesses)
      for (const auto& witness : set)
        for (const auto& badge : witness.badges)
          if (std::find(all.begin(), all.end(), badge) == all.end()) all.push_back(badge);
    return escaped(joined(all, ", "));
  }
  if (const auto side = of_side(world, answer, row, column)) return *side;
  for (std::size_t i = 0; i < answer.columns.size() && i < row.values.size(); ++i)
    if (answer.columns[i].name == column) return std::visit(Cell{}, row.values[i]);
  return "?";
}

std::string key_of(const std::string& line) {
  const auto colon = line.find(':');
  return colon == std::string::npos || line.starts_with("  ") ? "" : line.substr(0, colon);
}

void table(std::vector<std::string>& out, const World& world, const query::Answer& answer,
           const std::vector<std::string>& columns) {
  out.push_back(row_of(columns));
  for (const auto& row : answer.rows) {
    std::vector<std::string> cells;
    for (const auto& column : columns) cells.push_back(cell_of(world, answer, row, column));
    out.push_back(row_of(cells));
  }
}

// Line and column from 1, in code points.
std::string place_of(std::string_view text, std::size_t at) {
  at = std::min(at, text.size());
  const auto before = text.substr(0, at);
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const auto start = before.rfind('\n');
  const auto column =
      count_code_points(start == std::string_view::npos ? before : before.substr(start + 1)) + 1;
  return std::to_string(line) + ":" + std::to_string(column);
}

// "claim 97 of 100; claim causal=causal 7 of 10": what was found of what careful readers marked.
void set_card(Scenario& scenario, const std::string& value) {
  auto card = std::make_shared<graph::QualityCard>();
  for (const auto& part : split(value, ';')) {
    std::istringstream in(part);
    graph::QualityRow row;
    std::string what, of;
    double found = 0;
    in >> row.kind >> what;
    if (const auto equals = what.find('='); equals != std::string::npos) {
      row.attribute = what.substr(0, equals);
      row.value = what.substr(equals + 1);
      in >> found;
    } else {
      found = std::stod(what);
    }
    if (!(in >> of >> row.there) || of != "of" || row.there == 0)
      throw TextError{scenario.file.string() + ": card: kind attribute=value found of there; …"};
    row.set = "other fields";
    const double share = found / static_cast<double>(row.there);
    row.recall = graph::Figure{share, share / 2, (1 + share) / 2};
    card->add(std::move(row));
  }
  scenario.card = std::move(card);
  scenario.options.card = [card = scenario.card] { return card.get(); };
}

void set_option(Scenario& scenario, const std::string& key, const std::string& value) {
  if (key == "today") {
    const auto date = query::read_date(value);
    if (!date) throw TextError{scenario.file.string() + ": no date: " + value};
    scenario.options.today = query::day_number(date->year, date->month, date->day);
  } else if (key == "rows shown") {
    scenario.options.rows = std::stoul(value);
  } else if (key == "most bytes") {
    scenario.options.limits.question_bytes = std::stoul(value);
  } else if (key == "deepest") {
    scenario.options.limits.question_depth = std::stoul(value);
  } else if (key == "why not") {
    scenario.why_not = value;
  } else if (key == "card") {
    set_card(scenario, value);
  } else if (key == "cancelled") {
    scenario.cancelled = value == "yes";
  } else {
    for (const auto& part : split(value, ',')) {  // with
      const auto equals = part.find('=');
      if (equals == std::string::npos) throw TextError{scenario.file.string() + ": with: name = \"value\""};
      const std::string name(trim(part.substr(0, equals)));
      std::string given(trim(part.substr(equals + 1)));
      if (given.size() >= 2 && given.front() == '"') given = given.substr(1, given.size() - 2);
      scenario.options.parameters[name] = given;
    }
  }
}

std::string with_values(std::string text, const std::map<std::string, std::string>& values) {
  for (const auto& [name, value] : values) {
    const std::string mark = "<" + name + ">";
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + value.size()))
      text.replace(at, mark.size(), value);
  }
  return text;
}

}  // namespace

std::vector<std::filesystem::path> scenario_files(const std::vector<std::filesystem::path>& paths) {
  std::vector<std::filesystem::path> files;
  for (const auto& path : paths) {
    if (!std::filesystem::is_directory(path)) {
      files.push_back(path);
      continue;
    }
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path))
      if (entry.path().extension() == ".askt") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

const World& Worlds::named(const std::string& name) {
  auto& world = worlds_[name];
  if (!world) world = std::make_unique<World>(read_file(folder_ / (name + ".graph")), name + ".graph");
  return *world;
}
const World& Worlds::of(const Scenario& s) {
  if (s.inline_graph.empty()) return named(s.graph);
  auto& world = worlds_[s.file.string() + s.code];
  if (!world) world = std::make_unique<World>(s.inline_graph, s.file.filename().string() + " " + s.code);
  return *world;
}

std::vector<Scenario> read_scenarios(const std::filesystem::path& file) {
  const auto lines = lines_of(read_file(file));
  std::vector<Scenario> all;
  std::string graph;
  const auto fail = [&](std::size_t i, const std::string& message) {
    throw TextError{file.string() + ":" + std::to_string(i + 1) + ": " + message};
  };
  const auto block = [&](std::size_t& i) {  // the indented lines below, without their indentation
    std::vector<std::string> inside;
    while (i + 1 < lines.size() && (lines[i + 1].starts_with("  ") || lines[i + 1] == "  "))
      inside.push_back(lines[++i].substr(2));
    return inside;
  };
  std::vector<std::vector<std::string>> examples;
  const auto finish = [&] {  // one scenario a row of its examples
    if (examples.empty() || all.empty()) return;
    const Scenario outline = std::move(all.back());
    all.pop_back();
    for (std::size_t row = 1; row < examples.size(); ++row) {
      std::map<std::string, std::string> values;
      for (std::size_t c = 0; c < examples[0].size() && c < examples[row].size(); ++c)
        values[examples[0][c]] = examples[row][c];
      Scenario one = outline;
      const bool same = std::none_of(outline.expectation.begin(), outline.expectation.end(),
                                     [](const auto& line) { return line.find('<') != std::string::npos; });
      one.writable = row == 1 && same;
      one.code += "/" + std::to_string(row);
      one.title = with_values(one.title, values);
      one.question = with_values(one.question, values);
      for (auto& line : one.expectation) line = with_values(line, values);
      all.push_back(std::move(one));
    }
    examples.clear();
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string& line = lines[i];
    if (trim(line).empty() || line[0] == '#') continue;
    const auto key = key_of(line);
    const std::string value(trim(std::string_view(line).substr(std::min(line.size(), key.size() + 1))));
    if (key == "feature") continue;
    if (key == "scenario") {
      finish();
      all.emplace_back();
      Scenario& s = all.back();
      s.file = file;
      s.line = static_cast<int>(i) + 1;
      s.code = value.substr(0, value.find(' '));
      s.title = value.substr(std::min(value.size(), s.code.size() + 1));
      s.graph = graph;
      s.expectation_begin = s.expectation_end = 0;
      continue;
    }
    if (key == "graph" && all.empty()) {
      graph = value;
      continue;
    }
    if (all.empty()) fail(i, "a scenario comes first");
    Scenario& s = all.back();
    if (key == "graph") {
      s.graph = value;
      for (const auto& inside : block(i)) s.inline_graph += inside + "\n";
    } else if (key == "query") {
      std::string text = value;
      for (const auto& inside : block(i)) text += (text.empty() ? "" : "\n") + inside;
      s.question = bytes_of(text);
      s.expectation_begin = s.expectation_end = i + 1;
    } else if (key == "todo") {
      s.todo = value;
    } else if (key == "examples") {
      for (const auto& inside : block(i)) examples.push_back(cells_of(inside));
    } else if (key == "with" || key == "today" || key == "rows shown" || key == "most bytes" ||
               key == "deepest" || key == "cancelled" || key == "why not" || key == "card") {
      set_option(s, key, value);
    } else if (line.starts_with("expect ")) {
      s.expectation_begin = i;
      while (i < lines.size() && !trim(lines[i]).empty()) {
        if (key_of(lines[i]) == "examples") break;
        s.expectation.push_back(lines[i++]);
      }
      s.expectation_end = i--;
    } else {
      fail(i, "cannot be read: " + line);
    }
  }
  finish();
  return all;
}

std::vector<std::string> answered(const World& world, const query::Answer& answer,
                                  const std::vector<std::string>& wanted) {
  using Kind = query::Answer::Kind;
  std::vector<std::string> out;
  std::vector<std::string> columns;
  bool asks_table = false;
  for (const auto& line : wanted)
    if (line.starts_with("  |")) {
      columns = cells_of(line);
      asks_table = true;
      break;
    }
  if (columns.empty()) {
    columns = {"thing", "why"};
    if (std::any_of(answer.rows.begin(), answer.rows.end(), [](const auto& r) { return !r.gap.empty(); }))
      columns.insert(columns.begin() + 1, "status");
  }
  switch (answer.kind) {
    case Kind::rows:
      out.push_back(!wanted.empty() && wanted[0] == kAnyOrder ? std::string(kAnyOrder)
                                                              : "expect rows, in order:");
      table(out, world, answer, columns);
      break;
    case Kind::number:
      out.push_back(answer.share.empty() ? "expect number " + number_text(answer.number)
                                         : "expect share " + query::share_words(answer.share[0]));
      if (asks_table) table(out, world, answer, columns);
      break;
    case Kind::yes_no:
      if (answer.verdict.empty())
        out.push_back("expect yes " + number_text(answer.number));
      else
        out.push_back(
            "expect " + answer.verdict + ", " +
            (answer.share.empty() ? number_text(answer.number) : query::share_words(answer.share[0])));
      if (asks_table) table(out, world, answer, columns);
      break;
    case Kind::none:
      out.push_back(answer.summary.starts_with("Plan: ") ? "expect reading"
                    : answer.verdict.empty()             ? "expect none"
                                                         : "expect " + answer.verdict);
  }
  // What stands in every answer that has it.
  std::map<std::string, std::vector<std::string>> known;
  const auto tell = [&](const std::string& key, const std::string& text) {
    known[key].push_back(key + ": " + text);
  };
  for (const auto& gap : answer.gap) tell("status", gap_text(world, answer, gap));
  for (const auto& miss : answer.near_misses)
    tell("near", std::to_string(miss.count) + " " + miss.why + ": " + ids(world, answer, miss.witnesses));
  std::vector<std::string> codes;
  for (const auto& notice : answer.notices) {
    if (notice.code != "N10" && std::find(codes.begin(), codes.end(), notice.code) == codes.end())
      codes.push_back(notice.code);
    tell(notice.code, notice.text);
  }
  if (!codes.empty()) tell("notices", joined(codes, ", "));
  if (answer.total_rows != answer.rows.size()) tell("total", std::to_string(answer.total_rows));
  const std::vector<std::string> always{"status", "near", "total", "notices"};
  // What is compared where the expectation names it.
  tell("read as", answer.read_as);
  tell("canonical", answer.canonical);
  tell("summary", answer.summary);
  tell("plan", answer.summary.starts_with("Plan: ") ? answer.summary.substr(6) : "");
  tell("emptied by", answer.emptied_by);
  tell("searched", answer.searched.scope);
  for (const auto& gap : answer.gap) tell("because", gap.why);
  {
    std::vector<std::string> names, citations;
    for (const auto& column : answer.columns) names.push_back(column.name);
    for (const auto& source : answer.sources) citations.push_back(source.citation);
    tell("columns", joined(names, ", "));
    tell("cites", joined(citations, "; "));
  }
  for (const auto& side : answer.sides) tell("sides", answer.columns[side.column].name + ", " + side.base);
  std::vector<std::string> said;
  for (const auto& line : wanted)
    if (const auto key = key_of(line); !key.empty() && !line.starts_with("expect ") &&
                                       std::find(said.begin(), said.end(), key) == said.end()) {
      said.push_back(key);
      out.insert(out.end(), known[key].begin(), known[key].end());
    }
  for (const auto& key : always)
    if (std::find(said.begin(), said.end(), key) == said.end())
      out.insert(out.end(), known[key].begin(), known[key].end());
  return out;
}

std::vector<std::string> refused(const query::Diagnostic& problem, std::string_view question) {
  std::vector<std::string> out;
  out.push_back("expect error " + problem.code + " at " + place_of(question, problem.span.begin) + "-" +
                place_of(question, problem.span.end) + ":");
  out.push_back("  " + problem.message);
  if (!problem.fix.empty())
    out.push_back("fix: " + problem.fix);
  else if (!problem.expected.empty())
    out.push_back("expected: " + joined(problem.expected, ", "));
  return out;
}

bool agree(std::vector<std::string> expected, std::vector<std::string> actual) {
  const bool any = !expected.empty() && expected[0] == kAnyOrder;
  const auto normal = [&](std::vector<std::string>& lines) {
    for (auto& line : lines) {
      line = line.starts_with("  |") ? row_of(cells_of(line)) : std::string(trim(line));
    }
    if (any) std::sort(lines.begin(), lines.end());
  };
  normal(expected);
  normal(actual);
  return expected == actual;
}

}  // namespace evident::conformance
