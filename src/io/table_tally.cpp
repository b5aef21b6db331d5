// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/table_tally.hpp>

#include "bound_columns.hpp"
#include "bound_values.hpp"
#include "field_binding.hpp"
#include "refused_rows.hpp"
#include "row_digest.hpp"
#include "row_tally.hpp"

#include <arrears/core/utf8.hpp>
#include <arrears/io/csv_header.hpp>
#include <arrears/statistics/engine.hpp>
#include <arrears/statistics/nearest.hpp>
#include <arrears/statistics/reader.hpp>

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

namespace arrears {

namespace {

using detail::Binding;
using detail::bindings;
using detail::Columns;

/// A table under its header, where it has one with all the columns.
struct OpenTable {
    OpenTable(TableReader& of, const std::string& source, const Columns& columns, const CsvTallyOptions& options, Diagnostics& diagnostics)
        : rows{of} {
        rows.give_unsound_rows();
        const std::uint64_t told = diagnostics.count();
        const CsvRow* const row = rows.next(diagnostics);
        if (row == nullptr) {
            if (diagnostics.count() != told) return;
            diagnostics.add({ErrorKind::bad_syntax, {source, 1, 1, ""}, {"the table is empty", "表为空"}, {}, {"expected a header", "应有表头"}, {}});
            return;
        }
        header = CsvHeader::bind(*row, columns.columns, diagnostics, true, OtherColumns::kept);
        if (header && !detail::complete(columns, *header, *row, diagnostics)) header.reset();
        if (!header) return;
        if (options.input) digested.emplace(*row, header->size());
        if (options.refused) options.refused(detail::header_row(*row, options.csv.separator));
        rows.name_columns(header->names());
    }

    TableReader& rows;
    std::optional<CsvHeader> header{};
    std::optional<detail::DigestColumns> digested{};   // where a digest is wanted
};

/// Reads a table as rows of the schema.
class TableRowReader final : public RowReader {
public:
    /// Precondition: the table has a header.
    TableRowReader(std::shared_ptr<const Schema> schema, const std::vector<Binding>& all, const Columns& columns, OpenTable& table,
                   const CsvTallyOptions& options, Diagnostics& diagnostics)
        : schema_{std::move(schema)}, columns_{columns}, table_{table}, options_{options}, values_{all, options.ageing}, diagnostics_{diagnostics} {
        if (table.digested) digest_.emplace(*table.digested);
    }

    [[nodiscard]] const std::shared_ptr<const Schema>& schema() const override { return schema_; }
    [[nodiscard]] std::size_t next(std::size_t count_max) override {
        values_.clear();
        lines_.clear();
        while (lines_.size() < count_max && !over_) {
            const CsvRow* const row = table_.rows.next(told_);
            if (row == nullptr) over_ = true;
            else if (detail::put_row(*row, columns_, *table_.header, values_, told_)) take(*row);
            else refuse(*row);
            if (!told_.empty()) diagnostics_.add(std::exchange(told_, {}));
        }
        read_.taken += lines_.size();
        if (options_.progress && !lines_.empty()) options_.progress(lines_.back());
        return lines_.size();
    }
    void codes(std::size_t field, Dictionary& dictionary, std::uint32_t* out) override { values_.codes(field, dictionary, out); }
    void known(std::size_t field, Dictionary&, std::uint32_t* out) override { values_.known(field, out); }
    std::int64_t numbers(std::size_t field, std::int64_t* out) override { return values_.numbers(field, out); }
    /// Where a current row begins.
    [[nodiscard]] std::uint64_t line(std::size_t row) const noexcept { return lines_[row]; }
    /// What a current row has of a binding of text.
    [[nodiscard]] std::string_view text(std::size_t binding, std::size_t row) const noexcept { return values_.text(binding, row); }
    /// Those of which nothing is known among them.
    [[nodiscard]] CsvRowsRead read() const noexcept { return {read_.taken, read_.refused + table_.rows.rows_lost()}; }
    [[nodiscard]] std::optional<detail::RowDigest>& digest() noexcept { return digest_; }

private:
    void take(const CsvRow& row) {
        lines_.push_back(row.line());
        if (digest_) digest_->add(row);
    }
    void refuse(const CsvRow& row) {
        ++read_.refused;
        if (!options_.refused || row.size() == 0) return;
        RefusedRow out = detail::header_row(row, options_.csv.separator);
        out.header = false;
        const std::string source = row.place().source;
        for (const Fault& fault : told_.faults()) {
            const bool of_rows_before = fault.place.source == source && fault.place.line < row.line();
            if (!of_rows_before) out.reasons.push_back(fault);
        }
        options_.refused(out);
    }

    std::shared_ptr<const Schema> schema_;
    const Columns& columns_;
    OpenTable& table_;
    const CsvTallyOptions& options_;
    detail::BoundValues values_;
    Diagnostics& diagnostics_;
    Diagnostics told_{};   // since the row before
    std::vector<std::uint64_t> lines_{};
    CsvRowsRead read_{};
    std::optional<detail::RowDigest> digest_{};
    bool over_ = false;
};

[[nodiscard]] std::optional<CsvRowsRead> tally(State& state, bool withdraw, TableReader& table, const std::string& source,
                                               const CsvTallyOptions& options, Diagnostics& diagnostics) {
    detail::check_input_name(options, "add_table");
    const std::vector<Binding> all = bindings(state, options);
    const Columns columns{all, options.map};
    OpenTable open{table, source, columns, options, diagnostics};
    if (!open.header) return std::nullopt;
    State part{state.plan()};
    TableRowReader reader{part.plan().schema, all, columns, open, options, diagnostics};
    part.add(reader);
    if (table.is_broken_off()) return std::nullopt;
    const CsvRowsRead read = reader.read();
    if (options.input) part.declare({{{*options.input, read.taken, reader.digest()->text()}}, true});
    if (!detail::take_in(state, std::move(part), withdraw, source, diagnostics)) return std::nullopt;
    return read;
}

/// Whether a table's header has all columns.
[[nodiscard]] bool has_all(TableSource& source, const std::string& table, const Columns& columns) {
    Diagnostics ignored{0};
    const auto rows = source.open(table, columns.columns);
    const CsvRow* const row = rows->next(ignored);
    const auto header = row == nullptr ? std::nullopt : CsvHeader::bind(*row, columns.columns, ignored, false, OtherColumns::kept);
    return header && detail::complete(columns, *header, *row, ignored);
}

/// The names that people and programs call tables by, as a message lists them.
[[nodiscard]] std::string list_of(const TableSource& source, const std::vector<std::string>& tables) {
    std::string out;
    for (const std::string& table : tables) {
        const std::string label = source.label(table);
        out += (out.empty() ? "" : ", ") + in_quotes(label) + (label == table ? "" : " (" + table + ')');
    }
    return out;
}

/// A reader with the columns for which it was opened: they bear names that stand in the bindings.
class BoundTable final : public TableReader {
public:
    BoundTable(TableSource& source, std::string_view table, std::vector<Binding> all, const ColumnMap& map)
        : bindings_{std::move(all)}, columns_{bindings_, map}, rows_{source.open(table, columns_.columns)} {}
    const CsvRow* next(Diagnostics& diagnostics) override { return rows_->next(diagnostics); }
    void name_columns(std::vector<std::string> names) override { rows_->name_columns(std::move(names)); }
    std::uint64_t rows_lost() const noexcept override { return rows_->rows_lost(); }
    void give_unsound_rows() override { rows_->give_unsound_rows(); }
    bool is_broken_off() const noexcept override { return rows_->is_broken_off(); }

private:
    std::vector<Binding> bindings_;
    Columns columns_;
    std::unique_ptr<TableReader> rows_;
};

[[nodiscard]] Error no_table(const TableSource& source, ErrorKind kind, Text problem, Text expected, Text remedy = {}) {
    return Error{Fault{kind, {source.name(), 0, 0, {}}, std::move(problem), {}, std::move(expected), std::move(remedy)}};
}

}   // namespace

std::string table_of_source(TableSource& source, const State& state, const CsvTallyOptions& options, std::string_view name) {
    const std::vector<std::string> tables = source.tables();
    if (tables.empty()) throw no_table(source, ErrorKind::mismatch, {"there is no table in it", "其中没有表"}, {});
    if (tables.size() == 1 && name.empty()) return tables.front();
    const std::string there = list_of(source, tables);
    const std::string wanted = name.empty() ? state.plan().schema->source : std::string{name};
    if (!wanted.empty()) {
        std::vector<std::string> names;
        for (const std::string& table : tables) {
            if (table == wanted || source.label(table) == wanted) return table;
            names.push_back(table);
            names.push_back(source.label(table));
        }
        throw no_table(source, ErrorKind::unknown_name, {"there is no table " + in_quotes(wanted), "没有表 " + in_quotes(wanted)},
                       {"expected one of " + there, "应为下列之一：" + there}, did_you_mean(wanted, names));
    }
    const std::vector<Binding> all = bindings(state, options);
    const Columns columns{all, options.map};
    std::vector<std::string> fitting;
    std::copy_if(tables.begin(), tables.end(), std::back_inserter(fitting), [&](const std::string& each) { return has_all(source, each, columns); });
    if (fitting.size() == 1) return fitting.front();
    const Text remedy{"name one", "请指明其中一个"};
    if (!fitting.empty()) {
        const std::string fit = list_of(source, fitting);
        throw no_table(source, ErrorKind::mismatch, {"several of its tables have all the columns", "有多个表具备所需的各列"},
                       {"expected one of " + fit, "应为下列之一：" + fit}, remedy);
    }
    std::string wanted_columns;
    for (const CsvColumn& column : columns.columns) wanted_columns += (wanted_columns.empty() ? "" : ", ") + std::string{column.name};
    throw no_table(source, ErrorKind::mismatch,
                   {"none of its tables has all the columns " + wanted_columns, "没有一个表具备全部所需的列：" + wanted_columns},
                   {"it has the tables " + there, "其中的表：" + there}, remedy);
}

std::unique_ptr<TableReader> open_table(TableSource& source, std::string_view table, const State& state, const CsvTallyOptions& options) {
    return std::make_unique<BoundTable>(source, table, bindings(state, options), options.map);
}

std::optional<CsvRowsRead> add_table(State& state, TableReader& table, const std::string& source, const CsvTallyOptions& options,
                                     Diagnostics& diagnostics) {
    return tally(state, false, table, source, options, diagnostics);
}
std::optional<CsvRowsRead> withdraw_table(State& state, TableReader& table, const std::string& source, const CsvTallyOptions& options,
                                          Diagnostics& diagnostics) {
    return tally(state, true, table, source, options, diagnostics);
}

std::optional<std::uint64_t> each_table_record(const State& state, const Definition& cell, TableReader& table, const std::string& source,
                                               std::span<const std::string> show, const CsvTallyOptions& asked,
                                               const std::function<void(const CsvRecord&)>& take, Diagnostics& diagnostics) {
    CsvTallyOptions options = asked;
    options.refused = {};   // told when the rows were added
    options.input.reset();
    const Plan plan = try_bind(cell.of_records(), state.plan().schema).value();
    std::vector<Binding> all = bindings(state, options);   // all that the tally read: what it left out is left out here
    const std::size_t fields = all.size();
    detail::bind_shown(all, show);
    const Columns columns{all, options.map};
    OpenTable open{table, source, columns, options, diagnostics};
    if (!open.header) return std::nullopt;
    TableRowReader reader{state.plan().schema, all, columns, open, options, diagnostics};
    return detail::show_selected(plan, reader, fields, show.size(), take);
}

}   // namespace arrears
