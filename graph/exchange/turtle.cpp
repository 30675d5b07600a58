// Turtle through serd's writer, which knows what has to be escaped; statements of one resource after the other.
#include <serd/serd.h>

#include <memory>

#include "graph/exchange/rdf.hpp"

namespace evident::graph {
namespace {

size_t append(const void* bytes, size_t size, void* to) {
  static_cast<std::string*>(to)->append(static_cast<const char*>(bytes), size);
  return size;
}
SerdNode node(SerdType type, const std::string& text) {
  return serd_node_from_substring(type, reinterpret_cast<const uint8_t*>(text.data()), text.size());
}

class Statements : public ResourceSink {
 public:
  Statements() {
    env_.reset(serd_env_new(nullptr));
    writer_.reset(serd_writer_new(SERD_TURTLE, static_cast<SerdStyle>(SERD_STYLE_ABBREVIATED | SERD_STYLE_CURIED), env_.get(),
                                  nullptr, append, &out_));
    for (const auto& [prefix, stands_for] : prefixes()) {
      const std::string name(prefix), uri(stands_for);
      const SerdNode a = node(SERD_LITERAL, name), b = node(SERD_URI, uri);
      serd_env_set_prefix(env_.get(), &a, &b);
      serd_writer_set_prefix(writer_.get(), &a, &b);
    }
  }
  void take(const Resource& resource) override {
    const SerdNode subject = node(SERD_URI, resource.iri);
    properties(resource, subject, 0);
  }
  Result<std::string> finish() {
    serd_writer_finish(writer_.get());
    writer_.reset();
    if (failed_) return fail(Code::internal, "a statement could not be written as Turtle");
    return std::move(out_);
  }

 private:
  void state(SerdStatementFlags flags, const SerdNode& s, const SerdNode& p, const SerdNode& o, const SerdNode* datatype = nullptr,
             const SerdNode* language = nullptr) {
    if (serd_writer_write_statement(writer_.get(), flags, nullptr, &s, &p, &o, datatype, language)) failed_ = true;
  }

  void properties(const Resource& resource, const SerdNode& subject, SerdStatementFlags flags) {
    for (const auto& [name, terms] : resource.properties) {
      const std::string property = name == "a" ? expanded("rdf:type") : expanded(name);
      const SerdNode predicate = node(SERD_URI, property);
      for (const Term& term : terms) statement(subject, predicate, term, flags);
    }
  }

  void statement(const SerdNode& subject, const SerdNode& predicate, const Term& term, SerdStatementFlags flags) {
    if (term.is == Term::Is::iri) {
      state(flags, subject, predicate, node(SERD_URI, term.value));
    } else if (term.is == Term::Is::text) {
      const std::string type = expanded(term.datatype);
      const SerdNode datatype = node(SERD_URI, type), language = node(SERD_LITERAL, term.language);
      state(flags, subject, predicate, node(SERD_LITERAL, term.value), type.empty() ? nullptr : &datatype,
            term.language.empty() ? nullptr : &language);
    } else if (term.is == Term::Is::resource) {
      const std::string name = fresh();
      const SerdNode blank = node(SERD_BLANK, name);
      state(flags | SERD_ANON_O_BEGIN, subject, predicate, blank);
      properties(term.nested.front(), blank, flags | SERD_ANON_CONT);
      if (serd_writer_end_anon(writer_.get(), &blank)) failed_ = true;
    } else {
      list(subject, predicate, term, flags);
    }
  }

  // rdf:first and rdf:rest, written as (a b c).
  void list(const SerdNode& subject, const SerdNode& predicate, const Term& term, SerdStatementFlags flags) {
    const std::string first_name = expanded("rdf:first"), rest_name = expanded("rdf:rest"), nil_name = expanded("rdf:nil");
    const SerdNode first = node(SERD_URI, first_name), rest = node(SERD_URI, rest_name), nil = node(SERD_URI, nil_name);
    std::string here = fresh();
    state(flags | SERD_LIST_O_BEGIN, subject, predicate, node(SERD_BLANK, here));
    for (std::size_t i = 0; i < term.nested.size(); ++i) {
      state(SERD_LIST_CONT, node(SERD_BLANK, here), first, node(SERD_URI, term.nested[i].iri));
      const bool last = i + 1 == term.nested.size();
      const std::string next = last ? std::string() : fresh();
      state(SERD_LIST_CONT, node(SERD_BLANK, here), rest, last ? nil : node(SERD_BLANK, next));
      here = next;
    }
  }
  std::string fresh() { return "b" + std::to_string(++blanks_); }

  struct FreeEnv {
    void operator()(SerdEnv* env) const { serd_env_free(env); }
  };
  struct FreeWriter {
    void operator()(SerdWriter* writer) const { serd_writer_free(writer); }
  };
  std::string out_;
  std::unique_ptr<SerdEnv, FreeEnv> env_;
  std::unique_ptr<SerdWriter, FreeWriter> writer_;  // goes before its environment
  std::size_t blanks_ = 0;
  bool failed_ = false;
};

}  // namespace

Result<std::string> as_turtle(const std::filesystem::path& base, const Selection& selection, const Cancel& cancel) {
  Statements statements;
  EV_CHECK(each_resource(base, selection, cancel, statements));
  return statements.finish();
}

}  // namespace evident::graph
