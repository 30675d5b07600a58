#include "reference/patterns.hpp"

#include <cstdio>
#include <string>
#include <vector>

#include "query/execute/operators/ways.hpp"
#include "query/prepared.hpp"
#include "reference/engine.hpp"
#include "reference/library.hpp"
#include "reference/random.hpp"

namespace evident::reference {

namespace {

struct Shape {
  const char* pattern;
  std::vector<const char*> names;  // that may be counted
  std::vector<const char*> keys, shown, conditions;
};

const std::vector<Shape>& shapes() {
  static const std::vector<Shape> all{
      {"(c:claim)-[about]->(m:measure)",
       {"c", "m"},
       {"m.name", "m.id", "m.measure_kind", "c.role", "c.polarity", "m"},
       {"m.id, c.id", "c.id, c.role", "m.id"},
       {"c.role = finding", "m.measure_kind = outcome", "not exists (m)-[broader]->(:measure)", "exists (c)-[rests_on]->(:study)"}},
      {"(s:source)-[contains]->(c:claim)-[about]->(m:measure)",
       {"s", "c", "m"},
       {"m.name", "s.id", "s.year", "s.doc_type", "c.causal"},
       {"c.id, s.id, s.year", "c.id, s.title, c.polarity", "s.id"},
       {"s.year >= 2005", "c.causal = causally worded", "s.year < 2010 and c.role = finding"}},
      {"(c:claim)-[about]->(m:measure)-[broader*0..]->(g:measure)",
       {"c", "m", "g"},
       {"g.name", "g.id", "m.measure_kind", "c.polarity"},
       {"c.id", "m.id, g.id"},
       {"not exists (g)-[broader]->(:measure)", "c.role = opinion"}},
      {"(c:claim)-[about]->(m:measure), (s:source)-[contains]->(c), (s)-[contains]->(t:study)",
       {"c", "s", "t", "m"},
       {"m.id", "t.design", "s.year", "t.id"},
       {"c.id, s.id", "c.id, t.id"},
       {"t.sample_size >= 50", "t.design = randomised", "s.year > 2000"}},
      {"(a:claim)-[about]->(m)<-[about]-(b:claim)",
       {"a", "b", "m"},
       {"m.id", "a.polarity", "b.role"},
       {"a.id, b.id"},
       {"a.id != b.id", "a.id != b.id and a.polarity = positive", "a.id = b.id"}},
      {"(a:claim)-[about]->(m:measure), (b:claim)-[about]->(m), (x:source)-[contains]->(a), (y:source)-[contains]->(b)",
       {"a", "b", "x", "y"},
       {"m.id", "x.id", "y.year"},
       {"a.id, x.id"},
       {"x.id != y.id"}},
      {"(n:mention)-[names]->(b:barrier), (n)-[named_by]->(g:group)",
       {"n", "b", "g"},
       {"b.name", "g.id", "b.id", "n.rank"},
       {"n.id", "n.id, b.id"},
       {"n.rank <= 2", "not exists (g)-[broader]->(:group)"}},
      {"(m:measure)-[broader*1..3]->(p:measure)", {"m", "p"}, {"p.id", "m.measure_kind"}, {"m.id, p.id", "m.id"}, {"m.id != p.id"}},
      {"(m:measure)", {"m"}, {"m.measure_kind", "m.name"}, {"m.id", "m.name, m.id"}, {"not exists (m)<-[about]-(:claim)", "exists (m)<-[about]-(:evidence)"}},
  };
  return all;
}

const char* any(Random& random, const std::vector<const char*>& of) { return of[random.below(of.size())]; }

std::string random_pattern(Random& random) {
  const Shape& shape = shapes()[random.below(shapes().size())];
  std::string text = std::string("match ") + shape.pattern;
  if (random.below(2)) text += std::string(" where ") + any(random, shape.conditions);
  if (random.below(3) == 0) return text + " | show " + any(random, shape.shown) + (random.below(3) ? "" : " | limit 3");
  text += " | summarise ";
  const std::size_t counts = 1 + random.below(2);
  for (std::size_t i = 0; i < counts; ++i) {
    const bool matches = random.below(4) == 0;
    text += (i ? ", count of " : "count of ") + std::string(matches ? "matches" : any(random, shape.names)) + " as n" +
            std::to_string(i);
  }
  text += std::string(" by ") + any(random, shape.keys) + " as k0";
  if (random.below(2)) text += std::string(", ") + any(random, shape.keys) + " as k1";
  if (random.below(4) == 0) text += " | where n0 >= 2";
  if (random.below(4) == 0) text += " | sort by n0 desc";
  if (random.below(5) == 0) text += " | limit 4";
  return text;
}

}  // namespace

bool patterns_agree(std::uint64_t seed, std::size_t questions, std::size_t size) {
  std::size_t asked = 0, refused = 0, empty = 0, by_operators = 0, some = 0;
  const auto* format = query::format_named("json");
  for (std::uint64_t s = seed; asked < questions; ++s) {
    Random random(s * 1'000'033);
    const Library library = random_library(random, size / 2 + random.below(size));
    const graph::Graph graph = graph_of(library);
    for (int q = 0; q < 20 && asked < questions; ++q) {
      const std::string text = random_pattern(random);
      ++asked;
      // Each way to count in turn, though these libraries are small.
      query::count_way = static_cast<query::CountWay>(random.below(5));
      auto options = engine_options();
      const auto answer = query::ask(graph, text, options);
      options.plainly = true;
      const auto plain = query::ask(graph, text, options);
      if (!answer || !plain) {
        ++refused;
        if (!answer == !plain && answer.error().code == plain.error().code) continue;
      } else {
        empty += answer->rows.empty();
        const std::string left = format->render(*answer, {}), right = format->render(*plain, {});
        auto prepared = query::Prepared::prepare(graph, text, engine_options());
        std::string rows;
        const bool same_rows = prepared && prepared->rows({}, 0, nullptr, rows) && rows == query::cells_json(*plain);
        by_operators += prepared && !prepared->way().empty();
        if (left == right && same_rows) continue;
        // Of a large group only some matches are looked up for its words: then the cells alone must agree.
        auto count = query::ask(graph, text.substr(0, text.find(" | ")) + " | summarise count of matches as n", options);
        const bool large = count && !count->rows.empty() && std::get<double>(count->rows[0].values[0]) > 64;
        if (large && same_rows && query::cells_json(*answer) == query::cells_json(*plain)) {
          ++some;
          continue;
        }
        if (left == right) std::printf("its rows alone are others: %s\n", rows.c_str());
      }
      std::printf("seed %llu: by operators and match by match it has two answers:\n%s\n",
                  static_cast<unsigned long long>(s), text.c_str());
      if (answer) std::printf("--- operators\n%s\n", format->render(*answer, {}).c_str());
      if (plain) std::printf("--- match by match\n%s\n", format->render(*plain, {}).c_str());
      return false;
    }
  }
  query::count_way = query::CountWay::cheapest;
  std::printf("%zu patterns asked both ways: %zu by operators, %zu refused, %zu empty, %zu with large groups\n", asked,
              by_operators, refused, empty, some);
  if (refused * 10 > asked || empty * 10 > asked * 8 || by_operators * 10 < asked * 4) {
    std::printf("too few of these patterns have an answer, or are run by operators, to compare anything\n");
    return false;
  }
  return true;
}

}  // namespace evident::reference
