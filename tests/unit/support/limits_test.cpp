// A budget is what all threads of one computation may spend together.
#include "support/limits.hpp"

#include <catch2/catch.hpp>

namespace evident {
namespace {

TEST_CASE("a budget is over when more was spent than there was, and stays so") {
  Budget budget(10);
  CHECK(budget.spend(4));
  CHECK(budget.spend(6));
  CHECK_FALSE(budget.over());
  CHECK_FALSE(budget.spend(1));
  CHECK(budget.over());
  CHECK_FALSE(budget.spend(0));
  CHECK(budget.used() == 11);
}

TEST_CASE("a budget is over when the work is cancelled") {
  Cancel cancel;
  Budget budget(10, &cancel);
  CHECK(budget.spend(1));
  cancel.request();
  CHECK_FALSE(budget.spend(1));
  cancel.clear();
  CHECK_FALSE(budget.spend(1));  // what was stopped is not whole, whatever comes after
}

}  // namespace
}  // namespace evident
