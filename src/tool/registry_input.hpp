// SPDX-License-Identifier: BSL-1.0
#pragma once

// A registry's folder as input of a command: `[DIR] --as-of DATE`.

#include "command_line.hpp"

#include <arrears/core/date.hpp>
#include <arrears/io/about_file.hpp>
#include <arrears/io/diagnostics.hpp>
#include <arrears/model/registry.hpp>

#include <optional>
#include <string>

namespace arrears::tool {

struct RegistryInput {
    std::string directory{};
    std::optional<Date> as_of{};
    OfficeFiles office{};
};

struct RegistryRead {
    RegistryAbout about{};
    Registry registry{};
    Date as_of{};
};

/// Adds DIR, --as-of, --map and --encoding.
void add_registry_input(CLI::App& command, RegistryInput& input, const std::string& default_directory,
                        const std::string& what = "folder with registry/*.csv");

/// The registry and the date as of which: the one asked for, the one that about.csv states, or else the last day of the latest month
/// owed, which is then said. Nothing where something is wrong: it is among the problems, all of it, also where a file cannot be read.
[[nodiscard]] std::optional<RegistryRead> read_input(const RegistryInput& input, Language language, Diagnostics& problems);
/// Tells the problems on standard error. \returns the exit code that they have
[[nodiscard]] ExitCode refused(const Diagnostics& problems, Language language);

/// What `one` reads; where it throws, an empty value, and the Error is one of the problems.
template <class One>
[[nodiscard]] auto gathered(Diagnostics& problems, One one) -> decltype(one()) {
    try {
        return one();
    } catch (const Error& error) {
        problems.add(error.fault());
        return {};
    }
}

/// What stands before an answer made from synthetic records; empty where they are not.
[[nodiscard]] std::string synthetic_line(const RegistryAbout& about, Language language);

/// The record that was asked for. \param id is shown; empty: it must not be \throws Error (unknown_name) where there is none
template <class View>
[[nodiscard]] View found(const std::optional<View>& view, const Text& what, const std::string& id) {
    if (view) return *view;
    const std::string shown = id.empty() ? "" : " " + id;
    throw Error{Fault{ErrorKind::unknown_name, {}, {"there is no such " + what.en + shown, "没有此" + what.zh + shown}, id, {}, {}}};
}

}   // namespace arrears::tool
