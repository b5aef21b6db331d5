// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/money_text.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/statistics/state.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace arrears {

namespace detail {

/// The number whose number_key() is the text.
template <class = WhenCalled>
[[nodiscard]] std::optional<std::int64_t> number_of_key(FieldKind kind, std::string_view key) {
    std::optional<std::int64_t> out;
    if (kind == FieldKind::date) {
        if (const auto date = try_parse_date(key)) out = date_number(*date);
    } else if (kind == FieldKind::money) {
        if (const auto amount = try_parse_money(key)) out = amount->fen();
    } else {
        out = whole_number(key);
    }
    if (!out || *out == unknown_number || number_key(kind, *out) != key) return std::nullopt;   // one spelling alone
    return out;
}

}   // namespace detail

template <class When>
StateData State::data() const {
    using Row = detail::Late<StateData::Row, When>;
    const auto key = [&](std::size_t column, std::uint32_t code) -> std::optional<std::string> {
        if (code == unknown_code) return std::nullopt;
        return dictionaries_[column].key(code);
    };
    const auto sorted = [](std::vector<Row>& rows) {
        std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.keys < b.keys; });
    };
    detail::Late<StateData, When> out;
    std::vector<detail::Late<std::uint32_t, When>> codes(keys());
    const auto cell_keys = [&](std::uint32_t cell, Row& row) {
        codes.resize(keys());
        codes_of(cell, codes);
        for (std::size_t i = 0; i < keys(); ++i) row.keys.push_back(key(plan_->keys[i], codes[i]));
    };
    for (std::uint32_t cell = 0; cell < cell_count(); ++cell) {
        Row row;
        for (const auto& tallies : cells_) row.tallies.push_back(tallies[cell]);
        if (std::all_of(row.tallies.begin(), row.tallies.end(), [](const detail::Tally& each) { return each.is_zero(); })) continue;
        cell_keys(cell, row);
        out.cells.push_back(std::move(row));
    }
    sorted(out.cells);
    for (std::size_t t = 0; t < things_.size(); ++t) {
        std::vector<Row> rows;
        things_[t].for_each([&](const std::vector<detail::Late<std::uint32_t, When>>& thing, const detail::Tally& tally) {
            Row row;
            cell_keys(thing[0], row);
            for (std::size_t i = 1; i < thing.size(); ++i) row.keys.push_back(key(plan_->keyed[t].keys[i - 1], thing[i]));
            row.tallies.push_back(tally);
            rows.push_back(std::move(row));
        });
        sorted(rows);
        out.things.push_back(std::move(rows));
    }
    out.inputs = inputs();
    return out;
}

template <class When>
State State::from_data(Plan plan, const StateData& data) {
    detail::Late<State, When> out{std::move(plan)};
    const Plan& made = out.plan();
    const auto refuse = [](Text problem) { return bad_argument("State", std::move(problem)); };
    const auto code = [&](std::size_t column, const std::optional<std::string>& key) -> std::uint32_t {
        if (!key) return unknown_code;
        const FieldInfo& field = made.field(column);
        if (field.kind == FieldKind::code) {
            const std::uint32_t known = out.dictionaries_[column].code_of(std::string_view{*key});
            if (known == unknown_code) throw refuse({"a key of field " + field.name + " is empty", "字段 " + field.name + " 的键为空"});
            return known;
        }
        const auto number = detail::number_of_key(field.kind, *key);
        if (!number) throw refuse({"a key is none that field " + field.name + " can have", "某键不是字段 " + field.name + " 可有的键"});
        return out.dictionaries_[column].code_of(*number);
    };
    const auto cell_of = [&](const detail::Late<StateData::Row, When>& row, std::size_t more) {
        if (row.keys.size() != made.keys.size() + more) throw refuse({"a row has too many or too few keys", "某行的键数不符"});
        std::vector<detail::Late<std::uint32_t, When>> codes;
        for (std::size_t i = 0; i < made.keys.size(); ++i) codes.push_back(code(made.keys[i], row.keys[i]));
        return out.cell_of(codes);
    };
    const auto check = [&](const detail::Tally& tally) {   // so that differences of counts fit
        constexpr std::int64_t most = std::int64_t{1} << 62U;
        if (tally.count < -most || tally.count > most || tally.unknown < -most || tally.unknown > most)
            throw refuse({"a count is out of range", "计数超出范围"});
    };
    const auto twice = [] { return Error{Fault{ErrorKind::duplicate, {}, {"keys stand twice in a state", "状态中有重复的键"}, {}, {}, {}}}; };
    for (const auto& row : data.cells) {
        if (row.tallies.size() != made.cells.size()) throw refuse({"a row has too many or too few tallies", "某行的计数个数不符"});
        const std::uint32_t cell = cell_of(row, 0);
        for (std::size_t t = 0; t < row.tallies.size(); ++t) {
            check(row.tallies[t]);
            if (!out.cells_[t][cell].is_zero()) throw twice();
            out.cells_[t][cell] = row.tallies[t];
        }
    }
    if (data.things.size() != made.keyed.size()) throw refuse({"the state has too many or too few counts of things", "状态的去重计数个数不符"});
    for (std::size_t t = 0; t < data.things.size(); ++t) {
        const auto& columns = made.keyed[t].keys;
        for (const auto& row : data.things[t]) {
            if (row.tallies.size() != 1) throw refuse({"a row has too many or too few tallies", "某行的计数个数不符"});
            check(row.tallies.front());
            std::vector<detail::Late<std::uint32_t, When>> codes{cell_of(row, columns.size())};
            for (std::size_t i = 0; i < columns.size(); ++i) codes.push_back(code(columns[i], row.keys[made.keys.size() + i]));
            if (!out.things_[t].find(codes).is_zero()) throw twice();
            out.things_[t].add(codes, row.tallies.front(), 1);
        }
    }
    out.begun_ = true;
    out.declare(data.inputs);
    return out;
}

}   // namespace arrears
