// SPDX-License-Identifier: BSL-1.0
#pragma once

// A registry's folder as input of a command: `[DIR] --as-of DATE`.

#include "command_line.hpp"

#include <arrears/core/date.hpp>
#include <arrears/io/about_file.hpp>
#include <arrears/model/registry.hpp>

#include <optional>
#include <string>

namespace arrears::tool {

struct RegistryInput {
    std::string directory{};
    std::optional<Date> as_of{};
};

struct RegistryRead {
    RegistryAbout about{};
    Registry registry{};
    Date as_of{};
};

/// Adds DIR and --as-of.
void add_registry_input(CLI::App& command, RegistryInput& input, const std::string& default_directory);

/// The registry, and the date that is asked for, or that about.csv states; nothing where something was told on standard error.
/// \throws Error (unreadable)
[[nodiscard]] std::optional<RegistryRead> read_input(const RegistryInput& input, Language language);

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
