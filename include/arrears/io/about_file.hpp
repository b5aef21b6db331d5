// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/language.hpp>
#include <arrears/io/diagnostics.hpp>

#include <optional>
#include <string>
#include <vector>

namespace arrears {

/// What a registry's files say of themselves, in about.csv.
struct RegistryAbout {
    Text title{};
    std::optional<Date> as_of{};   ///< the day as of which the records are to be read
    bool synthetic = false;        ///< the records were made up; every report says so
    std::vector<Text> notes{};

    friend bool operator==(const RegistryAbout&, const RegistryAbout&) = default;
};

/// Reads about.csv: columns key, value (Chinese), value_en; keys title, as_of, synthetic (yes, no), and note any number of times.
/// Where the file is not there, nothing is said. Faults go to the diagnostics. \throws Error (unreadable)
[[nodiscard]] RegistryAbout read_about(const std::string& path, Diagnostics& diagnostics);

}   // namespace arrears
