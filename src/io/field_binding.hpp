// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "model_fields.hpp"

#include <arrears/core/date.hpp>
#include <arrears/core/grouping.hpp>
#include <arrears/io/csv_tally.hpp>
#include <arrears/statistics/field.hpp>
#include <arrears/statistics/state.hpp>

#include <string>
#include <vector>

// From which column each field of a definition comes, and how: the same of files and of databases.

namespace arrears::detail {

/// How a cell becomes a value of a field.
enum class Reading : unsigned char { text, word, number, group_of_text, group_of_number, month, year, days, age, ageing };

/// A field, the column that it comes from, and how.
struct Binding {
    FieldInfo info{};
    std::string column{};   ///< as it is called where the model does not know it
    const ModelField* model = nullptr;
    Reading reading = Reading::text;
    FieldKind cell = FieldKind::code;   ///< what the cell holds
    const Grouping* grouping = nullptr;   ///< of the options, or the library's own
    Reading part = Reading::number;   ///< of a date: what of it is the number
    Date as_of{};                     ///< days, age, ageing
};

/// Of each field that a definition names, in the order in which csv_schema() has them. The options must outlive them.
[[nodiscard]] std::vector<Binding> bindings(const Definition& definition, const CsvTallyOptions& options);
/// The same in the order of a schema made before: canonical definitions name fields in another.
/// \throws Error (bad_argument) where the state was made otherwise
[[nodiscard]] std::vector<Binding> bindings(const State& state, const CsvTallyOptions& options);

}   // namespace arrears::detail
