// What a stretch of text looks like, judged by itself: a title, a date, a byline, a leftover of a web page.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace evident::ingest {

// The pieces between white space, punctuation at their edges taken off; at most `most` of them.
std::vector<std::string_view> short_words(std::string_view text, std::size_t most = 64);
std::size_t count_words(std::string_view text, std::size_t most);
std::string ascii_lower(std::string_view text);

// Past emphasis marks: "**Partners:**" without its asterisks.
std::string_view without_emphasis(std::string_view text);

// Ends with a point (also ? ! … 。), behind which quotation marks, brackets and note marks may stand.
bool ends_sentence(std::string_view text);
// "Councils should", "It is known by": the sentence goes on in the list below.
bool breaks_off(std::string_view text);
bool ends_with_colon(std::string_view text);  // also full-width, emphasis marks behind it allowed
bool ends_with_ellipsis(std::string_view text);
bool starts_lower(std::string_view text);
bool all_capitals(std::string_view text);  // two letters at least and none of them small

// A short line without a final point that can head what follows it. The caller knows what stands around it.
bool title_like(std::string_view text, std::size_t most_words = 14, std::size_t most_bytes = 110);
// "Background", "Key findings", "References": what sections of studies and reports are called.
bool section_name(std::string_view text);
// "NHS", "Private and other sectors", "Patients and carers", "DON'T": a label over the list of one group.
bool group_label(std::string_view text);
// Further reading, references, bibliography: numbered lines below are entries, never headings.
bool reference_section(std::string_view text);
// "Department of Health: *Title* (2011, Publisher)", an address or a DOI in it.
bool reference_like(std::string_view text);

// "Where: two towns in the west": a label of at most four words and its value. The place of the colon, 0 when
// it is none.
std::size_t label_and_value(std::string_view text);

// A section name run into a paragraph: "Background: The development …", "**Methods.** We …", "RESULTS: …".
struct RunIn {
  std::size_t begin = 0, end = 0;  // the name, emphasis and colon left out
  std::size_t body = 0;            // where the words after it begin
};
// At the start of text; body is text.size() when nothing follows. begin == end: none.
RunIn run_in_at_start(std::string_view text);
// "Methods We asked …": the name of a part without a colon, before a sentence. Only where several paragraphs do so.
RunIn bare_label(std::string_view text);
// The next one in the middle, after a sentence's end, at or behind `from`.
RunIn run_in_inside(std::string_view text, std::size_t from);

bool date_line(std::string_view text);
bool author_line(std::string_view text);        // two or more names, or "Professor N. N., of …"
bool byline(std::string_view text);             // "Jane Doe | 3 May 2019 | 4 min read"
bool person_line(std::string_view text);        // begins with a form of address and is no sentence
bool address_line(std::string_view text);       // affiliation with a place
bool journal_line(std::string_view text);       // volume, pages, DOI, Epub
bool volume_line(std::string_view text);        // a journal's name with its volume and issue or pages
bool credit_line(std::string_view text);        // "Supported by …", "Edited by …", "Digest of …"
bool credit_label(std::string_view text);       // "Report editors", "Contributors": names stand under it
bool name_line(std::string_view text);          // two or three capitalised words and nothing else
bool organisation_line(std::string_view text);  // short, names a body: department, university, institute …

bool page_number(std::string_view text);
// "Slide 4", "[Slide 4 of 12]", "Slide 4: What we did": how a text marks where a slide begins. The length of
// the mark with what parts it from the slide's title; 0 when there is none.
std::size_t slide_mark(std::string_view text);
bool site_leftover(std::string_view text);
// "Most read", "Related stories": below it stand the titles of other pages.
bool heads_other_pages(std::string_view text);
// "2 comments", "Leave a reply": below it readers speak.
bool heads_comments(std::string_view text);
// "The background features a blue block …", "The image shows …", empty image links.
bool decoration(std::string_view text);
bool caption_like(std::string_view text);
// "Chief executive, NHS trust", "Reference panel member", "– Jane Doe, carer", "Evidence submitted to the
// panel".
bool attribution_like(std::string_view text);
// The dash before a speaker's name and the blanks behind it, 0 when there is none.
std::size_t dash_length(std::string_view text);
// Begins with a note mark: ¹ ² ³ …, †, [^1]:. The length of the mark, 0 when there is none.
std::size_t note_mark(std::string_view text);

// Wholly between quotation marks; opens alone, or closes alone.
enum class Quoting { none, whole, opens, closes };
Quoting quoting(std::string_view text);

}  // namespace evident::ingest
