// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/io/diagnostics.hpp>

#include "scratch_folder.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>

/// Files by name, as a test states them.
using Files = std::map<std::string, std::string>;

inline std::string contents(const std::filesystem::path& path) {
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

inline Files contents_of(const std::filesystem::path& folder) {
    Files out;
    for (const auto& entry : std::filesystem::directory_iterator{folder}) out[entry.path().filename()] = contents(entry.path());
    return out;
}

inline void put(const ScratchFolder& folder, const Files& files) {
    for (const auto& [name, text] : files) std::ofstream{folder.path() / name, std::ios::binary} << text;
}

/// All messages, with files named as in the folder.
inline std::string told(const arrears::Diagnostics& diagnostics, const ScratchFolder& folder, arrears::Language language = arrears::Language::en) {
    std::string text = diagnostics.text(language);
    const std::string prefix = folder.path().string() + '/';
    for (std::size_t at = text.find(prefix); at != std::string::npos; at = text.find(prefix)) text.erase(at, prefix.size());
    return text;
}
