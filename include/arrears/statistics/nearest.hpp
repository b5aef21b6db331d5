// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>
#include <arrears/core/when_called.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace arrears {

/// How many bytes must be inserted, deleted or replaced to turn one text into the other.
template <class When = detail::WhenCalled>
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<detail::Late<std::size_t, When>> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U);
            diagonal = row[j];
            row[j] = std::min(replaced, std::min(row[j], row[j - 1]) + 1);
        }
    }
    return row[b.size()];
}

/// The names most like `word`, the likest first, at most `count_max`: within a third of its length of it, or holding it
/// or held by it. Names alike in the same degree keep their order. Texts beyond 64 bytes are like nothing.
template <class When = detail::WhenCalled>
[[nodiscard]] std::vector<std::string> nearest_names(std::string_view word, const std::vector<std::string>& names, std::size_t count_max = 3) {
    std::vector<std::pair<detail::Late<std::size_t, When>, const std::string*>> found;
    if (word.empty() || word.size() > 64) return {};
    const std::size_t distance_max = std::max<std::size_t>(2, word.size() / 3);
    for (const std::string& name : names) {
        if (name.empty() || name.size() > 64) continue;
        const std::size_t distance = edit_distance(word, name);
        const bool inside =
            word.size() >= 3 && (name.find(word) != std::string::npos || (name.size() >= 3 && word.find(name) != std::string_view::npos));
        if (distance <= distance_max && distance < word.size()) found.emplace_back(distance, &name);
        else if (inside) found.emplace_back(distance_max + distance, &name);
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<detail::Late<std::string, When>> out;
    for (const auto& [distance, name] : found) {
        if (out.size() < count_max) out.push_back(*name);
    }
    return out;
}

/// `did you mean a, b or c?`; empty where nothing is near.
template <class = detail::WhenCalled>
[[nodiscard]] Text did_you_mean(std::string_view word, const std::vector<std::string>& names) {
    const std::vector<std::string> near = nearest_names(word, names);
    if (near.empty()) return {};
    Text out{"did you mean ", "是否指 "};
    for (std::size_t i = 0; i < near.size(); ++i) {
        if (i != 0) {
            out.en += i + 1 == near.size() ? " or " : ", ";
            out.zh += i + 1 == near.size() ? " 或 " : "、";
        }
        out.en += near[i];
        out.zh += near[i];
    }
    out.en += '?';
    out.zh += "？";
    return out;
}

}   // namespace arrears
