#include "query/bind/times.hpp"

#include <algorithm>
#include <chrono>

#include "query/bind/conditions.hpp"
#include "query/bind/said.hpp"

namespace evident::query {

using graph::Kind;
using graph::KindRole;

namespace {

tl::unexpected<Diagnostic> stop(std::string code, std::string message, Span span, std::string fix) {
  return tl::unexpected(trouble(std::move(code), std::move(message), span, std::move(fix)));
}

tl::expected<Date, Diagnostic> date_of(const std::optional<Date>& date,
                                       const std::optional<Parameter>& parameter, Span span,
                                       const AskOptions& options) {
  if (date) return *date;
  if (!parameter) return stop("E117", "a date is missing here", span, "write a year, e.g. 2010");
  const auto found = options.parameters.find(parameter->name);
  if (found == options.parameters.end())
    return stop("E230", "$" + parameter->name + " has no value", parameter->span,
                "give a value: evident ask --set " + parameter->name + "=2010");
  if (const auto read = read_date(found->second)) return *read;
  return stop("E117", "'" + found->second + "' is not a date I can read", parameter->span,
              "give a year (2010), a month (2010-03) or a day (2010-03-15)");
}

Date years_ago(std::int64_t years, std::int32_t today) {
  if (today == 0)
    today = static_cast<std::int32_t>(
        std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()).time_since_epoch().count());
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{today}}};
  Date from;
  from.year =
      std::max<int>(1, static_cast<int>(date.year()) - static_cast<int>(std::min<std::int64_t>(years, 9999)));
  from.month = static_cast<int>(static_cast<unsigned>(date.month()));
  from.day = static_cast<int>(static_cast<unsigned>(date.day()));
  return from;
}

}  // namespace

bool is_dated(Kind kind) {
  const KindRole role = graph::info(kind).role;
  return role == KindRole::source || role == KindRole::item;
}

tl::expected<Test, Diagnostic> bind_time(const Modifier& m, const Kinds& kinds, const AskOptions& options,
                                         std::string_view written) {
  using K = Modifier::Kind;
  if (std::none_of(kinds.begin(), kinds.end(), is_dated))
    return stop("E211", kinds_words(kinds) + " have no date; sources, studies and claims do", m.span,
                "say what is dated: … reported by sources " + std::string(written));
  Test test;
  test.op = Test::Op::dated;
  test.clock = m.clock;
  Period within{kBeginning, kEnd};
  auto years = m.years;
  if (m.years_parameter) {
    const auto given = parameter_number(*m.years_parameter, options);
    if (!given) return tl::unexpected(given.error());
    years = *given;
  }
  auto from_date = m.kind == K::in_last ? years_ago(years, options.today)
                                        : date_of(m.from, m.from_parameter, m.span, options);
  if (!from_date) return tl::unexpected(std::move(from_date.error()));
  const Date from = *from_date;
  Date to;
  if (m.kind == K::between) {
    auto to_date = date_of(m.to, m.to_parameter, m.span, options);
    if (!to_date) return tl::unexpected(std::move(to_date.error()));
    to = *to_date;
  }
  std::string said;
  switch (m.kind) {
    case K::before:
      within.end = period_of(from).begin;
      said = "before ";
      break;
    case K::after:
      within.begin = period_of(from).end;
      said = "after ";
      break;
    case K::between:
      within = {period_of(from).begin, period_of(to).end};
      said = "between ";
      break;
    case K::in_year:
      within = period_of(from);
      said = "in ";
      break;
    default:
      within.begin = period_of(from).begin;
      said = "since ";
  }
  said += said_date(from);
  if (m.kind == K::between) said += " and " + said_date(to);
  if (within.begin > within.end)
    return stop("E214", "no date lies between those two", m.span, "put the earlier date first");
  test.within = within;
  test.said = (m.clock == Modifier::Clock::added       ? "{were|was} added to the library "
               : m.clock == Modifier::Clock::published ? "{were|was} published "
               : m.clock == Modifier::Clock::gathered  ? "{rest|rests} on data gathered "
                                                       : "{are|is} dated ") +
              said;
  test.words = said;
  return test;
}

}  // namespace evident::query
