// What the schema says about the words of a question, given the kinds at hand.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/schema/schema.hpp"
#include "query/bind/names.hpp"
#include "query/bind/plan.hpp"
#include "query/language/parse.hpp"

namespace evident::query {

const graph::Noun* noun_of(std::string_view word);
// The plural and the singular of a noun as it was written.
std::string plural_of(const graph::Noun& noun, std::string_view word);
std::string singular_of(const graph::Noun& noun, std::string_view word);

// The conditions an adjective adds, one a kind; choices' own words count too ("finished studies").
std::vector<Scan> adjective_scans(std::string_view word, const Kinds& kinds);
std::vector<std::string> adjectives_for(const Kinds& kinds);

// Ways from these subjects to these objects (empty: any) by that word.
std::vector<Link> links(graph::Form form, std::string_view word, const Kinds& subjects, const Kinds& objects);
// The relation that joins two kinds when the question names none: having, else the first declared.
std::vector<Link> any_links(const Kinds& subjects, const Kinds& objects);
Kinds objects_of(const std::vector<Link>& links);
// "have claims; are reported by …; are about …": what can be said of a kind, for error texts.
std::vector<std::string> sayable(const Kinds& subjects, std::optional<graph::Form> form = {});

std::optional<Property> property_of(std::string_view word, const Kinds& kinds);
std::vector<std::string> properties_for(const Kinds& kinds);
// Kinds that have a property of that name.
Kinds kinds_with_property(std::string_view word);

bool is_ordered(graph::Attribute attribute);
// The indices of the choices that people call so.
std::vector<std::uint8_t> choices_called(graph::Attribute attribute, std::string_view word);

}  // namespace evident::query
