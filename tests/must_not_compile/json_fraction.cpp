// SPDX-License-Identifier: BSL-1.0
// expect: numbers are exact
#include <arrears/core/json.hpp>

#if BROKEN
const auto text = arrears::JsonWriter{}.value(0.1).text();
#else
const auto text = arrears::JsonWriter{}.number("0.1").text();
#endif
