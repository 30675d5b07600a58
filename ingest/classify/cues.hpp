// Cue words from corpus/cues/*.tsv: what they indicate, how surely, and why they are there.
#pragma once
#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ingest/classify/tokens.hpp"

namespace evident::ingest {

struct CueMatch {
  std::uint32_t first, last;  // words of the sentence, both included
  std::string_view label;     // what the cue indicates
  int weight;
  std::string_view cue;  // as written in the file
};

// First words of cues, of one list or of all.
class CueIndex {
 public:
  void add(std::string_view word, bool prefix, CueOpening opening);
  void finish();
  // The cues that the word may open: those that name it, then those that name a prefix of it, the shortest
  // prefix first, each in the order in which they were added.
  void openings_of(std::string_view word, std::vector<CueOpening>& out) const;

 private:
  std::unordered_map<std::string, std::vector<CueOpening>> by_word_, by_prefix_;
  std::vector<std::size_t> prefix_lengths_;
  // First two letters of any first word or prefix: most words of a text are turned away here.
  std::bitset<65536> word_opening_, prefix_opening_;
};

// One file of cues. A line: cue, label, weight, why, for, parted by tabs; "#" opens a comment; several cues
// of one line are parted by "; ". In a cue "a|b" is either word, "improv*" any word that begins so, ".." up
// to four words between, "^" the beginning of the sentence. "for" names the one document for whose sake the
// line was added; lines of general use leave it out.
class CueList {
 public:
  // Lines for the sake of that document are left out.
  explicit CueList(std::string_view tsv, std::string_view left_out = {});

  // All matches in reading order; one that lies within a longer one is dropped.
  std::vector<CueMatch> match(const Tokens& tokens) const;

  std::size_t size() const { return cues_.size(); }

 private:
  friend class CueLists;
  struct Form {
    std::uint32_t at, size;  // in letters_
    bool prefix;
  };
  struct Element {
    std::uint32_t begin, end;  // in forms_; none: a gap
    bool gap() const { return begin == end; }
  };
  struct Extent {
    std::uint32_t begin, end;  // in elements_
  };
  struct Cue {
    std::string written, label;
    int weight;
    bool anchored;
  };
  struct Found {
    std::uint32_t first, last, cue;
  };
  static constexpr std::uint32_t kAlone = 0xFFFFFFFF;
  static constexpr std::uint16_t kGap = CueOpening::kNone;

  void add(std::string_view cue, std::string_view label, int weight);
  void index_into(CueIndex& index, std::uint32_t number) const;
  std::string printed(const Element& element) const;
  bool fits(std::uint32_t element, const Tokens& tokens, std::size_t at) const;
  bool extends(Extent elements, const Tokens& tokens, std::size_t from, std::size_t& last) const;
  void find_all(const Tokens& tokens, std::vector<Found>& found) const;
  void consider(std::uint32_t cue, const Tokens& tokens, std::size_t at, std::uint32_t known, bool goes_on, std::vector<Found>& found) const;
  CueMatch told(const Found& found) const;

  std::string_view word(const Form& form) const {
    return std::string_view(letters_).substr(form.at, form.size);
  }

  std::vector<Cue> cues_;
  std::vector<Extent> extents_;  // of the cues
  std::vector<Element> elements_;
  // Of each element's words, among the elements of all lists of the program; kGap: a gap. What most cues are told by
  // is kept small, apart from what is read of the few that match.
  std::vector<std::uint16_t> numbers_;
  std::vector<Form> forms_;
  std::string letters_;
  std::uint32_t number_ = kAlone;  // among the lists of the program, whose openings are known by word
  CueIndex own_;                   // of a list that stands alone
};

// The name of a list, hashed when compiled: cues() is asked many times a sentence.
struct CueName {
  template <std::size_t N>
  consteval CueName(const char (&name)[N]) : hash(hash_of({name, N - 1})) {}
  CueName(std::string_view name) : hash(hash_of(name)) {}
  static constexpr std::uint64_t hash_of(std::string_view name) {
    std::uint64_t h = 0xCBF29CE484222325u;
    for (const char c : name) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
    return h ^ (h >> 32);
  }
  std::uint64_t hash;
};

// The cues of corpus/cues/NAME.tsv, read once. The name must exist.
const CueList& cues(CueName name);
// Makes them, which the first who asks for one would have to wait for.
void make_cues();

// For measuring programs, before the first use of cues(): reads the lists without the lines that were added
// for the sake of that document.
void leave_out_cues_for(std::string_view document);

}  // namespace evident::ingest
