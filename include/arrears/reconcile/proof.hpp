// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/wide.hpp>

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace arrears {

/// An inequality that a contradiction is made of: Σ by·quantity ≤ most (or <), taken so many times.
///
/// Quantities are numbered: a figure by its position; beyond the figures, what `whole` stands for in relation r is number (figures + r).
struct ProofLine {
    enum class From : unsigned char {
        relation,   ///< `index` is a relation; percentages and other factors stand in its coefficients by an end of their interval, or of their case
        figure,     ///< `index` is a quantity: its printed interval
        split,      ///< `index` is a quantity: one side of a split that this case lies in
    };
    From from = From::figure;
    std::size_t index = 0;
    std::vector<std::pair<std::size_t, WideRatio>> terms{};   ///< quantities in order, and their coefficients
    WideRatio most{};
    bool strict = false;
    WideRatio times{};                    ///< above nought
    std::vector<std::size_t> factors{};   ///< figures whose printed values stand in the coefficients

    friend bool operator==(const ProofLine&, const ProofLine&) = default;
};

/// Why no values will do, for anyone to check by adding up: multiplied and added, the lines' left sides are nought and the right side is below
/// nought, or is nought with a strict line among them. Where that takes whole numbers, or the interval of a factor in pieces, two
/// cases, each with its own proof: the quantity is `at` or less, or `next` or more.
struct Proof {
    struct Split {
        std::size_t quantity = 0;
        WideRatio at{}, next{};   ///< one apart where they are whole; else the same
        friend bool operator==(const Split&, const Split&) = default;
    };
    std::vector<ProofLine> lines{};
    std::optional<Split> split{};
    std::vector<Proof> cases{};   ///< of a split: below, above

    friend bool operator==(const Proof&, const Proof&) = default;
};

/// Whether the lines add up to a contradiction, in every case. Says nothing of whether the lines themselves are so.
[[nodiscard]] bool adds_up(const Proof& proof);

}   // namespace arrears
