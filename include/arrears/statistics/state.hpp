// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/enumeration.hpp>
#include <arrears/core/integer.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/statistics/dictionary.hpp>
#include <arrears/statistics/plan.hpp>
#include <arrears/statistics/reader.hpp>
#include <arrears/statistics/state_inputs.hpp>
#include <arrears/statistics/tally.hpp>
#include <arrears/statistics/things.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace arrears {

class Table;

/// Where several fields make rows, or columns: whether a table has one more for all that begin alike, `mining` over `mining, state-owned`.
ARREARS_ENUM(Subtotals,
    (none,    "无",       "none"),
    (rows,    "各行",     "of rows"),
    (columns, "各列",     "of columns"),
    (both,    "各行各列", "of rows and columns"));

/// What a state holds, by keys in place of codes, in one order whatever way it came about: how states are written and read.
struct StateData {
    struct Row {
        std::vector<std::optional<std::string>> keys{};   ///< of the table's rows and columns, then of the thing counted; nothing: unknown
        std::vector<detail::Tally> tallies{};             ///< of a cell by Plan::cells; of a thing one

        friend bool operator==(const Row& a, const Row& b) { return a.keys == b.keys && a.tallies == b.tallies; }
    };
    std::vector<Row> cells{};
    std::vector<std::vector<Row>> things{};   ///< by Plan::keyed
    StateInputs inputs{};

    friend bool operator==(const StateData& a, const StateData& b) { return a.cells == b.cells && a.things == b.things && a.inputs == b.inputs; }
};

/// The state of a tally: what its definition measures, of all rows added so far. Neither the order nor the grouping of
/// add, withdraw and merge ever shows; a row added and withdrawn leaves the state as if it had never come.
///
/// It may list the returns that its rows came with, so that none is counted twice: inputs(). Rows added or withdrawn by
/// themselves belong to no return, and the list is then not complete; rows taken back later leave it so, unless nothing is left.
///
/// It holds exact sums and counts by cell, and by key where things are counted once, so that states of different
/// registries merge: keys are texts. Cost: a cell about 40 bytes a measure; a key in a cell one byte, 9 where
/// an amount is added up, while most cells have most keys, about 60 elsewhere.
class State {
public:
    /// The neutral state. \throws Error as try_bind() tells
    template <class = detail::WhenCalled>
    State(const Definition& definition, std::shared_ptr<const Schema> schema) : State{bind(definition, std::move(schema))} {}
    template <class = detail::WhenCalled>
    explicit State(Plan plan) : State{std::make_shared<const Plan>(std::move(plan))} {}

    [[nodiscard]] const Definition& definition() const noexcept { return plan_->definition; }
    [[nodiscard]] const Plan& plan() const noexcept { return *plan_; }

    /// Adds all rows of a reader of the same schema. Cost: O(rows), some nanoseconds each.
    /// Where reading or a projection throws, the state is as before.
    template <class = detail::WhenCalled>
    State& add(RowReader& rows) { return consume(rows, 1); }
    /// Takes rows back that were added, here or in a state that was or will be merged.
    template <class = detail::WhenCalled>
    State& withdraw(RowReader& rows) { return consume(rows, -1); }
    /// \throws Error (mismatch), naming what differs, where the other is of another definition, other groups or other kinds of field;
    /// (duplicate), naming them, where returns with rows are in both. The state is then as before
    template <class = detail::WhenCalled>
    State& merge(const State& other) { return join(other, false); }
    /// The same of a state that is not needed any more: a state that holds nothing yet takes over what it has.
    template <class When = detail::WhenCalled>
    State& merge(State&& other) {
        if (begun_ || &other == this || plan_->schema != other.plan_->schema || difference(other)) return join(other, false);
        auto all = detail::joined<When>(inputs(), other.inputs());
        other.plan_ = plan_;
        *this = std::move(other);
        inputs_ = std::move(all);
        return *this;
    }
    /// Takes back all that another state holds: what merge() of it did, or will do. A return that it lists leaves the list.
    /// \throws Error as merge() tells; (duplicate) where the same return is taken back in both
    template <class = detail::WhenCalled>
    State& withdraw(const State& other) { return join(other, true); }
    template <class = detail::WhenCalled>
    [[nodiscard]] friend State merge(State a, const State& b) { return std::move(a.merge(b)); }

    /// The finished table. \param subtotals in which direction what begins alike is put together too
    /// \throws Error (contradiction) where more rows were withdrawn than added
    template <class = detail::WhenCalled>
    [[nodiscard]] Table table(Subtotals subtotals = Subtotals::none) const;

    /// Where its rows come from, as far as that was declared.
    template <class When = detail::WhenCalled>
    [[nodiscard]] StateInputs inputs() const {
        detail::Late<StateInputs, When> out = inputs_;
        out.complete = out.complete || (out.listed.empty() && is_zero());
        return out;
    }
    /// States that all it holds came with these returns, in place of what was known of that.
    /// \throws Error (duplicate) where a return with rows stands twice
    template <class When = detail::WhenCalled>
    State& declare(detail::Late<StateInputs, When> inputs) {
        inputs_ = detail::joined<When>({}, inputs);
        return *this;
    }

    /// The same of a definition that names no day: what states of different days are compared by.
    template <class When = detail::WhenCalled>
    [[nodiscard]] State undated() const {
        auto plan = std::make_shared<detail::Late<Plan, When>>(*plan_);
        plan->definition.as_of(std::nullopt);
        detail::Late<State, When> out = *this;
        out.plan_ = std::move(plan);
        return out;
    }

    /// What it holds, sorted: equal for equal states.
    template <class = detail::WhenCalled>
    [[nodiscard]] StateData data() const;
    /// The state that holds this. \throws Error (bad_argument) where keys or tallies are not as many as the plan has; (unknown_name,
    /// bad_syntax) for a key that the field cannot have; (duplicate) where keys, or returns with rows, stand twice
    template <class = detail::WhenCalled>
    [[nodiscard]] static State from_data(Plan plan, const StateData& data);

    /// Whether both stand for the same rows, as far as the definition sees them, of the same returns.
    template <class When = detail::WhenCalled>
    friend bool operator==(const State& a, const State& b) {
        if (!(a.definition() == b.definition()) || a.difference(b) || !(a.inputs() == b.inputs())) return false;
        detail::Late<State, When> rest = a;
        rest.absorb(b, -1);
        return rest.is_zero();
    }

private:
    template <class>
    friend class TableMaker;
    template <class>
    friend class Engine;

    template <class = detail::WhenCalled>
    explicit State(std::shared_ptr<const Plan> plan);
    template <class = detail::WhenCalled>
    State& consume(RowReader& rows, int sign);
    template <class When = detail::WhenCalled>
    State& join(const State& other, bool withdraw) {
        if (auto fault = difference(other)) throw Error{*std::move(fault)};
        auto all = detail::joined<When>(inputs(), other.inputs(), withdraw);   // before anything changes
        if (&other == this) absorb(State{other}, withdraw ? -1 : 1);
        else absorb(other, withdraw ? -1 : 1);
        inputs_ = std::move(all);
        return *this;
    }
    /// What keeps the two from merging; nothing where nothing does.
    template <class = detail::WhenCalled>
    [[nodiscard]] std::optional<Fault> difference(const State& other) const;
    template <class = detail::WhenCalled>
    void absorb(const State& other, int sign);
    template <class = detail::WhenCalled>
    [[nodiscard]] bool is_zero() const noexcept;

    // Cells: dense where all keys are closed and few, else numbered as they come.

    [[nodiscard]] std::size_t keys() const noexcept { return plan_->keys.size(); }
    [[nodiscard]] std::size_t cell_count() const noexcept { return cells_.empty() ? 0 : cells_.front().size(); }
    template <class When = detail::WhenCalled>
    void reserve_cells(std::size_t count) {
        for (auto& tallies : detail::late<When>(cells_)) {
            if (tallies.size() < count) tallies.resize(count);
        }
    }
    template <class = detail::WhenCalled>
    [[nodiscard]] std::uint32_t cell_of(const std::vector<std::uint32_t>& codes) {
        std::uint32_t cell = 0;
        if (dense_) {
            for (std::size_t i = 0; i < codes.size(); ++i) cell += codes[i] * strides_[i];
        } else {
            cell = tuples_(codes);
        }
        reserve_cells(std::size_t{cell} + 1);
        return cell;
    }
    template <class = detail::WhenCalled>
    void codes_of(std::uint32_t cell, std::vector<std::uint32_t>& out) const noexcept {
        if (!dense_) return tuples_.codes(cell, out);
        for (std::size_t i = 0; i < out.size(); ++i) {
            out[i] = cell / strides_[i];
            cell -= out[i] * strides_[i];
        }
    }

    std::shared_ptr<const Plan> plan_;
    std::vector<Dictionary> dictionaries_{};               // one a column of the plan; unused for plain numbers
    bool begun_ = false;                                   // whether anything was ever added
    bool dense_ = false;
    std::vector<std::uint32_t> strides_{};                 // dense: of each key
    detail::TupleInterner tuples_{0};                      // not dense
    std::vector<std::vector<detail::Tally>> cells_{};      // by Plan::cells, then by cell
    std::vector<detail::Things> things_{};                 // by Plan::keyed
    StateInputs inputs_{};
};

template <class When>
State::State(std::shared_ptr<const Plan> plan) : plan_{std::move(plan)} {
    for (std::size_t i = 0; i < plan_->columns.size(); ++i) detail::late<When>(dictionaries_).emplace_back(plan_->field(i));
    std::size_t product = 1;
    dense_ = true;
    detail::late<When>(strides_).resize(keys());
    for (std::size_t i = keys(); i > 0; --i) {
        const Dictionary& dictionary = dictionaries_[plan_->keys[i - 1]];
        strides_[i - 1] = static_cast<std::uint32_t>(product);
        if (keys() > 1 && !dictionary.is_closed()) dense_ = false;
        product *= dictionary.codes();
        if (product > 65536 && keys() > 1) dense_ = false;
        if (!dense_) break;
    }
    if (!dense_) tuples_ = detail::TupleInterner{keys()};
    detail::late<When>(cells_).resize(plan_->cells.size());
    if (dense_) reserve_cells(product);
    for (const KeyTally& each : plan_->keyed) detail::late<When>(things_).emplace_back(each.keys.size(), each.sum.has_value());
}

template <class When>
std::optional<Fault> State::difference(const State& other) const {
    const auto fault = [](const std::string& en, const std::string& zh) {
        return Fault{ErrorKind::mismatch, {}, {en, zh}, {}, {"expected states of one definition over the same fields", "应为同一定义、同样字段的状态"}, {}};
    };
    const Definition &a = definition(), &b = other.definition();
    if (!(a == b)) {
        const auto text = [](const std::vector<Word>& words) { return words.empty() ? std::string{"-"} : detail::written(words); };
        const auto day = [](const Definition& of) { return of.as_of() ? print(*of.as_of()) : std::string{"-"}; };
        const std::pair<detail::Late<std::string, When>, std::string> parts[] = {
            {"from " + a.source().text, "from " + b.source().text},
            {"as of " + day(a), "as of " + day(b)},
            {"where " + print(a.where()), "where " + print(b.where())},
            {"rows " + text(a.rows()), "rows " + text(b.rows())},
            {"columns " + text(a.columns()), "columns " + text(b.columns())},
        };
        for (const auto& [one, two] : parts) {
            if (one != two)
                return fault("the definitions differ: " + in_quotes(one, 120) + " and " + in_quotes(two, 120),
                             "定义不同：" + in_quotes(one, 120) + " 与 " + in_quotes(two, 120));
        }
        return fault("the definitions differ in their measures: " + in_quotes(print(a), 200) + " and " + in_quotes(print(b), 200),
                     "定义的指标不同：" + in_quotes(print(a), 200) + " 与 " + in_quotes(print(b), 200));
    }
    if (const std::string &law = plan_->schema->law, &its_law = other.plan_->schema->law; law != its_law) {
        return fault("fields were decided by different rules: " + in_quotes(law) + " and " + in_quotes(its_law),
                     "字段所依据的规则不同：" + in_quotes(law) + " 与 " + in_quotes(its_law));
    }
    for (std::size_t i = 0; i < plan_->columns.size(); ++i) {
        const FieldInfo &one = plan_->field(i), &two = other.plan_->field(i);
        if (one.kind != two.kind) return fault("field " + one.name + " is of different kinds", "字段 " + one.name + " 的类型不同");
        if (one.keyed != two.keyed) {
            return fault("the ids of field " + one.name + " are replaced by different keys, or in one state only",
                         "字段 " + one.name + " 的编号以不同密钥替换，或仅一方替换");
        }
        const bool closed = dictionaries_[i].is_closed();
        if (closed != other.dictionaries_[i].is_closed() ||
            (closed && one.vocabulary != two.vocabulary && one.vocabulary->keys() != two.vocabulary->keys())) {
            return fault("field " + one.name + " has different groups", "字段 " + one.name + " 的分组不同");
        }
    }
    return std::nullopt;
}

template <class When>
void State::absorb(const State& other, int sign) {
    begun_ = true;
    // Of codes that stand in a cell or a thing, as they come: a dictionary may hold others.
    std::vector<std::vector<std::optional<detail::Late<std::uint32_t, When>>>> adopted(dictionaries_.size());
    const auto adopt = [&](std::size_t column, std::uint32_t code) {
        auto& known = adopted[column];
        if (known.empty()) known.resize(other.dictionaries_[column].codes());
        if (!known[code]) known[code] = dictionaries_[column].adopt(other.dictionaries_[column], code);
        return *known[code];
    };
    std::vector<detail::Late<std::uint32_t, When>> codes(keys()), cells(other.cell_count());
    for (std::uint32_t cell = 0; cell < other.cell_count(); ++cell) {
        other.codes_of(cell, codes);
        for (std::size_t i = 0; i < codes.size(); ++i) codes[i] = adopt(plan_->keys[i], codes[i]);
        cells[cell] = cell_of(codes);
        for (std::size_t t = 0; t < cells_.size(); ++t) cells_[t][cells[cell]].add(other.cells_[t][cell], sign);
    }
    for (std::size_t t = 0; t < things_.size(); ++t) {
        if (other.things_[t].is_dense()) {
            const std::size_t column = plan_->keyed[t].keys.front();
            std::vector<detail::Late<std::uint32_t, When>> met = other.things_[t].codes_met(), became(met.size());
            dictionaries_[column].adopt(other.dictionaries_[column], met, became.data());
            things_[t].add(other.things_[t], cells, met, became, sign);
            continue;
        }
        other.things_[t].for_each([&](std::vector<detail::Late<std::uint32_t, When>>& each, const detail::Tally& tally) {
            codes = each;
            codes[0] = cells[codes[0]];
            for (std::size_t i = 1; i < codes.size(); ++i) codes[i] = adopt(plan_->keyed[t].keys[i - 1], codes[i]);
            things_[t].add(codes, tally, sign);
        });
    }
}

template <class When>
bool State::is_zero() const noexcept {
    for (const auto& tallies : cells_) {
        if (!std::all_of(tallies.begin(), tallies.end(), [](const detail::Tally& tally) { return tally.is_zero(); })) return false;
    }
    return std::all_of(things_.begin(), things_.end(), [](const detail::Late<detail::Things, When>& each) { return each.is_zero(); });
}

}   // namespace arrears

#include <arrears/statistics/engine.hpp>   // State::consume
#include <arrears/statistics/state_data.hpp>   // State::data, State::from_data
#include <arrears/statistics/table.hpp>    // State::table
