// SPDX-License-Identifier: BSL-1.0
// In a file of its own: were the operators inlined into their callers, compilers would take `new` and `free` for a mismatched pair.
// All forms, because a sanitizer brings its own for those that are left out, and would then see memory go from one to the other.
#include "allocations.hpp"

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<std::size_t> count = 0;

void* take(std::size_t size, std::size_t alignment = 0) noexcept {
    ++count;
    if (size == 0) size = 1;
    if (alignment == 0) return std::malloc(size);
    return std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
}
void* or_throw(void* memory) {
    return memory != nullptr ? memory : throw std::bad_alloc{};
}

}   // namespace

std::size_t allocations() noexcept { return count; }

using std::align_val_t;
using std::nothrow_t;
using std::size_t;

void* operator new(size_t size) { return or_throw(take(size)); }
void* operator new[](size_t size) { return or_throw(take(size)); }
void* operator new(size_t size, const nothrow_t&) noexcept { return take(size); }
void* operator new[](size_t size, const nothrow_t&) noexcept { return take(size); }
void* operator new(size_t size, align_val_t at) { return or_throw(take(size, static_cast<size_t>(at))); }
void* operator new[](size_t size, align_val_t at) { return or_throw(take(size, static_cast<size_t>(at))); }
void* operator new(size_t size, align_val_t at, const nothrow_t&) noexcept { return take(size, static_cast<size_t>(at)); }
void* operator new[](size_t size, align_val_t at, const nothrow_t&) noexcept { return take(size, static_cast<size_t>(at)); }

void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, size_t) noexcept { std::free(memory); }
void operator delete(void* memory, const nothrow_t&) noexcept { std::free(memory); }
void operator delete[](void* memory, const nothrow_t&) noexcept { std::free(memory); }
void operator delete(void* memory, align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, size_t, align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, size_t, align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, align_val_t, const nothrow_t&) noexcept { std::free(memory); }
void operator delete[](void* memory, align_val_t, const nothrow_t&) noexcept { std::free(memory); }
