// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/csv_records.hpp>
#include <arrears/io/csv_tally.hpp>

#include "bound_columns.hpp"
#include "bound_values.hpp"
#include "csv_blocks.hpp"
#include "csv_index.hpp"
#include "fast_utf8.hpp"
#include "field_binding.hpp"
#include "refused_rows.hpp"
#include "row_digest.hpp"
#include "row_tally.hpp"

#include <arrears/io/csv_header.hpp>
#include <arrears/statistics/engine.hpp>
#include <arrears/statistics/reader.hpp>

#include <algorithm>
#include <exception>
#include <thread>
#include <utility>

namespace arrears {

namespace {

using detail::Binding;
using detail::bindings;
using detail::Columns;
using detail::complete;
using detail::CsvBlock;
using detail::CsvBlocks;

/// Reads blocks of one file as rows of the schema.
class CsvRowReader final : public RowReader {
public:
    /// \param digested null where no digest is wanted
    /// \param refused null where rows that are refused are only told
    CsvRowReader(std::shared_ptr<const Schema> schema, const std::vector<Binding>& all, const Columns& columns, const CsvHeader& header,
                 const detail::DigestColumns* digested, CsvBlocks& blocks, const std::string& source, const CsvTallyOptions& options,
                 detail::RefusedRows* refused = nullptr)
        : schema_{std::move(schema)}, bindings_{all}, columns_{columns}, header_{header}, blocks_{blocks}, source_{source}, options_{options},
          refused_{refused}, values_{all, options.ageing}, bad_values_{all, options.ageing} {
        if (digested != nullptr) digest_.emplace(*digested);
        for (const std::size_t column : columns.of_binding) {
            cells_.push_back(*header.cell_of(column));
            terms_.push_back({header.unit_of(column), true});
        }
    }

    /// The block that holds the header: its first row is not a record.
    void begin(CsvBlock block) {
        block_ = std::move(block);
        in_block_ = true;
        look_over();
        Diagnostics told{0};
        for (bool found = false; !found && row_ < index_.rows().size(); ++row_) {
            static_cast<void>(each_record_of(row_, told, [&found](const CsvRow&) { found = true; }));
        }
    }
    [[nodiscard]] const std::shared_ptr<const Schema>& schema() const override { return schema_; }
    [[nodiscard]] std::size_t next(std::size_t count_max) override {
        while (true) {
            values_.clear();
            gather(count_max);
            const std::size_t count = common_.empty() ? take_alone() : take_common();
            read_.taken += count;
            if (count != 0) return count;
            if (row_ == index_.rows().size() && !next_block()) return 0;
        }
    }
    void codes(std::size_t field, Dictionary& dictionary, std::uint32_t* out) override { values_.codes(field, dictionary, out); }
    void known(std::size_t field, Dictionary&, std::uint32_t* out) override { values_.known(field, out); }
    std::int64_t numbers(std::size_t field, std::int64_t* out) override { return values_.numbers(field, out); }
    /// Where a current row begins.
    [[nodiscard]] std::uint64_t line(std::size_t row) const noexcept {
        return common_.empty() ? lines_[row] : line_of(common_[row].row, common_[row].start);
    }
    /// What a current row has of a binding of text.
    [[nodiscard]] std::string_view text(std::size_t binding, std::size_t row) const noexcept { return values_.text(binding, row); }
    [[nodiscard]] const CsvRowsRead& read() const noexcept { return read_; }
    [[nodiscard]] Diagnostics& diagnostics() noexcept { return diagnostics_; }
    [[nodiscard]] std::optional<detail::RowDigest>& digest() noexcept { return digest_; }

private:
    /// A row of the block: where it begins, and the first of its cells.
    struct CommonRow {
        std::uint32_t row, start, first;
    };

    [[nodiscard]] bool next_block() {
        if (refused_ != nullptr && in_block_) refused_->add(block_.number, std::exchange(refused_rows_, {}));
        in_block_ = blocks_.next(block_);
        if (in_block_) look_over();
        return in_block_;
    }
    /// Finds the rows of the block.
    void look_over() {
        if (block_.buffer.size() < block_.bytes + detail::PaddedText::padding) block_.buffer.resize(block_.bytes + detail::PaddedText::padding);
        text_ = block_.text();
        if (block_.first_line == 1 && text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);   // a byte order mark is no cell's
        index_.read(text_, options_.csv.separator);
        sound_text_ = !index_.has_nul() && (index_.is_ascii() || detail::is_utf8(text_));
        row_ = odd_ = 0;
    }
    /// Where faults go: of a row whose text is wanted, first to the row's own.
    [[nodiscard]] Diagnostics& told() noexcept { return refused_ == nullptr ? diagnostics_ : row_told_; }
    /// Calls `take` with what CsvReader makes of a row of the block: nothing of one that is blank, or of which it tells a fault.
    /// \returns how many rows were lost
    template <class Take>
    [[nodiscard]] std::uint64_t each_record_of(std::size_t row, Diagnostics& diagnostics, Take take) const {
        const Bounds at = bounds(row);
        CsvOptions options = options_.csv;
        options.first_line = line_of(row, at.start);
        options.unsound_rows = true;
        std::string_view text = text_.substr(at.start, at.behind - at.start);
        if (row == 0) text = block_.text().substr(0, block_.bytes - text_.size() + at.behind);   // with its mark
        options.buffer_bytes = text.size();
        CsvReader reader{bytes_of_text(std::string{text}), source_, options};
        reader.name_columns(header_.names());
        while (const CsvRow* const record = reader.next(diagnostics)) take(*record);
        return reader.rows_lost();
    }
    /// Where a row of the block begins, what its last cell ends with, and where the next one begins.
    struct Bounds {
        std::size_t start, end, behind;
    };
    [[nodiscard]] Bounds bounds(std::size_t row) const noexcept {
        const auto rows = index_.rows(), ends = index_.ends();
        const std::size_t end = ends[rows[row]];
        return {row == 0 ? 0 : detail::behind_break(text_, ends[rows[row - 1]]), end, end == text_.size() ? end : detail::behind_break(text_, end)};
    }
    /// \param start where the row begins
    [[nodiscard]] std::uint64_t line_of(std::size_t row, std::size_t start) const noexcept {
        const auto breaks = index_.breaks();
        const auto before = std::lower_bound(breaks.begin(), breaks.end(), start);
        return block_.first_line + row + static_cast<std::uint64_t>(before - breaks.begin());
    }
    /// Gathers the next rows of the block that are as nearly all are, at most so many: CsvReader would give them as they are, or pass over them.
    void gather(std::size_t count_max) {
        common_.clear();
        const std::span<const std::uint32_t> rows = index_.rows(), ends = index_.ends(), odd = index_.odd();
        const CsvLimits& limits = options_.csv.limits;
        const std::size_t bytes_max = std::min(limits.cell_bytes_max, limits.row_bytes_max), columns_max = limits.columns_max;
        const std::size_t wanted = header_.size();
        if (wanted == 0 || row_ == rows.size()) return;
        const auto is_blank = [separator = options_.csv.separator](char c) { return c == separator || c == ' ' || c == '\t'; };
        std::size_t start = bounds(row_).start, first = row_ == 0 ? 0 : rows[row_ - 1] + 1;
        for (; row_ < rows.size() && common_.size() < count_max; ++row_) {
            const std::size_t last = rows[row_], end = ends[last], size = last + 1 - first, bytes = end - start;
            const std::size_t behind = end == text_.size() ? end : detail::behind_break(text_, end);
            while (odd_ < odd.size() && odd[odd_] < start) ++odd_;
            if ((odd_ < odd.size() && odd[odd_] < behind) || bytes > bytes_max || size > columns_max) return;
            const std::string_view text{text_.data() + start, bytes};
            if ((text.empty() || is_blank(text.front())) && std::all_of(text.begin(), text.end(), is_blank)) {
                start = behind, first = last + 1;
                continue;
            }
            if (size < wanted) return;
            for (std::size_t i = wanted; i < size; ++i) {
                if (ends[first + i] != ends[first + i - 1] + 1) return;
            }
            if (!sound_text_ && (!detail::is_utf8(text) || text.find('\0') != std::string_view::npos)) return;
            common_.push_back({static_cast<std::uint32_t>(row_), static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(first)});
            start = behind, first = last + 1;
        }
    }
    /// The texts of a cell of the common rows, by their position among these. They live until the next rows.
    [[nodiscard]] auto texts_of_cell(std::size_t i) {
        const CommonRow* const rows = common_.data();
        const std::uint32_t* const ends = index_.ends().data();
        return [this, rows, ends, i, text = text_.data()](std::size_t row) {
            const std::uint32_t* const end = ends + rows[row].first + i;
            const std::size_t from = i == 0 ? rows[row].start : end[-1] + 1;
            const std::string_view raw{text + from, *end - from};
            return raw.empty() || raw.front() != '"' ? detail::PaddedText{raw} : quoted(raw.substr(1, raw.size() - 2));
        };
    }
    /// What stands between quotes: doubled ones mean one.
    [[nodiscard]] detail::PaddedText quoted(std::string_view text) {
        return text.find('"') == std::string_view::npos ? detail::PaddedText{text} : values_.keep(unquoted(text));
    }
    /// Reads the rows gathered, a column at a time; those of which a cell cannot be read are read once more, as CsvReader tells what is wrong.
    /// \returns how many are current then
    [[nodiscard]] std::size_t take_common() {
        const std::size_t size = common_.size();
        bad_.assign(size, 0);
        for (std::size_t i = 0; i < bindings_.size(); ++i) {
            const std::size_t column = columns_.of_binding[i];
            const auto text_of = texts_of_cell(cells_[i]);
            const auto meaning_of = [&](std::size_t row) {
                const detail::PaddedText text = text_of(row);
                const std::string_view meant = header_.meaning(column, text, room_);
                return meant.data() == text.data() ? text : values_.keep(std::string{meant});
            };
            if (header_.has_words(column)) values_.put_column(i, size, meaning_of, terms_[i], bad_.data());
            else values_.put_column(i, size, text_of, terms_[i], bad_.data());
        }
        if (std::find(bad_.begin(), bad_.end(), 1) != bad_.end()) {
            values_.keep_rows(size, bad_.data());
            std::size_t kept = 0;
            for (std::size_t row = 0; row < size; ++row) {
                if (bad_[row] != 0) tell(common_[row].row);
                else common_[kept++] = common_[row];
            }
            common_.resize(kept);
        }
        for (std::size_t row = 0; digest_ && row < common_.size(); ++row) {
            texts_.clear();
            for (std::size_t i = 0; i < header_.size(); ++i) texts_.push_back(texts_of_cell(i)(row));
            digest_->add(texts_);
        }
        return common_.size();
    }
    /// Tells what is wrong with a row of which a cell cannot be read.
    void tell(std::size_t row) {
        bad_values_.clear();
        read_.refused += each_record_of(row, told(), [&](const CsvRow& record) {
            if (!detail::put_row(record, columns_, header_, bad_values_, told())) refuse(record);
        });
        if (!row_told_.empty()) diagnostics_.add(std::exchange(row_told_, {}));
    }
    /// Reads the next row of the block by itself, where there is one. \returns how many rows are current then
    [[nodiscard]] std::size_t take_alone() {
        lines_.clear();
        if (row_ == index_.rows().size()) return 0;
        read_.refused += each_record_of(row_++, told(), [&](const CsvRow& record) {
            if (!detail::put_row(record, columns_, header_, values_, told())) return refuse(record);
            lines_.push_back(record.line());
            if (digest_) digest_->add(record);
        });
        if (!row_told_.empty()) diagnostics_.add(std::exchange(row_told_, {}));
        return lines_.size();
    }
    void refuse(const CsvRow& record) {
        ++read_.refused;
        if (refused_ != nullptr) refused_rows_.push_back(detail::refused_row(record, row_told_.faults(), options_.csv.separator));
    }
    [[nodiscard]] static std::string unquoted(std::string_view text) {
        std::string out;
        for (std::size_t quote = text.find('"'); quote != std::string_view::npos; quote = text.find('"')) {
            out += text.substr(0, quote + 1);
            text.remove_prefix(quote + 2);
        }
        out += text;
        return out;
    }

    std::shared_ptr<const Schema> schema_;
    const std::vector<Binding>& bindings_;
    const Columns& columns_;
    const CsvHeader& header_;
    CsvBlocks& blocks_;
    const std::string& source_;
    const CsvTallyOptions& options_;
    std::vector<std::size_t> cells_{};             // of each binding
    std::vector<detail::CellTerms> terms_{};       // of each binding
    CsvBlock block_{};
    bool in_block_ = false;                        // there is one
    std::string_view text_{};                      // its rows
    detail::CsvIndex index_{};
    bool sound_text_ = false;                      // UTF-8 throughout, and without NUL
    std::size_t row_ = 0, odd_ = 0;                // the next row, and odd quote, of the block
    std::vector<CommonRow> common_{};              // those that are current; none: those read by themselves are
    std::vector<unsigned char> bad_{};             // of which a cell cannot be read
    std::vector<std::string_view> texts_{};        // of a row's cells, for the digest
    detail::RefusedRows* refused_;
    std::vector<RefusedRow> refused_rows_{};       // of the block
    Diagnostics row_told_{};
    detail::BoundValues values_;
    detail::BoundValues bad_values_;       // of a row that cannot be read
    std::string room_{};   // for words that mean others
    std::vector<std::uint64_t> lines_{};   // of rows read by themselves
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
        CsvReader reader{bytes_of_text(std::string{first.text()}), source, csv};
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
    detail::check_input_name(options, "add_csv");
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
    if (!detail::take_in(state, std::move(whole.state), withdraw, source, diagnostics)) return std::nullopt;
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
    detail::bind_shown(all, show);
    const Columns columns{all, options.map};
    OpenFile file{input.bytes, source, columns, options, diagnostics};
    if (!file.header) return std::nullopt;
    CsvRowReader reader{state.plan().schema, all, columns, *file.header, nullptr, file.blocks, source, options};
    reader.begin(std::move(file.first));
    const std::uint64_t count = detail::show_selected(plan, reader, fields, show.size(), take);
    for (const Fault& fault : reader.diagnostics().faults()) diagnostics.add(fault);
    diagnostics.add_omitted(reader.diagnostics().omitted());
    return count;
}

}   // namespace arrears
