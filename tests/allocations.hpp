// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>

/// How often this program has called `operator new` so far. A test program that calls this replaces the operator; others keep theirs.
std::size_t allocations() noexcept;
