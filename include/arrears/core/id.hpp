// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>
#include <arrears/core/integer.hpp>
#include <arrears/core/result.hpp>
#include <arrears/core/utf8.hpp>

#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace arrears {

namespace detail {

enum class IdProblem : unsigned char { none, empty, encoding, length, invisible, blank_before, blank_after };

/// What is wrong with a text as an id, and at which byte (encoding) or character (invisible), from 1.
struct IdScan {
    IdProblem problem = IdProblem::none;
    std::size_t position = 0;
};

[[nodiscard]] constexpr IdScan scan_id(std::string_view text, std::size_t bytes_max) noexcept {
    if (text.empty()) return {IdProblem::empty, 0};
    if (const auto at = find_invalid_utf8(text)) return {IdProblem::encoding, *at + 1};
    if (text.size() > bytes_max) return {IdProblem::length, 0};
    if (is_blank(read_utf8(text).code)) return {IdProblem::blank_before, 1};
    std::size_t position = 0;
    char32_t code = 0;
    while (!text.empty()) {
        const Utf8Character next = read_utf8(text);
        code = next.code;
        ++position;
        if (is_invisible(code)) return {IdProblem::invisible, position};
        text.remove_prefix(next.bytes);
    }
    return is_blank(code) ? IdScan{IdProblem::blank_after, position} : IdScan{};
}

/// The text itself is never shown: an office may number its people by what must not be printed.
[[nodiscard]] inline Fault id_fault(const IdScan& scan, std::string_view text, std::size_t bytes_max) {
    const std::string limit = std::to_string(bytes_max), bytes = std::to_string(text.size()), position = std::to_string(scan.position);
    const Text no_blanks{"expected no blank before or after", "前后不得有空格"};
    const auto fault = [](Text problem, Text expected) { return Fault{ErrorKind::bad_syntax, {}, std::move(problem), {}, std::move(expected), {}}; };
    switch (scan.problem) {
        case IdProblem::encoding:
            return fault({"the id is not UTF-8 at byte " + position, "编号第 " + position + " 字节不是 UTF-8"}, {"expected UTF-8", "应为 UTF-8"});
        case IdProblem::length:
            return fault({"the id has " + bytes + " bytes", "编号有 " + bytes + " 字节"},
                         {"expected at most " + limit, "应不超过 " + limit + " 字节"});
        case IdProblem::invisible:
            return fault({"the id has a control or invisible character at position " + position, "编号第 " + position + " 个字符是控制字符或不可见字符"},
                         {"expected visible characters", "应为可见字符"});
        case IdProblem::blank_before: return fault({"the id begins with a blank", "编号以空格开头"}, no_blanks);
        case IdProblem::blank_after: return fault({"the id ends with a blank", "编号以空格结尾"}, no_blanks);
        case IdProblem::empty:
        case IdProblem::none: break;
    }
    return fault({"the id is empty", "编号为空"}, {"expected a text of 1 to " + limit + " bytes", "应为 1 至 " + limit + " 字节的文字"});
}

/// Mixes 64 bits into 64, so that each bit of the input moves about half of those of the result.
[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t a, std::uint64_t b) noexcept {
    const uint128 product = static_cast<uint128>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

}   // namespace detail

/// The office's own number or name of a record, as text of 1 to 30 bytes of UTF-8, held inline. `Tag` makes ids of
/// different records different types: an EnterpriseId is no WorkerId.
///
/// Upper and lower case differ, and nothing is trimmed: blanks at either end and invisible characters are refused.
/// An id made without a text is empty, equal only to another empty one, and before all others.
template <class Tag>
class Id {
public:
    static constexpr std::size_t bytes_max = 30;

    constexpr Id() noexcept = default;
    /// \throws Error (bad_syntax) where the text may be no id; the message does not repeat the text
    constexpr explicit Id(std::string_view text) {
        if (const detail::IdScan scan = look(text); scan.problem != detail::IdProblem::none) throw Error{detail::id_fault(scan, text, bytes_max)};
        store(text);
    }
    [[nodiscard]] static Result<Id> try_parse(std::string_view text) {
        if (const detail::IdScan scan = look(text); scan.problem != detail::IdProblem::none) return detail::id_fault(scan, text, bytes_max);
        Id id;
        id.store(text);
        return id;
    }

    /// The text; it lives in this object.
    [[nodiscard]] constexpr std::string_view view() const noexcept { return {bytes_, static_cast<unsigned char>(bytes_[last])}; }
    [[nodiscard]] constexpr bool empty() const noexcept { return bytes_[last] == 0; }

    friend constexpr bool operator==(const Id& a, const Id& b) noexcept {
        if (std::is_constant_evaluated()) return a.view() == b.view();
        return __builtin_memcmp(a.bytes_, b.bytes_, sizeof bytes_) == 0;
    }
    /// By bytes, which for UTF-8 is by code points.
    friend constexpr std::strong_ordering operator<=>(const Id& a, const Id& b) noexcept { return a.view() <=> b.view(); }

    /// The same in every run and on every machine of one byte order.
    [[nodiscard]] std::size_t hash() const noexcept {
        std::uint64_t words[4];
        __builtin_memcpy(words, bytes_, sizeof bytes_);
        const std::uint64_t left = detail::mix(words[0] ^ 0x9E3779B97F4A7C15ULL, words[1] ^ 0xD1B54A32D192ED03ULL);
        const std::uint64_t right = detail::mix(words[2] ^ 0x8CB92BA72F3D8DD7ULL, words[3] ^ 0xA0761D6478BD642FULL);
        return static_cast<std::size_t>(detail::mix(left ^ 0xE7037ED1A0B428DBULL, right ^ 0x589965CC75374CC3ULL));
    }

private:
    static constexpr std::size_t last = 31;

    [[nodiscard]] static constexpr detail::IdScan look(std::string_view text) noexcept {
        bool plain = !text.empty() && text.size() <= bytes_max;   // visible ASCII without a blank needs no further look
        for (std::size_t i = 0; plain && i < text.size(); ++i) plain = text[i] > ' ' && text[i] <= '~';
        return plain ? detail::IdScan{} : detail::scan_id(text, bytes_max);
    }
    constexpr void store(std::string_view text) noexcept {
        for (std::size_t i = 0; i < text.size() && i < last; ++i) bytes_[i] = text[i];   // never longer; said for compilers that unroll
        bytes_[last] = static_cast<char>(text.size());
    }

    alignas(8) char bytes_[last + 1]{};   // the text, zeros, and the length in the last byte
};

// clang-format off
template <class A, class B> requires(!std::same_as<A, B>)
bool operator==(const Id<A>&, const Id<B>&) = delete;   // ids of different kinds of record never compare
template <class A, class B> requires(!std::same_as<A, B>)
std::strong_ordering operator<=>(const Id<A>&, const Id<B>&) = delete;   // ids of different kinds of record never compare
// clang-format on

template <class Traits, class Tag>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, const Id<Tag>& id) {
    return out << id.view();
}

/// The position of a record among those of its kind in one registry, from 0: compact, and valid in that registry only.
template <class Tag>
class Index {
public:
    constexpr Index() noexcept = default;
    /// \throws Error (overflow) where the position does not fit 32 bits
    constexpr explicit Index(WholeNumber auto position) {
        const std::int64_t wide = detail::to_int64(position, "Index");
        if (wide < 0 || wide > std::numeric_limits<std::uint32_t>::max()) throw overflow("Index", std::to_string(wide));
        value_ = static_cast<std::uint32_t>(wide);
    }
    [[nodiscard]] constexpr std::uint32_t value() const noexcept { return value_; }

    friend constexpr auto operator<=>(Index, Index) noexcept = default;

private:
    std::uint32_t value_ = 0;
};

// clang-format off
template <class A, class B> requires(!std::same_as<A, B>)
bool operator==(Index<A>, Index<B>) = delete;   // indexes of different kinds of record never compare
template <class A, class B> requires(!std::same_as<A, B>)
std::strong_ordering operator<=>(Index<A>, Index<B>) = delete;   // indexes of different kinds of record never compare
// clang-format on

template <class Traits, class Tag>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, Index<Tag> index) {
    return out << std::to_string(index.value());
}

static_assert(sizeof(Id<struct AnyTag>) == 32);
static_assert(std::is_trivially_copyable_v<Id<struct AnyTag>>);
static_assert(sizeof(Index<struct AnyTag>) == 4);

}   // namespace arrears

template <class Tag>
struct std::hash<arrears::Id<Tag>> {
    std::size_t operator()(const arrears::Id<Tag>& id) const noexcept { return id.hash(); }
};

template <class Tag>
struct std::hash<arrears::Index<Tag>> {
    std::size_t operator()(arrears::Index<Tag> index) const noexcept {
        return static_cast<std::size_t>(arrears::detail::mix(index.value() ^ 0x9E3779B97F4A7C15ULL, 0xD1B54A32D192ED03ULL));
    }
};
