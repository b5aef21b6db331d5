// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/result.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/statistics/definition.hpp>
#include <arrears/statistics/field.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace arrears {

/// A condition whose field and values are found: a tree over columns. Codes are accepted by position in the
/// vocabulary, or by key where the vocabulary does not hold them.
struct Predicate {
    enum class Kind : unsigned char { always, all_of, any_of, unknown, known, codes, numbers };
    Kind kind = Kind::always;
    std::size_t column = 0;                 ///< in Plan::columns
    bool negated = false;                   ///< codes: those not accepted, but known
    std::vector<unsigned char> accepts{};   ///< codes: by code, of those in the vocabulary
    std::vector<std::string> keys{};        ///< codes: those accepted by key, sorted
    Comparison comparison = Comparison::equal;   ///< numbers
    std::vector<std::int64_t> numbers{};    ///< numbers: one, or a list (equal: one of them, not_equal: none of them)
    std::vector<Predicate> parts{};
};

/// A field that the plan reads, and how.
struct PlanColumn {
    std::size_t field = 0;     ///< in Schema::fields
    bool is_key = false;       ///< a row, a column or a key of things counted: numbers become codes
    bool is_amount = false;    ///< added up, compared: stays a number
    bool is_told = false;      ///< which values there are matters, not only whether they are known
};

/// A tally kept for each cell: how many records pass the filter, and the sum of a field over them.
struct CellTally {
    std::optional<std::size_t> filter{};   ///< in Plan::filters
    std::optional<std::size_t> sum{};      ///< in Plan::columns

    friend bool operator==(const CellTally&, const CellTally&) = default;
};

/// A tally kept for each combination of keys in each cell.
struct KeyTally {
    std::optional<std::size_t> filter{};
    std::vector<std::size_t> keys{};       ///< in Plan::columns
    std::optional<std::size_t> sum{};

    friend bool operator==(const KeyTally&, const KeyTally&) = default;
};

/// How a measure comes from tallies.
struct PlanMeasure {
    Measure::Kind kind = Measure::Kind::count;   ///< of a share, what it is of
    std::size_t tally = 0;                       ///< in Plan::cells for count, sum and mean, for all others in Plan::keyed
    Counted counts = Counted::records;
    std::optional<Comparison> having{};
    std::int64_t having_amount = 0;
    std::uint32_t limit = 0;
    std::string level{};
    std::optional<FieldKind> number{};           ///< what is added up or compared
    std::optional<Measure::Kind> share{};        ///< the kind of share
    std::size_t part_tally = 0;                  ///< of share_where: the same tally with the condition added
};

/// A definition bound to a schema: every name found, every value understood.
struct Plan {
    Definition definition{};                 ///< canonical, each value by its key: `where category = pension` for 养老
    std::shared_ptr<const Schema> schema{};
    std::vector<PlanColumn> columns{};
    std::vector<std::size_t> keys{};         ///< columns of the table's rows, then of its columns
    std::size_t row_keys = 0;                ///< how many of them are of rows
    Predicate where{};
    std::vector<Predicate> filters{};
    std::vector<CellTally> cells{};          ///< the first has no filter: it counts all records
    std::vector<KeyTally> keyed{};
    std::vector<PlanMeasure> measures{};

    [[nodiscard]] const FieldInfo& field(std::size_t column) const { return schema->fields[columns[column].field]; }
};

/// Binds a definition to the fields of a schema. The fault names the place in the definition's text, and the nearest
/// names where a field or value is not known.
template <class When = detail::WhenCalled>
[[nodiscard]] Result<detail::Late<Plan, When>> try_bind(const Definition& definition, std::shared_ptr<const Schema> schema);
/// \throws Error as try_bind() tells
template <class When = detail::WhenCalled>
[[nodiscard]] Plan bind(const Definition& definition, std::shared_ptr<const Schema> schema) {
    return try_bind<When>(definition, std::move(schema)).value();
}

}   // namespace arrears

#include <arrears/statistics/binder.hpp>   // try_bind
