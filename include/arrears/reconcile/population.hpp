// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace arrears {

/// A column of records that are to be made, and what may stand in it.
struct RecordColumn {
    enum class Kind : unsigned char {
        id,       ///< `of`: a pattern with `{n}` for the record's number, as `E{n}`
        under,    ///< `of`: the kind of record that each of these belongs to; first to last of these belong to one
        link,     ///< `of`: a kind of record, one of which is named; nothing else depends on which
        code,     ///< one of `values`
        number,   ///< a whole number of `values`
        money,    ///< an amount of `values`, in fen
        bands,    ///< `of`: a column of numbers; the value's band
    };
    /// A word, or a range of numbers from first to last, both included.
    struct Value {
        std::string key{};      ///< of code and bands; an empty one is unknown
        std::string parent{};   ///< of code: the value that it lies within
        std::int64_t first = 0;
        std::int64_t last = 0;
        std::int64_t weight = 1;   ///< how frequent it is, where no figure says; above nought

        friend bool operator==(const Value&, const Value&) = default;
    };

    std::string name{};
    Kind kind = Kind::code;
    std::string of{};
    std::vector<Value> values{};
    bool some = false;        ///< of `under`: an owner has none, or first to last of each part that figures tell apart
    std::int64_t first = 0;   ///< of `under`
    std::int64_t last = 0;
    Place place{};   ///< where it is described
};

/// A kind of record: enterprises, workers, arrears.
struct RecordKind {
    std::string name{};
    std::vector<RecordColumn> columns{};

    [[nodiscard]] const RecordColumn* find(std::string_view column) const noexcept;
    [[nodiscard]] const RecordColumn* find(RecordColumn::Kind wanted) const noexcept;   ///< the first of its kind
};

/// What records there are to be, and how they hang together: what a survey's figures do not say of them.
struct Population {
    std::vector<RecordKind> kinds{};

    [[nodiscard]] const RecordKind* find(std::string_view kind) const noexcept;
    /// What is amiss: names that stand twice or nowhere, kinds that belong to each other in a circle, values that are none.
    [[nodiscard]] std::vector<Fault> faults() const;
};

}   // namespace arrears
