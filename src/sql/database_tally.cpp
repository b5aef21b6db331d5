// SPDX-License-Identifier: BSL-1.0
#include <arrears/sql/database_tally.hpp>

#include "tally_query.hpp"

#include "../io/bound_values.hpp"

#include <arrears/core/integer.hpp>
#include <arrears/core/month.hpp>
#include <arrears/core/utf8.hpp>
#include <arrears/statistics/engine.hpp>
#include <arrears/statistics/reader.hpp>
#include <arrears/statistics/state_data.hpp>

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

namespace arrears {

namespace {

using detail::Binding;
using detail::CellFault;
using detail::Feature;
using detail::int128;
using detail::Reading;
using detail::Tally;
using detail::TallyQueries;
using detail::TallyQuery;

constexpr detail::CellTerms terms{};

[[nodiscard]] std::optional<std::int64_t> number_of(std::string_view text) {
    std::int64_t out = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return out;
}
/// A whole number that may have more than 64 bits, as a database adds up.
[[nodiscard]] int128 sum_of(std::string_view text) {
    const std::string_view all = text;
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    int128 out = 0;
    bool sound = !text.empty();
    for (const char c : text) {
        sound =
            sound && c >= '0' && c <= '9' && !__builtin_mul_overflow(out, int128{10}, &out) && !__builtin_sub_overflow(out, int128{c - '0'}, &out);
    }
    if (!sound || (!negative && __builtin_sub_overflow(int128{0}, out, &out))) throw overflow("add_database", all);
    return out;
}

/// Puts what stands in a cell. \returns what is wrong with it, with nothing put
[[nodiscard]] CellFault put_cell(detail::BoundValues& values, std::size_t i, std::optional<std::string_view> cell, bool in_fen) {
    const std::string_view text = cell.value_or("");
    if (find_invalid_utf8(text) || text.find('\0') != std::string_view::npos) {
        return Fault{ErrorKind::bad_syntax, {}, {"the text is not UTF-8, or has a NUL", "文字不是 UTF-8，或含有 NUL"}, {}, {}, {}};
    }
    if (!in_fen || detail::is_unknown(detail::trimmed(text))) return values.put(i, text, terms);
    const auto fen = number_of(text);
    if (!fen || *fen == unknown_number) {
        return Fault{ErrorKind::bad_syntax, {}, {"the value (not shown) is no whole number of fen", "值（不显示）不是整数分"}, {}, {}, {}};
    }
    values.put_number(i, *fen);
    return std::nullopt;
}

/// The groups that a query gives, put into the cells and things that they belong to.
class Groups {
public:
    Groups(const Plan& plan, const std::vector<Binding>& all, const AgeingBands& ageing)
        : plan_{plan}, bindings_{all}, values_{all, ageing}, things_(plan.keyed.size()) {}

    /// \returns false where there is a value that cannot be read in this way
    [[nodiscard]] bool take_cells(Database& database, const TallyQuery& query) {
        return each_group(database, query, [&](std::int64_t count) {
            std::vector<Tally>& tallies = cells_[cell_keys()];
            tallies.resize(plan_.cells.size());
            for (std::size_t i = 0; i < tallies.size(); ++i) {
                const CellTally& each = plan_.cells[i];
                if (!each.filter || holds(plan_.filters[*each.filter])) tallies[i].add(tally(count, each.sum), 1);
            }
        });
    }
    [[nodiscard]] bool take_things(Database& database, const TallyQuery& query, std::size_t index) {
        const KeyTally& each = plan_.keyed[index];
        return each_group(database, query, [&](std::int64_t count) {
            if (each.filter && !holds(plan_.filters[*each.filter])) return;
            Keys keys = cell_keys();
            for (const std::size_t key : each.keys) keys.push_back(key_of(key));
            things_[index][std::move(keys)].add(tally(count, each.sum), 1);
        });
    }
    [[nodiscard]] State state() {
        StateData data;
        for (auto& [keys, tallies] : cells_) data.cells.push_back({keys, std::move(tallies)});
        cells_.clear();
        for (auto& things : things_) {
            auto& rows = data.things.emplace_back();
            for (auto& [keys, tally] : things) rows.push_back({keys, {tally}});
            things.clear();
        }
        data.inputs.complete = false;
        return State::from_data(plan_, data);
    }

private:
    using Keys = std::vector<std::optional<std::string>>;
    struct Sum {
        std::int64_t known = 0;
        int128 sum = 0;
    };

    template <class Take>
    [[nodiscard]] bool each_group(Database& database, const TallyQuery& query, Take take) {
        query_ = &query;
        const auto rows = database.query(query.sql);
        truths_.resize(query.features.size());
        sums_.resize(plan_.columns.size());
        while (rows->next()) {
            std::size_t at = query.features.size();
            const auto whole = [&] { return sum_of(rows->text(at++).value_or("0")); };
            const auto count = static_cast<std::int64_t>(whole());
            if (count == 0) continue;   // of no rows at all
            if (query.tells_unread && whole() != 0) return false;
            values_.clear();
            for (std::size_t i = 0; i < query.features.size(); ++i) {
                if (!put(i, query.features[i], rows->text(i))) return false;
            }
            for (const std::size_t column : query.sums) {
                Sum& sum = sums_[column];
                sum.known = static_cast<std::int64_t>(whole());
                sum.sum = whole();
                if (query.columns_a_sum == 2) sum.sum = (sum.sum << 32U) + whole();
            }
            if (holds(plan_.where)) take(count);
        }
        return true;
    }
    [[nodiscard]] bool put(std::size_t at, const Feature& feature, std::optional<std::string_view> text) {
        switch (feature.kind) {
        case Feature::Kind::truth: truths_[at] = text == "1" || text == "t"; return true;
        case Feature::Kind::cell: return !put_cell(values_, feature.binding, text, false);
        default: break;
        }
        const auto number = text ? number_of(*text) : std::nullopt;
        if (text && !number) return false;
        if (feature.kind == Feature::Kind::number) values_.put_number(feature.binding, number.value_or(unknown_number));
        else values_.put_code(feature.binding, static_cast<std::uint32_t>(number.value_or(unknown_code)));
        return true;
    }
    [[nodiscard]] Tally tally(std::int64_t count, std::optional<std::size_t> column) const {
        if (!column) return {0, count, 0};
        return {sums_[*column].sum, count, count - sums_[*column].known};
    }

    // The current group, as the engine would see each of its rows

    [[nodiscard]] bool is_number(std::size_t i) const noexcept { return bindings_[i].info.kind != FieldKind::code; }
    [[nodiscard]] std::optional<std::string> key_of(std::size_t column) const {
        const std::size_t i = plan_.columns[column].field;
        const Binding& binding = bindings_[i];
        if (is_number(i)) {
            const std::int64_t number = values_.number(i, 0);
            return number == unknown_number ? std::nullopt : std::optional{number_key(binding.info.kind, number)};
        }
        if (binding.reading == Reading::text) {
            const std::string_view text = values_.text(i, 0);
            return text.empty() ? std::nullopt : std::optional<std::string>{text};
        }
        if (binding.reading == Reading::month) {
            const std::int64_t day = values_.number(i, 0);
            return day == unknown_number ? std::nullopt : std::optional{print(Month{Date{} + day})};
        }
        const std::uint32_t code = values_.code(i, 0);
        return code == unknown_code ? std::nullopt : std::optional{binding.info.vocabulary->entries()[code - 1].key};
    }
    [[nodiscard]] Keys cell_keys() const {
        Keys out;
        for (const std::size_t key : plan_.keys) out.push_back(key_of(key));
        return out;
    }
    [[nodiscard]] bool holds(const Predicate& predicate) const {
        using Kind = Predicate::Kind;
        const auto each = [&](const Predicate& part) { return holds(part); };
        switch (predicate.kind) {
        case Kind::always: return true;
        case Kind::all_of: return std::all_of(predicate.parts.begin(), predicate.parts.end(), each);
        case Kind::any_of: return std::any_of(predicate.parts.begin(), predicate.parts.end(), each);
        default: break;
        }
        if (const auto told = query_->feature_of_condition.find(&predicate); told != query_->feature_of_condition.end()) return truths_[told->second];
        const std::size_t i = plan_.columns[predicate.column].field;
        if (is_number(i)) return holds_of_number(predicate, values_.number(i, 0));
        const auto key = key_of(predicate.column);
        if (predicate.kind != Kind::codes) return key.has_value() == (predicate.kind == Kind::known);
        if (!key) return false;
        const auto known = bindings_[i].info.vocabulary == nullptr ? std::nullopt : bindings_[i].info.vocabulary->find(*key);
        if (known) return predicate.accepts[*known + 1] != 0;
        return std::binary_search(predicate.keys.begin(), predicate.keys.end(), *key) != predicate.negated;
    }
    [[nodiscard]] static bool holds_of_number(const Predicate& predicate, std::int64_t value) {
        if (predicate.kind != Predicate::Kind::numbers) return (value != unknown_number) == (predicate.kind == Predicate::Kind::known);
        if (value == unknown_number) return false;
        const auto& wanted = predicate.numbers;
        if (wanted.size() > 1) return (std::find(wanted.begin(), wanted.end(), value) != wanted.end()) == (predicate.comparison == Comparison::equal);
        switch (predicate.comparison) {
        case Comparison::equal: return value == wanted.front();
        case Comparison::not_equal: return value != wanted.front();
        case Comparison::less: return value < wanted.front();
        case Comparison::less_equal: return value <= wanted.front();
        case Comparison::greater: return value > wanted.front();
        case Comparison::greater_equal: return value >= wanted.front();
        }
        return false;
    }

    const Plan& plan_;
    const std::vector<Binding>& bindings_;
    detail::BoundValues values_;   // of one row
    const TallyQuery* query_ = nullptr;
    std::vector<bool> truths_{};   // by feature
    std::vector<Sum> sums_{};      // by Plan::columns
    std::map<Keys, std::vector<Tally>> cells_{};
    std::vector<std::map<Keys, Tally>> things_;
};

/// Reads the rows of a query one after the other.
class DatabaseRowReader final : public RowReader {
public:
    DatabaseRowReader(std::shared_ptr<const Schema> schema, const std::vector<Binding>& all, const TallyQueries& queries, const DatabaseRows& rows,
                      Database& database, const AgeingBands& ageing, Diagnostics& diagnostics)
        : schema_{std::move(schema)}, bindings_{all}, queries_{queries}, rows_{rows}, values_{all, ageing},
          diagnostics_{diagnostics}, found_{database.query(queries.of_rows())} {}

    [[nodiscard]] const std::shared_ptr<const Schema>& schema() const override { return schema_; }
    [[nodiscard]] std::size_t next(std::size_t count_max) override {
        values_.clear();
        std::size_t count = 0;
        while (count < count_max && !ended_) {
            if (!found_->next()) ended_ = true;
            else if (++row_; take()) ++count;
            else ++refused_;
        }
        return count;
    }
    void codes(std::size_t field, Dictionary& dictionary, std::uint32_t* out) override { values_.codes(field, dictionary, out); }
    std::int64_t numbers(std::size_t field, std::int64_t* out) override { return values_.numbers(field, out); }
    [[nodiscard]] std::uint64_t refused() const noexcept { return refused_; }

private:
    /// Appends the row's values; where one cannot be read tells so, and appends nothing.
    [[nodiscard]] bool take() {
        unread_.clear();
        values_.begin_row();
        for (std::size_t i = 0; i < bindings_.size(); ++i) {
            CellFault fault = put_cell(values_, i, found_->text(queries_.column_of(i)), queries_.in_fen(i));
            if (!fault) continue;
            fault->place = {rows_.name, row_, 0, queries_.column(i).name};
            if (!rows_.locator.empty()) {
                const std::string where = rows_.locator_name + " = " + std::string{found_->text(queries_.columns().size()).value_or("")};
                const bool alone = fault->remedy.empty();
                fault->remedy.en += (alone ? "the row has " : "; the row has ") + where;
                fault->remedy.zh += (alone ? "该行 " : "；该行 ") + where;
            }
            diagnostics_.add(std::move(*fault));
            unread_.push_back(i);
        }
        if (unread_.empty()) return true;
        values_.drop_row(unread_);
        return false;
    }

    std::shared_ptr<const Schema> schema_;
    const std::vector<Binding>& bindings_;
    const TallyQueries& queries_;
    const DatabaseRows& rows_;
    detail::BoundValues values_;
    Diagnostics& diagnostics_;
    std::unique_ptr<SqlRows> found_;
    std::vector<std::size_t> unread_{};
    std::uint64_t row_ = 0;
    std::uint64_t refused_ = 0;
    bool ended_ = false;
};

/// Everything of a tally that does not change while it is made.
struct Tallied {
    Tallied(const State& state, const Database& database, const DatabaseRows& rows, const DatabaseTallyOptions& chosen)
        : options{csv_options(chosen)}, bindings{detail::bindings(state, options)}, queries{state.plan(), bindings, database, rows, options.ageing} {
        if (!chosen.push_down) {
            why = {"rows come here, as was asked", "按要求逐行读取"};
        } else if (!database.is_unicode()) {
            why = {"rows come here, since the database's texts are not in Unicode", "数据库文字不是 Unicode，故逐行读取"};
        }
    }
    [[nodiscard]] DatabaseTallyPlan plan(const Plan& of) const {
        if (!why.empty()) return {false, {queries.of_rows()}, {why}};
        DatabaseTallyPlan out{true, {queries.of_cells().sql}, queries.notes()};
        for (const KeyTally& each : of.keyed) out.queries.push_back(queries.of_things(each).sql);
        return out;
    }

    CsvTallyOptions options;
    std::vector<Binding> bindings;
    TallyQueries queries;
    Text why{};   // rows have to come; empty: they need not
};

/// The state of the rows as the database groups them; nothing where there is a value that it cannot read.
[[nodiscard]] std::optional<State> pushed_down(const Plan& plan, const Tallied& tallied, Database& database) {
    Groups groups{plan, tallied.bindings, tallied.options.ageing};
    if (!groups.take_cells(database, tallied.queries.of_cells())) return std::nullopt;
    for (std::size_t i = 0; i < plan.keyed.size(); ++i) {
        if (!groups.take_things(database, tallied.queries.of_things(plan.keyed[i]), i)) return std::nullopt;
    }
    return groups.state();
}

}   // namespace

CsvTallyOptions csv_options(const DatabaseTallyOptions& options) {
    CsvTallyOptions out;
    out.groupings = options.groupings;
    out.kinds = options.kinds;
    out.ageing = options.ageing;
    return out;
}

DatabaseTallyPlan plan_database_tally(const State& state, Database& database, const DatabaseRows& rows, const DatabaseTallyOptions& options) {
    return Tallied{state, database, rows, options}.plan(state.plan());
}

DatabaseRowsRead add_database(State& state, Database& database, const DatabaseRows& rows, const DatabaseTallyOptions& options,
                              Diagnostics& diagnostics) {
    const Tallied tallied{state, database, rows, options};
    DatabaseRowsRead out{0, tallied.plan(state.plan())};
    const ReadTransaction same{database};
    if (out.plan.pushed_down) {
        if (const auto made = pushed_down(state.plan(), tallied, database)) {
            state.merge(*made);
            return out;
        }
        out.plan = {false,
                    {tallied.queries.of_rows()},
                    {{"rows come here, since a value needs more than the database can read exactly", "有的值数据库无法精确识别，故逐行读取"}}};
    }
    State part{state.plan()};
    DatabaseRowReader reader{part.plan().schema, tallied.bindings, tallied.queries, rows, database, tallied.options.ageing, diagnostics};
    part.add(reader);
    state.merge(part);
    out.refused = reader.refused();
    return out;
}

}   // namespace arrears
