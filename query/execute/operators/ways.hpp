// Which way groups are counted: the cheapest by what the operators reckon, unless a test asks for a certain one, so
// that small libraries take every way. With one asked for, work is divided between two threads whatever its size.
#pragma once

namespace evident::query {

enum class CountWay { cheapest, lists, lanes, sorted, one_by_one };

// For tests, before a question is asked.
inline CountWay count_way = CountWay::cheapest;
inline bool takes(CountWay way) { return count_way == CountWay::cheapest || count_way == way; }

}  // namespace evident::query
