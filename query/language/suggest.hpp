// What the hints share: the words round a failure, words like a misspelt one, and what could stand there.
// Seen by hints.cpp and suggest.cpp only.
#pragma once
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/language/diagnose.hpp"
#include "query/language/vocabulary.hpp"

namespace evident::query::hinting {

struct Context {
  std::string_view text;
  const Failure& failure;
  const Try& trial;
  Span token;     // the word at the failure, or one character; empty at the end of the text
  Span previous;  // the word before it; empty where there is none
};
using Hint = std::optional<Diagnostic>;

// A letter, digit or underscore, or part of a character beyond ASCII.
bool wordy(char c);
Span span_of(std::size_t begin, std::size_t end);
std::string_view slice(std::string_view text, Span s);
bool empty(Span s);
// The word or number that begins at `at`: word characters, and - ' / . between them; else one code point.
Span token_at(std::string_view text, std::size_t at);
Span token_before(std::string_view text, std::size_t at);
Span next_token(std::string_view text, Span token);

Diagnostic say(std::string code, std::string message, Span where, std::string fix,
               std::optional<Diagnostic::Edit> edit = {});

// The nearest word of these with which the whole question reads; else one with which it reads farther and
// that is very near. message: with {} for the word as typed.
Hint did_you_mean(const Context& c, std::size_t at, WordClasses classes,
                  const std::vector<std::string_view>& keywords, std::string_view code,
                  std::string_view message);

// The first kind of thing in the question, and the properties its kinds have.
std::string_view subject_noun(std::string_view text);
std::vector<std::string> properties_of(std::string_view noun_word);

// What could stand at the failure, in words for people: whole families of keywords under one name.
std::vector<std::string> expected_words(const Context& c);

}  // namespace evident::query::hinting
