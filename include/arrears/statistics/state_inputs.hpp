// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>
#include <arrears/core/utf8.hpp>
#include <arrears/core/when_called.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace arrears {

/// A return whose rows were taken into a state: a file of an office, say.
struct StateInput {
    std::string name{};        ///< as the caller calls it: for people, who have to find it again
    std::uint64_t rows = 0;    ///< taken in; those refused are not part of it
    std::string digest{};      ///< what tells it from other returns: returns of equal digests are one, whatever their names
    bool withdrawn = false;    ///< taken back here, where it was not taken in: it leaves a state that has it

    friend bool operator==(const StateInput&, const StateInput&) = default;
};

/// What a state knows of where its rows come from, so that no return is counted twice.
struct StateInputs {
    std::vector<StateInput> listed{};   ///< by digest, then by name; of more than no rows each once
    bool complete = true;               ///< every row came, or went, with one that is listed

    friend bool operator==(const StateInputs&, const StateInputs&) = default;
};

namespace detail {

/// Two lists as one, in the order of digests. What one has and the other takes back stands in it no longer.
/// \throws Error (duplicate) that names the returns which both take in, or both take back. Returns without rows count nothing, and
/// may come any number of times
template <class When = WhenCalled>
[[nodiscard]] StateInputs joined(Late<const StateInputs&, When> a, Late<const StateInputs&, When> b, bool withdraw_b = false) {
    using Input = Late<StateInput, When>;
    std::vector<Input> all = a.listed;
    for (Input each : b.listed) {
        each.withdrawn = each.withdrawn != withdraw_b;
        all.push_back(std::move(each));
    }
    std::stable_sort(all.begin(), all.end(), [](const Input& x, const Input& y) {
        const int order = x.digest.compare(y.digest);
        return order != 0 ? order < 0 : x.name < y.name;
    });
    Late<StateInputs, When> out;
    out.complete = a.complete && b.complete;
    std::size_t twice = 0;
    Text names;
    for (std::size_t i = 0, end = 0; i < all.size(); i = end) {
        const bool empty = all[i].rows == 0;
        std::ptrdiff_t net = 0;
        for (; end < all.size() && all[end].digest == all[i].digest && (!empty || all[end].name == all[i].name); ++end) {
            net += all[end].withdrawn ? -1 : 1;
        }
        const Input& one = *std::find_if(all.begin() + static_cast<std::ptrdiff_t>(i), all.begin() + static_cast<std::ptrdiff_t>(end) - 1,
                                         [net](const Input& each) { return each.withdrawn == (net < 0); });
        const auto times = static_cast<std::size_t>(net < 0 ? -net : net);
        out.listed.insert(out.listed.end(), empty || times < 2 ? times : 0, one);
        if (empty || times < 2 || ++twice > 5) continue;
        const std::string rows = std::to_string(one.rows), name = in_quotes(one.name, 60), other = in_quotes(all[end - 1].name, 60);
        names.en += (twice == 1 ? "" : ", ") + name + (name == other ? "" : " alias " + other) + " (" + rows + (rows == "1" ? " row)" : " rows)");
        names.zh += (twice == 1 ? "" : "、") + name + (name == other ? "" : "，又名 " + other) + "（" + rows + " 行）";
    }
    if (twice == 0) return out;
    if (twice > 5) {
        names.en += " and " + std::to_string(twice - 5) + " more";
        names.zh += "等 " + std::to_string(twice) + " 份";
    }
    throw Error{Fault{ErrorKind::duplicate,
                      {},
                      {(twice == 1 ? "the same return is there twice: " : "the same returns are there twice: ") + names.en, "同一报表出现两次：" + names.zh},
                      {},
                      {"expected every return once", "每份报表应只计一次"},
                      {"leave one of them out, or withdraw it", "请略去其一，或将其撤回"}}};
}

}   // namespace detail

}   // namespace arrears
