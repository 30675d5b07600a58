#include "ingest/models/portable_log.hpp"

#include <cmath>

namespace evident::ingest::models {

double portable_log(double x) {
  int exponent;
  double m = std::frexp(x, &exponent);
  if (m < 0.70710678118654752) {
    m *= 2;
    --exponent;
  }
  // ln m = 2 artanh((m - 1) / (m + 1)), of an argument below 0.172: the series to the 21st power is exact to
  // the last bits.
  const double s = (m - 1) / (m + 1), square = s * s;
  double sum = 0;
  for (int k = 21; k >= 1; k -= 2) sum = sum * square + 1.0 / k;
  return 2 * s * sum + exponent * 0.69314718055994530942;
}

}  // namespace evident::ingest::models
