// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>
#include <arrears/io/diagnostics.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// JSON as it stands in a text: each value with its place, numbers by their digits.

namespace arrears::detail {

enum class JsonKind : unsigned char { null, truth, number, text, list, object };

/// The name of a member, and where it begins.
struct JsonName {
    std::string text{};
    std::size_t offset = 0;
};

/// A value. Members of an object can have the same name: JsonDocument::check_members() tells.
struct JsonNode {
    JsonKind kind = JsonKind::null;
    std::size_t offset = 0;          ///< where it begins, in bytes
    std::string text{};              ///< of a text what it means; of a number its digits; of a truth `true` or `false`
    std::vector<JsonNode> items{};   ///< of a list or an object, in their order
    std::vector<JsonName> names{};   ///< of an object: of each item its name

    /// The first member of that name; null where there is none.
    [[nodiscard]] const JsonNode* find(std::string_view name) const noexcept;
};

/// A name as a part of a JSON pointer (RFC 6901).
[[nodiscard]] std::string pointer_part(std::string_view name);

/// A text that is one value of JSON, and where it stands.
class JsonDocument {
public:
    /// \param start where the text begins, with the pointer to the value as its field
    /// \returns nothing, and tells, where it is no JSON in UTF-8, more than 32 deep, or has NUL characters
    [[nodiscard]] static std::optional<JsonDocument> read(std::string text, Place start, Diagnostics& diagnostics);

    [[nodiscard]] const JsonNode& root() const noexcept { return root_; }
    /// Where a byte of the text stands. Cost: O(its distance from the byte asked for before), where that stands before it; else O(offset).
    /// Not for several threads at once. \param pointer from the value on: `/columns/0`
    [[nodiscard]] Place place(std::size_t offset, std::string_view pointer) const;
    /// Tells members that have no known name, or one that another has before.
    /// \param shown messages may show names that are not known
    /// \returns whether there are none
    bool check_members(const JsonNode& object, std::string_view pointer, const std::vector<std::string>& known, bool shown,
                       Diagnostics& diagnostics) const;

private:
    JsonDocument(std::string text, Place start) : text_{std::move(text)}, start_{std::move(start)}, asked_{0, start_.line, start_.column} {}

    struct Asked {
        std::size_t offset;
        std::uint64_t line, column;
    };

    std::string text_;
    Place start_;
    mutable Asked asked_;   // faults come in the order of the text: a record of nothing else would cost its square, were all counted anew
    JsonNode root_{};
};

}   // namespace arrears::detail
