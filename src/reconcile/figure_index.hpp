// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "normal_form.hpp"

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

namespace arrears::detail {

/// What a RelationReader has to look up of its figures.
struct FigureIndex {
    std::unordered_map<std::string, std::size_t> by_id{};
    std::vector<Domain> domains{};   // of `whole` behind them
};

}   // namespace arrears::detail
