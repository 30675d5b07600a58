// The registry of readers, and the way from a file's bytes to a document: size, then the readers of marked-up and binary
// formats; what none of them is sure of is text or refused: kind of file, encoding, then the reader of text that is surest
// of it. Every refusal names the file, what is wrong with it and what to do.
#include <algorithm>
#include <string>

#include "ingest/readers/archives.hpp"
#include "ingest/readers/lines.hpp"
#include "ingest/readers/reader.hpp"
#include "ingest/readers/shape.hpp"
#include "support/hash.hpp"

namespace evident::ingest {
namespace {

std::vector<Reader>& registry() {
  static std::vector<Reader> all;
  return all;
}

// What a file that is no text most probably is, by its first bytes.
struct Signature {
  std::string_view bytes, what, fix;
};
constexpr Signature kSignatures[] = {
    {"PK\x03\x04", "a ZIP archive of a kind that holds no document that can be read",
     "save it as Word (.docx), PDF or plain text"},
    {"\xD0\xCF\x11\xE0", "an old Office file, or one that is protected by a password",
     "save it as .docx, .pptx or .xlsx, without a password"},
    {"\x89PNG", "a picture", "give the text, not a picture of it"},
    {"\xFF\xD8\xFF", "a picture", "give the text, not a picture of it"},
    {"GIF8", "a picture", "give the text, not a picture of it"},
    {"\x1F\x8B", "a compressed file", "unpack it first"},
    {"\x7F"
     "ELF",
     "a program", "give a document"},
    {"SQLite format 3", "a database", "give a document"},
};

// Counts what tells broken UTF-8 from another encoding: whole sequences of several bytes, and bytes that fit
// nowhere.
struct Share {
  std::size_t sequences = 0, broken = 0;
};
Share utf8_share(std::string_view text) {
  Share share;
  std::size_t i = 0;
  while (i < text.size()) {
    if (static_cast<unsigned char>(text[i]) < 0x80) {
      ++i;
      continue;
    }
    const auto c = static_cast<unsigned char>(text[i]);
    const std::size_t length = c >= 0xF0 && c < 0xF5 ? 4 : c >= 0xE0 ? 3 : c >= 0xC2 ? 2 : 1;
    if (length > 1 && i + length <= text.size() && !first_invalid_utf8(text.substr(i, length))) {
      ++share.sequences;
      i += length;
    } else {
      ++share.broken;
      ++i;
    }
  }
  return share;
}

bool wide_mark(std::string_view bytes) {
  return bytes.substr(0, 2) == "\xFF\xFE" || bytes.substr(0, 2) == "\xFE\xFF";
}

}  // namespace

RegisterReader::RegisterReader(Reader reader) {
  auto& all = registry();
  all.insert(std::upper_bound(all.begin(), all.end(), reader,
                              [](const Reader& a, const Reader& b) { return a.name < b.name; }),
             std::move(reader));
}

const std::vector<Reader>& readers() { return registry(); }

namespace {

// The surest reader of files, or of texts, and how sure it is.
struct Choice {
  const Reader* reader = nullptr;
  int sure = 0;
};
Choice surest(std::string_view bytes, std::string_view extension, bool of_text) {
  Choice best;
  for (const Reader& reader : readers()) {
    if ((reader.read != nullptr) != of_text) continue;
    if (const int how = reader.recognise(bytes, extension); how > best.sure) best = {&reader, how};
  }
  return best;
}

Result<Document> checked(Document document, Result<void> done) {
  if (!done) {
    Error error = std::move(done.error());
    error.message = document.name + ": " + error.message;
    error.where.file = document.path;
    return tl::unexpected<Error>(std::move(error));
  }
  if (document.blocks.empty())
    return fail(Code::bad_input, document.name + " holds no text", "check the file, or leave it out",
                {document.path, {}, {}});
  return document;
}

}  // namespace

Result<Document> read_document(const std::filesystem::path& path, std::string bytes, const Limits& limits,
                               const Cancel& cancel) {
  Document document;
  document.name = name_of(path);
  document.path = path.string();
  const Place file{document.path, {}, {}};
  if (cancel.requested()) return fail(Code::cancelled, "stopped before reading " + document.name, {}, file);
  if (bytes.empty())
    return fail(Code::bad_input, document.name + " is empty", "check the file, or leave it out", file);
  // Offsets are 32 bits wide, whatever limit was asked for; decoding may make three bytes of one.
  const std::uint64_t most = std::min<std::uint64_t>(limits.document_bytes, 1ull << 30);
  if (bytes.size() > most)
    return fail(Code::limit,
                document.name + " has " + std::to_string(bytes.size()) + " bytes, more than the " +
                    std::to_string(most) + " that a document may have",
                "split it into parts", file);
  document.content_hash = sha256_hex(bytes);
  const std::string extension = ascii_lower(path.extension().string());
  if (const Choice choice = surest(bytes, extension, false); choice.sure >= kSure) {
    document.format = std::string(choice.reader->name);
    Result<void> done = choice.reader->read_bytes(document, bytes, limits, cancel);
    return checked(std::move(document), std::move(done));
  }
  for (const auto& signature : kSignatures)
    if (std::string_view(bytes).substr(0, signature.bytes.size()) == signature.bytes)
      return fail(Code::bad_input, document.name + " is " + std::string(signature.what) + ", not a text",
                  std::string(signature.fix), file);

  if (!wide_mark(bytes)) {
    if (const auto invalid = first_invalid_utf8(bytes)) {
      const Share share = utf8_share(bytes);
      // In Windows-1252 and its like, letters with accents form whole UTF-8 sequences by rare chance only: as
      // many whole sequences as broken bytes mean that this is UTF-8 and damaged.
      if (share.sequences > 0 && share.sequences >= share.broken)
        return fail(Code::bad_input,
                    document.name + " is UTF-8 text with " + std::to_string(share.broken) + " broken byte" +
                        (share.broken == 1 ? "" : "s") + ", the first at byte " + std::to_string(*invalid),
                    "open it in an editor, mend the text there and save it as UTF-8",
                    {document.path, *invalid, *invalid + 1});
    }
  }
  const auto nul = bytes.find('\0');
  auto decoded = decode(std::move(bytes));
  if (!decoded)
    return fail(Code::bad_input,
                document.name + (nul != std::string::npos ? " is a binary file (its byte " +
                                                                std::to_string(nul) + " is zero), not a text"
                                                          : " holds control characters as no text does"),
                "give a text or Markdown file; save other formats as text first", file);
  document.text = std::move(decoded->text);
  document.encoding = decoded->encoding;
  if (leading_blanks(document.text) == document.text.size())
    return fail(Code::bad_input, document.name + " holds no text, only white space",
                "check the file, or leave it out", file);
  const std::string head =
      ascii_lower(std::string_view(document.text).substr(leading_blanks(document.text), 32));
  // Data read as prose would make claims of its keys.
  if (head.substr(0, 2) == "{\"" || head.substr(0, 3) == "[{\"" || head.substr(0, 2) == "[\"")
    return fail(Code::bad_input, document.name + " is JSON data, not a document",
                "leave it out, or give the text itself", file);

  const Choice choice = surest(document.text, extension, true);
  if (!choice.reader)
    return fail(Code::bad_input, document.name + " is of no format that can be read",
                "save it as plain text or Markdown", file);
  document.format = std::string(choice.reader->name);
  Result<void> done = choice.reader->read(document, limits, cancel);
  return checked(std::move(document), std::move(done));
}

}  // namespace evident::ingest
