// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/csv_input.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace arrears {

namespace {

constexpr std::array<char, 3> separators{',', '\t', ';'};
constexpr std::size_t start_most = 64 * 1024;

/// Counts separators up to the end of the first line that is not blank.
class SeparatorCount {
public:
    /// \returns whether that line has ended
    [[nodiscard]] bool add(std::string_view text) {
        for (const char c : text) {
            if (c == '"') quoted_ = !quoted_;
            if (quoted_) continue;
            if ((c == '\n' || c == '\r') && any_) return true;
            any_ = any_ || (c != '\n' && c != '\r' && c != ' ');
            for (std::size_t i = 0; i < separators.size(); ++i) counts_[i] += c == separators[i] ? 1 : 0;
        }
        return false;
    }
    [[nodiscard]] char most() const noexcept {
        return separators[static_cast<std::size_t>(std::max_element(counts_.begin(), counts_.end()) - counts_.begin())];
    }

private:
    std::array<std::size_t, separators.size()> counts_{};
    bool quoted_ = false, any_ = false;
};

}   // namespace

CsvInput csv_input(ByteSource bytes, const CsvForm& form, CsvOptions options) {
    ByteSource text = as_utf8(std::move(bytes), form.encoding);
    if (form.separator) {
        options.separator = *form.separator;
        return {std::move(text), options};
    }
    auto start = std::make_shared<std::string>();
    SeparatorCount count;
    for (bool ended = false; !ended && start->size() < start_most;) {
        const std::size_t before = start->size();
        start->resize(before + 4096);
        const std::size_t got = text(std::span{*start}.subspan(before));
        start->resize(before + got);
        ended = got == 0 || count.add(std::string_view{*start}.substr(before));
    }
    options.separator = count.most();
    return {[start, at = std::size_t{0}, text = std::move(text)](std::span<char> to) mutable {
                if (at == start->size()) return text(to);
                const std::size_t size = std::min(to.size(), start->size() - at);
                std::copy_n(start->data() + at, size, to.data());
                at += size;
                return size;
            },
            options};
}

}   // namespace arrears
