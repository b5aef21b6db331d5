// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "random.hpp"
#include "synthesis_model.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace arrears::detail {

/// Records that have just so many in each cell, and just such sums.
/// \param values of the model's variables, whole \param most how many records of a kind are made at the most
/// \returns nothing where an amount can be cut into no number of records, or there would be more
[[nodiscard]] std::optional<std::vector<RecordTable>> deal_records(const SynthesisModel& model, const std::vector<std::int64_t>& values,
                                                                   std::uint64_t seed, std::size_t most);

}   // namespace arrears::detail
