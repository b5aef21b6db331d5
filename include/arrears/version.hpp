// SPDX-License-Identifier: BSL-1.0
#pragma once

// The version of the library. CMake reads it from here.
#define ARREARS_VERSION_MAJOR 0
#define ARREARS_VERSION_MINOR 1
#define ARREARS_VERSION_PATCH 0
#define ARREARS_VERSION_TEXT "0.1.0"

namespace arrears {

inline constexpr int version_major = ARREARS_VERSION_MAJOR;
inline constexpr int version_minor = ARREARS_VERSION_MINOR;
inline constexpr int version_patch = ARREARS_VERSION_PATCH;
inline constexpr const char* version_text = ARREARS_VERSION_TEXT;

}   // namespace arrears
