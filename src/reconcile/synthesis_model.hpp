// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "normal_form.hpp"

#include <arrears/reconcile/figure.hpp>
#include <arrears/reconcile/population.hpp>
#include <arrears/reconcile/synthesis.hpp>
#include <arrears/statistics/definition.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace arrears::detail {

template <class A, class B>
[[nodiscard]] bool compares(Comparison comparison, const A& a, const B& b) {
    switch (comparison) {
    case Comparison::equal: return a == b;
    case Comparison::not_equal: return a != b;
    case Comparison::less: return a < b;
    case Comparison::less_equal: return a <= b;
    case Comparison::greater: return a > b;
    case Comparison::greater_equal: return a >= b;
    }
    return false;
}

/// Values of a column that no condition tells apart.
struct Atom {
    std::vector<RecordColumn::Value> values{};

    [[nodiscard]] std::int64_t weight() const noexcept;
};

/// What conditions may ask of a record, by atoms: a column, or how much it has in all of the records under it that a block takes.
struct Attribute {
    std::size_t kind = 0;                   ///< whose it is
    const RecordColumn* column = nullptr;   ///< none: of a block
    std::size_t block = 0;
    std::vector<Atom> atoms{};   ///< of a block: the first has nothing, the others sums from first to last of their one value
};

/// What a figure counts or adds up.
struct Quantity {
    enum class What : unsigned char { count, sum, owners };   ///< owners: the different records that these belong to
    What what = What::count;
    std::size_t kind = 0;
    Condition where{};                        ///< canonical
    const RecordColumn* amount = nullptr;     ///< of a sum, and of what owners have to have
    std::optional<Comparison> comparison{};   ///< of owners: their sum must compare so
    std::int64_t than = 0;
};
/// A figure to be given: a quantity, or its share in another.
struct Wanted {
    std::size_t figure = 0;
    Quantity part{};
    std::optional<Quantity> base{};
};

/// Records under others that figures take together: what their owners have of it in all is told apart.
struct Block {
    std::size_t kind = 0;   ///< of the records under others
    const RecordColumn* amount = nullptr;
    std::vector<std::size_t> attributes{};             ///< of the records, in order
    std::vector<std::vector<std::uint32_t>> cells{};   ///< which combinations of their atoms
    std::vector<std::size_t> about{};                  ///< what figures ask of the owners, in order
    std::size_t owned = 0;                             ///< the attribute of the owners
};

/// Attributes that are counted together: a cell for each combination of atoms, the last attribute running fastest.
struct Clique {
    std::vector<std::size_t> attributes{};   ///< in order
    std::optional<std::size_t> parent{};     ///< the clique, earlier in the list, that it shares attributes with
    std::vector<std::size_t> shared{};       ///< which
    std::size_t first = 0;                   ///< the variable of its first cell
    std::size_t cells = 1;
};
/// The cells of the records of one kind.
struct Tree {
    std::vector<Clique> cliques{};
    std::vector<std::size_t> inherited{};   ///< attributes of those above, in order
    bool counted = false;                   ///< false: of records that only blocks take
};

/// Amounts in a cell, a number for each: at least and at most so much a record.
struct Sums {
    std::size_t kind = 0;   ///< whose records have cells here
    const RecordColumn* amount = nullptr;
    std::optional<std::size_t> block{};             ///< of one, the cells are of owners
    std::vector<std::size_t> attributes{};          ///< in order
    std::vector<std::optional<std::size_t>> of{};   ///< the variable of each cell; none where there is no amount
    std::vector<std::pair<std::int64_t, std::int64_t>> each{};
};

/// Variables, in order, and their coefficients.
using Terms = std::vector<std::pair<std::size_t, WideRatio>>;

/// A bound on a linear form that records keep.
struct ProgramRow {
    Terms form{};
    Domain domain{};
    std::optional<std::size_t> figure{};
    std::optional<WideRatio> share_end{};   ///< of a share: the printed end that stands in the form
    bool is_base = false;                   ///< what a share is of
};

/// Figures that are shares of the same whole numbers of records.
struct SharesOfOne {
    std::size_t base = 0;                                       ///< the row that counts what they are of
    std::vector<std::pair<std::size_t, std::size_t>> parts{};   ///< a row that counts the part, and the figure
};

/// Figures and a population as a program of whole numbers.
class SynthesisModel {
public:
    SynthesisModel(std::span<const PublishedFigure> figures, const Population& population);

    const Population& population;
    std::vector<Wanted> wanted{};
    std::vector<Synthesis::Open> open{};
    std::vector<Attribute> attributes{};
    std::vector<Block> blocks{};
    std::vector<Tree> trees{};                         ///< by kind
    std::vector<std::size_t> from_above{};             ///< kinds, those above before those under them
    std::vector<std::optional<std::size_t>> owner{};   ///< by kind: the kind above
    std::vector<Sums> sums{};
    std::vector<ProgramRow> rows{};
    std::vector<SharesOfOne> shares{};   ///< of counts
    std::vector<Domain> printed{};       ///< by figure
    std::size_t variables = 0;
    std::size_t counts = 0;   ///< how many of them, from the first, count records; the others are sums

    /// The atoms of a cell of attributes.
    [[nodiscard]] std::vector<std::uint32_t> atoms_of(const std::vector<std::size_t>& of, std::size_t cell) const;
    [[nodiscard]] std::size_t cell_of(const std::vector<std::size_t>& of, const std::vector<std::uint32_t>& atoms) const;
    [[nodiscard]] std::size_t cells_of(const std::vector<std::size_t>& of) const;
    /// The clique that has these attributes.
    [[nodiscard]] const Clique& clique_with(std::size_t kind, const std::vector<std::size_t>& of) const;
    /// Calls `take(cell of these attributes, variable)` for each cell of a clique that has them.
    template <class Take>
    void each_cell(const Clique& clique, const std::vector<std::size_t>& of, Take take) const {
        std::vector<std::size_t> at;
        for (const std::size_t attribute : of)
            at.push_back(static_cast<std::size_t>(std::lower_bound(clique.attributes.begin(), clique.attributes.end(), attribute) -
                                                  clique.attributes.begin()));
        for (std::size_t cell = 0; cell < clique.cells; ++cell) {
            const std::vector<std::uint32_t> atoms = atoms_of(clique.attributes, cell);
            std::vector<std::uint32_t> some;
            for (const std::size_t place : at) some.push_back(atoms[place]);
            take(cell_of(of, some), clique.first + cell);
        }
    }
    /// Whether a variable can be below nought.
    [[nodiscard]] bool is_signed(std::size_t variable) const { return signed_[variable]; }
    /// What a variable counts or adds up, as a condition.
    [[nodiscard]] std::string describe(std::size_t variable) const;
    [[nodiscard]] std::string describe(std::size_t kind, const std::vector<std::size_t>& of, std::size_t cell) const;

    /// The column that a field names, of records of a kind or of those above, and whose it is.
    [[nodiscard]] std::optional<std::pair<std::size_t, const RecordColumn*>> resolve(std::size_t kind, std::string_view field) const;
    /// The fields that a condition asks for, as often as it does.
    [[nodiscard]] static std::vector<std::string> fields_in(const Condition& where);
    /// The column of numbers behind one of bands; else the column itself.
    [[nodiscard]] const RecordColumn* base_of(std::size_t kind, const RecordColumn& column) const;
    /// What a column has where its base has a value: of bands the one that the number lies in, unknown where it lies in none.
    [[nodiscard]] static RecordColumn::Value seen_by(const RecordColumn& column, const RecordColumn::Value& value);
    /// Whether a condition on one field holds of a value.
    [[nodiscard]] static bool holds(const Condition& leaf, const RecordColumn& column, const RecordColumn::Value& value);

    /// Whether a condition holds, by what tells of each condition on one field whether it does.
    template <class Leaf>
    [[nodiscard]] static bool holds(const Condition& condition, const Leaf& leaf) {
        switch (condition.kind()) {
        case Condition::Kind::always: return true;
        case Condition::Kind::all_of:
            return std::all_of(condition.parts().begin(), condition.parts().end(), [&](const Condition& part) { return holds(part, leaf); });
        case Condition::Kind::any_of:
            return std::any_of(condition.parts().begin(), condition.parts().end(), [&](const Condition& part) { return holds(part, leaf); });
        default: return leaf(condition);
        }
    }

private:
    void read_figures(std::span<const PublishedFigure> figures);
    [[nodiscard]] std::optional<Text> read(std::size_t kind, const Measure& measure, const Condition& where, Quantity& out) const;
    [[nodiscard]] std::optional<Text> check_condition(std::size_t kind, const Condition& where) const;
    void find_attributes();
    void find_blocks();
    void find_trees();
    void number_variables();
    void add_structure();
    void add_figures();
    [[nodiscard]] Terms form_of(const Quantity& quantity) const;
    [[nodiscard]] std::vector<std::size_t> attributes_in(std::size_t kind, const Condition& where, std::optional<bool> own) const;
    [[nodiscard]] bool test(std::size_t kind, const Condition& where, const std::vector<std::size_t>& of,
                            const std::vector<std::uint32_t>& atoms) const;
    [[nodiscard]] std::pair<Condition, Condition> own_and_above(std::size_t kind, const Condition& where) const;
    [[nodiscard]] std::vector<std::size_t> blocks_in(const Quantity& quantity) const;
    [[nodiscard]] bool is_summed(const RecordColumn& column) const;
    [[nodiscard]] std::optional<Text> check_unit(const Wanted& one, FigureUnit unit) const;
    [[nodiscard]] std::optional<Text> check_owned(const Quantity& quantity) const;

    std::map<std::pair<std::size_t, const RecordColumn*>, std::size_t> attribute_of_{};
    std::vector<bool> signed_{};     // by variable
    std::vector<bool> by_owner_{};   // by kind: whether only some of those above have them
};

}   // namespace arrears::detail
