#include "training/figures.hpp"

#include <fmt/format.h>

namespace evident::training {
namespace {

double share(std::size_t part, std::size_t whole) { return whole ? 100.0 * static_cast<double>(part) / static_cast<double>(whole) : 0; }

}  // namespace

std::size_t Confusion::gold(std::size_t label) const {
  std::size_t n = 0;
  for (std::size_t k = 0; k < labels_.size(); ++k) n += counts_[label * labels_.size() + k];
  return n;
}
std::size_t Confusion::said(std::size_t label) const {
  std::size_t n = 0;
  for (std::size_t k = 0; k < labels_.size(); ++k) n += counts_[k * labels_.size() + label];
  return n;
}
std::size_t Confusion::total() const {
  std::size_t n = 0;
  for (const auto count : counts_) n += count;
  return n;
}
double Confusion::precision(std::size_t label) const { return share(counts_[label * labels_.size() + label], said(label)); }
double Confusion::recall(std::size_t label) const { return share(counts_[label * labels_.size() + label], gold(label)); }
double Confusion::f1(std::size_t label) const { return share(2 * counts_[label * labels_.size() + label], gold(label) + said(label)); }
double Confusion::weighted_f1() const {
  double sum = 0;
  for (std::size_t k = 0; k < labels_.size(); ++k) sum += f1(k) * static_cast<double>(gold(k));
  return total() ? sum / static_cast<double>(total()) : 0;
}
double Confusion::macro_f1() const {
  double sum = 0, n = 0;
  for (std::size_t k = 0; k < labels_.size(); ++k)
    if (gold(k)) {
      sum += f1(k);
      ++n;
    }
  return n > 0 ? sum / n : 0;
}
double Confusion::accuracy() const {
  std::size_t right = 0;
  for (std::size_t k = 0; k < labels_.size(); ++k) right += counts_[k * labels_.size() + k];
  return share(right, total());
}
std::string Confusion::per_label() const {
  std::string out = "| label | precision | recall | F1 | number |\n| --- | --- | --- | --- | --- |\n";
  for (std::size_t k = 0; k < labels_.size(); ++k)
    if (gold(k)) out += fmt::format("| {} | {:.1f} | {:.1f} | {:.1f} | {} |\n", labels_[k], precision(k), recall(k), f1(k), gold(k));
  return out;
}

}  // namespace evident::training
