// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace arrears {

/// What becomes of input of which some rows are refused. None is ever dropped without a word.
enum class Strictness : unsigned char {
    strict,    ///< nothing is accepted unless all is
    lenient,   ///< good rows are kept, the others told
};

/// The faults found in one reading, gathered so that all can be mended at once. All are counted; of the first
/// `kept_max` the words are kept, so that a file that is wrong throughout costs no memory.
class Diagnostics {
public:
    static constexpr std::size_t kept_max_default = 100;

    Diagnostics() = default;
    explicit Diagnostics(std::size_t kept_max) : kept_max_{kept_max} {}

    void add(Fault fault) {
        ++count_;
        if (faults_.size() < kept_max_) faults_.push_back(std::move(fault));
    }
    /// Takes over all that another reading found.
    void add(Diagnostics other) {
        count_ += other.omitted();
        for (Fault& fault : other.faults_) add(std::move(fault));
    }

    /// Counts faults that were not kept elsewhere.
    void add_omitted(std::uint64_t count) noexcept { count_ += count; }
    /// Calls `change` with each fault kept, say to tell its place more closely.
    template <class Change>
    void amend(Change change) {
        for (Fault& fault : faults_) change(fault);
    }

    [[nodiscard]] bool empty() const noexcept { return count_ == 0; }
    [[nodiscard]] std::uint64_t count() const noexcept { return count_; }   ///< of all, also those not kept
    [[nodiscard]] std::uint64_t omitted() const noexcept { return count_ - faults_.size(); }
    [[nodiscard]] std::span<const Fault> faults() const noexcept { return faults_; }   ///< those kept, in the order of their coming
    [[nodiscard]] std::size_t kept_max() const noexcept { return kept_max_; }

    /// A line each, `file:line:column (field): what is wrong; what was expected`, and one that says how many more there
    /// are. Characters that would not show, or would drive a terminal, stand as `\u{…}`. Empty where there are none.
    [[nodiscard]] std::string text(Language language) const;
    /// \throws Error with the first fault, which also says how many more there are; nothing where there are none
    void throw_if_any() const;

private:
    std::size_t kept_max_ = kept_max_default;
    std::uint64_t count_ = 0;
    std::vector<Fault> faults_;
};

/// One line of a message, safe to show: invisible characters and bytes that are not UTF-8 stand as `\u{…}` and `\x…`.
[[nodiscard]] std::string printable(std::string_view line);

}   // namespace arrears
