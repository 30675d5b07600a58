#include "ingest/readers/pdf.hpp"

#include <algorithm>

#include "ingest/readers/bounds.hpp"
#include "ingest/readers/reader.hpp"
#include "ingest/readers/shape.hpp"
#include "support/child.hpp"

namespace evident::ingest {
namespace {

int recognise(std::string_view bytes, std::string_view) {
  // The standard lets up to a kilobyte stand before the mark.
  return bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos ? 95 : 0;
}

tl::unexpected<Error> refused(const ChildOutcome& outcome) {
  const std::string& said = outcome.errors;
  if (said.find("ncorrect password") != std::string::npos)
    return fail(Code::bad_input, "the PDF file is protected by a password",
                "save it without one, then read it again");
  if (outcome.exit_code == 3)
    return fail(Code::bad_input, "the PDF file does not allow its text to be copied",
                "ask its publisher for a copy that does");
  if (outcome.exit_code > 128)
    return fail(Code::bad_input,
                "the PDF file cannot be read: pdftotext was ended by signal " +
                    std::to_string(outcome.exit_code - 128),
                "it may be damaged or too large; print it to PDF again, or leave it out");
  std::string why = said.substr(0, said.find('\n')).substr(0, 200);
  for (char& c : why)
    if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7F) c = '?';
  return fail(Code::bad_input, "the PDF file cannot be read" + (why.empty() ? "" : ": " + why),
              "it may be damaged or cut short: fetch it again, or print it to PDF again");
}

Result<void> read(Document& document, std::string_view bytes, const Limits& limits, const Cancel& cancel) {
  auto outcome = run_child("pdftotext", {"-q", "-bbox-layout", "-l", std::to_string(kPages + 1), "-", "-"},
                           bytes, {}, cancel);
  if (!outcome) {
    if (outcome.error().code == Code::not_found) {
      outcome.error().message = "PDF files are read by the program pdftotext, which is not installed";
      outcome.error().fix = "install the package poppler-utils, and read it again";
      outcome.error().code = Code::bad_input;
    }
    return tl::unexpected<Error>(std::move(outcome.error()));
  }
  if (outcome->exit_code != 0) {
    // Without -q it says why, as what is wrong is seldom the case.
    auto again = run_child("pdftotext", {"-bbox-layout", "-l", "1", "-", "-"}, bytes, {}, cancel);
    return refused(again && again->exit_code != 0 ? *again : *outcome);
  }
  EV_TRY(pdf::Pages pages, pdf::read_words(outcome->output));
  outcome->output = {};
  if (pages.lines.empty() && !pages.heights.empty())
    return fail(Code::bad_input,
                pages.heights.size() == 1 ? "its page is a picture without text, as scanners make them"
                                          : "its " + std::to_string(pages.heights.size()) +
                                                " pages are pictures without text, as scanners make them",
                "recognise the text first, for example with: ocrmypdf scan.pdf text.pdf");
  using Name = DocumentField::Name;
  // Programs leave the name of the file they printed.
  const std::string title = ascii_lower(pages.title);
  const bool file_name = title.starts_with("microsoft word") || title.ends_with(".doc") ||
                         title.ends_with(".docx") || title.ends_with(".indd") || title.ends_with(".pdf") ||
                         title.starts_with("untitled");
  if (!file_name && count_words(pages.title, 3) >= 2)
    document.record.push_back({Name::title, pages.title, "its file properties", false});
  if (!pages.author.empty())
    document.record.push_back({Name::author, pages.author, "its file properties", false});
  pdf::put_in_order(pages);
  document.page_labels = pdf::arrange_pages(pages);
  return pdf::write_text(document, pages, limits, cancel);
}

const RegisterReader registered{
    {"pdf", {".pdf"}, "PDF files with text (poppler's pdftotext reads them)", recognise, nullptr, read, true}};

}  // namespace
}  // namespace evident::ingest
