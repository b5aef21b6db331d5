// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/csv_records.hpp>
#include <arrears/io/csv_tally.hpp>

#include "cells.hpp"
#include "csv_blocks.hpp"
#include "model_fields.hpp"
#include "row_digest.hpp"

#include <arrears/core/industry.hpp>
#include <arrears/core/utf8.hpp>
#include <arrears/io/csv_header.hpp>
#include <arrears/statistics/engine.hpp>
#include <arrears/statistics/nearest.hpp>
#include <arrears/statistics/reader.hpp>

#include <algorithm>
#include <exception>
#include <thread>
#include <unordered_map>
#include <utility>

namespace arrears {

namespace {

using detail::CsvBlock;
using detail::CsvBlocks;
using detail::ModelField;

/// How a cell becomes a value of a field.
enum class Reading : unsigned char { text, word, number, group_of_text, group_of_number, month, year, days, age, ageing };

/// A field, the column that it comes from, and how.
struct Binding {
    FieldInfo info{};
    std::string column{};   ///< as it is called where the model does not know it
    const ModelField* model = nullptr;
    Reading reading = Reading::text;
    FieldKind cell = FieldKind::code;   ///< what the cell holds
    const Grouping* grouping = nullptr;
    Reading part = Reading::number;   ///< of a date: what of it is the number
    Date as_of{};                     ///< days, age, ageing
};

/// What a definition does with the fields that it names.
class Uses {
public:
    explicit Uses(const Definition& definition) {
        for (const Word& word : definition.rows()) add(word, false);
        for (const Word& word : definition.columns()) add(word, false);
        add(definition.where());
        for (const Measure& measure : definition.measures()) {
            add(measure.where());
            const Measure& of = measure.is_share() ? measure.of() : measure;
            if (measure.is_share()) add(of.where());
            using Kind = Measure::Kind;
            for (std::size_t i = 0; i < of.fields().size(); ++i) {
                const bool of_sums = of.fields().size() == 2 && of.kind() != Kind::distinct;   // a key, and what is added up
                add(of.fields()[i], of.kind() != Kind::distinct && (!of_sums || i == 1));
            }
            if (of.having()) add(of.having()->sum, true);
        }
    }
    /// Each name once, in the order met, and whether it is added up or compared.
    [[nodiscard]] const std::vector<std::pair<std::string, bool>>& names() const noexcept { return names_; }

private:
    void add(const Word& word, bool amount) {
        const auto met = std::find_if(names_.begin(), names_.end(), [&](const auto& each) { return each.first == word.text; });
        if (met == names_.end()) names_.emplace_back(word.text, amount);
        else met->second = met->second || amount;
    }
    void add(const Condition& condition) {
        using Kind = Condition::Kind;
        for (const Condition& part : condition.parts()) add(part);
        if (condition.is_always() || !condition.parts().empty()) return;
        add(condition.field(), condition.kind() == Kind::compare && condition.comparison() > Comparison::not_equal);
    }

    std::vector<std::pair<std::string, bool>> names_{};
};

/// A name as a column bears it: from a column's own name, or from a suffix of one.
[[nodiscard]] std::optional<std::string> without_suffix(const std::string& name, std::string_view suffix) {
    if (name.size() <= suffix.size() || !name.ends_with(suffix)) return std::nullopt;
    return name.substr(0, name.size() - suffix.size());
}

[[nodiscard]] Binding column_binding(const std::string& name, bool amount, const CsvTallyOptions& options) {
    Binding made;
    made.column = name;
    if (!options.kinds.contains(name)) made.model = detail::find_model_field(name);
    made.info.name = name;
    if (made.model != nullptr) {
        made.info.label = {std::string{made.model->label.en}, std::string{made.model->label.zh}};
        made.info.kind = made.model->kind;
        made.info.counts = made.model->counts;
        if (made.model->vocabulary != nullptr) {
            made.info.vocabulary = made.model->vocabulary();
            made.reading = Reading::word;
        }
    } else {
        made.info.label = {name, name};
        const auto chosen = options.kinds.find(name);
        made.info.kind = chosen != options.kinds.end() ? chosen->second : amount ? FieldKind::money : FieldKind::code;
    }
    made.cell = made.info.kind;
    if (made.cell != FieldKind::code) made.reading = Reading::number;
    return made;
}

/// What may stand behind the name of a column of dates.
struct DateSuffix {
    std::string_view suffix;
    Reading reading;
    FieldKind kind;
    Text label;
};
[[nodiscard]] const std::vector<DateSuffix>& date_suffixes() {
    static const std::vector<DateSuffix> all{{"_month", Reading::month, FieldKind::code, {"month", "月份"}},
                                             {"_year", Reading::year, FieldKind::integer, {"year", "年份"}},
                                             {"_days", Reading::days, FieldKind::integer, {"days since", "天数"}},
                                             {"_age", Reading::age, FieldKind::integer, {"completed years", "周年数"}},
                                             {"_ageing", Reading::ageing, FieldKind::code, {"ageing", "账龄"}}};
    return all;
}

/// A field that is what a column of dates has behind its name; nothing where the name is none such.
[[nodiscard]] std::optional<Binding> date_binding(const std::string& name, const std::optional<Date>& as_of, const CsvTallyOptions& options) {
    if (detail::find_model_field(name) != nullptr || options.kinds.contains(name)) return std::nullopt;
    for (const DateSuffix& each : date_suffixes()) {
        const auto base = without_suffix(name, each.suffix);
        if (!base) continue;
        Binding made = column_binding(*base, false, options);
        if (made.cell != FieldKind::date) continue;
        made.reading = made.part = each.reading;
        made.info = {
            name, {made.info.label.en + ": " + each.label.en, made.info.label.zh + "：" + each.label.zh}, each.kind, nullptr, Counted::values, {}};
        if (each.reading == Reading::month || each.reading == Reading::year) return made;
        if (!as_of) {
            throw Error{Fault{ErrorKind::mismatch,
                              {},
                              {"field " + name + " needs a day, and the definition names none", "字段 " + name + " 需要截止日期，而定义没有写明"},
                              {},
                              {"expected as of and a date before where, rows and columns", "应在 where、rows、columns 之前写 as of 和日期"},
                              {}}};
        }
        made.as_of = *as_of;
        if (each.reading == Reading::ageing) made.info.vocabulary = std::make_shared<const Vocabulary>(Vocabulary::of(options.ageing));
        return made;
    }
    return std::nullopt;
}

[[nodiscard]] Binding binding(const std::string& name, bool amount, const std::optional<Date>& as_of, const CsvTallyOptions& options) {
    const auto grouped = [&](const Grouping& grouping) {
        const bool numbers = grouping.kind() == GroupingKind::numbers;
        const auto date = numbers ? date_binding(grouping.field(), as_of, options) : std::nullopt;
        Binding made = date && date->info.kind == FieldKind::integer ? *date : column_binding(grouping.field(), numbers, options);
        made.reading = numbers ? Reading::group_of_number : Reading::group_of_text;
        if (!numbers) made.cell = FieldKind::code;
        made.info = {name, {name, name}, FieldKind::code, std::make_shared<const Vocabulary>(Vocabulary::of(grouping)), Counted::values, {}};
        made.grouping = &grouping;
        return made;
    };
    for (const Grouping& grouping : options.groupings) {
        if (grouping.name() == name) return grouped(grouping);
    }
    static const Grouping sections = gb_t_4754_sections();
    if (name == sections.name() && detail::find_model_field(name) == nullptr && !options.kinds.contains(name)) return grouped(sections);
    if (auto date = date_binding(name, as_of, options)) return *std::move(date);
    return column_binding(name, amount, options);
}

[[nodiscard]] std::vector<Binding> bindings(const Definition& definition, const CsvTallyOptions& options) {
    std::vector<Binding> out;
    const Uses uses{definition};
    for (const auto& [name, amount] : uses.names()) out.push_back(binding(name, amount, definition.as_of(), options));
    return out;
}
/// The same in the order of a schema made before: canonical definitions name fields in another.
[[nodiscard]] std::vector<Binding> bindings(const State& state, const CsvTallyOptions& options) {
    std::vector<Binding> met = bindings(state.definition(), options), out;
    for (const FieldInfo& field : state.plan().schema->fields) {
        const auto at = std::find_if(met.begin(), met.end(), [&](const Binding& each) { return each.info.name == field.name; });
        if (at == met.end() || at->info.kind != field.kind) {
            throw bad_argument("add_csv", {"the state was not made with csv_schema() of these options", "状态不是以同样选项的 csv_schema() 建立的"});
        }
        out.push_back(std::move(*at));
    }
    return out;
}

/// The columns that bindings come from, each once, as a header may name them.
struct Columns {
    std::vector<CsvColumn> columns{};
    std::vector<std::size_t> of_binding{};

    explicit Columns(const std::vector<Binding>& all) {
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
    CsvRowReader(std::shared_ptr<const Schema> schema, const std::vector<Binding>& all, const Columns& columns, const CsvHeader& header,
                 const detail::DigestColumns* digested, CsvBlocks& blocks, const std::string& source, const CsvTallyOptions& options)
        : schema_{std::move(schema)}, bindings_{all}, columns_{columns}, header_{header}, blocks_{blocks}, source_{source}, options_{options},
          values_(all.size()) {
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
        for (Values& each : values_) each.texts.clear(), each.numbers.clear(), each.codes.clear();
        arena_.clear();
        lines_.clear();
        std::size_t count = 0;
        while (count < count_max) {
            const CsvRow* const row = next_row();
            if (row == nullptr) break;
            if (!take(*row)) {
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
    void codes(std::size_t field, Dictionary& dictionary, std::uint32_t* out) override {
        const Values& values = values_[field];
        switch (bindings_[field].reading) {
        case Reading::text:
            for (const auto& [offset, size] : values.texts) *out++ = dictionary.code_of(std::string_view{arena_}.substr(offset, size));
            return;
        case Reading::month:
            for (const std::int64_t day : values.numbers) {
                *out++ = day == unknown_number ? unknown_code : dictionary.code_of(print(Month{Date{} + day}));
            }
            return;
        default: std::copy(values.codes.begin(), values.codes.end(), out);
        }
    }
    std::int64_t numbers(std::size_t field, std::int64_t* out) override {
        std::int64_t bits = 0;
        for (const std::int64_t value : values_[field].numbers) bits |= * out++ = value;
        return bits;
    }
    /// Where a current row begins.
    [[nodiscard]] std::uint64_t line(std::size_t row) const noexcept { return lines_[row]; }
    /// What a current row has of a binding of text.
    [[nodiscard]] std::string_view text(std::size_t binding, std::size_t row) const noexcept {
        const auto& [offset, size] = values_[binding].texts[row];
        return std::string_view{arena_}.substr(offset, size);
    }
    [[nodiscard]] const CsvRowsRead& read() const noexcept { return read_; }
    [[nodiscard]] Diagnostics& diagnostics() noexcept { return diagnostics_; }
    [[nodiscard]] std::optional<detail::RowDigest>& digest() noexcept { return digest_; }

private:
    struct Values {
        std::vector<std::pair<std::size_t, std::size_t>> texts{};   // in the arena
        std::vector<std::int64_t> numbers{};
        std::vector<std::uint32_t> codes{};
        std::unordered_map<std::string, std::uint32_t> known{};   // texts met, by the code that they have
    };

    void open(CsvBlock block) {
        CsvOptions options = options_.csv;
        options.first_line = block.first_line;
        options.unsound_rows = true;
        reader_.emplace(bytes_of_text(std::move(block.text)), source_, options);
        reader_->name_columns(header_.names());
    }
    [[nodiscard]] const CsvRow* next_row() {
        while (true) {
            if (reader_) {
                if (const CsvRow* const row = reader_->next(diagnostics_)) return row;
                read_.refused += reader_->rows_lost();
                reader_.reset();
            }
            CsvBlock block;
            if (!blocks_.next(block)) return nullptr;
            open(std::move(block));
        }
    }
    /// Appends the row's values; where one cannot be read tells so, and appends nothing.
    [[nodiscard]] bool take(const CsvRow& row) {
        if (!row.sound() || !header_.fits(row, diagnostics_)) return false;
        const std::size_t arena_before = arena_.size();
        unread_.clear();
        for (std::size_t i = 0; i < bindings_.size(); ++i) {
            const std::size_t cell = *header_.cell_of(columns_.of_binding[i]);
            detail::CellFault fault = put(i, cell < row.size() ? row[cell].text : std::string_view{});
            if (!fault) continue;
            fault->place = row.place(cell, columns_.columns[columns_.of_binding[i]].name);
            diagnostics_.add(std::move(*fault));
            unread_.push_back(i);
        }
        if (unread_.empty()) return true;
        for (std::size_t i = 0; i < bindings_.size(); ++i) {
            if (std::find(unread_.begin(), unread_.end(), i) == unread_.end()) drop(i);
        }
        arena_.resize(arena_before);
        return false;
    }
    void drop(std::size_t i) {
        Values& values = values_[i];
        switch (bindings_[i].reading) {
        case Reading::text: values.texts.pop_back(); return;
        case Reading::number:
        case Reading::month:
        case Reading::year:
        case Reading::days:
        case Reading::age: values.numbers.pop_back(); return;
        default: values.codes.pop_back();
        }
    }
    [[nodiscard]] detail::CellFault put(std::size_t i, std::string_view text) {
        const Binding& each = bindings_[i];
        Values& values = values_[i];
        const detail::CellTerms terms{header_.unit_of(columns_.of_binding[i]), true};
        switch (each.reading) {
        case Reading::text: {
            text = unguard_formula(detail::trimmed(text));
            if (detail::is_unknown(text)) text = {};
            values.texts.emplace_back(arena_.size(), text.size());
            arena_ += text;
            return std::nullopt;
        }
        case Reading::word: {
            text = detail::trimmed(text);
            if (detail::is_unknown(text)) return values.codes.push_back(unknown_code), std::nullopt;
            const auto known = values.known.find(std::string{text});
            if (known != values.known.end()) return values.codes.push_back(known->second), std::nullopt;
            const auto entry = each.info.vocabulary->match(text);
            if (!entry) return no_word(each, text, terms);
            values.known.emplace(text, *entry + 1);
            return values.codes.push_back(*entry + 1), std::nullopt;
        }
        case Reading::group_of_text: {
            text = unguard_formula(detail::trimmed(text));
            if (detail::is_unknown(text)) text = {};
            const auto group = each.grouping->group_of(text);
            return values.codes.push_back(group ? static_cast<std::uint32_t>(*group) + 1 : unknown_code), std::nullopt;
        }
        default: break;
        }
        std::int64_t number = unknown_number;
        if (detail::CellFault fault = read_number(each.cell, text, terms, number)) return fault;
        if (number != unknown_number) number = of_date(each, number);
        if (each.reading == Reading::group_of_number) {
            if (number != unknown_number && each.cell == FieldKind::money) {   // whole yuan, towards minus infinity
                number = number / 100 - (number % 100 < 0 ? 1 : 0);
            }
            const auto group = number == unknown_number ? std::nullopt : each.grouping->group_of(number);
            values.codes.push_back(group ? static_cast<std::uint32_t>(*group) + 1 : unknown_code);
            return std::nullopt;
        }
        if (each.reading == Reading::ageing) {
            values.codes.push_back(
                number == unknown_number ? unknown_code
                                         : static_cast<std::uint32_t>(detail::ageing_entry(options_.ageing, Date{} + number, each.as_of)) + 1);
            return std::nullopt;
        }
        values.numbers.push_back(number);
        return std::nullopt;
    }
    /// The number that is wanted of a date; any other number as it is.
    [[nodiscard]] static std::int64_t of_date(const Binding& binding, std::int64_t number) {
        switch (binding.part) {
        case Reading::year: return (Date{} + number).year();
        case Reading::days: return binding.as_of - (Date{} + number);
        case Reading::age: {
            const Date day = Date{} + number;
            return day <= binding.as_of ? completed_years(day, binding.as_of) : unknown_number;
        }
        default: return number;
        }
    }
    [[nodiscard]] static detail::CellFault read_number(FieldKind kind, std::string_view text, const detail::CellTerms& terms, std::int64_t& out) {
        const auto read = [&](auto value, auto number) -> detail::CellFault {
            if (detail::CellFault fault = detail::read_cell(text, terms, value)) return fault;
            if (value) out = number(*value);
            return std::nullopt;
        };
        if (kind == FieldKind::money) return read(std::optional<Money>{}, [](Money amount) { return amount.fen(); });
        if (kind == FieldKind::date) return read(std::optional<Date>{}, [](Date date) { return date_number(date); });
        return read(std::optional<std::int64_t>{}, [](std::int64_t number) { return number; });
    }
    [[nodiscard]] static detail::CellFault no_word(const Binding& each, std::string_view text, const detail::CellTerms& terms) {
        const bool shown = detail::may_show(text, terms);
        std::vector<std::string> names = each.info.vocabulary->keys();
        std::string all;
        for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
        for (const VocabularyEntry& entry : each.info.vocabulary->entries()) names.push_back(entry.label.zh), names.push_back(entry.label.en);
        const Text near = shown ? did_you_mean(std::string{text}, names) : Text{};
        return Fault{ErrorKind::unknown_name,
                     {},
                     shown ? Text{in_quotes(text) + " is no value of " + each.info.name, in_quotes(text) + " 不是 " + each.info.name + " 的取值"}
                           : Text{"the text (not shown) is no value of " + each.info.name, "文字（不显示）不是 " + each.info.name + " 的取值"},
                     {},
                     near.empty() ? Text{"expected one of: " + all, "应为下列之一：" + all} : Text{},
                     near};
    }

    std::shared_ptr<const Schema> schema_;
    const std::vector<Binding>& bindings_;
    const Columns& columns_;
    const CsvHeader& header_;
    CsvBlocks& blocks_;
    const std::string& source_;
    const CsvTallyOptions& options_;
    std::optional<CsvReader> reader_{};
    std::vector<Values> values_;
    std::string arena_{};
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
    const Columns columns{all};
    OpenFile file{input.bytes, source, columns, options, diagnostics};
    if (!file.header) return std::nullopt;
    const detail::DigestColumns* const digested = file.digested ? &*file.digested : nullptr;

    std::vector<std::unique_ptr<Part>> parts;
    for (unsigned i = 0; i < options.threads; ++i) {
        parts.push_back(std::make_unique<Part>(state.plan(), all, columns, *file.header, digested, file.blocks, source, options));
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
    const CsvTallyOptions options = with_form(asked, input);
    const Plan plan = try_bind(cell.of_records(), state.plan().schema).value();
    std::vector<Binding> all = bindings(state, options);   // all that the tally read: what it left out is left out here
    const std::size_t fields = all.size();
    for (const std::string& name : show) {
        Binding& made = all.emplace_back();
        made.info.name = made.column = name;
        made.model = detail::find_model_field(name);
    }
    const Columns columns{all};
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
