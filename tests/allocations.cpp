// SPDX-License-Identifier: BSL-1.0
// In a file of its own: were the operators inlined into their callers, compilers would take `new` and `free` for a mismatched pair.
#include "allocations.hpp"

#include <atomic>
#include <cstdlib>
#include <new>

namespace {
std::atomic<std::size_t> count = 0;
}   // namespace

std::size_t allocations() noexcept { return count; }

void* operator new(std::size_t size) {
    ++count;
    if (void* const memory = std::malloc(size == 0 ? 1 : size)) return memory;
    throw std::bad_alloc{};
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
