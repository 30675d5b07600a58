// A bibliographic record as a source of its own: its fields as the source's attributes and as a reference
// item, its abstract as text to be read like any other.
#pragma once
#include <string>
#include <string_view>

#include "graph/items.hpp"
#include "ingest/document.hpp"
#include "ingest/readers/bibliographic/record.hpp"

namespace evident::ingest {

// Where a record stands.
struct RecordPlace {
  std::string_view path;    // of the file
  std::string_view name;    // of the file, without folders
  std::string_view format;  // "RIS"
  std::size_t number = 0;   // from 1
};

// What tells a record from the others of its file whatever stands before it: its DOI, its PMID, or a digest
// of its key, title, year and first author.
std::string record_identity(const BibliographicRecord& record);

// The record's own bytes with blocks over its title and abstract, so that places count from the record's
// beginning.
Document record_document(const BibliographicRecord& record, std::string_view text, const RecordPlace& place,
                         std::string_view identity);

// What a record says, apart from what is read in its abstract.
struct RecordReading {
  Document document;  // its path and the rest are those of the evidence
  graph::Item source, reference;
  bool abstract = false;  // the document has one, which wants to be extracted
};
RecordReading reading_of(const BibliographicRecord& record, std::string_view text, const RecordPlace& place,
                         std::string_view identity);
// extracted: from its document; without items where nothing was.
graph::DocumentEvidence record_evidence(RecordReading reading, graph::DocumentEvidence extracted = {});

}  // namespace evident::ingest
