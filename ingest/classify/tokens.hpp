// The words of a stretch of text, folded for comparison with cues.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/classify/words.hpp"

namespace evident::ingest {

// Lower-case words of letters and digits; hyphens and slashes part words, a possessive 's is dropped, "%",
// "£", "$" and "€" are words of their own. Offsets count in the text that was split.
// Cheap where the text is a part of a TokenisedText in scope: then this is a view of its words, which must
// not outlive it.
class Tokens {
 public:
  explicit Tokens(std::string_view text);
  // Gives back what this thread knows of the words of many texts; after the last of them.
  static void forget_words();

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  std::string_view operator[](std::size_t i) const { return (*words_)[spans_[i].word]; }
  std::uint32_t begin(std::size_t i) const { return spans_[i].begin - shift_; }
  std::uint32_t end(std::size_t i) const { return spans_[i].end - shift_; }
  // A comma, semicolon, colon, bracket or dash stands between word i - 1 and word i; true for the first word.
  bool clause_before(std::size_t i) const { return i == 0 || (spans_[i].flags & kClause); }
  // The printed word begins with a capital letter.
  bool capital(std::size_t i) const { return spans_[i].flags & kCapital; }
  bool number(std::size_t i) const { return spans_[i].flags & kNumber; }
  // Words [first, last] joined by blanks, folded.
  std::string join(std::size_t first, std::size_t last) const;

  // The word's number in words(): equal for equal words.
  std::uint32_t word(std::size_t i) const { return spans_[i].word; }
  WordTable& words() const { return *words_; }

 private:
  friend class TokenisedText;
  friend class CueList;
  friend class CueLists;
  struct Span {
    std::uint32_t begin, end, word, flags;
  };
  static constexpr std::uint32_t kClause = 1, kCapital = 2, kNumber = 4;
  struct Store {
    std::shared_ptr<WordTable> words;
    std::vector<Span> spans;
    // Where cues may begin, list after list, each in reading order; and where each list's begin, and the last's end.
    // Filled by cues.cpp when first asked for.
    mutable std::vector<CueStart> cues;
    mutable std::vector<std::uint32_t> cues_of;
  };
  static void split(std::string_view text, Store& store);
  static std::shared_ptr<const Store>& nothing();  // of an empty text, which is often asked about
  // Those of this thread's short texts of their own, many a document: their room is used again.
  static std::array<std::shared_ptr<Store>, 8>& spare();
  static std::shared_ptr<Store> store();

  const Span* spans_ = nullptr;
  std::size_t size_ = 0;
  std::uint32_t shift_ = 0;  // what a view's offsets count from
  WordTable* words_ = nullptr;
  const Store* store_ = nullptr;
  std::shared_ptr<const Store> owned_;  // none: a view
};

// A text whose words were found once. While it is in scope on this thread, Tokens of any part of it (the same bytes in
// memory) are views. The text must outlive it.
class TokenisedText {
 public:
  explicit TokenisedText(std::string_view text);
  TokenisedText(const TokenisedText&) = delete;
  TokenisedText& operator=(const TokenisedText&) = delete;

  // Only nested in time, like calls.
  class InScope {
   public:
    explicit InScope(const TokenisedText& text);
    ~InScope();
    InScope(const InScope&) = delete;
    InScope& operator=(const InScope&) = delete;

   private:
    const TokenisedText* outer_;
  };

 private:
  friend class Tokens;
  bool view(std::string_view part, Tokens& out) const;
  std::size_t at_or_after(std::size_t offset) const;

  friend bool other_script(std::string_view text);

  std::string_view text_;
  bool other_script_ = false;
  Tokens::Store store_;
  static constexpr std::size_t kBucket = 16;
  std::vector<std::uint32_t> buckets_;  // the first word at or behind each kBucket-th byte
};

// Whether any letter of the text is neither Latin nor a symbol: Han, kana, Cyrillic … Of parts of a TokenisedText in
// scope that has none it is known at once.
bool other_script(std::string_view text);

}  // namespace evident::ingest
