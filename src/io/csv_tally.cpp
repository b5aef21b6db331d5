// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/csv_records.hpp>
#include <arrears/io/csv_tally.hpp>

#include "bound_values.hpp"
#include "csv_blocks.hpp"
#include "field_binding.hpp"
#include "refused_rows.hpp"
#include "row_digest.hpp"

#include <arrears/core/utf8.hpp>
#include <arrears/io/csv_header.hpp>
#include <arrears/statistics/engine.hpp>
#include <arrears/statistics/nearest.hpp>
#include <arrears/statistics/reader.hpp>

#include <algorithm>
#include <exception>
#include <thread>
#include <utility>

namespace arrears {

namespace {

using detail::Binding;
using detail::bindings;
using detail::CsvBlock;
using detail::CsvBlocks;

/// The columns that bindings come from, each once, as a header may name them.
struct Columns {
    std::vector<CsvColumn> columns{};
    std::vector<std::size_t> of_binding{};

    Columns(const std::vector<Binding>& all, const ColumnMap& map) {
        for (const Binding& each : all) {
            CsvColumn column;
            column.name = each.model != nullptr ? each.model->names.front() : std::string_view{each.column};
            if (each.model != nullptr) column.aliases.assign(each.model->names.begin() + 1, each.model->names.end());
            column.amount = each.cell == FieldKind::money;
            std::size_t at = 0;
            while (at < columns.size() && columns[at].name != column.name) ++at;
            if (at == columns.size()) columns.push_back(std::move(column));
            of_binding.push_back(at);
        }
        map.apply({}, columns);
    }
};

/// Whether the header has all columns; tells those that it lacks, with the names that come near.
[[nodiscard]] bool complete(const Columns& columns, const CsvHeader& header, const CsvRow& row, Diagnostics& diagnostics) {
    std::vector<std::string> names;
    std::string all;
    for (const CsvCell& cell : row.cells()) {
        if (!detail::may_show(cell.text, {})) continue;
        names.emplace_back(detail::trimmed(cell.text));
        all += (all.empty() ? "" : ", ") + names.back();
    }
    bool out = true;
    for (std::size_t i = 0; i < columns.columns.size(); ++i) {
        if (header.cell_of(i)) continue;
        const std::string name{columns.columns[i].name};
        const Text near = did_you_mean(name, names);
        diagnostics.add({ErrorKind::unknown_name,
                         row.place(),
                         {"the header has no column " + in_quotes(name), "表头中没有列 " + in_quotes(name)},
                         name,
                         near.empty() ? Text{"it has " + all, "现有列：" + all} : Text{},
                         near});
        out = false;
    }
    return out;
}

/// Reads blocks of one file as rows of the schema.
class CsvRowReader final : public RowReader {
public:
    /// \param digested null where no digest is wanted
    /// \param refused null where rows that are refused are only told
    CsvRowReader(std::shared_ptr<const Schema> schema, const std::vector<Binding>& all, const Columns& columns, const CsvHeader& header,
                 const detail::DigestColumns* digested, CsvBlocks& blocks, const std::string& source, const CsvTallyOptions& options,
                 detail::RefusedRows* refused = nullptr)
        : schema_{std::move(schema)}, bindings_{all}, columns_{columns}, header_{header}, blocks_{blocks}, source_{source}, options_{options},
          refused_{refused}, values_{all, options.ageing} {
        if (digested != nullptr) digest_.emplace(*digested);
    }

    /// The block that holds the header: its first row is not a record.
    void begin(CsvBlock block) {
        open(std::move(block));
        Diagnostics told{0};
        if (reader_) static_cast<void>(reader_->next(told));
    }
    [[nodiscard]] const std::shared_ptr<const Schema>& schema() const override { return schema_; }
    [[nodiscard]] std::size_t next(std::size_t count_max) override {
        values_.clear();
        lines_.clear();
        std::size_t count = 0;
        while (count < count_max) {
            const CsvRow* const row = next_row();
            if (row == nullptr) break;
            const bool taken = take(*row);
            if (refused_ != nullptr && !row_told_.empty()) settle(*row, taken);
            if (!taken) {
                ++read_.refused;
                continue;
            }
            lines_.push_back(row->line());
            ++count;
            if (digest_) digest_->add(*row);
        }
        read_.taken += count;
        return count;
    }
    void codes(std::size_t field, Dictionary& dictionary, std::uint32_t* out) override { values_.codes(field, dictionary, out); }
    std::int64_t numbers(std::size_t field, std::int64_t* out) override { return values_.numbers(field, out); }
    /// Where a current row begins.
    [[nodiscard]] std::uint64_t line(std::size_t row) const noexcept { return lines_[row]; }
    /// What a current row has of a binding of text.
    [[nodiscard]] std::string_view text(std::size_t binding, std::size_t row) const noexcept { return values_.text(binding, row); }
    [[nodiscard]] const CsvRowsRead& read() const noexcept { return read_; }
    [[nodiscard]] Diagnostics& diagnostics() noexcept { return diagnostics_; }
    [[nodiscard]] std::optional<detail::RowDigest>& digest() noexcept { return digest_; }

private:
    void open(CsvBlock block) {
        CsvOptions options = options_.csv;
        options.first_line = block.first_line;
        options.unsound_rows = true;
        block_ = block.number;
        reader_.emplace(bytes_of_text(std::move(block.text)), source_, options);
        reader_->name_columns(header_.names());
    }
    /// Where faults go: of a row whose text is wanted, first to the row's own.
    [[nodiscard]] Diagnostics& told() noexcept { return refused_ == nullptr ? diagnostics_ : row_told_; }
    /// Gathers the row where it was refused, and passes on what was told of it and of rows lost before it.
    void settle(const CsvRow& row, bool taken) {
        if (!taken) refused_rows_.push_back(detail::refused_row(row, row_told_.faults(), options_.csv.separator));
        diagnostics_.add(std::exchange(row_told_, {}));
    }
    [[nodiscard]] const CsvRow* next_row() {
        while (true) {
            if (reader_) {
                if (const CsvRow* const row = reader_->next(told())) return row;
                read_.refused += reader_->rows_lost();
                if (refused_ != nullptr) {
                    diagnostics_.add(std::exchange(row_told_, {}));
                    refused_->add(block_, std::exchange(refused_rows_, {}));
                }
                reader_.reset();
            }
            CsvBlock block;
            if (!blocks_.next(block)) return nullptr;
            open(std::move(block));
        }
    }
    /// Appends the row's values; where one cannot be read tells so, and appends nothing.
    [[nodiscard]] bool take(const CsvRow& row) {
        if (!row.sound() || !header_.fits(row, told())) return false;
        unread_.clear();
        values_.begin_row();
        for (std::size_t i = 0; i < bindings_.size(); ++i) {
            const std::size_t column = columns_.of_binding[i], cell = *header_.cell_of(column);
            const detail::CellTerms terms{header_.unit_of(column), true};
            detail::CellFault fault = values_.put(i, header_.meaning(column, cell < row.size() ? row[cell].text : std::string_view{}, room_), terms);
            if (!fault) continue;
            fault->place = row.place(cell, columns_.columns[columns_.of_binding[i]].name);
            told().add(std::move(*fault));
            unread_.push_back(i);
        }
        if (unread_.empty()) return true;
        values_.drop_row(unread_);
        return false;
    }

    std::shared_ptr<const Schema> schema_;
    const std::vector<Binding>& bindings_;
    const Columns& columns_;
    const CsvHeader& header_;
    CsvBlocks& blocks_;
    const std::string& source_;
    const CsvTallyOptions& options_;
    detail::RefusedRows* refused_;
    std::optional<CsvReader> reader_{};
    std::uint64_t block_ = 0;                    // that the reader is in
    std::vector<RefusedRow> refused_rows_{};     // of that block
    Diagnostics row_told_{};
    detail::BoundValues values_;
    std::string room_{};   // for words that mean others
    std::vector<std::uint64_t> lines_{};
    std::vector<std::size_t> unread_{};   // the bindings of a row that could not be read
    CsvRowsRead read_{};
    std::optional<detail::RowDigest> digest_{};
    Diagnostics diagnostics_{};
};

/// The options with the form that a file turns out to have.
[[nodiscard]] CsvTallyOptions with_form(CsvTallyOptions options, const CsvInput& input) {
    options.csv = input.options;
    return options;
}

/// A file's header, where it has one with all the columns, and its blocks.
struct OpenFile {
    OpenFile(const ByteSource& bytes, const std::string& source, const Columns& columns, const CsvTallyOptions& options, Diagnostics& diagnostics)
        : blocks{bytes, options.csv, options.rows_from_line, options.progress} {
        if (!blocks.next(first)) {
            diagnostics.add({ErrorKind::bad_syntax, {source, 1, 1, ""}, {"the file is empty", "文件为空"}, {}, {"expected a header", "应有表头"}, {}});
            return;
        }
        CsvOptions csv = options.csv;
        csv.unsound_rows = true;
        CsvReader reader{bytes_of_text(first.text), source, csv};
        const CsvRow* const row = reader.next(diagnostics);
        if (row != nullptr) header = CsvHeader::bind(*row, columns.columns, diagnostics, true, OtherColumns::kept);
        if (header && !complete(columns, *header, *row, diagnostics)) header.reset();
        if (header && options.input) digested.emplace(*row, header->size());
        if (header && options.refused) options.refused(detail::header_row(*row, csv.separator));
    }

    CsvBlocks blocks;
    CsvBlock first{};   // the header's row stands in it
    std::optional<CsvHeader> header{};
    std::optional<detail::DigestColumns> digested{};   // where a digest is wanted
};

/// One thread's share of a file.
struct Part {
    template <class... Arguments>
    explicit Part(const Plan& plan, Arguments&&... arguments) : state{plan}, reader{plan.schema, std::forward<Arguments>(arguments)...} {}

    State state;
    CsvRowReader reader;
    std::exception_ptr failure{};
};

}   // namespace

std::shared_ptr<const Schema> csv_schema(const Definition& definition, const CsvTallyOptions& options) {
    auto schema = std::make_shared<Schema>();
    schema->source = definition.source().text;
    schema->as_of = definition.as_of();
    for (Binding& each : bindings(definition, options)) schema->fields.push_back(std::move(each.info));
    return schema;
}

namespace {

/// Adds or withdraws the rows of a file.
[[nodiscard]] std::optional<CsvRowsRead> tally(State& state, bool withdraw, const ByteSource& bytes, const std::string& source,
                                               const CsvTallyOptions& asked, Diagnostics& diagnostics) {
    const CsvInput input = csv_input(bytes, asked.form, asked.csv);
    const CsvTallyOptions options = with_form(asked, input);
    if (options.threads == 0) throw bad_argument("add_csv", {"no threads are given", "线程数为零"}, {"expected 1 or more", "应不小于 1"});
    if (options.input && find_invalid_utf8(*options.input)) {
        throw bad_argument("add_csv", {"the name of the input is not UTF-8", "输入的名称不是 UTF-8"});
    }
    const std::vector<Binding> all = bindings(state, options);
    const Columns columns{all, options.map};
    OpenFile file{input.bytes, source, columns, options, diagnostics};
    if (!file.header) return std::nullopt;
    const detail::DigestColumns* const digested = file.digested ? &*file.digested : nullptr;

    detail::RefusedRows in_order{options.refused};
    detail::RefusedRows* const refused = options.refused ? &in_order : nullptr;
    std::vector<std::unique_ptr<Part>> parts;
    for (unsigned i = 0; i < options.threads; ++i) {
        parts.push_back(std::make_unique<Part>(state.plan(), all, columns, *file.header, digested, file.blocks, source, options, refused));
    }
    const auto run = [](Part& part) {
        try {
            part.state.add(part.reader);
        } catch (...) {
            part.failure = std::current_exception();
        }
    };
    parts.front()->reader.begin(std::move(file.first));
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 1; i < parts.size(); ++i) threads.emplace_back(run, std::ref(*parts[i]));
        run(*parts.front());
    }
    std::vector<Fault> faults;
    std::uint64_t omitted = 0;
    CsvRowsRead read;
    for (const auto& part : parts) {
        if (part->failure) std::rethrow_exception(part->failure);
        const std::span<const Fault> told = part->reader.diagnostics().faults();
        faults.insert(faults.end(), told.begin(), told.end());
        omitted += part->reader.diagnostics().omitted();
        read.taken += part->reader.read().taken;
        read.refused += part->reader.read().refused;
    }
    std::stable_sort(faults.begin(), faults.end(), [](const Fault& a, const Fault& b) {
        return std::pair{a.place.line, a.place.column} < std::pair{b.place.line, b.place.column};
    });
    for (Fault& fault : faults) diagnostics.add(std::move(fault));
    diagnostics.add_omitted(omitted);
    Part& whole = *parts.front();
    for (std::size_t i = 1; i < parts.size(); ++i) {
        whole.state.merge(parts[i]->state);
        if (digested) whole.reader.digest()->add(*parts[i]->reader.digest());
    }
    if (digested) whole.state.declare({{{*options.input, read.taken, whole.reader.digest()->text()}}, true});
    try {
        if (withdraw) state.withdraw(whole.state);
        else state.merge(whole.state);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::duplicate) throw;
        Fault fault = error.fault();
        fault.place.source = source;
        diagnostics.add(std::move(fault));
        return std::nullopt;
    }
    return read;
}

}   // namespace

std::optional<CsvRowsRead> add_csv(State& state, const ByteSource& bytes, const std::string& source, const CsvTallyOptions& options,
                                   Diagnostics& diagnostics) {
    return tally(state, false, bytes, source, options, diagnostics);
}
std::optional<CsvRowsRead> withdraw_csv(State& state, const ByteSource& bytes, const std::string& source, const CsvTallyOptions& options,
                                        Diagnostics& diagnostics) {
    return tally(state, true, bytes, source, options, diagnostics);
}

std::optional<std::uint64_t> each_csv_record(const State& state, const Definition& cell, const ByteSource& bytes, const std::string& source,
                                             std::span<const std::string> show, const CsvTallyOptions& asked,
                                             const std::function<void(const CsvRecord&)>& take, Diagnostics& diagnostics) {
    const CsvInput input = csv_input(bytes, asked.form, asked.csv);
    CsvTallyOptions options = with_form(asked, input);
    options.refused = {};   // told when the rows were added
    const Plan plan = try_bind(cell.of_records(), state.plan().schema).value();
    std::vector<Binding> all = bindings(state, options);   // all that the tally read: what it left out is left out here
    const std::size_t fields = all.size();
    for (const std::string& name : show) {
        Binding& made = all.emplace_back();
        made.info.name = made.column = name;
        made.model = detail::find_model_field(name);
    }
    const Columns columns{all, options.map};
    OpenFile file{input.bytes, source, columns, options, diagnostics};
    if (!file.header) return std::nullopt;
    CsvRowReader reader{state.plan().schema, all, columns, *file.header, nullptr, file.blocks, source, options};
    reader.begin(std::move(file.first));
    std::uint64_t count = 0;
    CsvRecord record;
    record.shown.resize(show.size());
    each_selected(plan, reader, [&](std::size_t, std::size_t row) {
        record.line = reader.line(row);
        for (std::size_t i = 0; i < show.size(); ++i) record.shown[i] = reader.text(fields + i, row);
        take(record);
        ++count;
        return true;
    });
    for (const Fault& fault : reader.diagnostics().faults()) diagnostics.add(fault);
    diagnostics.add_omitted(reader.diagnostics().omitted());
    return count;
}

}   // namespace arrears
