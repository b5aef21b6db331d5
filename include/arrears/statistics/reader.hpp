// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/statistics/dictionary.hpp>
#include <arrears/statistics/field.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>

namespace arrears {

/// Rows as an engine reads them: some at a time, a field at a time. What binds a range, a registry, a file or a query
/// to tallies.
class RowReader {
public:
    RowReader() = default;
    RowReader(const RowReader&) = delete;
    RowReader& operator=(const RowReader&) = delete;
    virtual ~RowReader() = default;

    [[nodiscard]] virtual const std::shared_ptr<const Schema>& schema() const = 0;
    /// Makes the next rows current, at most `count_max` of them. \returns how many; 0 at the end
    [[nodiscard]] virtual std::size_t next(std::size_t count_max) = 0;
    /// The current rows' codes in `dictionary`, of a field of codes; unknown_code where unknown.
    virtual void codes(std::size_t field, Dictionary& dictionary, std::uint32_t* out) = 0;
    /// The same where only this matters: of a field of codes, unknown_code where unknown, else any other. The dictionary may be added to.
    virtual void known(std::size_t field, Dictionary& dictionary, std::uint32_t* out) { codes(field, dictionary, out); }
    /// The current rows' numbers, of a field of another kind; unknown_number where unknown.
    /// \returns a bound: each number is from 0 to it; negative where one is negative or unknown, or where that was not looked at
    virtual std::int64_t numbers(std::size_t field, std::int64_t* out) = 0;
};

}   // namespace arrears
