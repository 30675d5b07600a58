// The only source file that sees RapidJSON. Parsing is iterative with a depth cap in the handler, because
// RapidJSON's recursive parser dies on deep input.
#define RAPIDJSON_HAS_STDSTRING 1
#include "support/json.hpp"

#include <algorithm>
#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/reader.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cmath>

namespace evident {
namespace {

constexpr std::size_t kDepth = 64;

class Builder : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Builder> {
 public:
  Json result;
  bool too_deep = false;

  bool Null() { return put(nullptr); }
  bool Bool(bool b) { return put(b); }
  bool Int(int i) { return put(static_cast<std::int64_t>(i)); }
  bool Uint(unsigned u) { return put(static_cast<std::int64_t>(u)); }
  bool Int64(std::int64_t i) { return put(i); }
  bool Uint64(std::uint64_t u) { return put(static_cast<double>(u)); }
  bool Double(double d) { return put(d); }
  bool String(const char* s, rapidjson::SizeType n, bool) { return put(std::string(s, n)); }
  bool Key(const char* s, rapidjson::SizeType n, bool) {
    keys_.back().assign(s, n);
    return true;
  }
  bool StartObject() { return open(Json::Object{}); }
  bool StartArray() { return open(Json::Array{}); }
  bool EndObject(rapidjson::SizeType) { return close(); }
  bool EndArray(rapidjson::SizeType) { return close(); }

 private:
  bool open(Json json) {
    if (open_.size() == kDepth) {
      too_deep = true;
      return false;
    }
    open_.push_back(std::move(json));
    keys_.emplace_back();
    return true;
  }
  bool close() {
    Json done = std::move(open_.back());
    open_.pop_back();
    keys_.pop_back();
    return put(std::move(done));
  }
  bool put(Json json) {
    if (open_.empty()) {
      result = std::move(json);
    } else if (auto* array = std::get_if<Json::Array>(&open_.back().value)) {
      array->push_back(std::move(json));
    } else {
      std::get<Json::Object>(open_.back().value).emplace_back(keys_.back(), std::move(json));
    }
    return true;
  }

  std::vector<Json> open_;
  std::vector<std::string> keys_;
};

template <class Writer>
void write(Writer& writer, const Json& json) {
  struct Visit {
    Writer& w;
    void operator()(std::nullptr_t) const { w.Null(); }
    void operator()(bool b) const { w.Bool(b); }
    void operator()(std::int64_t i) const { w.Int64(i); }
    void operator()(double d) const {
      if (!std::isfinite(d)) {
        w.Null();  // JSON has neither NaN nor infinity (RFC 8259 section 6)
      } else if (d == std::floor(d) && std::abs(d) < 9e15) {
        w.Int64(static_cast<std::int64_t>(d));
      } else {
        w.Double(d);
      }
    }
    void operator()(const std::string& s) const {
      w.String(s.data(), static_cast<rapidjson::SizeType>(s.size()));
    }
    void operator()(const Json::Array& a) const {
      w.StartArray();
      for (const Json& j : a) write(w, j);
      w.EndArray();
    }
    void operator()(const Json::Object& o) const {
      w.StartObject();
      for (const auto& [k, v] : o) {
        w.Key(k.data(), static_cast<rapidjson::SizeType>(k.size()));
        write(w, v);
      }
      w.EndObject();
    }
  };
  std::visit(Visit{writer}, json.value);
}

}  // namespace

const Json* Json::find(std::string_view name) const {
  if (const Object* o = object())
    for (const auto& [k, v] : *o)
      if (k == name) return &v;
  return nullptr;
}

Result<Json> parse_json(std::string_view text) {
  rapidjson::MemoryStream stream(text.data(), text.size());
  rapidjson::Reader reader;
  Builder builder;
  constexpr unsigned kFlags = rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag |
                              rapidjson::kParseFullPrecisionFlag;
  const auto outcome = reader.Parse<kFlags>(stream, builder);
  if (outcome.IsError()) {
    const auto at = static_cast<std::uint64_t>(outcome.Offset());
    if (builder.too_deep) return fail(Code::limit, "the JSON is more than 64 levels deep", "", {"", at, at});
    return fail(Code::bad_input, std::string("not JSON: ") + rapidjson::GetParseError_En(outcome.Code()), "",
                {"", at, at});
  }
  return std::move(builder.result);
}

std::string print_json(const Json& json, bool indented) {
  rapidjson::StringBuffer buffer;
  if (indented) {
    rapidjson::PrettyWriter<rapidjson::StringBuffer> writer(buffer);
    writer.SetIndent(' ', 2);
    write(writer, json);
  } else {
    rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
    write(writer, json);
  }
  return {buffer.GetString(), buffer.GetSize()};
}

std::string json_string(std::string_view text) {
  const auto stays = [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\'; };
  if (!std::all_of(text.begin(), text.end(), stays)) return print_json(Json(text));
  std::string quoted;
  quoted.reserve(text.size() + 2);
  quoted += '"';
  quoted += text;
  quoted += '"';
  return quoted;
}

}  // namespace evident
