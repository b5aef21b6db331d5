// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>
#include <arrears/io/bytes.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace arrears::detail {

/// Takes JSON apart while it streams: brackets, commas and whole values, whose text is not looked into. Memory stays within a buffer and
/// a value. What cannot be taken apart is an Error (unreadable) with its place.
class JsonScanner {
public:
    /// \param start where the first byte stands
    JsonScanner(ByteSource bytes, Place start, std::uint64_t offset = 0);

    /// The next byte that is no blank, not taken; nothing at the end.
    [[nodiscard]] std::optional<char> peek();
    /// Takes that byte where it is this one.
    [[nodiscard]] bool take(char wanted);
    /// Takes it. \throws Error where it is another
    void expect(char wanted);
    /// Takes a whole value. \param text the value, where it is no longer than `bytes_max`: brackets and quotes in it are closed, more is not known
    /// \returns whether it is no longer
    [[nodiscard]] bool value(std::string& text, std::size_t bytes_max);
    /// Passes over what stands between two values of a list or an object. \returns whether another follows; else its end has been taken
    [[nodiscard]] bool another(char end);

    /// Where the next byte stands that is no blank, or the end.
    [[nodiscard]] const Place& ahead() {
        static_cast<void>(peek());
        return place_;
    }
    /// Where the byte after those taken stands.
    [[nodiscard]] const Place& place() const noexcept { return place_; }
    [[nodiscard]] std::uint64_t offset() const noexcept { return offset_; }
    /// At that place.
    [[nodiscard]] Error no_json() const;

private:
    [[nodiscard]] std::optional<char> next();
    void advance() noexcept;

    ByteSource bytes_;
    std::vector<char> buffer_;
    std::size_t at_ = 0, end_ = 0;
    Place place_;
    std::uint64_t offset_;
};

}   // namespace arrears::detail
