// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "field_binding.hpp"

#include <arrears/core/error.hpp>
#include <arrears/core/utf8.hpp>
#include <arrears/io/csv_records.hpp>
#include <arrears/io/csv_tally.hpp>
#include <arrears/io/diagnostics.hpp>
#include <arrears/statistics/engine.hpp>
#include <arrears/statistics/plan.hpp>
#include <arrears/statistics/state.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What counting rows has in common, whatever kind of table they stand in.

namespace arrears::detail {

/// \param function what messages call the one that was given the options \throws Error (bad_argument)
inline void check_input_name(const CsvTallyOptions& options, std::string_view function) {
    if (options.input && find_invalid_utf8(*options.input)) {
        throw bad_argument(function, {"the name of the input is not UTF-8", "输入的名称不是 UTF-8"});
    }
}

/// Adds or withdraws what the rows of one source came to. \returns false, with the state as before, where it has this input already: that is told
[[nodiscard]] inline bool take_in(State& state, State part, bool withdraw, const std::string& source, Diagnostics& diagnostics) {
    try {
        if (withdraw) state.withdraw(part);
        else state.merge(std::move(part));
        return true;
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::duplicate) throw;
        Fault fault = error.fault();
        fault.place.source = source;
        diagnostics.add(std::move(fault));
        return false;
    }
}

/// Bindings of text for the columns to be shown, behind those of the fields.
inline void bind_shown(std::vector<Binding>& all, std::span<const std::string> show) {
    for (const std::string& name : show) {
        Binding& made = all.emplace_back();
        made.info.name = made.column = name;
        made.model = find_model_field(name);
    }
}

/// Gives the rows that satisfy the plan's condition, with what the last bindings have of each. \param first the first of them \returns how many rows
template <class Reader>
[[nodiscard]] std::uint64_t show_selected(const Plan& plan, Reader& reader, std::size_t first, std::size_t shown,
                                          const std::function<void(const CsvRecord&)>& take) {
    std::uint64_t count = 0;
    CsvRecord record;
    record.shown.resize(shown);
    each_selected(plan, reader, [&](std::size_t, std::size_t row) {
        record.line = reader.line(row);
        for (std::size_t i = 0; i < shown; ++i) record.shown[i] = reader.text(first + i, row);
        take(record);
        ++count;
        return true;
    });
    return count;
}

}   // namespace arrears::detail
