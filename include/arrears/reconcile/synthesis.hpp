// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/enumeration.hpp>
#include <arrears/core/wide.hpp>
#include <arrears/reconcile/figure.hpp>
#include <arrears/reconcile/population.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace arrears {

/// Whether there are records that give all figures.
ARREARS_ENUM(SynthesisVerdict, (made, "已生成", "made"), (impossible, "不可能", "impossible"), (unresolved, "未定", "unresolved"));

/// Why no records can give the figures: whatever records there are, the lines added up come to nought or less; by what is printed they come to
/// more (or to nought, one of them strictly above). Where only records being whole makes it impossible: two cases, each with its own reason.
struct SynthesisProof {
    /// So many times a quantity: added where its lower end is used, taken off where its upper end is.
    struct Line {
        enum class Of : unsigned char {
            figure,   ///< what figure `index` counts or adds up; of a share its part, less the end times its base: nought or more, or less
            base,     ///< what the share `index` is of: one at least
            split,    ///< what the enclosing split `index`, from the outermost, counts
        };
        Of of = Of::figure;
        std::size_t index = 0;
        bool upper = false;
        WideRatio times{};    ///< above nought
        WideRatio end{};      ///< of what is printed, in the base of the figure's dimension
        bool closed = true;   ///< whether the end itself is possible

        friend bool operator==(const Line&, const Line&) = default;
    };
    struct Split {
        std::string counted{};   ///< which records, as a condition
        cpp_int at{};            ///< so many or fewer in the first case, more in the second

        friend bool operator==(const Split&, const Split&) = default;
    };
    std::vector<Line> lines{};
    std::optional<Split> split{};
    std::vector<SynthesisProof> cases{};

    friend bool operator==(const SynthesisProof&, const SynthesisProof&) = default;
};

/// The records of one kind, as texts.
struct RecordTable {
    std::string kind{};
    std::vector<std::string> columns{};
    std::vector<bool> numbers{};   ///< by column: whether numbers or amounts stand in it
    std::vector<std::vector<std::string>> rows{};
};

struct Synthesis {
    SynthesisVerdict verdict = SynthesisVerdict::unresolved;
    std::vector<RecordTable> tables{};       ///< made: one for each kind
    std::optional<SynthesisProof> proof{};   ///< impossible
    struct Open {
        std::size_t figure = 0;
        Text why{};
    };
    std::vector<Open> open{};   ///< unresolved: figures that are not tried, and why; none where the search was cut short
};

struct SynthesisOptions {
    std::uint64_t seed = 1;
    std::size_t records_most = 50'000'000;   ///< of one kind: more are not made, and the answer is unresolved
    /// Asked now and then with how many numbers are settled; false ends the search.
    std::function<bool(std::size_t)> go_on{};
};

/// Makes records that give every figure with a definition, or shows that none can.
///
/// Figures count records, add up a column, count the distinct records that others belong to, over a threshold or at all, or are shares of
/// these. What their conditions mention together is counted cell by cell; cells hang together where conditions overlap (a junction tree), so
/// that whole numbers for the cells make whole records. An exact linear program over the cells tells whether there are any, fitted shares
/// (iterative proportional fitting) guide the numbers, and each is settled within what the others leave (sequential sampling of tables: Chen,
/// Diaconis, Holmes and Liu, 2005).
///
/// The same seed gives the same records everywhere. Cost: exact linear programming over the cells, and O(records).
/// \throws Error where the population has faults()
[[nodiscard]] Synthesis synthesize(std::span<const PublishedFigure> figures, const Population& population, const SynthesisOptions& options = {});

}   // namespace arrears
