// Office files: what is in them of an answer, and what every one has: styles, settings, relations (ECMA-376, parts 1 and 2).
#pragma once
#include <string>
#include <string_view>

#include "query/answer.hpp"
#include "query/render/zip.hpp"

namespace evident::query {

inline constexpr std::string_view kXmlHead = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
inline constexpr std::string_view kWordSpaces =
    " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
    " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

// title and day (ISO 8601, may be empty) are for the file's properties.
std::vector<ZipPart> docx_frame(std::string_view title, std::string_view day, std::string_view version,
                                std::string_view footer);
// The files in a Word file of an answer.
std::vector<ZipPart> docx_of(const Answer& answer, const RenderOptions& options);
// And in a workbook.
std::vector<ZipPart> xlsx_of(const Answer& answer, const RenderOptions& options);
// docProps/core.xml, which spreadsheets have too.
std::string core_properties(std::string_view title, std::string_view day);

}  // namespace evident::query
