#pragma once

namespace evident::ingest::models {

// The natural logarithm, the same on every machine; x > 0.
double portable_log(double x);

}  // namespace evident::ingest::models
